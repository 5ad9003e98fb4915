"""Fair figures: every matcher gets the thresholds that suit it best, chosen on other questions than it is judged on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from helpline.faq.match import SURE, UNSURE, Matcher, Outcome
from helpline.faq.measure import Judged, Question, figures

FOLDS = 5
CHOICES = 3
STEPS = 20  # thresholds that are tried, from the lowest to the highest score
NEVER = float("inf")  # sure of nothing
AHEAD = (0.0, 0.1, 0.3)  # how far the second must be behind
WANTED = {"once": 0.85, "offered": 0.95, "vague_asked": 0.90}
ALLOWED = {"wrong": 0.03, "others_sure": 0.03, "others_asked": 0.25}

Thresholds = tuple[float, ...]
Ranked = Sequence[tuple[str, float]]
"""Slugs with their scores, the best first; "" for what is none of ours."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A matcher: the thresholds that it may be given, and what it makes of a question with them."""

    tried: Sequence[Thresholds]
    judge: Callable[[Question, Thresholds], Judged]


def ours(matcher: Matcher) -> Contender:
    """Our matcher: the probabilities from which it is sure, and from which it has an idea."""

    @cache
    def judge(question: Question, thresholds: Thresholds) -> Judged:
        match = matcher.best(question.text, question.language, *thresholds)
        return Judged(question, match.outcome, tuple(hit.slug for hit in match.hits))

    near = product((SURE - 0.1, SURE - 0.05, SURE, SURE + 0.05, SURE + 0.1), (UNSURE - 0.05, UNSURE, UNSURE + 0.05))
    return Contender(tuple(near), judge)


def ranking(ranked: Mapping[str, Ranked]) -> Contender:
    """A matcher that only ranks: per question (by its id) the entries with their scores."""
    tops = sorted(each[0][1] for each in ranked.values() if each)
    steps = [*(tops[at * (len(tops) - 1) // (STEPS - 1)] for at in range(STEPS)), NEVER]
    tried = tuple(one for one in product(steps, steps, AHEAD) if one[0] >= one[1])

    def judge(question: Question, thresholds: Thresholds) -> Judged:
        sure, unsure, ahead = thresholds
        best = ranked[question.id]
        if not best or best[0][1] < unsure or not best[0][0]:
            return Judged(question, "none", ())
        second = best[1][1] if len(best) > 1 else 0.0
        outcome: Outcome = "answer" if best[0][1] >= sure and second <= best[0][1] * (1 - ahead) else "ask"
        return Judged(question, outcome, tuple(slug for slug, _ in best if slug)[:CHOICES])

    return Contender(tried, judge)


def validated(questions: Sequence[Question], contender: Contender) -> list[Judged]:
    """All questions judged, those of each fold with the thresholds that were best on the other folds."""
    fold = folds(questions)
    found: list[Judged] = []
    for held in range(FOLDS):
        others = [question for question, at in zip(questions, fold, strict=True) if at != held]
        best = min(contender.tried, key=lambda one: _short(contender.judge(question, one) for question in others))
        found += [contender.judge(question, best) for question, at in zip(questions, fold, strict=True) if at == held]
    return found


def folds(questions: Sequence[Question]) -> list[int]:
    """The fold of each question: all of one entry and style are in one, so that none is judged by its like."""
    groups = sorted({_group(question) for question in questions}, key=lambda group: group[::-1])
    place = {group: at % FOLDS for at, group in enumerate(groups)}
    return [place[_group(question)] for question in questions]


def _group(question: Question) -> str:
    return f"{min(question.accept, default=question.id)}/{question.style}"


def _short(results: Iterable[Judged]) -> float:
    """How far figures fall short of what is wanted; of those that do not, the better ones are less."""
    told = figures(results)
    missing: float = sum(max(0.0, want - getattr(told, name)) for name, want in WANTED.items())
    too_many: float = sum(max(0.0, getattr(told, name) - most) for name, most in ALLOWED.items())
    return missing + 2 * too_many - 0.05 * (told.once + told.offered) + 0.1 * (told.wrong + told.others_sure)
