"""Where helpers are logged in."""

from dataclasses import dataclass
from datetime import datetime

from helpline.store.rows import moment, text_of
from helpline.store.shapes import Row, Tx


@dataclass(frozen=True, slots=True)
class Session:
    """One place where a helper is logged in. `token_hash` is the sha256 of what the cookie holds."""

    token_hash: str
    helper: str
    created_at: datetime
    seen_at: datetime
    whole: bool = True  # False: the password was right, the code of the phone is still owed


def log_in(tx: Tx, token_hash: str, helper: str, now: datetime, whole: bool = True) -> None:
    """Open a session. Raises Broken where there is no such helper or the token is in use."""
    tx.run(
        """
        insert into sessions (token_hash, helper, created_at, seen_at, whole)
        values (:token_hash, :helper, :now, :now, :whole)
        """,
        token_hash=token_hash,
        helper=helper,
        now=text_of(now),
        whole=int(whole),
    )


def get(tx: Tx, token_hash: str) -> Session | None:
    """The session, or None; that of a helper who left counts as none. How old is too old is for the door to say."""
    row = tx.row(
        """
        select sessions.* from sessions join helpers on helpers.id = sessions.helper
        where token_hash = :token_hash and disabled_at is null
        """,
        token_hash=token_hash,
    )
    return _session(row) if row else None


def of_helper(tx: Tx, helper: str) -> list[Session]:
    """Where a helper is logged in, what is too old included; the place last seen first."""
    found = tx.rows(
        "select * from sessions where helper = :helper and whole = 1 order by seen_at desc, token_hash", helper=helper
    )
    return [_session(row) for row in found]


def touch(tx: Tx, token_hash: str, now: datetime) -> None:
    """The helper did something in this session."""
    tx.run("update sessions set seen_at = :now where token_hash = :token_hash", token_hash=token_hash, now=text_of(now))


def log_out(tx: Tx, token_hash: str) -> bool:
    """Close a session. False when there was none."""
    return bool(tx.run("delete from sessions where token_hash = :token_hash", token_hash=token_hash))


def log_out_from(tx: Tx, helper: str, token_hash: str) -> bool:
    """Close one session of this helper. False when they have none such."""
    return bool(
        tx.run(
            "delete from sessions where helper = :helper and token_hash = :token_hash",
            helper=helper,
            token_hash=token_hash,
        )
    )


def log_out_everywhere(tx: Tx, helper: str) -> int:
    """Close all sessions of a helper. How many."""
    return tx.run("delete from sessions where helper = :helper", helper=helper)


def drop(tx: Tx, seen_before: datetime, created_before: datetime) -> int:
    """Close sessions that were left alone or lasted too long. How many."""
    return tx.run(
        "delete from sessions where seen_at < :seen or created_at < :created",
        seen=text_of(seen_before),
        created=text_of(created_before),
    )


def _session(row: Row) -> Session:
    times = {"created_at": moment(row["created_at"]), "seen_at": moment(row["seen_at"])}
    return Session(**{**row, **times, "whole": bool(row["whole"])})
