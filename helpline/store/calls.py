"""Calls that the house makes: one at a time for a ticket, and for a helper."""

from dataclasses import asdict
from datetime import datetime

from helpline.escalation.calling import Call
from helpline.store.rows import moment, text_of, time_of
from helpline.store.shapes import Row, Tx


def add(tx: Tx, call: Call) -> bool:
    """Keep a new call. False, and nothing changed, where the ticket or the helper has one that is not over."""
    return bool(
        tx.run(
            """
            insert into calls (id, ticket, helper, line, state, carrier_id, result, asked_at, answered_at, ended_at)
            values (:id, :ticket, :helper, :line, :state, :carrier_id, :result, :asked_at, :answered_at, :ended_at)
            on conflict do nothing
            """,
            **_values(call),
        )
    )


def save(tx: Tx, call: Call) -> None:
    """Keep a call as it is now."""
    tx.run(
        """
        update calls set state = :state, carrier_id = :carrier_id, result = :result, answered_at = :answered_at,
            ended_at = :ended_at
        where id = :id
        """,
        **{
            name: value for name, value in _values(call).items() if name not in ("ticket", "helper", "line", "asked_at")
        },
    )


def get(tx: Tx, call: str) -> Call | None:
    """The call, or None."""
    row = tx.row("select * from calls where id = :call", call=call)
    return _call(row) if row else None


def last_of(tx: Tx, ticket: str) -> Call | None:
    """The last call about a ticket, or None."""
    row = tx.row("select * from calls where ticket = :ticket order by asked_at desc, id desc limit 1", ticket=ticket)
    return _call(row) if row else None


def running(tx: Tx) -> list[Call]:
    """All calls that are not over."""
    return [_call(row) for row in tx.rows("select * from calls where state <> 'ended' order by asked_at")]


def last_change(tx: Tx) -> str:
    """Another text whenever a call is another: how many there are of each state."""
    rows = tx.rows("select state, count(*) as count from calls group by state order by state")
    return " ".join(f"{row['state']}{row['count']}" for row in rows)


def counts_since(tx: Tx, since: datetime, helper: str, ticket: str) -> tuple[int, int, int]:
    """How many calls were asked for since then: by this helper, about this ticket, in all."""
    row = tx.row(
        """
        select count(*) as all_, sum(case when helper = :helper then 1 else 0 end) as helper,
               sum(case when ticket = :ticket then 1 else 0 end) as ticket
        from calls where asked_at >= :since
        """,
        since=text_of(since),
        helper=helper,
        ticket=ticket,
    )
    return (int(row["helper"] or 0), int(row["ticket"] or 0), int(row["all_"] or 0)) if row else (0, 0, 0)


def _values(call: Call) -> dict[str, object]:
    times = {name: text_of(getattr(call, name)) for name in ("asked_at", "answered_at", "ended_at")}
    return {**asdict(call), **times, "carrier_id": call.carrier_id or None}


def _call(row: Row) -> Call:
    times = {name: time_of(row[name]) for name in ("answered_at", "ended_at")}
    return Call(**{**row, **times, "asked_at": moment(row["asked_at"]), "carrier_id": row["carrier_id"] or ""})
