"""Helpers, what locks them out, and where they are logged in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.store.rows import moment, text_of, time_of
from helpline.store.shapes import Row, Tx

FAILURES = 10
LOCKED = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who answers."""

    id: str
    name: str  # what they log in with and what colleagues see
    password_hash: str
    role: str
    language: str
    created_at: datetime
    failures: int = 0
    locked_until: datetime | None = None
    disabled_at: datetime | None = None
    phone: str = ""  # their own number, E.164


@dataclass(frozen=True, slots=True)
class Session:
    """One place where a helper is logged in. `token_hash` is the sha256 of what the cookie holds."""

    token_hash: str
    helper: str
    created_at: datetime
    seen_at: datetime


def add(tx: Tx, helper: Helper) -> bool:
    """Keep a new helper. False, and nothing changed, when the name or the id is taken."""
    return bool(
        tx.run(
            """
            insert into helpers
                (id, name, password_hash, role, language, failures, locked_until, disabled_at, created_at)
            values (:id, :name, :password_hash, :role, :language, :failures, :locked_until, :disabled_at, :created_at)
            on conflict do nothing
            """,
            id=helper.id,
            name=helper.name,
            password_hash=helper.password_hash,
            role=helper.role,
            language=helper.language,
            failures=helper.failures,
            locked_until=text_of(helper.locked_until),
            disabled_at=text_of(helper.disabled_at),
            created_at=text_of(helper.created_at),
        )
    )


def get(tx: Tx, helper: str) -> Helper | None:
    """The helper, or None."""
    row = tx.row("select * from helpers where id = :helper", helper=helper)
    return _helper(row) if row else None


def by_name(tx: Tx, name: str) -> Helper | None:
    """The helper who logs in with this name, or None."""
    row = tx.row("select * from helpers where name = :name", name=name)
    return _helper(row) if row else None


def everyone(tx: Tx) -> list[Helper]:
    """All helpers by name, those who left included."""
    return [_helper(row) for row in tx.rows("select * from helpers order by name")]


def set_password(tx: Tx, helper: str, password_hash: str) -> bool:
    """Change a password; whoever was logged in with the old one is out. False when there is no such helper."""
    log_out_everywhere(tx, helper)
    return bool(
        tx.run("update helpers set password_hash = :hash where id = :helper", helper=helper, hash=password_hash)
    )


def disable(tx: Tx, helper: str, now: datetime) -> bool:
    """The helper left: out of every session. False when there is no such helper, or they left before."""
    log_out_everywhere(tx, helper)
    return bool(
        tx.run(
            "update helpers set disabled_at = :now where id = :helper and disabled_at is null",
            helper=helper,
            now=text_of(now),
        )
    )


def failed(tx: Tx, helper: str, now: datetime) -> None:
    """Count a wrong password; the tenth locks the name for 15 minutes and the count starts again."""
    tx.run(
        """
        update helpers set
            locked_until = case when failures + 1 >= :most then :until else locked_until end,
            failures = case when failures + 1 >= :most then 0 else failures + 1 end
        where id = :helper
        """,
        helper=helper,
        most=FAILURES,
        until=text_of(now + LOCKED),
    )


def succeeded(tx: Tx, helper: str) -> None:
    """The right password: the count starts again."""
    tx.run("update helpers set failures = 0, locked_until = null where id = :helper", helper=helper)


def log_in(tx: Tx, token_hash: str, helper: str, now: datetime) -> None:
    """Open a session. Raises Broken where there is no such helper or the token is in use."""
    tx.run(
        "insert into sessions (token_hash, helper, created_at, seen_at) values (:token_hash, :helper, :now, :now)",
        token_hash=token_hash,
        helper=helper,
        now=text_of(now),
    )


def session(tx: Tx, token_hash: str) -> Session | None:
    """The session, or None; that of a helper who left counts as none. How old is too old is for the door to say."""
    row = tx.row(
        """
        select sessions.* from sessions join helpers on helpers.id = sessions.helper
        where token_hash = :token_hash and disabled_at is null
        """,
        token_hash=token_hash,
    )
    if row is None:
        return None
    return Session(row["token_hash"], row["helper"], moment(row["created_at"]), moment(row["seen_at"]))


def touch(tx: Tx, token_hash: str, now: datetime) -> None:
    """The helper did something in this session."""
    tx.run("update sessions set seen_at = :now where token_hash = :token_hash", token_hash=token_hash, now=text_of(now))


def log_out(tx: Tx, token_hash: str) -> None:
    """Close a session."""
    tx.run("delete from sessions where token_hash = :token_hash", token_hash=token_hash)


def log_out_everywhere(tx: Tx, helper: str) -> int:
    """Close all sessions of a helper. How many."""
    return tx.run("delete from sessions where helper = :helper", helper=helper)


def drop_sessions(tx: Tx, seen_before: datetime, created_before: datetime) -> int:
    """Close sessions that were left alone or lasted too long. How many."""
    return tx.run(
        "delete from sessions where seen_at < :seen or created_at < :created",
        seen=text_of(seen_before),
        created=text_of(created_before),
    )


def _helper(row: Row) -> Helper:
    times = {"locked_until": time_of(row["locked_until"]), "disabled_at": time_of(row["disabled_at"])}
    return Helper(**{**row, **times, "created_at": moment(row["created_at"])})
