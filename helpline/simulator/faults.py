"""Trouble to order: what the next requests to the REST API run into."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Literal

FaultKind = Literal["too-many", "down", "done-but-500", "slow", "dropped", "done-but-dropped"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way for a request to go wrong.

    too-many: 429, nothing done. down: 500, nothing done. done-but-500 and done-but-dropped: the text is sent all the
    same and the caller cannot know. slow: done, `seconds` late. dropped: the line breaks, nothing done.
    """

    kind: FaultKind
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        """Is the work done in spite of the fault?"""
        return self.kind in {"done-but-500", "done-but-dropped", "slow"}


class Faults:
    """A queue of faults; each one hits one request of a method in `methods`. Safe to use from several threads."""

    def __init__(self, methods: frozenset[str] = frozenset({"POST"})) -> None:
        self.methods = methods
        self.sleep: Callable[[float], None] = time.sleep  # a test puts something faster here
        self._waiting: deque[Fault] = deque()
        self._lock = Lock()

    def add(self, kind: FaultKind, times: int = 1, seconds: float = 0.0) -> None:
        """The next `times` requests run into this, after those already ordered."""
        with self._lock:
            self._waiting.extend([Fault(kind, seconds)] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for this request, if one is due."""
        with self._lock:
            return self._waiting.popleft() if method in self.methods and self._waiting else None

    def clear(self) -> None:
        """No more trouble."""
        with self._lock:
            self._waiting.clear()

    def __len__(self) -> int:
        return len(self._waiting)
