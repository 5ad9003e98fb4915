"""Helpers log in, are locked out for a while after ten wrong passwords, and are gone when they leave."""

from dataclasses import replace

import pytest

from helpline.store import Broken, Store, helpers
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
    opened = helpers.Session("hash", "h1", NOW, NOW)
    with store.write() as tx:
        helpers.add(tx, helper())
        helpers.log_in(tx, "hash", "h1", NOW)
        assert helpers.session(tx, "hash") == opened
        helpers.touch(tx, "hash", NOW + MINUTE)
        assert helpers.session(tx, "hash") == replace(opened, seen_at=NOW + MINUTE)
        helpers.log_out(tx, "hash")
        assert helpers.session(tx, "hash") is None


def test_it_opens_no_session_for_somebody_unknown(store: Store) -> None:
    with pytest.raises(Broken), store.write() as tx:
        helpers.log_in(tx, "hash", "nobody", NOW)


def test_it_closes_all_sessions_with_a_new_password(store: Store) -> None:
    with store.write() as tx:
        for name in ("h1", "h2"):
            helpers.add(tx, helper(name))
            helpers.log_in(tx, f"hash-{name}", name, NOW)
        assert helpers.set_password(tx, "h1", "new")
        assert helpers.session(tx, "hash-h1") is None
        assert helpers.session(tx, "hash-h2") is not None
        assert helpers.get(tx, "h1") == helper(password_hash="new")
        assert not helpers.set_password(tx, "h3", "new")


def test_it_shows_a_helper_who_leaves_the_door(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        helpers.log_in(tx, "hash", "h1", NOW)
        assert helpers.disable(tx, "h1", NOW)
        assert helpers.session(tx, "hash") is None
        assert not helpers.disable(tx, "h1", NOW + MINUTE)
        helpers.log_in(tx, "again", "h1", NOW)  # whoever forgot to look
        assert helpers.session(tx, "again") is None
        assert helpers.get(tx, "h1") == helper(disabled_at=NOW)


def test_it_drops_sessions_that_are_idle_or_old(store: Store) -> None:
    with store.write() as tx:
        helpers.add(tx, helper())
        for token, created, seen in (("idle", -1, -3), ("old", -9, 0), ("fine", -1, 0)):
            helpers.log_in(tx, token, "h1", NOW + created * MINUTE)
            helpers.touch(tx, token, NOW + seen * MINUTE)
        assert helpers.drop_sessions(tx, seen_before=NOW - 2 * MINUTE, created_before=NOW - 5 * MINUTE) == 2
        assert helpers.session(tx, "fine") is not None
