"""What may be told: no small count, and nothing from which one could be worked out."""

from collections import defaultdict
from itertools import product

import pytest

from helpline.tallies import LEAST_TOLD, table, told


def test_small_counts_are_hidden_and_nothing_is_told() -> None:
    assert told({"a": 30, "b": 4, "c": 3, "d": 0, "e": 5}) == {"a": 30, "b": None, "c": None, "d": 0, "e": 5}


def test_one_hidden_count_takes_the_next_smallest_with_it() -> None:
    assert told({"a": 30, "b": 4, "c": 9, "d": 12}) == {"a": 30, "b": None, "c": None, "d": 12}


def test_hidden_counts_whose_sum_is_small_take_the_next_one_too() -> None:
    assert told({"a": 30, "b": 1, "c": 1, "d": 12}) == {"a": 30, "b": None, "c": None, "d": None}


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert told({"a": 5, "b": 0}) == {"a": 5, "b": 0}
    assert told({}) == {}


@pytest.mark.parametrize("counts", [{"a": 3}, {"a": 1, "b": 2}])
def test_a_total_that_would_betray_a_count_is_hidden(counts: dict[str, int]) -> None:
    assert table("bot", counts).total is None
    assert {cell.count for cell in table("bot", counts).cells} == {None}


def test_many_hidden_counts_of_one_are_not_betrayed_by_their_number() -> None:
    counts = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert table("bot", counts).total is None
    assert told({**counts, "e": 6}) == dict.fromkeys([*counts, "e"])


def test_counts_alike_are_not_betrayed_by_the_one_that_is_told() -> None:
    assert told({"a": 4, "b": 9, "c": 9, "d": 30}) == {"a": None, "b": None, "c": None, "d": 30}


def test_who_knows_the_rule_and_the_total_cannot_work_out_a_small_count() -> None:
    """In tables that look alike, a row with a small count has others too. Tried with all counts that are not large."""
    alike: dict[tuple[tuple[int | None, ...], int | None], list[tuple[int, ...]]] = defaultdict(list)
    most = 13
    for counts in product(range(most + 1), repeat=4):
        shown = told(dict(enumerate(counts)))
        total = table("bot", dict(zip("abcd", counts, strict=True))).total
        alike[tuple(shown.values()), total].append(counts)
    for (cells, total), candidates in alike.items():
        assert not [cell for cell in cells if cell and cell < LEAST_TOLD]
        if total is not None and total - sum(cell or 0 for cell in cells) > most:
            continue  # others that look alike have larger counts
        for place in (place for place, cell in enumerate(cells) if cell is None):
            values = {counts[place] for counts in candidates}
            assert len(values) > 1 or min(values) >= LEAST_TOLD, candidates


def test_the_place_of_a_hidden_count_tells_nothing_of_its_size() -> None:
    cells = table("topic", {"video": 1, "email": 4, "scam": 3, "device": 90, "internet": 7}).cells
    assert [cell.name for cell in cells] == ["device", "internet", "email", "scam", "video"]


def test_rows_that_are_always_there_keep_their_order() -> None:
    shown = table("bot", {"missed": 40, "new": 9, "solved": 8}, ("solved", "unsolved", "missed"))
    assert [(cell.name, cell.count) for cell in shown.cells] == [
        ("solved", 8), ("unsolved", 0), ("missed", 40), ("new", 9),
    ]  # fmt: skip
    assert shown.total == 57


def test_a_table_in_which_nothing_happened_has_no_rows() -> None:
    assert table("bot", {}, ("solved", "missed")).cells == ()


def test_a_share_is_told_where_its_count_and_the_total_are() -> None:
    shown = table("bot", {"solved": 30, "unsolved": 6, "missed": 4})
    assert {cell.name: shown.share(cell) for cell in shown.cells} == {"solved": 0.75, "unsolved": None, "missed": None}
    alone = table("bot", {"solved": 3, "unsolved": 0})
    assert {alone.share(cell) for cell in alone.cells} == {None}
