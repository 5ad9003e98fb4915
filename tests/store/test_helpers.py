"""Helpers log in, are locked out for a while after ten wrong passwords, and are gone when they leave."""

from dataclasses import replace
from threading import Event, Thread

import pytest

from helpline.store import Broken, Store, helpers, sessions
from helpline.store.sessions import Session
from tests.store.given import MINUTE, NOW, helper


def test_it_finds_a_helper_by_id_and_by_name(store: Store) -> None:
    with store.write() as tx:
        assert helpers.add(tx, helper())
    with store.read() as tx:
        assert helpers.get(tx, "h1") == helper()
        assert helpers.by_name(tx, "helper-h1") == helper()
        assert helpers.by_name(tx, "HELPER-H1") is None
        assert helpers.get(tx, "h2") is None


def test_it_keeps_names_apart(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        assert not helpers.add(tx, helper("h2", name="helper-h1"))
        assert helpers.everyone(tx) == [helper()]


def test_it_locks_a_name_for_a_while_after_ten_failures(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        for _ in range(9):
            helpers.failed(tx, "h1", NOW)
        assert helpers.get(tx, "h1") == helper(failures=9)
        helpers.failed(tx, "h1", NOW)
        assert helpers.get(tx, "h1") == helper(locked_until=NOW + 15 * MINUTE)
        helpers.succeeded(tx, "h1")
        assert helpers.get(tx, "h1") == helper()


def test_it_knows_a_session_until_it_is_closed(store: Store) -> None:
    opened = Session("hash", "h1", NOW, NOW)
    with store.write() as tx:
        helpers.add(tx, helper())
        sessions.log_in(tx, "hash", "h1", NOW)
        assert sessions.get(tx, "hash") == opened
        sessions.touch(tx, "hash", NOW + MINUTE)
        assert sessions.get(tx, "hash") == replace(opened, seen_at=NOW + MINUTE)
        sessions.log_out(tx, "hash")
        assert sessions.get(tx, "hash") is None


def test_it_opens_no_session_for_somebody_unknown(store: Store) -> None:
    with pytest.raises(Broken), store.write() as tx:
        sessions.log_in(tx, "hash", "nobody", NOW)


def test_it_closes_all_sessions_with_a_new_password(store: Store) -> None:
    with store.write() as tx:
        for name in ("h1", "h2"):
            helpers.add(tx, helper(name))
            sessions.log_in(tx, f"hash-{name}", name, NOW)
        assert helpers.set_password(tx, "h1", "new")
        assert sessions.get(tx, "hash-h1") is None
        assert sessions.get(tx, "hash-h2") is not None
        assert helpers.get(tx, "h1") == helper(password_hash="new")
        assert not helpers.set_password(tx, "h3", "new")


def test_it_shows_a_helper_who_leaves_the_door(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        sessions.log_in(tx, "hash", "h1", NOW)
        assert helpers.disable(tx, "h1", NOW)
        assert sessions.get(tx, "hash") is None
        assert not helpers.disable(tx, "h1", NOW + MINUTE)
        sessions.log_in(tx, "again", "h1", NOW)  # whoever forgot to look
        assert sessions.get(tx, "again") is None
        assert helpers.get(tx, "h1") == helper(disabled_at=NOW)


def test_it_opens_the_door_again(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        assert not helpers.enable(tx, "h1")
        helpers.disable(tx, "h1", NOW)
        assert helpers.at_work(tx, "h1") is None
        assert helpers.enable(tx, "h1")
        assert helpers.at_work(tx, "h1") == helper()
        assert helpers.at_work(tx, "h2") is None


def test_who_leaves_waits_for_what_they_are_doing(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
    left = Event()

    def leave() -> None:
        with store.write() as tx:
            helpers.disable(tx, "h1", NOW)
        left.set()

    leaving = Thread(target=leave)
    with store.write(lock="a person") as tx:
        assert helpers.at_work(tx, "h1") == helper()
        leaving.start()
        assert not left.wait(0.3)
    leaving.join()
    with store.read() as tx:
        assert helpers.get(tx, "h1") == helper(disabled_at=NOW)


def test_it_keeps_what_a_helper_may_do_and_their_own(store: Store) -> None:
    whole = helper(lines=("mer", "l'été"), phone="+33639980010", totp_secret_round=2, totp_step=7)
    with store.write() as tx:
        helpers.add(tx, whole)
        assert helpers.get(tx, "h1") == whole
        helpers.set_access(tx, "h1", "partner", [])
        helpers.set_own(tx, "h1", "en", "")
        changed = replace(whole, role="partner", lines=(), language="en", phone="")
        assert helpers.get(tx, "h1") == changed


def test_it_counts_the_admins_at_work(store: Store) -> None:
    with store.write() as tx:
        for name, changes in (("h1", {"role": "admin"}), ("h2", {"role": "admin", "disabled_at": NOW}), ("h3", {})):
            helpers.add(tx, helper(name, **changes))
        assert [helpers.admins_but(tx, name) for name in ("h1", "h2", "h3")] == [0, 1, 1]


def test_it_takes_a_step_once_and_only_later_ones(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        assert helpers.take_code(tx, "h1", 1, 100)
        assert not helpers.take_code(tx, "h1", 1, 100)
        assert not helpers.take_code(tx, "h1", 1, 99)
        assert helpers.take_code(tx, "h1", 1, 101)
        assert helpers.take_code(tx, "h1", 2, 101)  # another phone
        assert helpers.get(tx, "h1") == helper(totp_secret_round=2, totp_step=101)
        for _ in range(2):
            helpers.drop_totp(tx, "h1")
        assert helpers.get(tx, "h1") == helper(totp_secret_round=-2, totp_step=101)


def test_a_session_that_is_not_whole_is_in_no_list(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        sessions.log_in(tx, "half", "h1", NOW, whole=False)
        sessions.log_in(tx, "whole", "h1", NOW)
        assert sessions.get(tx, "half") == Session("half", "h1", NOW, NOW, whole=False)
        assert sessions.of_helper(tx, "h1") == [Session("whole", "h1", NOW, NOW)]
        assert not sessions.log_out_from(tx, "h2", "whole")
        assert sessions.log_out_from(tx, "h1", "whole")
        assert sessions.log_out(tx, "half")
        assert not sessions.log_out(tx, "half")


def test_it_drops_sessions_that_are_idle_or_old(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        for token, created, seen in (("idle", -1, -3), ("old", -9, 0), ("fine", -1, 0)):
            sessions.log_in(tx, token, "h1", NOW + created * MINUTE)
            sessions.touch(tx, token, NOW + seen * MINUTE)
        assert sessions.drop(tx, seen_before=NOW - 2 * MINUTE, created_before=NOW - 5 * MINUTE) == 2
        assert sessions.get(tx, "fine") is not None
