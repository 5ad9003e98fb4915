"""The words of the local carrier and of its phones, in both languages, out of words.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("fr", "en")


@cache
def words() -> dict[str, Any]:
    """The whole file, read once."""
    return tomllib.loads((files("helpline.simulator") / "words.toml").read_text(encoding="utf-8"))


def language(asked: str | None) -> str:
    """The language asked for where it is spoken here, else French."""
    return asked if asked in LANGUAGES else LANGUAGES[0]
