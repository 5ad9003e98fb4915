"""How somebody gets an account: made at the machine, or by a one-time link with which they choose their password."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from argon2 import PasswordHasher

from helpline.accounts.passwords import hashed, weakness
from helpline.accounts.roles import LONGEST_NAME, ROLES, NoAccount
from helpline.accounts.staff import digest
from helpline.store import helpers, invites
from helpline.store.helpers import Helper
from helpline.store.invites import Invite
from helpline.store.rows import new_id
from helpline.store.shapes import Store, Tx


@dataclass(frozen=True)
class Arriving:
    """The way in."""

    store: Store
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    secret_key: str = field(kw_only=True, repr=False)
    common: frozenset[str] = field(default=frozenset(), kw_only=True, repr=False)  # passwords that are tried first

    def add(self, name: str, password: str, role: str = "helper", language: str = "fr") -> Helper:
        """A new helper on all lines. Raises NoAccount, StoreUnreachable."""
        name = name.strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise NoAccount("name")
        if role not in ROLES:
            raise NoAccount("role")
        helper = Helper(new_id(), name, self._hashed(password, name), role, language, self.now())
        with self.store.write() as tx:
            if not helpers.add(tx, helper):
                raise NoAccount("taken")
        return helper

    def _hashed(self, password: str, name: str) -> str:
        weak = weakness(password, name, self.common)
        if weak:
            raise NoAccount(weak)
        return hashed(self.hasher, password)

    def invited(self, token: str) -> Invite | None:
        """Whom a link brings in; None once it was used or is too old."""
        with self.store.read() as tx:
            return invites.get(tx, digest(token), self.now())

    def accept(self, token: str, password: str) -> None:
        """Use the link: a new account, or a new password (and no second factor) for the one that it was made for.

        Raises NoAccount: `link`, `taken`, or what is wrong with the password; the link can be used then as before.
        """
        invite = self.invited(token)
        if invite is None:
            raise NoAccount("link")
        kept = self._hashed(password, invite.name)
        with self.store.write() as tx:
            if not invites.use(tx, digest(token), self.now()):
                raise NoAccount("link")
            if invite.helper:
                self._anew(tx, invite.helper, kept)
            elif not helpers.add(tx, _of(invite, kept, self.now())):
                raise NoAccount("taken")

    def _anew(self, tx: Tx, helper: str, password_hash: str) -> None:
        found = helpers.get(tx, helper)
        if found is None or found.disabled_at:
            raise NoAccount("link")
        helpers.set_password(tx, helper, password_hash)
        helpers.succeeded(tx, helper)
        helpers.drop_totp(tx, helper)


def _of(invite: Invite, password_hash: str, now: datetime) -> Helper:
    return Helper(new_id(), invite.name, password_hash, invite.role, invite.language, now, lines=invite.lines)
