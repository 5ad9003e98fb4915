"""Telephone numbers, e-mail addresses and dates in a text: of no use to who reads only what was asked."""

import re

from helpline.redaction.secrets import without_marks

PERSONAL = re.compile(r"\+?(?:\d[ .\-]?){7,}|\S+@\S+|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b")


def own_words(text: str) -> str:
    """A redacted text without its marks, telephone numbers, e-mail addresses and dates; one space between words."""
    return " ".join(PERSONAL.sub(" ", without_marks(text)).split())
