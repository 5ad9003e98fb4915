"""Which entry answers a question: sure, unsure, or no idea; never sure of the wrong one if it can be helped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from helpline.faq.fold import Lexicon
from helpline.faq.fold import language as told
from helpline.faq.index import Index

Outcome = Literal["answer", "ask", "none"]

_ELSEWHERE = ""  # the slug of all that is none of our business
_CHOICES = 3
_SURE = 0.5  # an answer is given from this score on ...
_AHEAD = 0.8  # ... when the next entry has at most this share of it
_UNSURE = 0.3  # below it, no idea
_BESIDE = 0.55  # choices have at least this share of the best score
_PLAIN = 0.6  # from this score on a question says what it is about
_VAGUE = 6  # so many entries of one topic near the best: the question names the topic and no more
_VAGUELY = 0.7  # ... when they have this share of the best score
_OTHER_LANGUAGE = 0.75  # what a phrase in the language that the person does not speak is worth


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one entry is asked for in one language."""

    slug: str
    topic: str
    language: str
    question: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer; `score` goes from 0 to 1, `because` holds the telling words, by sound."""

    slug: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a question leads to: one hit for `answer`, one to three for `ask`, none for `none`."""

    outcome: Outcome
    hits: tuple[Hit, ...]
    language: str


class Matcher:
    """All entries of a Book, ready for questions. Built once, never changed: any number of threads may ask."""

    def __init__(self, phrases: Iterable[Phrases], lexicon: Lexicon) -> None:
        entries = tuple(phrases)
        self._lexicon = lexicon
        self._topics = {entry.slug: entry.topic for entry in entries}
        self._likely = {slug: place for place, slug in enumerate(lexicon.likely)}
        self._indexes: Mapping[str, Index] = {
            name: Index(_said(entries, lexicon, name), lexicon, name)
            for name in dict.fromkeys((*lexicon.languages, *(entry.language for entry in entries)))
        }

    def best(self, text: str, language: str = "") -> Match:
        """The entries that answer `text`. `language` is the person's, where it is known.

        A text in another language is told by its words (one word is not enough to doubt the person's own); phrases in
        the language of the text count more.
        """
        spoken = told(text, self._lexicon, lead=2 if language else 1) or language
        ranked = self.ranked(text, spoken)
        vague = self._vague(ranked)
        return Match("ask", vague, spoken) if vague else Match(*_decided(ranked), spoken)

    def _vague(self, ranked: Sequence[Hit]) -> tuple[Hit, ...]:
        """The likeliest entries of a topic, where a question names no more than that; none where it says what it is."""
        if _decided(ranked)[0] != "ask" or ranked[0].score >= _PLAIN:
            return ()
        near = [hit for hit in ranked if self._as_near(hit, ranked[0])]
        likely = sorted((hit for hit in near if hit.slug in self._likely), key=lambda hit: self._likely[hit.slug])
        return tuple(likely[:_CHOICES]) if len(near) >= _VAGUE and len(likely) >= _CHOICES else ()

    def rarity(self, slug: str) -> tuple[int, str]:
        """A key that sorts entries: those that people need most first, then by name."""
        return self._likely.get(slug, len(self._likely)), slug

    def _as_near(self, hit: Hit, best: Hit) -> bool:
        """Of the same topic, nearly as near, and by all the words that brought the best one."""
        alike = self._topics.get(hit.slug) == self._topics.get(best.slug) and set(hit.because) >= set(best.because)
        return alike and hit.score >= best.score * _VAGUELY

    def ranked(self, text: str, spoken: str) -> tuple[Hit, ...]:
        """Every entry that the text comes near, the nearest first; slug "" is a question that is none of ours."""
        best: dict[str, Hit] = {}
        for name, index in self._indexes.items():
            worth = 1.0 if spoken in ("", name) else _OTHER_LANGUAGE
            for slug, near in index.near(text).items():
                if slug not in best or near.score * worth > best[slug].score:
                    best[slug] = Hit(slug, near.score * worth, near.because)
        return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.slug)))


def _said(entries: Sequence[Phrases], lexicon: Lexicon, name: str) -> Iterable[tuple[str, str]]:
    for entry in entries:
        if entry.language == name:
            yield from ((entry.slug, text) for text in (entry.question, *entry.variants))
    yield from ((_ELSEWHERE, text) for text in lexicon.elsewhere.get(name, ()))


def _decided(ranked: Sequence[Hit]) -> tuple[Outcome, tuple[Hit, ...]]:
    """Sure, unsure or no idea, and the hits that go with it."""
    if not ranked or ranked[0].slug == _ELSEWHERE or ranked[0].score < _UNSURE:
        return "none", ()
    first, others = ranked[0], [hit for hit in ranked[1:] if hit.slug != _ELSEWHERE]
    ahead = not others or others[0].score <= first.score * _AHEAD
    if ahead and first.score >= _SURE:
        return "answer", (first,)
    return "ask", (first, *(hit for hit in others if hit.score >= first.score * _BESIDE))[:_CHOICES]
