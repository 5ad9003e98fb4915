"""The demo's own words, in the language of the terminal."""

import os
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("fr", "en")


@cache
def _all() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def words(language: str = "") -> dict[str, str]:
    """What the demo says, in `language` or else in that of the terminal (LANG)."""
    wanted = language or os.environ.get("LC_ALL") or os.environ.get("LANG", "")
    return _all()["fr" if wanted.startswith("fr") else "en"]
