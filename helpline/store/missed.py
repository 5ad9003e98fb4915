"""Questions that the bot did not answer well, until somebody has learned from them. Nobody reads whose they were."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpline.store.rows import moment, new_id, text_of
from helpline.store.shapes import Row, Tx

LEFT = "left"  # somebody has looked, and there is nothing to learn


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked. `entry` is what was told or offered first, "" for nothing."""

    id: str
    line: str
    language: str
    question: str
    entry: str
    why: str  # unanswered, unsolved, choices
    seen_at: datetime


def add(
    tx: Tx, person: str, line: str, language: str, question: str, entry: str, why: str, now: datetime
) -> None:  # fmt: skip
    """Keep a question; asked again in the same words by the same person, it is the same one, seen now."""
    tx.run(
        """
        insert into missed (id, person, line, language, question, entry, why, seen_at)
        values (:id, :person, :line, :language, :question, :entry, :why, :now)
        on conflict (person, line, question) do update set
            language = excluded.language, entry = excluded.entry, why = excluded.why, seen_at = excluded.seen_at
        """,
        id=new_id(),
        person=person,
        line=line,
        language=language,
        question=question,
        entry=entry,
        why=why,
        now=text_of(now),
    )


def waiting(tx: Tx, lines: Collection[str], most: int) -> list[Question]:
    """At most so many questions of these lines that nobody has looked at, the newest first."""
    found = tx.rows(
        """
        select id, line, language, question, entry, why, seen_at from missed
        where dealt = '' and line in :lines order by seen_at desc, id limit :most
        """,
        lines=list(lines),
        most=most,
    )
    return [_question(row) for row in found]


def deal(tx: Tx, ids: Sequence[str], dealt: str) -> int:
    """Somebody has looked: `dealt` is LEFT or the id of a proposal. How many were still waiting."""
    return tx.run("update missed set dealt = :dealt where dealt = '' and id in :ids", dealt=dealt, ids=list(ids))


def bring_back(tx: Tx, proposal: str) -> int:
    """What a proposal was made of waits again. How many."""
    return tx.run("update missed set dealt = '' where dealt = :proposal", proposal=proposal)


def delete_before(tx: Tx, when: datetime) -> int:
    """Forget old questions. How many."""
    return tx.run("delete from missed where seen_at < :before", before=text_of(when))


def _question(row: Row) -> Question:
    return Question(**{**row, "seen_at": moment(row["seen_at"])})
