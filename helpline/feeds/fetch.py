"""A list's lines, from a file or an https address: bounded in size and in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from requests import RequestException, Response, Session

from helpline.feeds.listed import Feed, FeedError

_PATIENCE = (10, 60)  # seconds: to be let in, and between two pieces
_LARGEST = 500_000_000  # bytes: ten times the longest list that is known to us
_LONGEST = 10_000  # characters of a line
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Opened:
    """A list being read. `size`: its bytes, None where the other side does not say."""

    lines: Iterator[str]
    size: int | None


@contextmanager
def opened(feed: Feed, session: Session) -> Iterator[Opened]:
    """The list of a feed. Raises FeedError, also while reading: not there, cut short, too large."""
    try:
        if feed.is_far:
            with session.get(feed.source, stream=True, timeout=_PATIENCE) as response:
                yield Opened(_lines(_pieces(response)), _size(response))
        else:
            with Path(feed.source).open("rb") as file:
                yield Opened(_lines(iter(lambda: file.read(_PIECE), b"")), Path(feed.source).stat().st_size)
    except (OSError, RequestException) as error:  # the message of either may be long and hold the whole address
        raise FeedError(getattr(error, "strerror", None) or type(error).__name__) from error


def _pieces(response: Response) -> Iterator[bytes]:
    if not response.ok:
        raise FeedError(f"the other side says {response.status_code}")
    if not response.url.startswith("https://"):
        raise FeedError("leads to an address that is not https")
    yield from response.iter_content(_PIECE)


def _size(response: Response) -> int | None:
    told = response.headers.get("content-length", "")
    return int(told) if told.isdigit() else None


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    rest, taken = b"", 0
    for piece in pieces:
        taken += len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        if taken > _LARGEST or len(rest) > _LONGEST:
            raise FeedError("is too large for a list of domains")
        yield from (line.decode("utf-8", "replace") for line in whole)
    yield rest.decode("utf-8", "replace")
