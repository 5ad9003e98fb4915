"""Reads what a webhook answered in a call: the verbs to perform, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpline.simulator.elements import Verb, root, verb
from helpline.simulator.transport import Answer
from helpline.simulator.twiml import MOST_BYTES, XML
from helpline.simulator.voice_grammar import INSIDE, wrong
from helpline.simulator.webhook import Failure


@dataclass(frozen=True, slots=True)
class Document:
    """Verbs to perform from top to bottom. `url`: where it came from, empty for one given with the call itself.

    `faults` are (code of the carrier's debugger, words): the carrier grumbles and goes on.
    """

    verbs: tuple[Verb, ...] = ()
    url: str = ""
    faults: tuple[tuple[int, str], ...] = ()


def spoken(words: str, language: str = "en-US") -> Document:
    """A document that says something and hangs up."""
    return Document((Verb("Say", {"language": language}, words),))


def read(answer: Answer, url: str) -> Document | Failure:
    """Read a 2xx answer to a voice webhook. `Failure`: the call cannot go on with it."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if len(answer.body) > MOST_BYTES:
        return Failure(11750, f"answer of {len(answer.body)} bytes")
    if kind == "text/plain":
        return spoken(answer.body.decode("utf-8", "replace"))
    if kind.startswith("audio/"):
        return Document((Verb("Play", {}, url),), url)
    return document(answer.body, url) if kind in XML else Failure(12300, f"content type {kind or 'missing'}")


def document(body: bytes, url: str) -> Document | Failure:
    """Read a document. A verb that the carrier does not know makes it useless, a wrong attribute does not."""
    try:
        verbs = tuple(verb(element) for element in root(body))
    except ValueError as broken:
        return Failure(12100, str(broken))
    for each in verbs:
        if each.name not in INSIDE["Response"]:
            return Failure(12200, f"unknown verb {each.name}")
    return Document(verbs, url, tuple(_faults(verbs)))


def _faults(verbs: tuple[Verb, ...]) -> Iterator[tuple[int, str]]:
    for place, each in enumerate(verbs):
        yield from wrong(each, first=place == 0)
