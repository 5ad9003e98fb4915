"""Telephone numbers and e-mail addresses in a text: of no use to who reads only what was asked."""

import re

from helpline.redaction.secrets import without_marks

PERSONAL = re.compile(r"\+?(?:\d[ .\-]?){7,}|\S+@\S+")


def own_words(text: str) -> str:
    """A redacted text without its marks, telephone numbers and addresses, with one space between words."""
    return " ".join(PERSONAL.sub(" ", without_marks(text)).split())
