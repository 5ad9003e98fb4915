"""Changes to content that somebody wants: open until they are accepted, handed out or refused, once."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from helpline.store import missed
from helpline.store.rows import list_of, list_text, moment, text_of, time_of
from helpline.store.shapes import Row, Tx

Kind = Literal["attach", "new"]
Decision = Literal["accepted", "handed-out", "refused"]
State = Literal["open"] | Decision


@dataclass(frozen=True, slots=True)
class Proposal:
    """More ways of asking for an entry, or a new entry. `lines`: where they were asked.

    `accepted`: written into the content by the house. `handed-out`: somebody has taken it to the content by hand.
    """

    id: str
    kind: Kind
    entry: str
    language: str
    wordings: tuple[str, ...]
    lines: tuple[str, ...]
    made_by: str
    made_at: datetime
    topic: str = ""
    question: str = ""
    gist: str = ""
    state: State = "open"
    decided_by: str = ""
    decided_at: datetime | None = None


def add(tx: Tx, proposal: Proposal) -> None:
    """Keep a new proposal."""
    tx.run(
        """
        insert into proposals (id, kind, entry, language, wordings, lines, topic, question, gist, made_by, made_at,
            state, decided_by, decided_at)
        values (:id, :kind, :entry, :language, :wordings, :lines, :topic, :question, :gist, :made_by, :made_at,
            :state, :decided_by, :decided_at)
        """,
        **{
            **asdict(proposal),
            "wordings": list_text(proposal.wordings),
            "lines": list_text(proposal.lines),
            "made_at": text_of(proposal.made_at),
            "decided_at": text_of(proposal.decided_at),
        },
    )


def get(tx: Tx, id_: str) -> Proposal | None:
    """A proposal, or None."""
    row = tx.row("select * from proposals where id = :id", id=id_)
    return _proposal(row) if row else None


def opened(tx: Tx) -> list[Proposal]:
    """What is open, the oldest first."""
    return [_proposal(row) for row in tx.rows("select * from proposals where state = 'open' order by made_at, id")]


def decided(tx: Tx, most: int) -> list[Proposal]:
    """What was decided last."""
    found = tx.rows("select * from proposals where state <> 'open' order by decided_at desc, id limit :most", most=most)
    return [_proposal(row) for row in found]


def decide(tx: Tx, id_: str, decision: Decision, by: str, now: datetime) -> bool:
    """Decide an open proposal; of what is refused no word stays. False, and nothing changed, where it is not open."""
    return bool(
        tx.run(
            """
            update proposals set state = :decision, decided_by = :by, decided_at = :now,
                wordings = case when :decision = 'refused' then '[]' else wordings end,
                question = case when :decision = 'refused' then '' else question end,
                gist = case when :decision = 'refused' then '' else gist end
            where id = :id and state = 'open'
            """,
            id=id_,
            decision=decision,
            by=by,
            now=text_of(now),
        )
    )


def empty_decided_before(tx: Tx, before: datetime) -> int:
    """Of what was decided long ago only that it was decided stays. How many were emptied."""
    return tx.run(
        """
        update proposals set wordings = '[]', question = '', gist = ''
        where state <> 'open' and decided_at < :before and wordings <> '[]'
        """,
        before=text_of(before),
    )


def take_out(tx: Tx, person: str, now: datetime) -> None:
    """Take a person's words out of what is open, unless somebody else used the same; what is left without any is over.

    To be called while the person's questions are still there: they tell which words those are.
    """
    found = tx.rows(
        """
        select dealt, question from missed where person = :person
          and not exists (select 1 from missed as others where others.dealt = missed.dealt
              and others.question = missed.question and others.person <> missed.person)
        """,
        person=person,
    )
    for id_ in sorted({row["dealt"] for row in found} - {""}):
        proposal = get(tx, id_)
        if proposal and proposal.state == "open":
            own = {row["question"] for row in found if row["dealt"] == id_}
            _keep_only(tx, proposal, [each for each in proposal.wordings if each not in own], now)


def _keep_only(tx: Tx, proposal: Proposal, wordings: list[str], now: datetime) -> None:
    if not wordings:
        decide(tx, proposal.id, "refused", "", now)
        missed.bring_back(tx, proposal.id)  # what others asked is looked at again
    tx.run("update proposals set wordings = :wordings where id = :id", wordings=list_text(wordings), id=proposal.id)


def _proposal(row: Row) -> Proposal:
    lists = {name: list_of(row[name]) for name in ("wordings", "lines")}
    return Proposal(**{**row, **lists, "made_at": moment(row["made_at"]), "decided_at": time_of(row["decided_at"])})
