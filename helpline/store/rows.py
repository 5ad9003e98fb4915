"""How values look in a row: times as text that sorts, ids, lists of strings."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from time import time_ns
from typing import overload
from uuid import uuid4


def new_id() -> str:
    """A fresh id: 32 hexadecimal digits, no secret. One made later sorts later, so ids order a moment's rows."""
    return f"{time_ns():016x}{uuid4().hex[:16]}"


@overload
def text_of(when: datetime) -> str: ...
@overload
def text_of(when: None) -> None: ...
def text_of(when: datetime | None) -> str | None:
    """A time as `2026-11-22T09:30:00.123456+00:00`: always UTC, always as long, so that text sorts as time does.

    Raises ValueError for a time without an offset: nobody could say which moment it is.
    """
    if when is None:
        return None
    if when.utcoffset() is None:
        raise ValueError("a time without an offset cannot be kept")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str | None) -> datetime | None:
    """The time that `text_of` wrote, or None."""
    return datetime.fromisoformat(text) if text else None


def moment(text: str) -> datetime:
    """The time that `text_of` wrote, where there always is one."""
    return datetime.fromisoformat(text)


def list_text(values: Sequence[str]) -> str:
    """A list of strings as JSON."""
    return json.dumps(list(values), ensure_ascii=False)


def list_of(text: str) -> tuple[str, ...]:
    """The strings that `list_text` wrote."""
    return tuple(json.loads(text))
