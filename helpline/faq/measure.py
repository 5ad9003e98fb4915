"""How well the matcher does on labelled questions: figures, no text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpline.faq.match import Match, Matcher


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question. `accept` holds the slugs that are right; empty means that no entry answers it."""

    id: str
    language: str
    text: str
    accept: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with what the matcher made of it."""

    question: Question
    match: Match

    @property
    def right(self) -> bool:
        """An answer or a choice that is accepted; for a question that is none of ours, no idea."""
        slugs = {hit.slug for hit in self.match.hits}
        return bool(slugs & self.question.accept) if self.question.accept else self.match.outcome == "none"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares go from 0 to 1; a share of nothing is 0."""

    ours: int  # questions that an entry answers
    answered: float  # share of them answered at once
    answers_right: float  # share right among those answered
    asked: float  # share of them given choices
    asks_right: float  # share of the choices that hold the right one
    found: float  # share of them right, answered or among the choices
    others: int  # questions that are none of ours
    others_answered: float  # share of them answered, always wrongly
    others_asked: float  # share of them given choices
    precision: float  # share right among all answers, the wrong ones to the others' questions counted


def judged(questions: Iterable[Question], matcher: Matcher) -> Iterator[Judged]:
    """Each question with what the matcher makes of it."""
    return (Judged(asked, matcher.best(asked.text, asked.language)) for asked in questions)


def figures(results: Iterable[Judged]) -> Figures:
    """The shares over all results."""
    every = tuple(results)
    ours = [one for one in every if one.question.accept]
    others = [one for one in every if not one.question.accept]
    answers, asks = _of(ours, "answer"), _of(ours, "ask")
    return Figures(
        ours=len(ours),
        answered=_share(len(answers), len(ours)),
        answers_right=_share(_right(answers), len(answers)),
        asked=_share(len(asks), len(ours)),
        asks_right=_share(_right(asks), len(asks)),
        found=_share(_right(ours), len(ours)),
        others=len(others),
        others_answered=_share(len(_of(others, "answer")), len(others)),
        others_asked=_share(len(_of(others, "ask")), len(others)),
        precision=_share(_right(answers), len(answers) + len(_of(others, "answer"))),
    )


def _of(results: Iterable[Judged], outcome: str) -> list[Judged]:
    return [one for one in results if one.match.outcome == outcome]


def _right(results: Iterable[Judged]) -> int:
    return sum(one.right for one in results)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
