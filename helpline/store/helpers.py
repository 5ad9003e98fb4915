"""Helpers, what they may do, and what locks them out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from helpline.store import sessions
from helpline.store.rows import list_of, list_text, moment, text_of, time_of
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
    lines: tuple[str, ...] = ()  # ids of the only lines that they work on; none: all
    phone: str = ""  # their own number, E.164
    totp_secret_round: int = 0  # which secret their phone has: on above 0, -3: off, and the third was the last
    totp_step: int = 0  # the last step of 30 s whose code was taken: none is taken twice


def add(tx: Tx, helper: Helper) -> bool:
    """Keep a new helper. False, and nothing changed, when the name or the id is taken."""
    return bool(
        tx.run(
            """
            insert into helpers (id, name, password_hash, role, language, failures, locked_until, disabled_at,
                created_at, lines, phone, totp_secret_round, totp_step)
            values (:id, :name, :password_hash, :role, :language, :failures, :locked_until, :disabled_at,
                :created_at, :lines, :phone, :totp_secret_round, :totp_step)
            on conflict do nothing
            """,
            **{
                **asdict(helper),
                "lines": list_text(helper.lines),
                "locked_until": text_of(helper.locked_until),
                "disabled_at": text_of(helper.disabled_at),
                "created_at": text_of(helper.created_at),
            },
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


def names(tx: Tx) -> dict[str, str]:
    """The names of all helpers by their ids."""
    return {helper.id: helper.name for helper in everyone(tx)}


def at_work(tx: Tx, helper: str) -> Helper | None:
    """The helper, unless they left. Whoever changes the account waits until this transaction is over."""
    row = tx.row(
        "select * from helpers where id = :helper and disabled_at is null /* for share */",
        helper=helper,
    )
    return _helper(row) if row else None


def set_password(tx: Tx, helper: str, password_hash: str) -> bool:
    """Change a password; whoever was logged in with the old one is out. False when there is no such helper."""
    sessions.log_out_everywhere(tx, helper)
    return bool(
        tx.run("update helpers set password_hash = :hash where id = :helper", helper=helper, hash=password_hash)
    )


def disable(tx: Tx, helper: str, now: datetime) -> bool:
    """The helper left: out of every session. False when there is no such helper, or they left before."""
    sessions.log_out_everywhere(tx, helper)
    return bool(
        tx.run(
            "update helpers set disabled_at = :now where id = :helper and disabled_at is null",
            helper=helper,
            now=text_of(now),
        )
    )


def enable(tx: Tx, helper: str) -> bool:
    """The helper is back. False when there is no such helper, or they had not left."""
    return bool(
        tx.run("update helpers set disabled_at = null where id = :helper and disabled_at is not null", helper=helper)
    )


def set_access(tx: Tx, helper: str, role: str, lines: Sequence[str]) -> None:
    """What a helper may do, and on which lines: none named, on all."""
    tx.run(
        "update helpers set role = :role, lines = :lines where id = :helper",
        helper=helper,
        role=role,
        lines=list_text(lines),
    )


def set_own(tx: Tx, helper: str, language: str, phone: str) -> None:
    """The language that a helper reads, and their own number in E.164, "" for none."""
    tx.run(
        "update helpers set language = :language, phone = :phone where id = :helper",
        helper=helper,
        language=language,
        phone=phone,
    )


def admins_but(tx: Tx, helper: str) -> int:
    """How many admins there are at work, this helper not counted."""
    row = tx.row(
        "select count(*) as n from helpers where role = 'admin' and disabled_at is null and id <> :helper",
        helper=helper,
    )
    return int(row["n"]) if row else 0


def take_code(tx: Tx, helper: str, secret_round: int, step: int) -> bool:
    """The code of a step, under the secret of a round, is used up. False when it was before, or a later one."""
    return bool(
        tx.run(
            """
            update helpers set totp_secret_round = :round, totp_step = :step
            where id = :helper and (totp_step < :step or totp_secret_round <> :round)
            """,
            helper=helper,
            round=secret_round,
            step=step,
        )
    )


def drop_totp(tx: Tx, helper: str) -> None:
    """No second factor any more. The round is kept below 0, so that the secret of a lost phone never comes back."""
    tx.run(
        "update helpers set totp_secret_round = -totp_secret_round where id = :helper and totp_secret_round > 0",
        helper=helper,
    )


def stranger(tx: Tx) -> None:
    """A log-in with a name that nobody has, or that is locked: counted, and as much to write as a wrong password."""
    tx.run("update strangers set tries = tries + 1")


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


def _helper(row: Row) -> Helper:
    times = {"locked_until": time_of(row["locked_until"]), "disabled_at": time_of(row["disabled_at"])}
    return Helper(**{**row, **times, "created_at": moment(row["created_at"]), "lines": list_of(row["lines"])})
