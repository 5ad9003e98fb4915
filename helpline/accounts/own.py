"""Somebody's own account: they log in, change their password, give a phone, see where they are logged in."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from secrets import token_urlsafe

from helpline.accounts import codes
from helpline.accounts.arriving import Arriving
from helpline.accounts.passwords import fits
from helpline.accounts.roles import NEEDS_A_CODE, Forbidden, NoAccount, owes
from helpline.accounts.staff import Staff, digest
from helpline.store import helpers, sessions
from helpline.store.helpers import Helper
from helpline.store.sessions import Session
from helpline.store.shapes import Tx

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
HALFWAY = timedelta(minutes=10)  # between the password and the code
TOUCH_AFTER = timedelta(minutes=1)  # a session is not written anew at every click


@dataclass(frozen=True, slots=True)
class Entry:
    """The password was right. `owes`: what is asked before the session opens anything: "", `code` or `set-up`."""

    token: str = field(repr=False)
    owes: str = ""


@dataclass(frozen=True)
class Accounts(Arriving):
    """The helpers of this house."""

    @property
    def staff(self) -> Staff:
        """What one does with other people's accounts."""
        return Staff(self.store, self.now)

    @cached_property
    def _nobody(self) -> str:
        """A hash that nothing fits: a name that does not exist takes as long as one that does."""
        return self.hasher.hash(token_urlsafe())

    # ---- logging in

    def log_in(self, name: str, password: str) -> Entry | None:
        """A session's token for the right name and password; None otherwise, also while the name is locked."""
        with self.store.read() as tx:
            found = helpers.by_name(tx, name.strip())
        right = fits(self.hasher, found.password_hash if found else self._nobody, password)
        with self.store.write() as tx:
            helper = self._let_in(tx, found, right)
            if helper is None:
                return None
            owed = owes(helper)
            if not owed:  # else guesses at the code would be forgotten with each right password
                helpers.succeeded(tx, helper.id)
            return Entry(self._opened(tx, helper, whole=not owed), owed)

    def _let_in(self, tx: Tx, found: Helper | None, right: bool) -> Helper | None:
        """The helper as they are now: another guess may have locked the name meanwhile. What is refused is counted."""
        helper = helpers.get(tx, found.id) if found else None
        if helper is None or found is None or self._locked(helper):
            helpers.stranger(tx)
        elif not right or helper.password_hash != found.password_hash:
            helpers.failed(tx, helper.id, self.now())
        elif helper.disabled_at:
            helpers.stranger(tx)
        else:
            return helper
        return None

    def _locked(self, helper: Helper) -> bool:
        return helper.locked_until is not None and self.now() < helper.locked_until

    def _opened(self, tx: Tx, helper: Helper, whole: bool = True) -> str:
        token = token_urlsafe(32)
        sessions.log_in(tx, digest(token), helper.id, self.now(), whole)
        return token

    def halfway(self, token: str) -> Helper | None:
        """Who gave the password and owes the code still; None after 10 minutes."""
        with self.store.read() as tx:
            session = sessions.get(tx, digest(token))
            if session is None or session.whole or self.now() - session.created_at > HALFWAY:
                return None
            return helpers.get(tx, session.helper)

    def finish(self, token: str, code: str) -> str | None:
        """The code after the password: the token of the whole session. None for a wrong or used one, or when locked.

        Who had to set up a phone first has done so with the right code.
        """
        if self.halfway(token) is None:
            return None
        with self.store.write() as tx:
            session = sessions.get(tx, digest(token))
            helper = helpers.get(tx, session.helper) if session else None
            if helper is None or self._locked(helper):
                return None
            if not self._taken(tx, helper, code, max(helper.totp_secret_round, 0) or _next_round(helper)):
                helpers.failed(tx, helper.id, self.now())
                return None
            helpers.succeeded(tx, helper.id)
            sessions.log_out(tx, digest(token))
            return self._opened(tx, helper)

    def _taken(self, tx: Tx, helper: Helper, code: str, secret_round: int) -> bool:
        step = codes.step_of(codes.secret(self.secret_key, helper.id, secret_round), code, self.now())
        return step is not None and helpers.take_code(tx, helper.id, secret_round, step)

    # ---- logged in

    def helper(self, token: str, active: bool = True) -> Helper | None:
        """Who is logged in with this token; None once the session was left alone for 30 min or is 12 h old.

        `active`: somebody is there. What an open page asks for by itself keeps no session alive.
        """
        now = self.now()
        with self.store.read() as tx:
            session = sessions.get(tx, digest(token))
            helper = helpers.get(tx, session.helper) if session else None
        if session is None or helper is None or not self._alive(session) or owes(helper) == "set-up":
            return None
        if active and now - session.seen_at > TOUCH_AFTER:
            with self.store.write() as tx:
                sessions.touch(tx, session.token_hash, now)
        return helper

    def _alive(self, session: Session) -> bool:
        now = self.now()
        return session.whole and now - session.seen_at <= IDLE and now - session.created_at <= LONGEST

    def log_out(self, token: str) -> None:
        """Close the session, here and wherever its cookie was copied to."""
        with self.store.write() as tx:
            sessions.log_out(tx, digest(token))

    def sessions(self, helper: str) -> list[Session]:
        """Where a helper is logged in now, the place last seen first."""
        with self.store.read() as tx:
            return [session for session in sessions.of_helper(tx, helper) if self._alive(session)]

    def revoke(self, helper: str, token_hash: str) -> None:
        """Close one of a helper's sessions, wherever it is. Nothing happens where it is not theirs."""
        with self.store.write() as tx:
            sessions.log_out_from(tx, helper, token_hash)

    def set_own(self, helper: Helper, language: str, phone: str) -> None:
        """The language that they read, and their own number in E.164, "" for none."""
        with self.store.write() as tx:
            helpers.set_own(tx, helper.id, language, phone)

    def change_password(self, helper: Helper, old: str, new: str) -> str:
        """Everybody who was logged in with the old one is out; gives the token of a new session.

        Raises NoAccount: `wrong`, or what is wrong with the new password.
        """
        self._prove(helper, old)
        kept = self._hashed(new, helper.name)
        with self.store.write() as tx:
            helpers.set_password(tx, helper.id, kept)
            return self._opened(tx, helper)

    def _prove(self, helper: Helper, password: str) -> None:
        """The password once more, before what a borrowed session must not do. Guesses count. Raises NoAccount."""
        right = fits(self.hasher, helper.password_hash, password)
        with self.store.write() as tx:
            proved = self._let_in(tx, helper, right)
        if proved is None:
            raise NoAccount("wrong")

    # ---- the second factor

    def start_totp(self, helper: Helper) -> str:
        """The secret that a phone is to be given next, in base32. It opens nothing before `confirm_totp`."""
        return codes.secret(self.secret_key, helper.id, _next_round(helper))

    def confirm_totp(self, helper: Helper, password: str, code: str) -> None:
        """The phone shows the right code: it is asked from the next log-in on. Raises NoAccount: `wrong`, `code`."""
        self._prove(helper, password)
        with self.store.write() as tx:
            taken = self._taken(tx, helper, code, _next_round(helper))
        if not taken:
            raise NoAccount("code")

    def drop_totp(self, helper: Helper, password: str) -> None:
        """The password alone is asked again. Raises NoAccount("wrong"), Forbidden("code-needed")."""
        if helper.role in NEEDS_A_CODE:
            raise Forbidden("code-needed")
        self._prove(helper, password)
        with self.store.write() as tx:
            helpers.drop_totp(tx, helper.id)


def _next_round(helper: Helper) -> int:
    return abs(helper.totp_secret_round) + 1
