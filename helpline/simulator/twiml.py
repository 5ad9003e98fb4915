"""Reads what a webhook answered to a text: the texts to send, where to go next, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from helpline.simulator.elements import root
from helpline.simulator.transport import Answer

MOST_BYTES = 64 * 1024
XML = frozenset({"text/xml", "application/xml", "text/html"})


@dataclass(frozen=True, slots=True)
class Reply:
    """One <Message>: empty `to` and `sender` mean the person who wrote and the number written to."""

    body: str
    media: tuple[str, ...] = ()
    to: str = ""
    sender: str = ""
    status_url: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """An answer once read. `faults` are (code of the carrier's debugger, words)."""

    replies: tuple[Reply, ...] = ()
    redirect: str | None = None
    faults: tuple[tuple[int, str], ...] = field(default=())


def script(answer: Answer) -> Script:
    """Read a 2xx answer to a message webhook. Never raises."""
    if len(answer.body) > MOST_BYTES:
        return Script(faults=((11750, f"answer of {len(answer.body)} bytes"),))
    if not answer.body.strip():
        return Script()
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind == "text/plain":
        return Script((Reply(answer.body.decode("utf-8", "replace")),))
    if kind not in XML:
        return Script(faults=((12300, f"content type {kind or 'missing'}"),))
    return _document(answer.body)


def _document(body: bytes) -> Script:
    try:
        return _verbs(root(body))
    except ValueError as broken:
        return Script(faults=((12100, str(broken)),))


def _verbs(root: ElementTree.Element) -> Script:
    replies: list[Reply] = []
    faults: list[tuple[int, str]] = []
    for verb in root:
        faults += _unknown(verb)
        if verb.tag == "Message":
            replies.append(_reply(verb))
        if verb.tag == "Redirect":
            return Script(tuple(replies), (verb.text or "").strip(), tuple(faults))
    return Script(tuple(replies), None, tuple(faults))


def _unknown(verb: ElementTree.Element) -> Iterator[tuple[int, str]]:
    known = {"Message": _MESSAGE, "Redirect": frozenset({"method"})}.get(verb.tag)
    if known is None:
        yield 12200, f"unknown verb {verb.tag}"
        return
    yield from ((12200, f"unknown attribute {name} of {verb.tag}") for name in verb.attrib if name not in known)
    yield from ((12200, f"unknown noun {noun.tag}") for noun in verb if noun.tag not in {"Body", "Media"})


_MESSAGE = frozenset({"to", "from", "action", "method", "statusCallback"})


def _reply(verb: ElementTree.Element) -> Reply:
    bodies = verb.findall("Body")
    words = "".join("".join(body.itertext()) for body in bodies) if bodies else (verb.text or "").strip()
    return Reply(
        words,
        tuple((media.text or "").strip() for media in verb.findall("Media")),
        verb.get("to", ""),
        verb.get("from", ""),
        verb.get("statusCallback") or verb.get("action") or "",
    )
