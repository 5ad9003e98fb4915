"""Tickets that a helper leaves to colleagues for a while."""

from datetime import datetime

from helpline.store.rows import text_of
from helpline.store.shapes import Tx


def save(tx: Tx, ticket: str, helper: str, until: datetime) -> None:
    """Show this ticket to this helper among the last ones, until then."""
    tx.run(
        """
        insert into skips (ticket, helper, until) values (:ticket, :helper, :until)
        on conflict (ticket, helper) do update set until = :until
        """,
        ticket=ticket,
        helper=helper,
        until=text_of(until),
    )


def of_helper(tx: Tx, helper: str, now: datetime) -> frozenset[str]:
    """The tickets that a helper skips now."""
    rows = tx.rows("select ticket from skips where helper = :helper and until > :now", helper=helper, now=text_of(now))
    return frozenset(row["ticket"] for row in rows)


def drop_before(tx: Tx, now: datetime) -> int:
    """Forget what is over. How many."""
    return tx.run("delete from skips where until <= :now", now=text_of(now))
