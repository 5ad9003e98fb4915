"""How well the scam check does on labelled messages: figures, no text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from helpline.scam.verdict import Judge, Verdict

_NO_KIND = "other"  # how a file of messages says that a scam is of no kind that has an entry


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled message. `sender` is what the phone showed, `kind` the right kind of scam, `form` whether it came
    as a text (sms), an e-mail (email) or a call; "" where unknown.
    """

    id: str
    language: str
    label: Literal["scam", "legit"]
    text: str
    sender: str = ""
    kind: str = ""
    form: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Example":
        """One line of a file of messages: id, lang, label, text; sender, kind and form where known. Raises KeyError."""
        sender, kind, form = (row.get(name) or "" for name in ("sender", "kind", "form"))
        return cls(row["id"], row["lang"], row["label"], row["text"], sender, "" if kind == _NO_KIND else kind, form)


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with what the check makes of it."""

    example: Example
    verdict: Verdict
    taken_up: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares go from 0 to 1; a share of nothing is 0."""

    scams: int
    recall: float  # share of the scams called scam or careful
    outright: float  # share of the scams called scam
    kinds: int  # scams of a known kind
    kind_right: float  # share of those whose kind is told right
    recognised: float  # share of the scams taken up without being asked
    legit: int
    legit_scam: float  # share of the legitimate messages called scam
    legit_careful: float  # share of the legitimate messages called careful
    legit_recognised: float  # share of the legitimate messages taken up without being asked


def judged(examples: Iterable[Example], judge: Judge, with_sender: bool = False) -> Iterator[Judged]:
    """Each message with what the check makes of it; a forwarded text rarely tells who sent it."""
    for one in examples:
        verdict = judge.verdict(one.text, one.language, one.sender if with_sender else "")
        yield Judged(one, verdict, _taken_up(judge, one))


def _taken_up(judge: Judge, one: Example) -> bool:
    return judge.taken_up(one.text, one.language) or judge.passed_on(one.text, one.language)


def figures(results: Iterable[Judged]) -> Figures:
    """The shares over all results."""
    every = tuple(results)
    scams = [one for one in every if one.example.label == "scam"]
    legit = [one for one in every if one.example.label == "legit"]
    known = [one for one in scams if one.example.kind]
    return Figures(
        scams=len(scams),
        recall=_share(one.verdict.level != "no-sign" for one in scams),
        outright=_share(one.verdict.level == "scam" for one in scams),
        kinds=len(known),
        kind_right=_share(one.verdict.kind == one.example.kind for one in known),
        recognised=_share(one.taken_up for one in scams),
        legit=len(legit),
        legit_scam=_share(one.verdict.level == "scam" for one in legit),
        legit_careful=_share(one.verdict.level == "careful" for one in legit),
        legit_recognised=_share(one.taken_up for one in legit),
    )


_PARTS: tuple[Callable[[Example], str], ...] = (
    lambda one: one.language,
    lambda one: one.form,
    lambda one: one.kind,
)


def by_part(results: Sequence[Judged]) -> dict[str, Figures]:
    """The figures of all, of each language, of each form, and of each kind of scam."""
    parts = {"all": list(results)}
    for part in _PARTS:
        for name in sorted({part(one.example) for one in results} - {""}):
            parts[name] = [one for one in results if part(one.example) == name]
    return {name: figures(held) for name, held in parts.items()}


def _share(claims: Iterable[bool]) -> float:
    held = tuple(claims)
    return sum(held) / len(held) if held else 0.0
