"""Duty: the shifts of helpers, the days on which they are away, and what of it each line has ahead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from helpline.accounts import AT_THE_DESK, RUNS_THE_LINE, outranks
from helpline.drawer import Refused, may_see
from helpline.escalation.hours import Window
from helpline.escalation.shifts import Absence, Rota, Shift
from helpline.lines import Line
from helpline.store import helpers, shifts
from helpline.store.helpers import Helper
from helpline.store.rows import new_id
from helpline.store.shapes import Store, Tx

SHOWN = 10  # windows of a line: five days
MOST_SHIFTS, MOST_ABSENCES = 50, 50  # of one helper


def rota(tx: Tx, line: Line, now: datetime, but: str = "") -> Rota:
    """Who answers on a line, and what was promised; shifts of who left, or answers there no more, do not count.

    `but`: the ticket that a time is looked for, whose own promise keeps it from no window.
    """
    there = {helper.id for helper in helpers.everyone(tx) if _answers(helper, line)}
    return Rota(
        [shift for shift in shifts.of_line(tx, line.id) if shift.helper in there],
        shifts.absences(tx, line.hours.day(now)),
        shifts.promised(tx, line.id, now, but),
        line.callbacks_an_hour,
    )


def alone(tx: Tx, line: Line) -> None:
    """Keep others from promising a window of this line until the transaction ends."""
    tx.alone(f"rota/{line.id}")


def _answers(helper: Helper, line: Line) -> bool:
    return helper.disabled_at is None and helper.role in AT_THE_DESK and may_see(helper, line.id)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A window to come: the names of who is on duty, how many were promised a call then, of how many (None: any)."""

    window: Window
    on_duty: tuple[str, ...]
    promised: int
    places: int | None
    full: bool


@dataclass(frozen=True)
class Duty:
    """Where helpers say when they are there."""

    store: Store
    lines: Mapping[str, Line]
    now: Callable[[], datetime]

    def ahead(self, reader: Helper) -> dict[str, list[Ahead]]:
        """The next windows of each line that the reader works on, by its id. Raises StoreUnreachable."""
        with self.store.read() as tx:
            names = helpers.names(tx)
            return {line.id: self._of_line(tx, line, names) for line in self._of(reader)}

    def _of_line(self, tx: Tx, line: Line, names: Mapping[str, str]) -> list[Ahead]:
        kept = rota(tx, line, self.now())
        return [
            Ahead(
                window, tuple(names[id_] for id_ in kept.on_duty(window)),
                kept.promises(window), kept.places(window), not kept.has_room(window),
            )
            for window in line.hours.windows(self.now(), SHOWN)
        ]  # fmt: skip

    def on_duty(self, reader: Helper) -> dict[str, tuple[str, ...]]:
        """Who is on duty now, by name, on each of the reader's lines that has shifts and is open."""
        with self.store.read() as tx:
            names = helpers.names(tx)
            rotas = {line.id: (line, rota(tx, line, self.now())) for line in self._of(reader)}
        return {
            id_: tuple(names[one] for one in kept.on_duty_at(line.hours.local(self.now())))
            for id_, (line, kept) in rotas.items()
            if kept.shifts and line.hours.open_at(self.now())
        }

    def whose(self, reader: Helper) -> list[Helper]:
        """Whose shifts the reader may change: their own, and those of the helpers that they run the line with."""
        with self.store.read() as tx:
            known = helpers.everyone(tx)
        return [each for each in known if each.disabled_at is None and _may_change(reader, each)]

    def of_helper(self, reader: Helper, helper_id: str) -> tuple[Sequence[Shift], Sequence[Absence]]:
        """A helper's shifts, and when they are away. Raises Refused("unknown")."""
        with self.store.read() as tx:
            _allowed(reader, helpers.get(tx, helper_id))
            return shifts.of_helper(tx, helper_id), shifts.absences(tx, self._today(), helper_id)

    def _today(self) -> date:
        return min(line.hours.day(self.now()) for line in self.lines.values())

    def add(self, by: Helper, helper_id: str, line: str, weekday: int, starts: time, ends: time) -> None:
        """One more shift. Raises Refused: `unknown`, `shift-ends` before it begins, `shift-twice`, `shift-many`."""
        if line not in {each.id for each in self._of(by)} or weekday not in range(7):
            raise Refused("unknown")
        if starts.tzinfo or ends.tzinfo or ends <= starts:
            raise Refused("shift-ends")
        with self.store.write(lock=f"shifts/{helper_id}") as tx:
            whose = self._theirs(tx, by, helper_id)
            if not may_see(whose, line):
                raise Refused("unknown")
            kept = shifts.of_helper(tx, helper_id)
            wanted = Shift(new_id(), helper_id, line, weekday, starts, ends)
            if any(_overlap(wanted, each) for each in kept):
                raise Refused("shift-twice")
            if len(kept) >= MOST_SHIFTS:
                raise Refused("shift-many")
            shifts.add(tx, wanted)

    def away(self, by: Helper, helper_id: str, first: date, last: date) -> None:
        """Days on which a helper is not there. Raises Refused: `unknown`, `away-ends` before it begins, `away-many`."""
        if last < first:
            raise Refused("away-ends")
        with self.store.write() as tx:
            self._theirs(tx, by, helper_id)
            if len(shifts.absences(tx, self._today(), helper_id)) >= MOST_ABSENCES:
                raise Refused("away-many")
            shifts.add_absence(tx, Absence(new_id(), helper_id, first, last))

    def drop(self, by: Helper, helper_id: str, id_: str) -> None:
        """A shift or an absence is no more; nothing to do where it was not. Raises Refused("unknown")."""
        with self.store.write() as tx:
            self._theirs(tx, by, helper_id)
            shifts.drop(tx, helper_id, id_)

    def _of(self, reader: Helper) -> list[Line]:
        return [line for line in self.lines.values() if may_see(reader, line.id)]

    def _theirs(self, tx: Tx, by: Helper, helper_id: str) -> Helper:
        """The helper, where `by` is still there and may change their shifts."""
        return _allowed(helpers.at_work(tx, by.id), helpers.at_work(tx, helper_id))


def _allowed(by: Helper | None, helper: Helper | None) -> Helper:
    if by is None or helper is None or not _may_change(by, helper):
        raise Refused("unknown")
    return helper


def _may_change(reader: Helper, helper: Helper) -> bool:
    runs_it = reader.role in RUNS_THE_LINE and outranks(reader, helper)
    return helper.role in AT_THE_DESK and (reader.id == helper.id or runs_it)


def _overlap(one: Shift, other: Shift) -> bool:
    """Nobody answers on two lines at once."""
    return one.weekday == other.weekday and one.starts < other.ends and other.starts < one.ends
