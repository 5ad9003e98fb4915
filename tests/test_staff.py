"""Who runs the line brings helpers in by a link, says what they may do, and sees them out at once."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher
from pyotp import TOTP

from helpline.accounts import Accounts, Forbidden, NoAccount, Staff
from helpline.accounts.staff import INVITED_FOR, RESET_FOR
from helpline.store import Store, helpers, invites, tickets
from helpline.store.helpers import Helper
from tests.store.given import LINE, MINUTE, NOW, ticket

PASSWORD = "quatre chevaux verts"
OTHER = "cinq vaches bleues"


@pytest.fixture
def accounts(store: Store) -> Accounts:
    """An empty house at NOW."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return Accounts(store, lambda: NOW, quick, secret_key="k" * 32)


@pytest.fixture
def staff(accounts: Accounts) -> Staff:
    """What one does with other people's accounts."""
    return accounts.staff


@pytest.fixture
def admin(accounts: Accounts) -> Helper:
    """Who may do everything."""
    return accounts.add("Root", PASSWORD, "admin")


@pytest.fixture
def karim(accounts: Accounts) -> Helper:
    """A coordinator."""
    return accounts.add("Karim", PASSWORD, "coordinator")


@pytest.fixture
def claire(accounts: Accounts) -> Helper:
    """A helper."""
    return accounts.add("Claire", PASSWORD)


def later(accounts: Accounts, after: timedelta) -> Accounts:
    return replace(accounts, now=lambda: NOW + after)


def kept(accounts: Accounts, helper: Helper) -> Helper:
    return accounts.staff.one(helper.id, None)


def session(accounts: Accounts, name: str) -> str:
    entry = accounts.log_in(name, PASSWORD)
    assert entry is not None
    return entry.token


def refused(change: object, reason: str) -> None:
    """The change, a function, is forbidden for this reason."""
    with pytest.raises(Forbidden) as error:
        change()  # type: ignore[operator]
    assert error.value.reason == reason


# ---- links


def test_a_link_brings_somebody_in_once(accounts: Accounts, staff: Staff, karim: Helper) -> None:
    token = staff.invite(" Zoe ", "helper", "en", ["ville"], karim)
    found = accounts.invited(token)
    assert found is not None
    assert found.name == "Zoe"
    accounts.accept(token, OTHER)
    zoe = staff.named("Zoe")
    assert (zoe.role, zoe.language, zoe.lines) == ("helper", "en", ("ville",))
    assert accounts.log_in("Zoe", OTHER) is not None
    assert accounts.invited(token) is None
    with pytest.raises(NoAccount, match="link"):
        accounts.accept(token, PASSWORD)


def test_the_token_of_a_link_is_kept_nowhere(accounts: Accounts, staff: Staff) -> None:
    token = staff.invite("Zoe", "helper", "fr", [], None)
    with accounts.store.read() as tx:
        assert token not in str(tx.rows("select * from invites"))


def test_a_link_grows_old(accounts: Accounts, staff: Staff, claire: Helper) -> None:
    token = staff.invite("Zoe", "helper", "fr", [], None)
    assert later(accounts, INVITED_FOR - MINUTE).invited(token) is not None
    with pytest.raises(NoAccount, match="link"):
        later(accounts, INVITED_FOR).accept(token, OTHER)
    again = staff.reset(claire.id, None)
    assert later(accounts, RESET_FOR).invited(again) is None


def test_of_two_who_open_a_link_at_once_one_comes_in(accounts: Accounts, staff: Staff, claire: Helper) -> None:
    token, start, came = staff.reset(claire.id, None), Barrier(4), list[str]()

    def accept(password: str) -> None:
        start.wait()
        try:
            accounts.accept(token, password)
        except NoAccount:
            return
        came.append(password)

    threads = [Thread(target=accept, args=(f"{OTHER} {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came) == 1
    assert accounts.log_in("Claire", came[0]) is not None


def test_a_weak_password_leaves_the_link_as_it_was(accounts: Accounts, staff: Staff) -> None:
    token = staff.invite("Zoe", "helper", "fr", [], None)
    with pytest.raises(NoAccount, match="short"):
        accounts.accept(token, "short")
    accounts.accept(token, OTHER)


def test_a_name_that_was_taken_meanwhile_is_not_taken_over(accounts: Accounts, staff: Staff) -> None:
    token = staff.invite("Zoe", "admin", "fr", [], None)
    zoe = accounts.add("Zoe", PASSWORD)
    with pytest.raises(NoAccount, match="taken"):
        accounts.accept(token, OTHER)
    assert kept(accounts, zoe).role == "helper"
    assert accounts.log_in("Zoe", PASSWORD) is not None
    assert accounts.invited(token) is not None  # nothing was saved


def test_a_second_link_for_a_name_makes_the_first_void(accounts: Accounts, staff: Staff) -> None:
    first, second = (staff.invite("Zoe", "helper", "fr", [], None) for _ in range(2))
    assert accounts.invited(first) is None
    assert accounts.invited(second) is not None


@pytest.mark.parametrize(
    ("name", "role", "reason"),
    [(" ", "helper", "name"), ("x" * 61, "helper", "name"), ("Zoe", "king", "role"), ("Claire", "helper", "taken")],
)
def test_no_link_is_made_that_nobody_could_use(staff: Staff, claire: Helper, name: str, role: str, reason: str) -> None:
    with pytest.raises(NoAccount, match=reason):
        staff.invite(name, role, "fr", [], None)


def test_a_new_password_by_link_ends_sessions_the_code_and_the_lock(
    accounts: Accounts, staff: Staff, claire: Helper
) -> None:
    accounts.confirm_totp(claire, PASSWORD, TOTP(accounts.start_totp(claire)).at(NOW))
    with accounts.store.write() as tx:
        for _ in range(10):
            helpers.failed(tx, claire.id, NOW)
    token = staff.reset(claire.id, None)
    assert kept(accounts, claire).totp_secret_round == 1
    accounts.accept(token, OTHER)
    entry = accounts.log_in("Claire", OTHER)
    assert entry is not None
    assert entry.owes == ""
    assert kept(accounts, claire).id == claire.id


def test_a_link_is_withdrawn(accounts: Accounts, staff: Staff, admin: Helper, karim: Helper) -> None:
    token, other = (staff.invite(name, role, "fr", [], admin) for name, role in (("Zoe", "helper"), ("Max", "admin")))
    waiting = staff.invited(karim)
    assert [each.name for each in waiting] == ["Zoe"]
    staff.withdraw(waiting[0].token_hash, karim)
    assert accounts.invited(token) is None
    (his,) = staff.invited(admin)
    refused(lambda: staff.withdraw(his.token_hash, karim), "rank")
    refused(lambda: staff.withdraw(waiting[0].token_hash, karim), "unknown")
    assert accounts.invited(other) is not None


def test_links_of_who_left_or_lost_their_role_are_void(
    accounts: Accounts, staff: Staff, admin: Helper, karim: Helper, claire: Helper
) -> None:
    tokens = [staff.invite("Zoe", "helper", "fr", [], karim), staff.reset(claire.id, karim)]
    staff.set_access(karim.id, "helper", [], admin)
    assert [accounts.invited(token) for token in tokens] == [None, None]
    staff.set_access(karim.id, "coordinator", [], admin)
    token = staff.invite("Zoe", "helper", "fr", [], karim)
    staff.disable(karim.id, admin)
    assert accounts.invited(token) is None


def test_a_link_to_a_password_does_not_outlive_a_promotion(
    accounts: Accounts, staff: Staff, admin: Helper, karim: Helper, claire: Helper
) -> None:
    token = staff.reset(claire.id, karim)
    staff.set_access(claire.id, "admin", [], admin)
    assert accounts.invited(token) is None


# ---- who may do what


@pytest.mark.parametrize("role", ["coordinator", "admin"])
def test_a_coordinator_makes_nobody_their_equal(
    accounts: Accounts, staff: Staff, karim: Helper, claire: Helper, role: str
) -> None:
    refused(lambda: staff.invite("Zoe", role, "fr", [], karim), "rank")
    refused(lambda: staff.set_access(claire.id, role, [], karim), "rank")
    boss = accounts.add("Boss", PASSWORD, role)
    for change in (
        lambda: staff.reset(boss.id, karim),
        lambda: staff.disable(boss.id, karim),
        lambda: staff.enable(boss.id, karim),
        lambda: staff.set_access(boss.id, "helper", [], karim),
        lambda: staff.revoke(boss.id, "", karim),
        lambda: staff.set_access(karim.id, "admin", [], karim),
        lambda: staff.set_phone(claire.id, "+33639980010", karim),
    ):
        refused(change, "rank")


def test_a_helper_changes_nobody(staff: Staff, claire: Helper, karim: Helper) -> None:
    refused(lambda: staff.invite("Zoe", "helper", "fr", [], claire), "rank")
    refused(lambda: staff.disable(claire.id, claire), "rank")
    refused(lambda: staff.set_access(karim.id, "helper", [], claire), "rank")


def test_a_coordinator_of_one_line_gives_that_line_only(accounts: Accounts, staff: Staff, karim: Helper) -> None:
    staff.set_access(karim.id, "coordinator", ["ville"], None)
    local = kept(accounts, karim)
    refused(lambda: staff.invite("Zoe", "helper", "fr", [], local), "rank")
    refused(lambda: staff.invite("Zoe", "helper", "fr", ["ville", "mer"], local), "rank")
    accounts.accept(staff.invite("Zoe", "helper", "fr", ["ville"], local), OTHER)
    everywhere = accounts.add("Claire", PASSWORD)
    refused(lambda: staff.disable(everywhere.id, local), "rank")
    staff.disable(staff.named("Zoe").id, local)


def test_a_role_that_was_taken_away_a_moment_ago_is_gone(
    staff: Staff, admin: Helper, karim: Helper, claire: Helper
) -> None:
    staff.set_access(karim.id, "helper", [], admin)
    refused(lambda: staff.disable(claire.id, karim), "rank")  # the page was open before
    staff.disable(karim.id, admin)
    refused(lambda: staff.disable(claire.id, karim), "rank")


def test_the_last_admin_stays(accounts: Accounts, staff: Staff, admin: Helper) -> None:
    refused(lambda: staff.disable(admin.id, admin), "last-admin")
    refused(lambda: staff.disable(admin.id, None), "last-admin")
    refused(lambda: staff.set_access(admin.id, "helper", [], admin), "last-admin")
    assert kept(accounts, admin) == admin  # nothing was saved
    second = accounts.add("Second", PASSWORD, "admin")
    staff.disable(second.id, admin)
    refused(lambda: staff.disable(admin.id, admin), "last-admin")
    staff.enable(second.id, admin)
    staff.set_access(admin.id, "helper", [], admin)


def test_of_two_admins_who_see_each_other_out_at_once_one_stays(
    accounts: Accounts, staff: Staff, admin: Helper
) -> None:
    second, start = accounts.add("Second", PASSWORD, "admin"), Barrier(2)

    def out(who: Helper, by: Helper) -> None:
        start.wait()
        try:
            staff.disable(who.id, by)
        except Forbidden:
            return

    threads = [Thread(target=out, args=pair) for pair in ((admin, second), (second, admin))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in staff.everyone() if not each.disabled_at]) == 1


def test_another_role_means_another_log_in(accounts: Accounts, staff: Staff, claire: Helper) -> None:
    token = session(accounts, "Claire")
    staff.set_access(claire.id, "helper", ["ville"], None)
    assert accounts.helper(token) is not None
    staff.set_access(claire.id, "partner", ["ville"], None)
    assert accounts.helper(token) is None


# ---- leaving


def give(accounts: Accounts, helper: Helper, line: str = LINE, id_: str = "t1") -> None:
    """The helper has a ticket on a line."""
    with accounts.store.write() as tx:
        until = NOW + 15 * MINUTE
        tickets.add(tx, ticket(id_, line=line, state="claimed", helper=helper.id, claimed_until=until))


def state(accounts: Accounts, id_: str = "t1") -> tuple[str, str, list[str]]:
    """A ticket's state, helper, and what happened to it."""
    with accounts.store.read() as tx:
        found = tickets.get(tx, id_)
        assert found is not None
        return found.state, found.helper, [f"{move.kind} {move.helper}" for move in tickets.moves(tx, id_)]


def test_who_leaves_is_out_at_once_and_their_tickets_are_back(
    accounts: Accounts, staff: Staff, karim: Helper, claire: Helper
) -> None:
    token = session(accounts, "Claire")
    give(accounts, claire)
    give(accounts, karim, "other", "t2")
    staff.disable(claire.id, karim)
    assert accounts.helper(token) is None
    assert accounts.log_in("Claire", PASSWORD) is None
    assert state(accounts) == ("waiting", "", [f"released {karim.id}"])
    assert state(accounts, "t2")[:2] == ("claimed", karim.id)
    refused(lambda: staff.reset(claire.id, karim), "left")
    staff.enable(claire.id, karim)
    assert accounts.log_in("Claire", PASSWORD) is not None


def test_who_was_invited_to_a_new_password_and_left_does_not_come_back(
    accounts: Accounts, staff: Staff, claire: Helper
) -> None:
    token = staff.reset(claire.id, None)
    with accounts.store.write() as tx:
        kept_invite = invites.waiting(tx, NOW)[0]
    staff.disable(claire.id, None)
    with accounts.store.write() as tx:
        invites.add(tx, kept_invite)  # whoever forgot to withdraw it
    with pytest.raises(NoAccount, match="link"):
        accounts.accept(token, OTHER)


def test_tickets_of_a_line_that_is_taken_away_are_given_back(accounts: Accounts, staff: Staff, claire: Helper) -> None:
    give(accounts, claire, "ville", "t1")
    give(accounts, claire, "mer", "t2")
    staff.set_access(claire.id, "helper", ["mer"], None)
    assert state(accounts, "t1")[:2] == ("waiting", "")
    assert state(accounts, "t2")[:2] == ("claimed", claire.id)
    staff.set_access(claire.id, "helper", [], None)
    assert state(accounts, "t2")[:2] == ("claimed", claire.id)
    staff.set_access(claire.id, "content", ["mer"], None)
    assert state(accounts, "t2")[:2] == ("waiting", "")


def test_sessions_are_closed_one_by_one_or_all(accounts: Accounts, staff: Staff, karim: Helper, claire: Helper) -> None:
    first, second, third = (session(accounts, "Claire") for _ in range(3))
    staff.revoke(claire.id, accounts.sessions(claire.id)[0].token_hash, karim)
    assert [bool(accounts.helper(token)) for token in (first, second, third)].count(True) == 2
    staff.revoke(claire.id, "", karim)
    assert accounts.sessions(claire.id) == []


def test_an_admin_writes_down_a_number(accounts: Accounts, staff: Staff, admin: Helper, claire: Helper) -> None:
    staff.set_phone(claire.id, "+33639980010", admin)
    assert kept(accounts, claire).phone == "+33639980010"
    refused(lambda: staff.set_phone("nobody", "", admin), "unknown")
