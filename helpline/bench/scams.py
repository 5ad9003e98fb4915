"""The scam check beside what one could have taken instead, on the same messages in the same run.

Needs the extra `bench` (scikit-learn).
"""

from collections.abc import Callable, Iterator, Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from helpline.scam.measure import Example, Judged, judged
from helpline.scam.message import apart
from helpline.scam.official import Known
from helpline.scam.verdict import Examples, Judge, Level, Verdict

FOLDS = 5
OUTRIGHT, CAREFUL = 0.02, 0.15  # of the legitimate messages, so many may be called scam, or worried about at all
Scores = Sequence[float]
Trained = Callable[[Sequence[Example]], Callable[[Example], float]]


def contenders(
    examples: Sequence[Example], judge: Judge, known: Known, learned: Sequence[Examples]
) -> Iterator[tuple[str, list[Judged]]]:
    """Each check by its name, ours first, with what it makes of every message; `learned`: the examples of content."""
    yield "ours, as it ships", list(judged(examples, judge))
    yield "TF-IDF of words + logistic regression", validated(examples, _learned("word", (1, 2)))
    yield "TF-IDF of letters + logistic regression", validated(examples, _learned("char_wb", (2, 5)))
    more = tuple(_labelled(learned))
    yield (
        "the same, which learns from the examples of content too",
        validated(examples, _learned("char_wb", (2, 5), more)),
    )
    yield "known domains: those of the other messages, and of the lists", validated(examples, _listed(judge, known))


def validated(examples: Sequence[Example], trained: Trained) -> list[Judged]:
    """All messages judged, each by what was trained on the other folds, with the thresholds that were best there."""
    results: list[Judged] = []
    for fold in range(FOLDS):
        others = [one for at, one in enumerate(examples) if at % FOLDS != fold]
        score = trained(others)
        careful, outright = (_threshold(others, trained, share) for share in (CAREFUL, OUTRIGHT))
        for one in examples[fold::FOLDS]:
            worry = score(one)
            level: Level = "scam" if worry > outright else "careful" if worry > careful else "no-sign"
            results.append(Judged(one, Verdict(level, worry, "", ()), taken_up=False))
    return results


def _threshold(examples: Sequence[Example], trained: Trained, share: float) -> float:
    """The score that no more than this share of the legitimate messages is above, cross-validated once more inside."""
    scores: list[float] = []
    for fold in range(FOLDS):
        score = trained([one for at, one in enumerate(examples) if at % FOLDS != fold])
        scores += [score(one) for one in examples[fold::FOLDS] if one.label == "legit"]
    scores.sort(reverse=True)
    return scores[int(share * len(scores))] if scores else 0.0


def _labelled(learned: Sequence[Examples]) -> Iterator[Example]:
    for group in learned:
        yield from (Example("", "", "scam", text) for text in group.of_scams)
        yield from (Example("", "", "legit", text) for text in group.everyday)


def _learned(analyzer: str, lengths: tuple[int, int], more: Sequence[Example] = ()) -> Trained:
    def trained(examples: Sequence[Example]) -> Callable[[Example], float]:
        vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=lengths, sublinear_tf=True, min_df=2)
        model = LogisticRegression(C=10, max_iter=1000, class_weight="balanced")
        every = (*examples, *more)
        model.fit(vectors.fit_transform(map(_plain, every)), [one.label == "scam" for one in every])
        return lambda one: float(model.predict_proba(vectors.transform([_plain(one)]))[0][1])

    return trained


def _plain(one: Example) -> str:
    """The words with stand-ins for addresses, numbers and amounts, as content writes its examples."""
    return " ".join(token.word for token in apart(one.text).tokens)


def _listed(judge: Judge, known: Known) -> Trained:
    def trained(examples: Sequence[Example]) -> Callable[[Example], float]:
        seen = {domain for one in examples if one.label == "scam" for domain in _domains(judge, one)}
        return lambda one: float(any(each in seen or "bad" in known.listed([each]) for each in _domains(judge, one)))

    return trained


def _domains(judge: Judge, one: Example) -> Sequence[str]:
    return judge.verdict(one.text, one.language).domains
