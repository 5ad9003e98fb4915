"""Whether a text speaks of people in danger, and of which kind; told by the signs that content lists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from rapidfuzz import process
from rapidfuzz.distance import OSA

from helpline.faq.fold import Lexicon, folded, language, spelled, unstuck
from helpline.faq.sound import sound

Kind = Literal["suicide", "child", "violence", "emergency"]
_KINDS: tuple[Kind, ...] = get_args(Kind)  # where a text has signs of several kinds, the first counts

_BETWEEN = 3  # words that may stand between two words of a sign
_ANYTHING = 3  # words that a "*" may stand for
_NEAR = 12  # words among which all parts of a "&" sign must stand
_PLAINLY = 3  # a text with so many more words of one language is not read in another
_ONE_SLIP = 5  # shortest word in which one slip of the finger is forgiven
_TWO_SLIPS = 9  # shortest word in which two are

Words = frozenset[str]
Heard = Sequence[Words]  # per word of a text, the words of content that it may stand for


@dataclass(frozen=True, slots=True)
class _Step:
    """One place of a sign: the words that may stand there, and how many others may stand before it."""

    words: Words
    skips: int


@dataclass(frozen=True, slots=True)
class _Sign:
    """The steps of a sign: in their order, or in any order but near each other.

    A weak sign is none where the text speaks of a thing: what dies or suffocates may well be the telephone.
    """

    steps: tuple[_Step, ...]
    ordered: bool
    weak: bool


class _Spoken:
    """The signs of one language, and how its words are recognised."""

    def __init__(self, content: Mapping[str, Any], groups: Mapping[str, Words], lexicon: Lexicon, name: str) -> None:
        groups = {**groups, **_groups(content)}
        self._lexicon, self._language, self._things = lexicon, name, groups.get("thing", Words())
        self._confusable = frozenset(map(folded, content.get("confusable", ()))) | lexicon.stop.get(name, Words())
        self._harmless = [_sign(phrase, groups, 0) for phrase in content.get("harmless", ())]
        self._signs = {kind: [_sign(phrase, groups, _BETWEEN) for phrase in content.get(kind, ())] for kind in _KINDS}
        every = (self._harmless, *self._signs.values())
        told = (step.words for signs in every for sign in signs for step in sign.steps)
        self._known = self._things.union(*told)
        self._words = sorted(self._known)
        self._by_sound = _by_sound(self._words, name)

    def kinds(self, text: str) -> set[Kind]:
        """The kinds of danger that the text has a sign of, once the harmless sayings are taken out."""
        words = spelled(folded(text).split(), self._lexicon, self._language)
        left = _without([self._heard(word) for word in words], self._harmless)
        of_things = not self._things.isdisjoint(words)
        return {kind for kind, signs in self._signs.items() if any(_shown(left, sign, of_things) for sign in signs)}

    def _heard(self, word: str) -> Words:
        if word in self._confusable:
            return frozenset({word})
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=_slips(word), limit=None)
        alike = {known for known, slips, _ in near if not slips or known[0] == word[0]}
        unglued = {rest for rest in unstuck(word, self._language) if rest in self._known}
        by_sound = self._by_sound.get(sound(word, self._language), Words())
        return frozenset(alike - self._confusable | by_sound | unglued | {word})


class Danger:
    """All signs of danger. Built once, never changed: any number of threads may ask."""

    def __init__(self, signs: Mapping[str, Any], lexicon: Lexicon) -> None:
        """`signs` is what `content/danger.toml` holds: `groups` for all, then one table a language."""
        tables = {name: table for name, table in signs.items() if name != "groups"}
        self._lexicon = lexicon
        self._spoken = {name: _Spoken(table, _groups(signs), lexicon, name) for name, table in tables.items()}

    def kind(self, text: str) -> Kind | Literal[""]:
        """ "suicide", "child", "violence" or "emergency" where the text has a sign of it, else ""."""
        told = self._spoken.get(language(text, self._lexicon, lead=_PLAINLY))
        found = set[Kind]().union(*(spoken.kinds(text) for spoken in ([told] if told else self._spoken.values())))
        return next((kind for kind in _KINDS if kind in found), "")


def _groups(content: Mapping[str, Any]) -> dict[str, Words]:
    return {name: frozenset(map(folded, words)) for name, words in content.get("groups", {}).items()}


def _sign(phrase: str, groups: Mapping[str, Words], between: int) -> _Sign:
    """A phrase of content as a sign: `a/b` is either word, `{name}` any word of a group, `*` up to three words.

    Words joined by `&` may come in any order. A sign that begins with `?` is weak.
    """
    steps: list[_Step] = []
    skips = 0
    for place in phrase.lstrip("?").replace("&", " ").split():
        if place == "*":
            skips = _ANYTHING
            continue
        steps.append(_Step(_either(place, groups), skips if steps else 0))
        skips = between
    return _Sign(tuple(steps), ordered="&" not in phrase, weak=phrase.startswith("?"))


def _either(place: str, groups: Mapping[str, Words]) -> Words:
    choices = place.split("/")
    return frozenset().union(*(groups[c[1:-1]] if c.startswith("{") else {folded(c)} for c in choices))


def _by_sound(words: Iterable[str], language: str) -> Mapping[str, Words]:
    alike: dict[str, set[str]] = defaultdict(set)
    for word in words:
        alike[sound(word, language)].add(word)
    return {key: frozenset(found) for key, found in alike.items()}


def _slips(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS else int(len(word) >= _ONE_SLIP)


def _shown(heard: Heard, sign: _Sign, of_things: bool) -> bool:
    return not (sign.weak and of_things) and bool(_spans(heard, sign))


def _without(heard: Heard, harmless: Iterable[_Sign]) -> Heard:
    """The words heard, with those of every harmless saying made deaf."""
    deaf = {at for sign in harmless for start, end in _spans(heard, sign) for at in range(start, end)}
    return [Words() if at in deaf else words for at, words in enumerate(heard)]


def _spans(heard: Heard, sign: _Sign) -> list[tuple[int, int]]:
    """Where the sign stands in the words heard: first word, and the one after the last."""
    said = Words().union(*heard)
    if any(step.words.isdisjoint(said) for step in sign.steps):
        return []
    if not sign.ordered:
        return _together(heard, sign.steps)
    ends = ((start, _end(heard, sign.steps, start)) for start in range(len(heard)))
    return [(start, end) for start, end in ends if end]


def _together(heard: Heard, steps: Sequence[_Step]) -> list[tuple[int, int]]:
    """Each stretch of words in which every step stands, in any order."""
    stretches = ((at, Words().union(*heard[at : at + _NEAR])) for at in range(len(heard)))
    return [(at, at + _NEAR) for at, said in stretches if not any(step.words.isdisjoint(said) for step in steps)]


def _end(heard: Heard, steps: Sequence[_Step], at: int) -> int:
    """The place after the sign's last word, where its first step may stand from `at` on; 0 where it does not fit."""
    if not steps:
        return at
    places = range(at, min(at + steps[0].skips + 1, len(heard)))
    fitting = (here for here in places if heard[here] & steps[0].words)
    return next((end for here in fitting if (end := _end(heard, steps[1:], here + 1))), 0)
