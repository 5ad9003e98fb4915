"""A one-time link is used once, in its time, and forgotten soon."""

from dataclasses import replace

from helpline.store import Store, invites
from helpline.store.invites import Invite
from tests.store.given import MINUTE, NOW


def invite(token_hash: str = "i1", **changes: object) -> Invite:
    """A link that is good for a minute."""
    plain = Invite(token_hash, f"Zoé {token_hash}", "helper", "fr", ("mer",), "h1", NOW + MINUTE)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_it_is_used_once_and_in_its_time(store: Store) -> None:
    with store.write() as tx:
        invites.add(tx, invite())
        assert invites.get(tx, "i1", NOW) == invite()
        assert invites.get(tx, "i1", NOW + MINUTE) is None
        assert not invites.use(tx, "i1", NOW + MINUTE)
        assert invites.use(tx, "i1", NOW)
        assert not invites.use(tx, "i1", NOW)
        assert invites.get(tx, "i1", NOW) is None
        assert invites.waiting(tx, NOW) == []


def test_the_newest_for_a_name_is_the_only_one(store: Store) -> None:
    with store.write() as tx:
        invites.add(tx, invite(name="Zoé"))
        invites.add(tx, invite("i2", name="Zoé", helper="h2"))
        assert invites.waiting(tx, NOW) == [invite("i2", name="Zoé", helper="h2")]


def test_it_is_withdrawn_alone_or_with_a_helper(store: Store) -> None:
    with store.write() as tx:
        for name, changes in (("i1", {}), ("i2", {"made_by": "h2"}), ("i3", {"made_by": "h2", "helper": "h1"})):
            invites.add(tx, invite(name, **changes))
        invites.add(tx, invite("i4", made_by=""))
        assert invites.withdraw_of(tx, "h1") == 2
        assert [each.token_hash for each in invites.waiting(tx, NOW)] == ["i2", "i4"]
        assert invites.withdraw(tx, "i2")
        assert not invites.withdraw(tx, "i2")


def test_used_and_old_ones_are_forgotten(store: Store) -> None:
    with store.write() as tx:
        for name, until in (("used", 5), ("old", 1), ("fine", 5)):
            invites.add(tx, invite(name, expires_at=NOW + until * MINUTE))
        invites.use(tx, "used", NOW)
        assert invites.drop(tx, NOW + 2 * MINUTE) == 2
        assert [each.token_hash for each in invites.waiting(tx, NOW)] == ["fine"]
