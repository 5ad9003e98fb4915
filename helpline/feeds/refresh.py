"""Takes the feeds in: each that is due is read anew; where that fails or gives far fewer, what was held is kept."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from requests import Session

from helpline.feeds.fetch import Opened, opened
from helpline.feeds.listed import Feed, FeedError
from helpline.feeds.read import domains
from helpline.store.domains import Domains, Draft, Held, drafted

_LEAST = 0.5  # a list that has lost more than half since the last time is taken for a broken one
Watch = Callable[[Feed, Opened], Iterator[str]]
"""Sees a list's lines pass by, to show how far it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a feed: `taken` anew, still `fresh`, or `kept` as it was because of `why`. `before`: domains held
    until now, `now`: domains held from now on.
    """

    feed: Feed
    how: Literal["taken", "fresh", "kept"]
    before: int
    now: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of an installation and the file that they are looked up in. Two machines that refresh at once are
    harmless: each file is whole, the last one stays.
    """

    feeds: Sequence[Feed]
    path: Path
    session: Session | None = None

    def due(self, now: datetime) -> list[Feed]:
        """The feeds that are not held yet, or grew too old."""
        held = {one.name: one for one in Domains(self.path).held()}
        return [feed for feed in self.feeds if feed.name not in held or held[feed.name].taken_at + feed.every <= now]

    def refresh(self, now: datetime, due: Sequence[Feed], watch: Watch = lambda _, a_list: a_list.lines,
                accept_fewer: bool = False) -> list[Outcome]:  # fmt: skip
        """Take in those that are `due`; the others stay as they are, and what is no feed any more goes.

        Raises OSError where the file cannot be written.
        """
        with drafted(self.path) as draft, self.session or Session() as session:
            taking = _Taking(draft, session, now, watch, 0 if accept_fewer else _LEAST)
            return [taking.outcome(feed, feed in due) for feed in self.feeds]


@dataclass(frozen=True, slots=True)
class _Taking:
    draft: Draft
    session: Session
    now: datetime
    watch: Watch
    least: float

    def outcome(self, feed: Feed, is_due: bool) -> Outcome:
        before = self.draft.before.get(feed.name)
        if before and not is_due:
            return self._kept(feed, before, "fresh")
        try:
            taken = self._taken(feed, before)
        except (FeedError, csv.Error) as error:
            return self._kept(feed, before, "kept", str(error))
        return Outcome(feed, "taken", before.domains if before else 0, taken)

    def _taken(self, feed: Feed, before: Held | None) -> int:
        """How many domains were taken in. Raises FeedError where there are none, or far fewer than there were."""
        with opened(feed, self.session) as a_list:
            found = domains(self.watch(feed, a_list), feed.column)
            taken = self.draft.add(Held(feed.name, feed.says, 0, self.now), found)
        if taken <= (before.domains * self.least if before else 0):
            self.draft.drop(feed.name)
            raise FeedError(f"holds only {taken} domains")
        return taken

    def _kept(self, feed: Feed, before: Held | None, how: Literal["fresh", "kept"], why: str = "") -> Outcome:
        if before:
            self.draft.keep(replace(before, says=feed.says))
        held = before.domains if before else 0
        return Outcome(feed, how, held, held, why)
