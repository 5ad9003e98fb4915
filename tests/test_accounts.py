"""Helpers log in with their password, are locked out by guesses, and leave nothing behind when they log out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher
from pyotp import TOTP

from helpline.accounts import HALFWAY, IDLE, LONGEST, Accounts, Forbidden, NoAccount
from helpline.accounts.codes import STEP
from helpline.store import Store, helpers
from helpline.store.helpers import FAILURES, LOCKED, Helper

PASSWORD = "quatre chevaux verts"
OTHER = "cinq vaches bleues"
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
def accounts(store: Store, watch: Watch) -> Accounts:
    """Accounts with one helper, Claire. Her password is hashed as in a real house, only more cheaply."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    found = Accounts(store, watch, quick, secret_key="k" * 32, common=frozenset({"motdepasse123"}))
    found.add("Claire", PASSWORD)
    return found


def token(accounts: Accounts, name: str = "Claire", password: str = PASSWORD) -> str:
    found = accounts.log_in(name, password)
    assert found is not None
    return found.token


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
        ("Karim", "eleven char", "helper", "short"),
        ("Karim Benali", "karim benali ", "helper", "own-name"),
        ("Karim", "MotDePasse123", "helper", "common"),
        ("Karim", "121212121212", "helper", "common"),
        ("Karim", "ma Helpline a moi", "helper", "own-name"),
        ("Karim", "le chat de karim", "helper", "own-name"),
        ("Karim", "x y z " * 40, "helper", "long"),
        ("Karim", PASSWORD, "king", "role"),
        ("Claire", PASSWORD, "helper", "taken"),
    ],
)
def test_it_makes_no_unsafe_account(accounts: Accounts, name: str, password: str, role: str, reason: str) -> None:
    with pytest.raises(NoAccount) as refused:
        accounts.add(name, password, role)
    assert refused.value.reason == reason


def test_a_short_name_may_stand_in_a_password(accounts: Accounts) -> None:
    assert accounts.add("Ana", "banane et cabane", "helper").name == "Ana"


def test_an_accent_is_the_same_on_every_keyboard(accounts: Accounts) -> None:
    accounts.add("Zoé", "un éléphant à vélo")
    assert accounts.log_in("Zoé", "un e\u0301le\u0301phant a\u0300 ve\u0301lo") is not None


def test_a_wrong_name_is_counted_like_a_wrong_password(accounts: Accounts) -> None:
    accounts.log_in("Nobody", PASSWORD)
    guess(accounts, FAILURES)
    accounts.log_in("Claire", PASSWORD)  # locked
    with accounts.store.read() as tx:
        assert tx.rows("select tries from strangers") == [{"tries": 2}]


# ---- the code of a phone


def claire(accounts: Accounts) -> Helper:
    """Claire as she is kept."""
    return accounts.staff.named("Claire")


def code(secret: str, watch: Watch, steps: int = 0) -> str:
    """What a phone shows, so many steps from now."""
    return TOTP(secret).at(watch.at, counter_offset=steps)


@pytest.fixture
def secret(accounts: Accounts, watch: Watch) -> str:
    """Claire's phone; its first code is used up."""
    secret = accounts.start_totp(claire(accounts))
    accounts.confirm_totp(claire(accounts), PASSWORD, code(secret, watch))
    watch.at += timedelta(seconds=2 * STEP)
    return secret


def halfway(accounts: Accounts) -> str:
    """The token between password and code."""
    entry = accounts.log_in("Claire", PASSWORD)
    assert entry is not None
    assert entry.owes == "code"
    return entry.token


def test_the_password_alone_opens_nothing_once_a_phone_was_given(accounts: Accounts, secret: str, watch: Watch) -> None:
    token = halfway(accounts)
    assert accounts.helper(token) is None
    assert accounts.finish(token, "000000") is None
    whole = accounts.finish(token, code(secret, watch))
    assert whole is not None
    assert whole != token
    assert accounts.helper(whole) is not None
    assert accounts.halfway(token) is None
    assert accounts.finish(whole, code(secret, watch, 1)) is None


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_a_little_early_or_late(
    accounts: Accounts, secret: str, watch: Watch, steps: int, fits: bool
) -> None:
    watch.at += timedelta(minutes=5)
    assert (accounts.finish(halfway(accounts), code(secret, watch, steps)) is not None) == fits


def test_a_code_is_taken_once(accounts: Accounts, secret: str, watch: Watch) -> None:
    used, before = code(secret, watch), code(secret, watch, -1)
    assert accounts.finish(halfway(accounts), used) is not None
    assert accounts.finish(halfway(accounts), used) is None
    assert accounts.finish(halfway(accounts), before) is None
    assert accounts.finish(halfway(accounts), code(secret, watch, 1)) is not None


def test_of_two_who_send_the_same_code_at_once_one_comes_in(accounts: Accounts, secret: str, watch: Watch) -> None:
    tokens, start, found = [halfway(accounts) for _ in range(4)], Barrier(4), list[str | None]()

    def finish(token: str) -> None:
        start.wait()
        found.append(accounts.finish(token, code(secret, watch)))

    threads = [Thread(target=finish, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([token for token in found if token]) == 1


def test_guesses_at_the_code_lock_the_name_and_the_password_does_not_forgive_them(
    accounts: Accounts, secret: str, watch: Watch
) -> None:
    token = halfway(accounts)
    for _ in range(FAILURES - 1):
        assert accounts.finish(token, "000000") is None
    token = halfway(accounts)
    assert accounts.finish(token, "000000") is None
    assert accounts.finish(token, code(secret, watch)) is None
    assert accounts.log_in("Claire", PASSWORD) is None
    watch.at += LOCKED
    assert accounts.finish(halfway(accounts), code(secret, watch)) is not None
    assert claire(accounts).failures == 0


def test_the_code_is_waited_for_ten_minutes(accounts: Accounts, secret: str, watch: Watch) -> None:
    token = halfway(accounts)
    watch.at += HALFWAY + A_MINUTE
    assert accounts.halfway(token) is None
    assert accounts.finish(token, code(secret, watch)) is None


def test_an_admin_sets_up_a_phone_before_anything_else(accounts: Accounts, watch: Watch) -> None:
    admin = accounts.add("Root", OTHER, "admin")
    entry = accounts.log_in("Root", OTHER)
    assert entry is not None
    assert entry.owes == "set-up"
    assert accounts.helper(entry.token) is None
    assert accounts.finish(entry.token, "000000") is None
    whole = accounts.finish(entry.token, code(accounts.start_totp(admin), watch))
    assert whole is not None
    assert accounts.helper(whole) is not None
    again = accounts.log_in("Root", OTHER)
    assert again is not None
    assert again.owes == "code"


def test_an_open_session_of_an_admin_without_a_phone_is_dead(accounts: Accounts) -> None:
    session = token(accounts)
    with accounts.store.write() as tx:
        helpers.set_access(tx, claire(accounts).id, "admin", ())
    assert accounts.helper(session) is None


def test_an_admin_cannot_do_without(accounts: Accounts, secret: str) -> None:
    with accounts.store.write() as tx:
        helpers.set_access(tx, claire(accounts).id, "admin", ())
    with pytest.raises(Forbidden) as refused:
        accounts.drop_totp(claire(accounts), PASSWORD)
    assert refused.value.reason == "code-needed"


def test_the_secret_is_kept_nowhere_and_never_comes_back(accounts: Accounts, secret: str) -> None:
    with accounts.store.read() as tx:
        assert secret not in str(tx.rows("select * from helpers"))
    accounts.drop_totp(claire(accounts), PASSWORD)
    entry = accounts.log_in("Claire", PASSWORD)
    assert entry is not None
    assert entry.owes == ""
    assert accounts.start_totp(claire(accounts)) != secret


def test_the_secret_is_another_one_for_each_helper_and_house(accounts: Accounts) -> None:
    karim = accounts.add("Karim", OTHER)
    abroad = Accounts(accounts.store, accounts.now, accounts.hasher, secret_key="z" * 32)
    secrets = {accounts.start_totp(claire(accounts)), accounts.start_totp(karim), abroad.start_totp(karim)}
    assert len(secrets) == 3
    assert {len(secret) for secret in secrets} == {32}


def test_a_borrowed_session_changes_nothing(accounts: Accounts, watch: Watch) -> None:
    her = claire(accounts)
    with pytest.raises(NoAccount, match="wrong"):
        accounts.change_password(her, "not hers at all", OTHER)
    with pytest.raises(NoAccount, match="wrong"):
        accounts.confirm_totp(her, "not hers at all", code(accounts.start_totp(her), watch))
    with pytest.raises(NoAccount, match="wrong"):
        accounts.drop_totp(her, "not hers at all")
    with pytest.raises(NoAccount, match="code"):
        accounts.confirm_totp(her, PASSWORD, "000000")
    assert claire(accounts).failures == 3
    assert claire(accounts).totp_secret_round == 0


def test_guesses_at_the_old_password_are_locked_out_too(accounts: Accounts) -> None:
    for _ in range(FAILURES):
        with pytest.raises(NoAccount, match="wrong"):
            accounts.change_password(claire(accounts), "not hers at all", OTHER)
    with pytest.raises(NoAccount, match="wrong"):
        accounts.change_password(claire(accounts), PASSWORD, OTHER)


# ---- passwords and sessions of one's own


def test_a_new_password_ends_every_other_session(accounts: Accounts) -> None:
    elsewhere = token(accounts)
    mine = accounts.change_password(claire(accounts), PASSWORD, OTHER)
    assert accounts.helper(elsewhere) is None
    assert accounts.helper(mine) is not None
    assert accounts.log_in("Claire", PASSWORD) is None
    assert accounts.log_in("Claire", OTHER) is not None


def test_a_weak_new_password_changes_nothing(accounts: Accounts) -> None:
    session = token(accounts)
    with pytest.raises(NoAccount, match="short"):
        accounts.change_password(claire(accounts), PASSWORD, "short")
    assert accounts.helper(session) is not None


def test_it_shows_where_a_helper_is_logged_in_and_closes_one_place(accounts: Accounts, watch: Watch) -> None:
    old = token(accounts)
    watch.at += A_MINUTE
    new = token(accounts)
    karims = accounts.add("Karim", OTHER)
    other = token(accounts, "Karim", OTHER)
    places = accounts.sessions(claire(accounts).id)
    assert [place.created_at for place in places] == [watch.at, watch.at - A_MINUTE]
    accounts.revoke(karims.id, places[1].token_hash)  # not his
    assert accounts.helper(old) is not None
    accounts.revoke(claire(accounts).id, places[1].token_hash)
    assert accounts.helper(old) is None
    assert accounts.helper(new) is not None
    assert accounts.helper(other) is not None
    watch.at += IDLE + A_MINUTE
    assert accounts.sessions(claire(accounts).id) == []


def test_it_keeps_language_and_number(accounts: Accounts) -> None:
    accounts.set_own(claire(accounts), "en", "+33639980010")
    assert (claire(accounts).language, claire(accounts).phone) == ("en", "+33639980010")
