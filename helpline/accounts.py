"""Who may sit at the desk: helpers, their passwords (argon2id) and the places where they are logged in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from secrets import token_urlsafe
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from helpline.store import helpers
from helpline.store.helpers import Helper
from helpline.store.rows import new_id
from helpline.store.shapes import Store

Role = Literal["helper", "coordinator", "content", "admin", "partner"]
COORDINATING: tuple[Role, ...] = ("coordinator", "admin")
AT_THE_DESK: tuple[Role, ...] = ("helper", "coordinator", "admin")
"""The roles that see people. Partners see figures only, content owners see content."""

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SHORTEST_PASSWORD = 12
TOUCH_AFTER = timedelta(minutes=1)  # a session is not written anew at every click


class NoAccount(Exception):  # noqa: N818 - it reads as what happened
    """No account can be made so: `reason` is `name`, `password`, `role` or `taken`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Accounts:
    """The helpers of this house."""

    store: Store
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    @cached_property
    def _nobody(self) -> str:
        """A hash that nothing fits: a name that does not exist takes as long as one that does."""
        return self.hasher.hash(token_urlsafe())

    def add(self, name: str, password: str, role: str = "helper", language: str = "fr") -> Helper:
        """A new helper. Raises NoAccount, StoreUnreachable."""
        name = name.strip()
        if not 1 <= len(name) <= 60:
            raise NoAccount("name")
        if len(password) < SHORTEST_PASSWORD or password.strip().casefold() == name.casefold():
            raise NoAccount("password")
        if role not in get_args(Role):
            raise NoAccount("role")
        helper = Helper(new_id(), name, self.hasher.hash(password), role, language, self.now())
        with self.store.write() as tx:
            if not helpers.add(tx, helper):
                raise NoAccount("taken")
        return helper

    def log_in(self, name: str, password: str) -> str | None:
        """A session's token for the right name and password; None otherwise, also while the name is locked."""
        with self.store.read() as tx:
            helper = helpers.by_name(tx, name.strip())
        right = self._right(helper, password)
        if helper is None:
            return None
        locked = helper.locked_until is not None and self.now() < helper.locked_until
        with self.store.write() as tx:
            if not right and not locked:
                helpers.failed(tx, helper.id, self.now())
            if not right or locked or helper.disabled_at:
                return None
            helpers.succeeded(tx, helper.id)
            token = token_urlsafe(32)
            helpers.log_in(tx, _digest(token), helper.id, self.now())
        return token

    def _right(self, helper: Helper | None, password: str) -> bool:
        try:
            return self.hasher.verify(helper.password_hash if helper else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False

    def helper(self, token: str, active: bool = True) -> Helper | None:
        """Who is logged in with this token; None once the session was left alone for 30 min or is 12 h old.

        `active`: somebody is there. What an open page asks for by itself keeps no session alive.
        """
        now = self.now()
        with self.store.read() as tx:
            session = helpers.session(tx, _digest(token))
            helper = helpers.get(tx, session.helper) if session else None
        if session is None or now - session.seen_at > IDLE or now - session.created_at > LONGEST:
            return None
        if active and now - session.seen_at > TOUCH_AFTER:
            with self.store.write() as tx:
                helpers.touch(tx, session.token_hash, now)
        return helper

    def log_out(self, token: str) -> None:
        """Close the session, here and wherever its cookie was copied to."""
        with self.store.write() as tx:
            helpers.log_out(tx, _digest(token))
