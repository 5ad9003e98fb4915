"""Structured logs, one line an event; a phone number never leaves unmasked, and no text of a person is ever logged."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from helpline.channels.number import masked

NUMBER = re.compile(r"\+\d{6,15}")


def _masked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = NUMBER.sub(lambda found: masked(found.group()), value)
    return event


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
