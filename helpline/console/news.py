"""Tells open pages that the queue changed: server-sent events, short streams, few at a time.

Each stream holds a thread of the server, so half of them stay free for the carrier; who gets none asks again later.
"""

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from time import sleep

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from helpline.console.knock import helpers_only
from helpline.console.parts import desk
from helpline.store.shapes import StoreUnreachable

ROUNDS, PAUSE = 12, 2.0  # looks, and seconds between two: a stream ends before proxies cut it
LATER = 5000  # milliseconds until the page asks again


def add_to(console: Blueprint) -> None:
    """Hang the door."""
    console.add_url_rule("/news", "news", news)


@helpers_only
def news() -> ResponseReturnValue:
    """A stream that says each new version of the queue."""
    free: BoundedSemaphore = current_app.config["HELPLINE_STREAMS"]
    rounds, pause = current_app.config.get("HELPLINE_NEWS", (ROUNDS, PAUSE))
    version = desk().version
    stream = _freed(free, told(version, rounds, pause)) if free.acquire(blocking=False) else told(version, 1, 0)
    answer = Response(stream, content_type="text/event-stream")
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would keep the events back
    return answer


def told(version: Callable[[], str], rounds: int, pause: float) -> Iterator[str]:
    """The events: the version now, then each that is another; a comment keeps the way open in between."""
    yield f"retry: {LATER}\n\n"
    last = ""
    for at in range(rounds):
        if at:
            sleep(pause)
        try:
            now = version()
        except StoreUnreachable:
            return  # the page asks again
        yield f"data: {now}\n\n" if now != last else ": nothing new\n\n"
        last = now


def _freed(free: BoundedSemaphore, stream: Iterator[str]) -> Iterator[str]:
    try:
        yield from stream
    finally:
        free.release()
