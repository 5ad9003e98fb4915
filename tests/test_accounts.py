"""Helpers log in with their password, are locked out by guesses, and leave nothing behind when they log out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from helpline.accounts import IDLE, LONGEST, Accounts, NoAccount
from helpline.store import helpers, open_store
from helpline.store.helpers import FAILURES, LOCKED
from helpline.store.migrations import upgrade

PASSWORD = "quatre chevaux verts"
A_MINUTE = timedelta(minutes=1)


@dataclass
class Watch:
    """A clock that a test moves."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def watch() -> Watch:
    """The time."""
    return Watch()


@pytest.fixture
def accounts(tmp_path: Path, watch: Watch) -> Accounts:
    """Accounts with one helper, Claire. Her password is hashed as in a real house, only more cheaply."""
    store = open_store(f"sqlite:///{tmp_path / 'helpline.db'}")
    upgrade(store)
    found = Accounts(store, watch, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    found.add("Claire", PASSWORD)
    return found


def token(accounts: Accounts, name: str = "Claire", password: str = PASSWORD) -> str:
    found = accounts.log_in(name, password)
    assert found is not None
    return found


def guess(accounts: Accounts, times: int) -> None:
    for _ in range(times):
        assert accounts.log_in("Claire", "not her password") is None


def test_it_knows_a_helper_by_the_token_of_a_login(accounts: Accounts) -> None:
    helper = accounts.helper(token(accounts, " Claire "))
    assert helper is not None
    assert (helper.name, helper.role, helper.language) == ("Claire", "helper", "fr")


@pytest.mark.parametrize(
    ("name", "password"), [("Claire", "wrong"), ("claire", PASSWORD), ("Nobody", PASSWORD), ("", "")]
)
def test_it_lets_nobody_else_in(accounts: Accounts, name: str, password: str) -> None:
    assert accounts.log_in(name, password) is None


def test_it_gives_another_token_at_each_login(accounts: Accounts) -> None:
    assert token(accounts) != token(accounts)


def test_it_keeps_neither_password_nor_token(accounts: Accounts) -> None:
    given = token(accounts)
    with accounts.store.read() as tx:
        kept = str(tx.rows("select * from helpers") + tx.rows("select * from sessions"))
    assert PASSWORD not in kept
    assert given not in kept


def test_it_refuses_even_the_right_password_after_ten_guesses(accounts: Accounts, watch: Watch) -> None:
    guess(accounts, FAILURES)
    assert accounts.log_in("Claire", PASSWORD) is None
    watch.at += LOCKED - A_MINUTE
    assert accounts.log_in("Claire", PASSWORD) is None
    watch.at += A_MINUTE
    assert accounts.log_in("Claire", PASSWORD) is not None


def test_it_is_not_kept_locked_by_more_guesses(accounts: Accounts, watch: Watch) -> None:
    guess(accounts, FAILURES)
    watch.at += LOCKED - A_MINUTE
    guess(accounts, FAILURES)
    watch.at += A_MINUTE
    assert accounts.log_in("Claire", PASSWORD) is not None


def test_it_forgets_the_guesses_at_a_login(accounts: Accounts) -> None:
    guess(accounts, FAILURES - 1)
    token(accounts)
    guess(accounts, FAILURES - 1)
    assert accounts.log_in("Claire", PASSWORD) is not None


def test_it_ends_a_session_that_was_left_alone(accounts: Accounts, watch: Watch) -> None:
    session = token(accounts)
    watch.at += IDLE - A_MINUTE
    assert accounts.helper(session) is not None
    watch.at += IDLE
    assert accounts.helper(session) is not None
    watch.at += IDLE + A_MINUTE
    assert accounts.helper(session) is None


def test_it_does_not_take_an_open_page_for_a_helper_at_work(accounts: Accounts, watch: Watch) -> None:
    session = token(accounts)
    for _ in range(3):
        watch.at += IDLE / 3
        assert accounts.helper(session, active=False) is not None
    watch.at += A_MINUTE
    assert accounts.helper(session, active=False) is None


def test_it_ends_the_longest_day(accounts: Accounts, watch: Watch) -> None:
    session, end = token(accounts), watch.at + LONGEST
    while watch.at < end:
        assert accounts.helper(session) is not None
        watch.at += IDLE / 2
    watch.at += A_MINUTE
    assert accounts.helper(session) is None


def test_it_ends_a_session_at_log_out(accounts: Accounts) -> None:
    session, other = token(accounts), token(accounts)
    accounts.log_out(session)
    assert accounts.helper(session) is None
    assert accounts.helper(other) is not None


def test_it_lets_no_helper_in_who_left(accounts: Accounts, watch: Watch) -> None:
    session = token(accounts)
    helper = accounts.helper(session)
    assert helper is not None
    with accounts.store.write() as tx:
        helpers.disable(tx, helper.id, watch.at)
    assert accounts.helper(session) is None
    assert accounts.log_in("Claire", PASSWORD) is None


@pytest.mark.parametrize(
    ("name", "password", "role", "reason"),
    [
        (" ", PASSWORD, "helper", "name"),
        ("x" * 61, PASSWORD, "helper", "name"),
        ("Karim", "eleven char", "helper", "password"),
        ("Karim Benali", "karim benali ", "helper", "password"),
        ("Karim", PASSWORD, "king", "role"),
        ("Claire", PASSWORD, "helper", "taken"),
    ],
)
def test_it_makes_no_unsafe_account(accounts: Accounts, name: str, password: str, role: str, reason: str) -> None:
    with pytest.raises(NoAccount) as refused:
        accounts.add(name, password, role)
    assert refused.value.reason == reason
