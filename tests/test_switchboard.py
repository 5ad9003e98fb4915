"""Someone speaks: each event once, in one transaction, always with an answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from helpline.house import House
from helpline.store import messages, people, tickets
from helpline.switchboard import Inbound, reply_id
from tests.town import NUMBER, Town, found_town, with_book

PERSON = "+33639980001"
GMAIL = "jai oublier le mot de passe de ma boite gmail"


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def heard(event: str, text: str, person: str = PERSON, **more: Any) -> Inbound:
    return Inbound(event, person, NUMBER, "text", text, **more)


def kept(town: Town) -> dict[str, int]:
    """How many rows each table has."""
    with town.house.store.read() as tx:
        found = {
            table: tx.row(f"select count(*) as n from {table}")
            for table in ("messages", "turns", "tickets", "moves", "marks")
        }
    return {table: row["n"] if row else 0 for table, row in found.items()}


def test_an_event_that_comes_again_gets_the_same_answer_and_does_nothing_more(town: Town) -> None:
    board = town.house.switchboard
    first = board.hear(heard("SM1", "HUMAIN"))
    before = kept(town)
    assert [board.hear(heard("SM1", "HUMAIN")) for _ in range(3)] == [first] * 3
    assert kept(town) == before


def test_a_promise_that_is_answered_again_tells_the_same_code_word(town: Town) -> None:
    board = town.house.switchboard
    board.hear(heard("SM1", "HUMAIN"))
    first = board.hear(heard("SM2", "1"))
    assert board.hear(heard("SM2", "1")) == first
    assert "{proofword}" not in first.texts[0]


def test_the_code_word_is_written_down_nowhere(town: Town) -> None:
    board = town.house.switchboard
    board.hear(heard("SM1", "HUMAIN"))
    told = board.hear(heard("SM2", "1")).texts[0]
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
        assert ticket is not None
        rows = [row for table in ("messages", "turns", "tickets", "moves") for row in tx.rows(f"select * from {table}")]
    word = town.house.shelf(town.house.lines[NUMBER]).proof_word(ticket)
    assert word in told
    assert word not in str(rows)


def test_the_same_event_ten_times_at_once_is_one_event(town: Town) -> None:
    board = town.house.switchboard
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda _: board.hear(heard("SM1", "HUMAIN")), range(10)))
    assert len(set(replies)) == 1
    assert kept(town)["tickets"] == kept(town)["turns"] == 1


def test_an_event_whose_text_differs_keeps_the_first(town: Town) -> None:
    board = town.house.switchboard
    first = board.hear(heard("SM1", GMAIL))
    assert board.hear(heard("SM1", "STOP")) == first
    with town.house.store.read() as tx:
        assert not people.conversation(tx, PERSON, "ville", "fr").stopped


def test_two_hundred_signed_texts_of_fifty_people_at_once_each_posted_twice(town: Town) -> None:
    sayings = ("bonjour", GMAIL, "non", "HUMAIN")
    people_ = [f"+336399801{n:02}" for n in range(50)]

    def writes(person: str) -> list[str]:
        for text in sayings:
            accepted = town.carrier.lose(person, NUMBER, text)  # in the carrier's books, its webhook not yet asked
            with ThreadPoolExecutor(2) as twice:
                answers = list(twice.map(town.carrier.retry, (accepted.sid, accepted.sid)))
            assert [answer.status for answer in answers if answer] == [200, 200]
            assert len({answer.body for answer in answers if answer}) == 1
        return town.arrived(person)

    with ThreadPoolExecutor(16) as pool:
        arrived = list(pool.map(writes, people_))
    assert len({str(texts) for texts in arrived}) == 1
    assert any("g.co/recover" in text for text in arrived[0])
    assert not town.carrier.warnings
    counted = kept(town)
    assert (counted["turns"], counted["tickets"]) == (200, 50)
    with town.house.store.read() as tx:
        row = tx.row("select count(*) as n from messages where direction = 'in'")
    assert row == {"n": 200}


def test_a_secret_is_gone_before_anything_is_kept(town: Town) -> None:
    town.house.switchboard.hear(heard("SM1", "mon mot de passe est Soleil1968 et ma carte 4970101234567890 ok"))
    with town.house.store.read() as tx:
        tables = ("messages", "turns", "conversations", "tickets", "moves", "people")
        everything = str([tx.rows(f"select * from {table}") for table in tables])
        talk = messages.talk(tx, PERSON)
    assert "Soleil1968" not in everything
    assert "4970101234567890" not in everything
    assert "password" in talk[0].removed


@pytest.mark.parametrize("sender", ["AMELI", "38004", "anonymous", "", NUMBER, "+33899123456"])
def test_who_cannot_be_answered_is_kept_and_not_answered(town: Town, sender: str) -> None:
    assert town.house.switchboard.hear(heard("SM1", GMAIL, sender)).texts == ()
    with town.house.store.read() as tx:
        row = tx.row("select state from messages")
    assert row == {"state": "ignored"}


def test_answers_go_through_the_queue_of_the_sender_where_the_setting_says_so(store_url: str, tmp_path: Path) -> None:
    town = found_town(store_url, tmp_path, HELPLINE_REPLY_BY="api")
    try:
        town.text(PERSON, "HUMAIN")
        assert town.arrived(PERSON) == []
        town.tick()
        town.text(PERSON, "1")
        town.tick()
        assert "{proofword}" not in town.arrived(PERSON)[-1]
        assert len(town.arrived(PERSON)) == 2
    finally:
        town.close()


class Broken:
    """A matcher that fails on everything."""

    def best(self, text: str, language: str = "") -> Any:
        raise RuntimeError(text)


def test_a_turn_that_fails_is_answered_kindly_and_becomes_a_ticket(
    store_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(house: House) -> House:
        return with_book(house, matcher=Broken())

    town = found_town(store_url, tmp_path, change=breaks)
    try:
        assert "panne" in town.text(PERSON, GMAIL)[0]
        with town.house.store.read() as tx:
            ticket = tickets.open_for(tx, PERSON, "ville")
        assert ticket is not None
        assert (ticket.why, ticket.question) == ("failure", GMAIL)
    finally:
        town.close()
    assert "RuntimeError" in capfd.readouterr().err
    assert GMAIL not in capfd.readouterr().err


def test_who_comes_back_joins_the_ticket_that_is_open(town: Town) -> None:
    town.text(PERSON, "HUMAIN")
    town.text(PERSON, "0")
    town.text(PERSON, "Votre colis est bloqué, payez 1,99 EUR sur https://colis-suivi-frais.top/p")
    town.text(PERSON, "3")
    with town.house.store.read() as tx:
        ticket = tickets.open_for(tx, PERSON, "ville")
        count = tx.row("select count(*) as n from tickets")
    assert ticket is not None
    assert (ticket.why, ticket.urgent, ticket.contacts, count) == ("money", True, 2, {"n": 1})


def test_erasing_leaves_nothing_of_the_person(town: Town) -> None:
    for text in (GMAIL, "HUMAIN", "1", "EFFACER", "oui"):
        town.text(PERSON, text)
    with town.house.store.read() as tx:
        tables = ("messages", "turns", "conversations", "tickets", "moves", "people", "marks")
        everything = str([tx.rows(f"select * from {table}") for table in tables])
    assert PERSON not in everything
    assert "gmail" not in everything.lower().replace("password-gmail", "")


def test_a_stop_is_remembered_after_an_erasure(town: Town) -> None:
    for text in ("bonjour", "STOP", "EFFACER", "oui"):
        town.text(PERSON, text)
    assert "STOP" in town.text(PERSON, GMAIL)[0]


def test_the_carriers_report_on_an_answer_finds_it(town: Town) -> None:
    board = town.house.switchboard
    board.hear(heard("SM1", GMAIL))
    assert board.reported("delivered", "", reply_id("SM1", 0), "SMx")
    assert not board.reported("sent", "", reply_id("SM1", 0), "SMx")


def test_a_flood_of_texts_is_answered_twenty_times_and_told_so_once(town: Town) -> None:
    answers = [town.text(PERSON, "bonjour") for _ in range(30)]
    assert [bool(answer) for answer in answers] == [True] * 21 + [False] * 9
    assert "dix minutes" in answers[20][0]
    assert kept(town)["turns"] == 30
    assert town.text("+33639980002", "bonjour")
    town.at(town.times[0] + timedelta(minutes=11))
    assert town.text(PERSON, "bonjour")


def test_danger_is_heard_in_a_flood(town: Town) -> None:
    for _ in range(25):
        town.text(PERSON, "bonjour")
    assert "3114" in town.text(PERSON, "je vais me suicider")[0]
