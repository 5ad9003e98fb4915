"""How well a matcher does on labelled questions: figures, no text of people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpline.faq.match import Matcher, Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question. `accept` holds the slugs that are right, none where no entry answers it.

    `vague`: it names a subject and no more, so that it must be asked which of them.
    """

    id: str
    language: str
    style: str  # clean, noisy, speech, keywords
    text: str
    accept: frozenset[str]
    vague: bool = False

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Question":
        """One line of a file of questions: id, lang, style, text, accept, vague. Raises KeyError."""
        return cls(
            row["id"], row["lang"], row["style"], row["text"], frozenset(row["accept"]), bool(row.get("vague", False))
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with what a matcher made of it: the entries that it answered or offered, the first first."""

    question: Question
    outcome: Outcome
    slugs: tuple[str, ...]

    @property
    def surely_right(self) -> bool:
        """Answered at once, and rightly."""
        return self.outcome == "answer" and self.slugs[0] in self.question.accept

    @property
    def right(self) -> bool:
        """An entry of ours that was found, or no idea of what is none of ours; a vague one must have been asked."""
        if not self.question.accept:
            return self.outcome == "none"
        return self.found and not (self.question.vague and self.outcome == "answer")

    @property
    def surely_wrong(self) -> bool:
        """Answered at once, and wrongly."""
        return self.outcome == "answer" and self.slugs[0] not in self.question.accept

    @property
    def found(self) -> bool:
        """The right entry was answered, or stood among the choices."""
        return bool(self.question.accept & set(self.slugs[:1] if self.outcome == "answer" else self.slugs))


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1; a share of nothing is 0.

    Of questions that an entry answers: `once` right at once, `offered` right at once or among the choices, `wrong`
    surely wrong. Of those that are none of ours: `others_sure` answered, `others_asked` given choices. Of vague ones:
    `vague_asked` given choices with a right one among them.
    """

    questions: int
    once: float
    offered: float
    wrong: float
    others: int
    others_sure: float
    others_asked: float
    vague: int
    vague_asked: float


def judged(questions: Iterable[Question], matcher: Matcher) -> Iterator[Judged]:
    """Each question with what the matcher makes of it."""
    for question in questions:
        match = matcher.best(question.text, question.language)
        yield Judged(question, match.outcome, tuple(hit.slug for hit in match.hits))


def figures(results: Iterable[Judged]) -> Figures:
    """The shares over all results."""
    every = tuple(results)
    plain = [one for one in every if one.question.accept and not one.question.vague]
    vague = [one for one in every if one.question.vague]
    others = [one for one in every if not one.question.accept]
    return Figures(
        questions=len(plain),
        once=_share(one.surely_right for one in plain),
        offered=_share(one.found for one in plain),
        wrong=_share(one.surely_wrong for one in plain),
        others=len(others),
        others_sure=_share(one.outcome == "answer" for one in others),
        others_asked=_share(one.outcome == "ask" for one in others),
        vague=len(vague),
        vague_asked=_share(one.outcome == "ask" and one.found for one in vague),
    )


def by_part(results: Sequence[Judged]) -> dict[str, Figures]:
    """The figures of all, of each language, and of each style."""
    parts = {"all": list(results)}
    for one in results:
        parts.setdefault(one.question.language, []).append(one)
    for one in results:
        parts.setdefault(one.question.style, []).append(one)
    return {name: figures(part) for name, part in parts.items()}


def confusions(results: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """How often which entry came first in the place of which right one; "" for none."""
    return Counter(
        (min(one.question.accept), one.slugs[0] if one.slugs else "")
        for one in results
        if one.question.accept and not one.question.vague and not (one.slugs and one.slugs[0] in one.question.accept)
    )


def _share(claims: Iterable[bool]) -> float:
    told = list(claims)
    return sum(told) / len(told) if told else 0.0
