"""What a helper sees first: their own tickets, who is next and why, what colleagues have; sifted and in pages."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpline.escalation.queue import Placed, Why, ordered, rank
from helpline.escalation.ticket import Ticket, held
from helpline.faq.fold import folded

A_PAGE = 50
LEAST_DIGITS, A_NUMBER = 4, 10  # digits: of what is looked for, and of a whole number as it is written in France
_NO_DIGITS, _LETTER = re.compile(r"\D"), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sift:
    """Which tickets are wanted: with some words or the end of a number, of a line, in a language, about a topic, for a
    team; "" for any.
    """

    words: str = ""
    line: str = ""
    language: str = ""
    topic: str = ""
    team: str = ""

    def kept(self, tickets: Iterable[Ticket], topic: Callable[[Ticket], str]) -> list[Ticket]:
        """The tickets that are wanted, in their order; `topic` tells what one is about."""
        fits = _looked_for(self.words)
        return [ticket for ticket in tickets if self._is_wanted(ticket, topic(ticket)) and fits(ticket)]

    def _is_wanted(self, ticket: Ticket, topic: str) -> bool:
        wanted = (self.line, self.language, self.topic, self.team)
        has = (ticket.line, ticket.language, topic, ticket.team)
        return all(want in ("", its) for want, its in zip(wanted, has, strict=True))


EVERYTHING = Sift()


def _looked_for(words: str) -> Callable[[Ticket], bool]:
    """Whether a ticket has all the words in its question, or a number that ends so, however it is spaced."""
    digits = _NO_DIGITS.sub("", words)
    if len(digits) >= LEAST_DIGITS and not _LETTER.search(words):
        ending = digits[1:] if len(digits) == A_NUMBER and digits[0] == "0" else digits  # kept as +33...
        return lambda ticket: ticket.person.endswith(ending) or ticket.number.endswith(ending)
    wanted = folded(words).split()
    return lambda ticket: not wanted or _has_all(folded(ticket.question), wanted)


def _has_all(asked: str, wanted: Iterable[str]) -> bool:
    return all(word in asked for word in wanted)


@dataclass(frozen=True, slots=True)
class Board:
    """A helper's own tickets, one page of those that wait, and what colleagues have, with their names.

    `levels`: how many of all that wait there are of each level; `skipped`: those that the helper leaves to others.
    """

    mine: tuple[Placed, ...]
    waiting: tuple[Placed, ...]
    taken: tuple[tuple[Ticket, str], ...]
    waits: int
    levels: Mapping[Why, int]
    skipped: Collection[str]
    page: int
    pages: int


def laid_out(
    tickets: Sequence[Ticket], helper: str, skipped: Collection[str], names: Mapping[str, str], page: int, now: datetime
) -> Board:
    """The board of a helper: what they skip comes last, in its order; a page beyond the last is the last."""
    mine = sorted(
        (ticket for ticket in tickets if ticket.helper == helper and held(ticket, now)),
        key=lambda ticket: rank(ticket, now),
    )
    waiting = sorted(ordered(tickets, now), key=lambda placed: placed.ticket.id in skipped)
    taken = [ticket for ticket in tickets if held(ticket, now) and ticket.helper != helper]
    pages = max(1, -(-len(waiting) // A_PAGE))
    page = min(max(page, 1), pages)
    return Board(
        mine=tuple(Placed(ticket, rank(ticket, now).why) for ticket in mine),
        waiting=tuple(waiting[(page - 1) * A_PAGE : page * A_PAGE]),
        taken=tuple((ticket, names.get(ticket.helper, "")) for ticket in taken[:A_PAGE]),
        waits=len(waiting),
        levels=Counter(placed.why for placed in waiting),
        skipped=skipped,
        page=page,
        pages=pages,
    )
