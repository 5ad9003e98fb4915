"""Time passes: everything that we start is sent once, tried again as the carrier's errors ask, and never after STOP."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpline.feeds.listed import Feed
from helpline.feeds.refresh import Feeds
from helpline.store import helpers, messages, sightings, tickets
from helpline.store.domains import Domains
from helpline.store.helpers import Helper
from helpline.store.messages import Message
from helpline.store.rows import new_id
from tests.town import MONDAY, Town, found_town

PERSON = "+33639980001"


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def queue(town: Town, body: str = "Bonjour", person: str = PERSON, ticket: str | None = None) -> str:
    """Put a text in the queue of the sender."""
    message = Message(
        new_id(), person, "ville", "out", "text", "clock", body, "queued", town.times[0], due_at=town.times[0],
        ticket=ticket,
    )  # fmt: skip
    with town.house.store.write() as tx:
        messages.add(tx, message)
    return message.id


def state(town: Town, id_: str) -> tuple[str, str]:
    with town.house.store.read() as tx:
        message = messages.get(tx, id_)
    assert message is not None
    return message.state, message.error


def later(town: Town, **time: float) -> None:
    town.at(town.times[0] + timedelta(**time))


def test_what_waits_is_sent_once_and_its_delivery_is_followed(town: Town) -> None:
    sent = queue(town)
    town.tick()
    town.tick()
    assert town.arrived(PERSON) == ["Bonjour"]
    assert state(town, sent) == ("delivered", "")


def test_two_clocks_at_once_send_once(town: Town) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(30):
        queue(town, f"Texte {number}")
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: town.clock.send_due(), range(8))) == 30
    town.carrier.run_pending()
    assert sorted(town.arrived(PERSON)) == sorted(f"Texte {number}" for number in range(30))


def test_a_carrier_that_is_too_busy_is_tried_again_later(town: Town) -> None:
    sent = queue(town)
    town.carrier.faults.add("too-many", times=2)
    town.tick()
    assert state(town, sent) == ("queued", "20429")
    town.tick()
    assert state(town, sent)[0] == "queued"
    later(town, seconds=31)
    town.tick()
    later(town, seconds=61)
    town.tick()
    assert state(town, sent) == ("delivered", "")
    assert town.arrived(PERSON) == ["Bonjour"]


@pytest.mark.parametrize("fault", ["done-but-500", "done-but-dropped"])
def test_a_text_that_went_although_the_answer_was_lost_is_not_sent_twice(town: Town, fault: str) -> None:
    sent = queue(town)
    town.carrier.faults.add(fault)  # type: ignore[arg-type]
    town.clock.send_due()
    town.carrier.run_pending(lambda reports: [])  # and the carrier's report is lost as well
    assert state(town, sent)[0] == "queued"
    later(town, minutes=1)
    town.tick()
    assert town.arrived(PERSON) == ["Bonjour"]
    assert state(town, sent)[0] == "sent"


def test_a_report_that_comes_before_the_end_of_sending_counts(town: Town) -> None:
    sent = queue(town)
    town.carrier.faults.add("done-but-500")
    town.tick()
    assert state(town, sent) == ("delivered", "")
    later(town, minutes=1)
    town.tick()
    assert town.arrived(PERSON) == ["Bonjour"]


@pytest.mark.parametrize("fault", ["down", "dropped"])
def test_a_text_that_did_not_go_is_sent_later(town: Town, fault: str) -> None:
    queue(town)
    town.carrier.faults.add(fault)  # type: ignore[arg-type]
    town.tick()
    assert town.arrived(PERSON) == []
    later(town, minutes=1)
    town.tick()
    assert town.arrived(PERSON) == ["Bonjour"]


def test_a_carrier_that_is_down_for_an_hour_loses_nothing(town: Town) -> None:
    queue(town)
    for _ in range(60):
        town.carrier.faults.add("down")
        town.tick()
        later(town, minutes=1)
    town.carrier.faults = type(town.carrier.faults)()
    later(town, minutes=5)
    town.tick()
    assert town.arrived(PERSON) == ["Bonjour"]


def test_after_four_hours_it_gives_up_and_says_so(town: Town) -> None:
    sent = queue(town)
    for _ in range(70):
        town.carrier.faults.add("down")
        town.tick()
        later(town, minutes=5)
    assert state(town, sent)[0] == "failed"


def test_a_final_refusal_is_not_tried_again_and_is_written_on_the_ticket(town: Town) -> None:
    landline = "+33145678901"
    town.text(PERSON, "HUMAIN")
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    sent = queue(town, person=landline, ticket=ticket.id)
    town.tick()
    assert state(town, sent) == ("failed", "21614")
    later(town, minutes=10)
    assert town.clock.send_due() == 0
    with town.house.store.read() as tx:
        assert [(move.kind, move.note) for move in tickets.moves(tx, ticket.id)][-1] == ("unsent", "21614")


def test_nobody_who_said_stop_is_written_to(town: Town) -> None:
    town.text(PERSON, "bonjour")
    waiting = queue(town)
    seen = len(town.arrived(PERSON))
    town.text(PERSON, "STOP")
    assert state(town, waiting)[0] == "cancelled"
    queue(town)
    town.tick()
    assert len(town.arrived(PERSON)) == seen + 1


def test_a_sender_that_dies_between_claim_and_end_leaves_nothing_behind(town: Town) -> None:
    sent = queue(town)
    with town.house.store.write() as tx:
        messages.claim_due(tx, town.times[0], 10, timedelta(minutes=2))
    town.tick()
    assert state(town, sent)[0] == "sending"
    later(town, minutes=3)
    town.tick()
    assert town.arrived(PERSON) == ["Bonjour"]


def promise(town: Town) -> str:
    """A callback for today from 14 h; gives the ticket's id."""
    town.text(PERSON, "HUMAIN")
    town.text(PERSON, "2")
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    assert ticket.slot_start == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    return ticket.id


def test_people_are_reminded_once_a_quarter_of_an_hour_before(town: Town) -> None:
    promise(town)
    before = len(town.arrived(PERSON))
    for minutes in (40, 50, 55):
        town.at(datetime(2026, 11, 23, 12, minutes, tzinfo=UTC))
        town.tick()
        town.tick()
    assert len(town.arrived(PERSON)) == before + 1
    assert "entre 14h et 17h" in town.arrived(PERSON)[-1]


def test_nobody_is_reminded_of_a_callback_that_was_cancelled(town: Town) -> None:
    promise(town)
    town.text(PERSON, "ANNULER")
    before = len(town.arrived(PERSON))
    town.at(datetime(2026, 11, 23, 12, 50, tzinfo=UTC))
    town.tick()
    assert len(town.arrived(PERSON)) == before


def test_a_ticket_that_was_claimed_and_left_alone_comes_back(town: Town) -> None:
    helper: Helper = town.house.accounts.add("claire", "a long password for tests")
    ticket = promise(town)
    town.house.desk.claim(ticket, helper)
    later(town, minutes=14)
    assert town.clock.end_leases() == 0
    later(town, minutes=2)
    assert town.clock.end_leases() == 1
    assert [placed.ticket.id for placed in town.house.desk.board(helper).waiting] == [ticket]


def test_what_was_kept_long_enough_is_forgotten(town: Town) -> None:
    town.text(PERSON, "jai oublier le mot de passe de ma boite gmail")
    town.at(MONDAY + timedelta(days=179))
    assert town.clock.forget() == 0
    town.at(MONDAY + timedelta(days=181))
    assert town.clock.forget() > 0
    with town.house.store.read() as tx:
        tables = ("messages", "turns", "conversations", "people", "tickets")
        assert [tx.rows(f"select * from {table}") for table in tables] == [[]] * len(tables)
        assert len(tx.rows("select * from forgotten")) == 1


def test_a_stop_outlives_what_is_forgotten(town: Town) -> None:
    town.text(PERSON, "STOP")
    town.at(MONDAY + timedelta(days=400))
    town.clock.forget()
    assert "STOP" in town.text(PERSON, "jai oublier le mot de passe de ma boite gmail")[0]


def test_who_has_something_open_is_not_forgotten(town: Town) -> None:
    town.text(PERSON, "HUMAIN")
    town.at(MONDAY + timedelta(days=400))
    town.clock.forget()
    assert "en cours" in town.text(PERSON, "HUMAIN")[-1]


def test_lists_that_grew_old_are_taken_anew_and_what_fails_is_kept(town: Town, tmp_path: Path) -> None:
    a_list, known = tmp_path / "bad.txt", tmp_path / "known.db"
    a_list.write_text("bad.example.com\n")
    clock = replace(town.clock, feeds=Feeds((Feed("dangers", str(a_list), "bad"),), known))
    assert (clock.refresh_feeds(), clock.refresh_feeds()) == (1, 0)
    a_list.unlink()
    later(town, hours=25)
    assert clock.refresh_feeds() == 0
    assert Domains(known).listed(["bad.example.com"]) == {"bad"}
    a_list.write_text("worse.example.com\n")
    assert clock.refresh_feeds() == 1
    assert not Domains(known).listed(["bad.example.com"])


def test_a_place_that_cannot_be_written_stops_nothing(town: Town, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "bad.txt").write_text("bad.example.com\n")
    feeds = Feeds((Feed("dangers", str(tmp_path / "bad.txt"), "bad"),), tmp_path / "file" / "known.db")
    assert replace(town.clock, feeds=feeds).refresh_feeds() == 0


def test_a_wave_of_scams_is_noticed_while_it_runs_and_told_once(town: Town) -> None:
    later(town, days=-30)
    town.text("+33639980099", "Votre colis est bloqué, payez 1,99 EUR sur https://colis-vieux.top/a")
    later(town, days=30)
    for number in range(4):
        town.text(f"+3363998010{number}", "ANTAI : amende impayée, réglez 35 EUR sur https://antai-regul.top/a")
    assert town.clock.watch_waves() == 2
    assert town.clock.watch_waves() == 0
    with town.house.store.read() as tx:
        noticed = [(one.wave.what, one.wave.name, one.wave.count) for one in sightings.noticed(tx)]
    assert sorted(noticed) == [("domain", "antai-regul.top", 4), ("kind", "fine", 4)]
    later(town, days=3)
    town.clock.watch_waves()
    with town.house.store.read() as tx:
        assert sightings.noticed(tx) == []


def test_a_promise_about_to_be_missed_is_told_once_while_it_can_be_kept(town: Town) -> None:
    town.text(PERSON, "HUMAIN")
    town.text(PERSON, "1")  # the rest of this morning
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    assert ticket.slot_end is not None
    assert town.clock.alarms.ring() == 0
    town.at(ticket.slot_end - timedelta(minutes=19))
    assert (town.clock.alarms.ring(), town.clock.alarms.ring()) == (1, 0)
    town.at(ticket.slot_end + timedelta(minutes=1))
    assert town.clock.alarms.ring() == 0, "late is told by the queue"


def test_a_promise_that_a_helper_keeps_rings_no_alarm(town: Town) -> None:
    town.text(PERSON, "HUMAIN")
    town.text(PERSON, "1")
    helper = Helper("h1", "Claire", "-", "helper", "fr", MONDAY)
    with town.house.store.write() as tx:
        helpers.add(tx, helper)
        ticket = tickets.open_for(tx, PERSON, "ville")
    assert ticket is not None
    assert ticket.slot_end is not None
    town.at(ticket.slot_end - timedelta(minutes=19))
    town.house.desk.claim(ticket.id, helper)
    assert town.clock.alarms.ring() == 0


def test_links_that_were_used_or_are_too_old_are_forgotten(town: Town) -> None:
    accounts = town.house.accounts
    used = accounts.staff.invite("Zoé", "helper", "fr", [], None)
    accounts.staff.invite("Max", "helper", "fr", [], None)
    accounts.accept(used, "cinq vaches bleues")
    town.clock.forget()
    assert [invite.name for invite in accounts.staff.invited(None)] == ["Max"]
    town.at(town.times[0] + timedelta(days=7, minutes=1))
    town.clock.forget()
    with town.house.store.read() as tx:
        assert tx.rows("select * from invites") == []
