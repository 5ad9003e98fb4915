"""Fifty helpers want the same hundred tickets at once: each ticket has one winner, all others hear whose it is."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from helpline.desk import Desk
from helpline.drawer import Refused
from helpline.escalation.ticket import Ticket
from helpline.store import tickets
from helpline.store.helpers import Helper
from tests.town import MONDAY, Town, found_town

HELPERS, TICKETS = 50, 100


@pytest.fixture
def town(store_url: str, tmp_path: Path):  # type: ignore[no-untyped-def]
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def staffed(town: Town) -> tuple[list[Helper], list[str]]:
    """Helpers and tickets enough for a race."""
    from helpline.store import helpers

    people = [Helper(f"h{at:02}", f"Aidant {at}", "-", "helper", "fr", MONDAY) for at in range(HELPERS)]
    wanted = [f"t{at:03}" for at in range(TICKETS)]
    with town.house.store.write() as tx:
        for one in people:
            helpers.add(tx, one)
        for at, id_ in enumerate(wanted):
            ticket = Ticket(
                id_, f"+336399800{at:02}{at % 10}", "ville", "fr", "asked", False, "", "", "waiting", MONDAY, MONDAY
            )
            tickets.add(tx, ticket)
    return people, wanted


def test_each_ticket_has_one_winner_and_the_others_hear_the_name(town: Town) -> None:
    people, wanted = staffed(town)
    desk, start = town.house.desk, Barrier(HELPERS)

    def grabs(helper: Helper) -> list[tuple[str, str]]:
        start.wait()
        turned = people.index(helper) * 2
        return [(id_, outcome(desk, id_, helper)) for id_ in (*wanted[turned:], *wanted[:turned])]

    with ThreadPoolExecutor(HELPERS) as pool:
        heard = [one for told in pool.map(grabs, people) for one in told]
    won = Counter(id_ for id_, told in heard if told == "won")
    assert won == dict.fromkeys(wanted, 1)
    lost = [told for _, told in heard if told != "won"]
    assert len(lost) == TICKETS * (HELPERS - 1)
    assert all(told.startswith("claimed by Aidant") for told in lost)
    with town.house.store.read() as tx:
        moves = [[move.kind for move in tickets.moves(tx, id_)] for id_ in wanted]
    assert moves == [["claimed"]] * TICKETS


def outcome(desk: Desk, ticket_id: str, helper: Helper) -> str:
    try:
        desk.claim(ticket_id, helper)
    except Refused as refusal:
        return f"{refusal.reason} by {refusal.helper}"
    return "won"
