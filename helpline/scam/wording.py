"""What a text is worded like: one kind of example or the other (naive Bayes over words and pairs of them).

Unlike a sign it has no fragment to show, so it only adds to what the signs say, within limits.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from helpline.scam.fold import LINK_WORD, STOP, Token, tokens

_SMOOTH = 0.5  # examples that each word is thought to have been seen in on either side
_TELLING = 0.7  # a part that no kind has twice as often tells nothing of the kind
_DOUBT = 15.0  # examples of a kind that are thought to be like all others
_MOST = 3.0  # no word and no pair tells more than this
_FEW = 20  # words and pairs; fewer of them lean less: ten words prove little
_NUMBER = "#"
_CUT_OUT = {"url": LINK_WORD}  # how published messages stand for a link


Groups = Sequence[Iterable[str]]
Counted = tuple[Counter[str], int]
"""In how many texts each part stands, and how many texts there are."""


class Wording:
    """Learned from examples when the content is read."""

    def __init__(self, these: Groups, others: Groups, idle: Iterable[str] = ()) -> None:
        """Examples of both kinds, a group a language, with @link, @phone and @sum for what differs.

        `idle`: words that tell nothing, wherever they stand.
        """
        self._idle = frozenset(idle)
        counted = ([_counted(group, self._idle) for group in groups] for groups in (these, others))
        self._lean = _weighed(*counted)

    def lean(self, said: Sequence[Token]) -> float:
        """How much the words lean to "these": above 0 they do, below 0 to the others; 0 where none is known."""
        known = [self._lean[part] for part in parts(said, self._idle) if part in self._lean]
        return sum(known) / sqrt(max(len(known), _FEW)) if known else 0.0


class Likeness:
    """Which of several kinds of example a text is worded like; learned when the content is read."""

    def __init__(self, groups: Sequence[Mapping[str, Sequence[str]]]) -> None:
        """The examples of each kind, a group a language."""
        examples: dict[str, list[str]] = defaultdict(list)
        for kind, texts in (pair for group in groups for pair in group.items()):
            examples[kind].extend(texts)
        counted = {kind: _counted(texts, frozenset()) for kind, texts in examples.items()}
        every = Counter[str]()
        for seen, _ in counted.values():
            every.update(seen)
        number = sum(texts for _, texts in counted.values())
        usual = {part: count / number for part, count in every.items() if count > 1}  # seen once tells no kind
        more = ((part, tuple(_more(one, part, share) for one in counted.values())) for part, share in usual.items())
        self.kinds = tuple(counted)
        self._more = {part: scores for part, scores in more if max(scores) >= _TELLING}

    def scores(self, said: Sequence[Token]) -> Mapping[str, float]:
        """How much the words lean to each kind, above 0 more than usual; nothing where none is known."""
        known = [self._more[part] for part in parts(said) if part in self._more]
        scores = map(sum, zip(*known, strict=True))
        return {kind: score / sqrt(max(len(known), _FEW)) for kind, score in zip(self.kinds, scores, strict=False)}


def parts(said: Sequence[Token], idle: frozenset[str] = frozenset()) -> set[str]:
    """The words of a text and its pairs of neighbours, each once; a pair does not reach over the end of a sentence."""
    told = (token.word for token in said if token.word not in idle)
    words = [_CUT_OUT.get(word, _NUMBER if word.isdigit() else word) for word in told]
    pairs = (f"{first} {second}" for first, second in pairwise(words) if STOP not in (first, second))
    return {word for word in words if word != STOP}.union(pairs)


def _counted(texts: Iterable[str], idle: frozenset[str]) -> Counted:
    """In how many of the texts each part stands, and how many texts there are."""
    seen, every = Counter[str](), 0
    for text in texts:
        seen.update(parts(tokens(text), idle))
        every += 1
    return seen, every


def _weighed(these: Sequence[Counted], others: Sequence[Counted]) -> Mapping[str, float]:
    """The logarithm of how much more often a part stands in these than in the others, however many there are of a
    language: else French words would lean to where more of the examples are French.
    """
    return {
        part: max(-_MOST, min(_MOST, log(_mean_share(these, part) / _mean_share(others, part))))
        for part in {part for seen, _ in (*these, *others) for part in seen}
    }


def _mean_share(groups: Sequence[Counted], part: str) -> float:
    return sum(_share(counted, part) for counted in groups) / len(groups)


def _more(counted: Counted, part: str, usual: float) -> float:
    """The logarithm of how much more often a part stands in a kind than in all; as often where little is known."""
    seen, every = counted
    return log((seen[part] / usual + _DOUBT) / (every + _DOUBT))


def _share(counted: Counted, part: str) -> float:
    seen, every = counted
    return (seen[part] + _SMOOTH) / (every + 2 * _SMOOTH)
