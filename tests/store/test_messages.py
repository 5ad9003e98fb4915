"""A message is kept as it was said, is sent by one worker, and its state only goes forward."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from threading import Barrier

import pytest

from helpline.flows.talk import Conversation
from helpline.store import Broken, Store, Tx, messages, people
from helpline.store.messages import State, claim_due
from tests.store.given import LINE, MINUTE, NOW, OTHER, PERSON, message


def _ids(found: list[messages.Message]) -> list[str]:
    return [one.id for one in found]


def _state(tx: Tx, id: str = "m1") -> str:  # noqa: A002 - the field is called so
    kept = messages.get(tx, id)
    assert kept is not None
    return kept.state


def test_it_gives_back_the_talk_oldest_first(store: Store) -> None:
    heard = message("a", direction="in", author="person", state="heard", removed=("card",), due_at=None)
    replies = [message(name, state="replied", due_at=None, created_at=NOW + MINUTE) for name in ("b", "c")]
    with store.write() as tx:
        for one in (*reversed(replies), heard, message("other", person=OTHER)):
            messages.add(tx, one)
    with store.read() as tx:
        assert messages.talk(tx, PERSON) == [heard, *replies]
        assert messages.talk(tx, PERSON, limit=2) == replies


def test_it_gives_back_the_talk_of_some_lines(store: Store) -> None:
    with store.write() as tx:
        for name, line in (("m1", "ville"), ("m2", "mer"), ("m3", "ville")):
            messages.add(tx, message(name, line=line))
        assert _ids(messages.talk(tx, PERSON, 50, ["ville"])) == ["m1", "m3"]
        assert _ids(messages.talk(tx, PERSON, 1, ["ville", "mer"])) == ["m3"]
        assert _ids(messages.talk(tx, PERSON)) == ["m1", "m2", "m3"]


def test_it_refuses_two_messages_with_one_id_of_the_carrier(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("a", carrier_id="SM1"))
    with pytest.raises(Broken), store.write() as tx:
        messages.add(tx, message("b", carrier_id="SM1"))


def test_it_sends_what_is_due_in_order_and_once(store: Store) -> None:
    with store.write() as tx:
        for name, minutes in (("third", 0), ("first", -2), ("second", -1), ("later", 1)):
            messages.add(tx, message(name, due_at=NOW + minutes * MINUTE))
        assert _ids(claim_due(tx, NOW, 2, MINUTE)) == ["first", "second"]
        assert _ids(claim_due(tx, NOW, 9, MINUTE)) == ["third"]
        assert claim_due(tx, NOW, 9, MINUTE) == []


def test_it_gives_a_message_to_one_worker_of_eight(store: Store) -> None:
    with store.write() as tx:
        for number in range(40):
            messages.add(tx, message(f"m{number}"))
    together = Barrier(8)

    def work(_: int) -> list[str]:
        together.wait()
        with store.write() as tx:
            return _ids(claim_due(tx, NOW, 5, MINUTE))

    with ThreadPoolExecutor(8) as pool:
        claimed = [name for names in pool.map(work, range(8)) for name in names]
    assert sorted(claimed) == sorted(f"m{number}" for number in range(40))


def test_it_takes_back_what_a_dead_worker_held(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message())
        claim_due(tx, NOW, 1, MINUTE)
    with store.write() as tx:
        assert claim_due(tx, NOW + 0.99 * MINUTE, 1, MINUTE) == []
        again = claim_due(tx, NOW + MINUTE, 1, MINUTE)
    assert again == [message(state="sending", tries=2, claimed_until=NOW + 2 * MINUTE)]


def test_it_starts_nothing_with_somebody_who_said_stop(store: Store) -> None:
    stopped = Conversation(PERSON, LINE, "fr", stopped=True)
    with store.write() as tx:
        people.save(tx, stopped, NOW)
        messages.add(tx, message("of a helper", author="h1"))
        messages.add(tx, message("of a reminder", author="clock"))
        messages.add(tx, message("an answer to what they wrote", author="bot"))
        messages.add(tx, message("to somebody else", author="clock", person=OTHER))
        assert _ids(claim_due(tx, NOW, 9, MINUTE)) == ["an answer to what they wrote", "to somebody else"]
        people.save(tx, replace(stopped, stopped=False), NOW)
        assert _ids(claim_due(tx, NOW, 9, MINUTE)) == ["of a helper", "of a reminder"]


def test_it_takes_back_what_waits_but_not_what_is_on_its_way(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("on its way"))
        claim_due(tx, NOW, 1, MINUTE)
        messages.add(tx, message("waits"))
        messages.add(tx, message("other", person=OTHER))
        assert messages.cancel_queued(tx, PERSON) == 1
        assert messages.counts(tx) == {"sending": 1, "cancelled": 1, "queued": 1}


def test_it_tries_again_at_its_time(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message())
        claim_due(tx, NOW, 1, MINUTE)
        assert messages.retry_at(tx, "m1", NOW + MINUTE, "503")
        assert messages.get(tx, "m1") == message(tries=1, due_at=NOW + MINUTE, error="503")
        assert claim_due(tx, NOW, 1, MINUTE) == []
        assert _ids(claim_due(tx, NOW + MINUTE, 1, MINUTE)) == ["m1"]


def test_it_does_not_try_again_what_was_sent_meanwhile(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message())
        claim_due(tx, NOW, 1, MINUTE)
        messages.mark_sent(tx, "m1", "SM1")
        assert not messages.retry_at(tx, "m1", NOW + MINUTE, "timeout")
        assert claim_due(tx, NOW + 9 * MINUTE, 1, MINUTE) == []
        assert messages.get(tx, "m1") == message(state="sent", carrier_id="SM1", tries=1)


REPORTS: list[tuple[State, ...]] = [
    ("queued", "sending", "sent", "delivered"),
    ("queued", "sending", "sent", "failed"),
    ("sent", "failed", "delivered", "delivered"),
    ("sent", "sent", "failed", "failed"),
]


@pytest.mark.parametrize("reports", REPORTS)
def test_it_ends_alike_in_whatever_order_the_reports_come(store: Store, reports: tuple[State, ...]) -> None:
    ends = set()
    with store.write() as tx:
        for number, order in enumerate(permutations(reports)):
            messages.add(tx, message(f"m{number}", carrier_id=f"SM{number}"))
            for report in order:
                messages.advance(tx, report, "30003" if report == "failed" else "", carrier_id=f"SM{number}")
            kept = messages.get(tx, f"m{number}")
            assert kept is not None
            ends.add((kept.state, kept.error))
    assert ends == {("delivered", "") if "delivered" in reports else ("failed", "30003")}


def test_it_keeps_a_report_that_was_quicker_than_our_own_note(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message())
        claim_due(tx, NOW, 1, MINUTE)
        assert messages.advance(tx, "delivered", message="m1")
        messages.mark_sent(tx, "m1", "SM1")
        messages.mark_failed(tx, "m1", "timeout")
        kept = messages.get(tx, "m1")
    assert kept == message(state="delivered", carrier_id="SM1", tries=1)


def test_it_leaves_an_id_of_the_carrier_to_the_message_that_had_it_first(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message("a"))
        messages.add(tx, message("b"))
        claim_due(tx, NOW, 2, MINUTE)
        messages.mark_sent(tx, "a", "SM1")
        messages.mark_sent(tx, "b", "SM1")
        first, second = messages.get(tx, "a"), messages.get(tx, "b")
    assert first == message("a", state="sent", carrier_id="SM1", tries=1)
    assert second == message("b", state="sent", tries=1)


@pytest.mark.parametrize("final", ["cancelled", "delivered", "heard", "ignored"])
def test_it_changes_no_final_state(store: Store, final: State) -> None:
    with store.write() as tx:
        messages.add(tx, message(state=final, carrier_id="SM1"))
        for report in messages.RANKS:
            assert not messages.advance(tx, report, carrier_id="SM1")  # type: ignore[arg-type]
        assert _state(tx) == final


def test_it_leaves_what_a_person_wrote_alone(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message(direction="in", state="replied", carrier_id="SM1"))
        assert not messages.advance(tx, "failed", carrier_id="SM1")


def test_it_shrugs_at_a_report_on_nothing_we_know(store: Store) -> None:
    with store.write() as tx:
        messages.add(tx, message())
        assert not messages.advance(tx, "sent", carrier_id="SM9")
        assert not messages.advance(tx, "sent")
        assert _state(tx) == "queued"


def test_it_drops_old_talk_but_nothing_that_waits(store: Store) -> None:
    with store.write() as tx:
        for name, state in (("a", "delivered"), ("b", "queued"), ("c", "sending"), ("d", "heard")):
            messages.add(tx, message(name, state=state))
        assert messages.delete_before(tx, NOW) == 0
        assert messages.delete_before(tx, NOW + MINUTE) == 2
        assert messages.counts(tx) == {"queued": 1, "sending": 1}
