"""All settings, read once from the environment into one frozen object; what is missing or wrong is named at start-up.

Each setting is explained for its reader in docs/settings.md; a test compares the two.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DOMAINS = "helpline-domains.db"


class SettingError(Exception):
    """A setting is missing or wrong. The message names it and says what is expected, never what was given."""


def _public_url(text: str) -> str:
    if not _is_address(text.rstrip("/")):
        raise ValueError("an address such as https://helpline.example.org, without a query")
    return text.rstrip("/")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # says what was given
        return False
    return usable and not (parts.query or parts.fragment or parts.username or parts.password)


def _account(text: str) -> str:
    if not re.fullmatch(r"AC[0-9a-f]{32}", text):
        raise ValueError("AC and 32 hexadecimal digits")
    return text


def _tokens(text: str) -> tuple[str, ...]:
    tokens = tuple(token.strip() for token in text.split(","))
    if not 1 <= len(tokens) <= 2 or not all(len(token) >= 16 for token in tokens):
        raise ValueError("one token, or two with a comma between them during a rotation, of 16 characters or more")
    return tokens


def _database(text: str) -> str:
    if not re.match(r"sqlite:///.+|postgres(ql)?://.+", text):
        raise ValueError("sqlite:///path/to/file.db or postgresql://user@host/name")
    return text


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("32 random characters or more")
    return text


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError("a folder that exists")
    return Path(text)


def _pack(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}-[A-Za-z]+", text):
        raise ValueError("the name of a file in content/regions, such as fr-FR")
    return text


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise ValueError("a file that exists")
    return Path(text)


def _file_if_any(text: str) -> Path | None:
    return _file(text) if text else None


def _database_file(text: str) -> Path:
    if not text.endswith(".db"):
        raise ValueError("the path of a file whose name ends in .db")
    return Path(text)


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(" or ".join(words))
        return text

    return read


def _hours(text: str) -> timedelta:
    return timedelta(hours=_number(1, 72)(text))


def shipped_content() -> Path:
    """The content that comes with the program: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent
    inside = package / "_content"
    return inside if inside.is_dir() else package.parent / "content"


def _setting(name: str, read: Callable[[str], Any], default: str | None = None, secret: bool = False) -> Any:
    """A field that is read from the variable `name`; without a default it must be given."""
    return field(repr=not secret, metadata={"name": name, "read": read, "default": default})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs from one installation to another."""

    public_url: str = _setting("HELPLINE_PUBLIC_URL", _public_url)
    account_sid: str = _setting("TWILIO_ACCOUNT_SID", _account)
    auth_tokens: tuple[str, ...] = _setting("TWILIO_AUTH_TOKEN", _tokens, secret=True)
    api_url: str = _setting("TWILIO_API_URL", _public_url, "https://api.twilio.com")
    database_url: str = _setting("DATABASE_URL", _database, "sqlite:///helpline.db", secret=True)
    secret_key: str = _setting("HELPLINE_SECRET_KEY", _secret, secret=True)
    lines_file: Path = _setting("HELPLINE_LINES", _file)
    content: Path = _setting("HELPLINE_CONTENT", _folder, str(shipped_content()))
    questions_file: Path | None = _setting("HELPLINE_QUESTIONS", _file_if_any, "")
    feeds_file: Path | None = _setting("HELPLINE_FEEDS", _file_if_any, "")
    domains_file: Path = _setting("HELPLINE_DOMAINS", _database_file, DOMAINS)
    region: str = _setting("HELPLINE_REGION", _pack, "fr-FR")
    host: str = _setting("HELPLINE_HOST", str, "127.0.0.1")
    port: int = _setting("HELPLINE_PORT", _number(1, 65535), "8000")
    threads: int = _setting("HELPLINE_THREADS", _number(1, 256), "8")
    reply_by: str = _setting("HELPLINE_REPLY_BY", _one_of("webhook", "api"), "webhook")
    voice: str = _setting("HELPLINE_VOICE", _one_of("neural", "plain"), "neural")
    patience: timedelta = _setting("HELPLINE_RESUME_HOURS", _hours, "4")
    keep_months: int = _setting("HELPLINE_KEEP_MONTHS", _number(1, 24), "6")
    calls_a_day: int = _setting("HELPLINE_CALLS_A_DAY", _number(1, 1000), "60")
    most_calls: int = _setting("HELPLINE_MOST_CALLS", _number(1, 9), "3")
    log_level: str = _setting("HELPLINE_LOG_LEVEL", _one_of("debug", "info", "warning", "error"), "info")

    @property
    def own_content(self) -> bool:
        """Whether the words are the installation's own, and not those that come with the program."""
        return self.content.resolve() != shipped_content().resolve()

    @property
    def questions(self) -> Path:
        """The labelled questions: the file that is named, else that of the content, else the one that ships."""
        own = self.content / "questions.jsonl"
        return self.questions_file or (own if own.is_file() else shipped_content() / own.name)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """Read all settings from the environment.

        Raises SettingError that names every setting that is missing or wrong, without its value.
        """
        values, wrong = {}, []
        for name, spec in cls.__dataclass_fields__.items():
            try:
                values[name] = _value(environ, **spec.metadata)
            except ValueError as error:
                wrong.append(f"{spec.metadata['name']}: {error}")
        if wrong:
            raise SettingError("\n".join(wrong))
        return cls(**values)


def _value(environ: Mapping[str, str], name: str, read: Callable[[str], Any], default: str | None) -> Any:
    text = environ.get(name, "").strip() or default
    if text is None:
        raise ValueError("is missing")
    try:
        return read(text)
    except ValueError as error:
        raise ValueError(f"must be {error}") from None
