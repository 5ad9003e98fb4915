"""Structured logs, one line an event; a phone number never leaves unmasked, and no text of a person is ever logged."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from helpline.channels.number import masked

NUMBER = re.compile(r"\+\d{6,15}")


def _masked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: _without_numbers(value) for key, value in event.items()}


def _without_numbers(value: Any) -> Any:
    match value:
        case str():
            return NUMBER.sub(lambda found: masked(found.group()), value)
        case Mapping():
            return {_without_numbers(key): _without_numbers(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_without_numbers(each) for each in value]
    return value


def set_up(level: str = "info") -> None:
    """Send events to standard error: for people on a terminal, as JSON lines elsewhere."""
    look: Any = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _masked,
            look,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def logger() -> structlog.typing.FilteringBoundLogger:
    """The house's one logger: `logger().info("heard", person=..., step=...)`."""
    return structlog.get_logger()  # type: ignore[no-any-return]
