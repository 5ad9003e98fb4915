"""Counts in tables, and which of them may be told: small ones are hidden, and what would betray them too."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LEAST_TOLD = 5
"""A smaller count is not told: with few people behind it, one of them could be recognised."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a table; `count` is None where it is hidden, so that nothing that shows it can tell it."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one kind. `cells` is () where nothing happened; `total` is None where it would betray a cell."""

    name: str
    cells: tuple[Cell, ...]
    total: int | None

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(cell.count for cell in self.cells)

    def share(self, cell: Cell) -> float | None:
        """Which part of all a row is, from 0 to 1; None where either may not be told."""
        return cell.count / self.total if cell.count is not None and self.total else None


def told(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """The counts that may be told beside their total; None for those that are hidden. 0 is always told.

    Hidden are those under LEAST_TOLD, and the next smallest ones until the rest of the total betrays none (`_safe`).
    Hidden ones all look alike: to know which of them is small would be to know more.
    """
    hidden = _hidden(counts)
    return {key: None if key in hidden else count for key, count in counts.items()}


def _hidden(counts: Mapping[Key, int]) -> set[Key]:
    rising = sorted((key for key in counts if counts[key]), key=lambda key: counts[key])
    sizes = [counts[key] for key in rising]
    small = sum(size < LEAST_TOLD for size in sizes)
    fits = (many for many in range(small, len(sizes)) if _safe(sizes[:many], sizes[many:]))
    return set(rising[: next(fits, len(sizes))])


def _safe(hidden: Sequence[int], others: Sequence[int]) -> bool:
    """Whether the total, less all that is told, leaves open how large each hidden count is.

    As far as it tells, one of them must be able to reach LEAST_TOLD (were the rest 1 each) and to be well under it
    (were the rest almost as large as the smallest that is told: a larger one would not have been hidden before it).
    All of them at the most that is hidden would be told by their sum.
    """
    if len(hidden) < 2:
        return not hidden
    rest, largest_small = len(hidden) - 1, LEAST_TOLD - 1
    lowest = sum(hidden) - rest * (min(others) - 1) if others else 0
    open_above = sum(hidden) - rest >= LEAST_TOLD and any(size != largest_small for size in hidden)
    return open_above and lowest < largest_small


def table(name: str, counts: Mapping[str, int], order: Sequence[str] = ()) -> Table:
    """A table of counts. The rows of `order` are always there and come first; others follow, the most frequent first.

    Hidden ones come last by their names: their place must not tell their size.
    """
    all_counts = {**dict.fromkeys(order, 0), **counts}
    shown = told(all_counts)

    def place(key: str) -> tuple[int, int, str]:
        count = shown[key]
        return (order.index(key), 0, "") if key in order else (len(order), -(count or 0), key)

    hidden = [all_counts[key] for key in shown if shown[key] is None]
    safe = _safe(hidden, [count for count in shown.values() if count])
    cells = tuple(Cell(key, shown[key]) for key in sorted(shown, key=place))
    total = sum(all_counts.values())
    return Table(name, cells if total else (), total if safe else None)
