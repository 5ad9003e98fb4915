"""One-time links: to a new account, or to a new password of an account that is there."""

from dataclasses import asdict, dataclass
from datetime import datetime

from helpline.store.rows import list_of, list_text, moment, text_of, time_of
from helpline.store.shapes import Row, Tx


@dataclass(frozen=True, slots=True)
class Invite:
    """Who may come in by a link, and as what. `token_hash` is the sha256 of what the link holds."""

    token_hash: str
    name: str
    role: str
    language: str
    lines: tuple[str, ...]  # none: all
    made_by: str  # a helper's id, "" for the operator
    expires_at: datetime
    helper: str = ""  # whose new password; "" for a new account
    used_at: datetime | None = None


def add(tx: Tx, invite: Invite) -> None:
    """Keep a link; one that was made before for the same name opens nothing any more. Raises Broken."""
    tx.run("delete from invites where name = :name", name=invite.name)
    tx.run(
        """
        insert into invites (token_hash, helper, name, role, language, lines, made_by, expires_at, used_at)
        values (:token_hash, :helper, :name, :role, :language, :lines, :made_by, :expires_at, :used_at)
        """,
        **{
            **asdict(invite),
            "lines": list_text(invite.lines),
            "expires_at": text_of(invite.expires_at),
            "used_at": text_of(invite.used_at),
        },
    )


def get(tx: Tx, token_hash: str, now: datetime) -> Invite | None:
    """The link, as long as it is neither used nor too old; else None."""
    row = tx.row(
        "select * from invites where token_hash = :token_hash and used_at is null and expires_at > :now",
        token_hash=token_hash,
        now=text_of(now),
    )
    return _invite(row) if row else None


def use(tx: Tx, token_hash: str, now: datetime) -> bool:
    """Use a link up. False when it was before, or is too old: of two who open it at once, one comes in."""
    return bool(
        tx.run(
            """
            update invites set used_at = :now
            where token_hash = :token_hash and used_at is null and expires_at > :now
            """,
            token_hash=token_hash,
            now=text_of(now),
        )
    )


def waiting(tx: Tx, now: datetime) -> list[Invite]:
    """The links that may still be used, by name."""
    found = tx.rows("select * from invites where used_at is null and expires_at > :now order by name", now=text_of(now))
    return [_invite(row) for row in found]


def withdraw(tx: Tx, token_hash: str) -> bool:
    """This link opens nothing any more. False when there is none such."""
    return bool(tx.run("delete from invites where token_hash = :token_hash", token_hash=token_hash))


def withdraw_of(tx: Tx, helper: str) -> int:
    """Nothing is opened by a link that this helper made, or that is theirs. How many there were."""
    return tx.run("delete from invites where made_by = :helper or helper = :helper", helper=helper)


def drop(tx: Tx, before: datetime) -> int:
    """Forget the links that were used or became too old before then. How many."""
    return tx.run("delete from invites where used_at < :before or expires_at < :before", before=text_of(before))


def _invite(row: Row) -> Invite:
    times = {"expires_at": moment(row["expires_at"]), "used_at": time_of(row["used_at"])}
    return Invite(**{**row, **times, "lines": list_of(row["lines"])})
