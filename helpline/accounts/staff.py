"""Other people's accounts: who runs the line brings helpers in, says what they may do, and sees them out.

Everywhere `by` is who does it; None is the operator, at the machine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from helpline.accounts.roles import AT_THE_DESK, LONGEST_NAME, ROLES, Forbidden, NoAccount, may_give, outranks
from helpline.store import helpers, invites, sessions, tickets
from helpline.store.helpers import Helper
from helpline.store.invites import Invite
from helpline.store.shapes import Store, Tx
from helpline.store.tickets import Move

INVITED_FOR = timedelta(days=7)
RESET_FOR = timedelta(days=1)
LOCK = "accounts"  # two admins who see each other out at the same moment would leave none


def digest(token: str) -> str:
    """What is kept of a token: nobody who reads the database can use it."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Staff:
    """The helpers of this house, seen by who runs it."""

    store: Store
    now: Callable[[], datetime]

    def everyone(self) -> list[Helper]:
        """All helpers by name, those who left included."""
        with self.store.read() as tx:
            return helpers.everyone(tx)

    def named(self, name: str) -> Helper:
        """The helper of this name. Raises Forbidden("unknown")."""
        with self.store.read() as tx:
            helper = helpers.by_name(tx, name.strip())
        if helper is None:
            raise Forbidden("unknown")
        return helper

    def one(self, helper: str, by: Helper | None) -> Helper:
        """A helper whose account `by` may change. Raises Forbidden: `unknown`, `rank`."""
        with self.store.read() as tx:
            return self._theirs(tx, helper, by)

    def _theirs(self, tx: Tx, helper: str, by: Helper | None) -> Helper:
        found = helpers.get(tx, helper)
        if found is None:
            raise Forbidden("unknown")
        if not outranks(self._acting(tx, by), found):
            raise Forbidden("rank")
        return found

    def _acting(self, tx: Tx, by: Helper | None) -> Helper | None:
        """Who acts, as they are now: a role that was taken away a moment ago is gone."""
        acting = helpers.get(tx, by.id) if by else None
        if by and (acting is None or acting.disabled_at):
            raise Forbidden("rank")
        return acting

    # ---- links

    def invite(self, name: str, role: str, language: str, lines: Sequence[str], by: Helper | None) -> str:
        """The token of a link for somebody new, good once and for 7 days. An earlier one for the name is void.

        Raises NoAccount: `name`, `taken`, `role`; Forbidden("rank") for a role or lines that `by` cannot give.
        """
        name = name.strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise NoAccount("name")
        if role not in ROLES:
            raise NoAccount("role")
        with self.store.write() as tx:
            if not may_give(self._acting(tx, by), role, lines):
                raise Forbidden("rank")
            if helpers.by_name(tx, name):
                raise NoAccount("taken")
            until, made_by = self.now() + INVITED_FOR, by.id if by else ""
            return _linked(tx, Invite("", name, role, language, tuple(lines), made_by, until))

    def reset(self, helper: str, by: Helper | None) -> str:
        """The token of a link to a new password, good once and for a day; with it the second factor is off.

        Until it is used nothing changes. Raises Forbidden: `unknown`, `rank`, `left`.
        """
        with self.store.write() as tx:
            found = self._theirs(tx, helper, by)
            if found.disabled_at:
                raise Forbidden("left")
            until, made_by = self.now() + RESET_FOR, by.id if by else ""
            invite = Invite("", found.name, found.role, found.language, found.lines, made_by, until, found.id)
            return _linked(tx, invite)

    def invited(self, by: Helper | None) -> list[Invite]:
        """The links that may still be used, and that `by` may withdraw."""
        with self.store.read() as tx:
            return [each for each in invites.waiting(tx, self.now()) if may_give(by, each.role, each.lines)]

    def withdraw(self, token_hash: str, by: Helper | None) -> None:
        """This link opens nothing any more. Raises Forbidden: `unknown`, `rank`."""
        with self.store.write() as tx:
            invite = invites.get(tx, token_hash, self.now())
            if invite is None:
                raise Forbidden("unknown")
            if not may_give(self._acting(tx, by), invite.role, invite.lines):
                raise Forbidden("rank")
            invites.withdraw(tx, token_hash)

    # ---- what they may do

    def set_access(self, helper: str, role: str, lines: Sequence[str], by: Helper | None) -> None:
        """A role, and the only lines to work on (none: all). Who gets another role logs in anew.

        Tickets that they have and may see no more are given back. Raises Forbidden, NoAccount("role").
        """
        if role not in ROLES:
            raise NoAccount("role")
        with self.store.write(lock=LOCK) as tx:
            before = self._theirs(tx, helper, by)
            if not may_give(self._acting(tx, by), role, lines):
                raise Forbidden("rank")
            helpers.set_access(tx, helper, role, lines)
            invites.withdraw_of(tx, helper)  # made with rights that may be gone, or to an account that had fewer
            if role != before.role:
                self._must_leave_an_admin(tx, before)
                sessions.log_out_everywhere(tx, helper)
            if lines or role not in AT_THE_DESK:
                self._give_back(tx, helper, by, lines if role in AT_THE_DESK else ())

    def set_phone(self, helper: str, phone: str, by: Helper | None) -> None:
        """The number of a helper's own phone, in E.164. Raises Forbidden: only an admin sets somebody else's."""
        with self.store.write() as tx:
            found, acting = self._theirs(tx, helper, by), self._acting(tx, by)
            if acting and acting.role != "admin":
                raise Forbidden("rank")
            helpers.set_own(tx, helper, found.language, phone)

    def disable(self, helper: str, by: Helper | None) -> None:
        """They leave: out of every session, their tickets back in the queue, the links that they made void.

        Raises Forbidden: `unknown`, `rank`, `last-admin`.
        """
        with self.store.write(lock=LOCK) as tx:
            found = self._theirs(tx, helper, by)
            helpers.disable(tx, helper, self.now())
            self._must_leave_an_admin(tx, found)
            invites.withdraw_of(tx, helper)
            self._give_back(tx, helper, by)

    def enable(self, helper: str, by: Helper | None) -> None:
        """They are back, with the password that they had. Raises Forbidden: `unknown`, `rank`."""
        with self.store.write(lock=LOCK) as tx:
            self._theirs(tx, helper, by)
            helpers.enable(tx, helper)

    def revoke(self, helper: str, token_hash: str, by: Helper | None) -> None:
        """Close one of their sessions, or all where none is named. Raises Forbidden: `unknown`, `rank`."""
        with self.store.write() as tx:
            self._theirs(tx, helper, by)
            if token_hash:
                sessions.log_out_from(tx, helper, token_hash)
            else:
                sessions.log_out_everywhere(tx, helper)

    def _must_leave_an_admin(self, tx: Tx, before: Helper) -> None:
        if before.role == "admin" and not before.disabled_at and not helpers.admins_but(tx, before.id):
            raise Forbidden("last-admin")

    def _give_back(self, tx: Tx, helper: str, by: Helper | None, keeps: Sequence[str] = ()) -> None:
        for ticket in tickets.give_back(tx, helper, keeps):
            tickets.add_move(tx, Move(ticket, "released", self.now(), by.id if by else ""))


def _linked(tx: Tx, invite: Invite) -> str:
    token = token_urlsafe(32)
    invites.add(tx, replace(invite, token_hash=digest(token)))
    return token
