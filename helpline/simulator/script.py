"""Performs a call's document, verb by verb, and goes where it leads: a plot that stops wherever a person must act."""

from collections.abc import Callable, Generator, Mapping
from typing import Final
from urllib.parse import urljoin

from helpline.simulator.elements import Verb
from helpline.simulator.leg import Act, HungUpError, Leg, Listening, Request, Spoken
from helpline.simulator.signing import without_fragment
from helpline.simulator.voice_twiml import Document, document, read, spoken
from helpline.simulator.webhook import MOST_REDIRECTS, Failure, ask
from helpline.simulator.words import words

HANG_UP: Final = Request("hang-up:")
"""What a verb gives that ends the call."""

THE_END: Final = Request("end:")

Step = Request | None
"""Where a verb leads: another document, `HANG_UP`, or None for the next verb."""

Waiting = Generator[Listening, Act, Step]
AtOnce = Callable[[Leg, Document, Verb], Step]
InTime = Callable[[Leg, Document, Verb], Waiting]

IN_A_WHISPER = frozenset({"Say", "Play", "Gather", "Hangup"})


def run(leg: Leg, request: Request, verbs: Mapping[str, InTime]) -> Generator[Listening, Act, bool]:
    """Follow the documents from `request` on. Gives whether a document said to hang up, rather than just ended.

    `verbs` are those that wait for somebody. More than 10 redirects without a wait between are too many.
    """
    while True:
        shown = fetch(leg, request)
        request = (yield from _perform(leg, shown, verbs)) or THE_END
        if request is THE_END or request is HANG_UP:
            return request is HANG_UP
        leg.hops += 1
        if leg.hops > MOST_REDIRECTS:
            leg.warn(11215, "too many redirects", request.url)
            leg.hear(_sorry())
            return True


def _perform(leg: Leg, shown: Document, verbs: Mapping[str, InTime]) -> Waiting:
    for verb in shown.verbs:
        _begin(leg, verb)
        if verb.name in AT_ONCE:
            step = AT_ONCE[verb.name](leg, shown, verb)
        else:
            step = yield from verbs[verb.name](leg, shown, verb)
        if step is not None:
            return step
    leg.pick_up()
    return None


def _begin(leg: Leg, verb: Verb) -> None:
    if leg.whisper and verb.name not in IN_A_WHISPER:
        leg.warn(12200, f"{verb.name} on the called side", leg.whisper)
    waits = verb.name == "Dial" and verb.attributes.get("answerOnBridge") == "true"
    if verb.name != "Reject" and not waits:
        leg.pick_up()


def fetch(leg: Leg, request: Request) -> Document:
    """Ask for a document; where that fails ask the fallback address, where that fails too the carrier apologises."""
    got = _ask(leg, request)
    if isinstance(got, Document):
        return got
    leg.warn(got.code, got.words, request.url)
    if leg.fallback_url and request.url != leg.fallback_url:
        extra = {"ErrorCode": str(got.code), "ErrorUrl": without_fragment(request.url)}
        fallback = Request(leg.fallback_url, {**request.extra, **extra})
        got = _ask(leg, fallback)
        if isinstance(got, Document):
            return got
        leg.warn(got.code, got.words, fallback.url)
    return spoken(_sorry().words, _sorry().language)


def _ask(leg: Leg, request: Request) -> Document | Failure:
    if request.twiml:
        got = document(request.twiml.encode(), "")
    else:
        answer = ask(leg.ledger, leg.asked(request.url, request.extra)) if request.url else Failure(11100, "no address")
        got = answer if isinstance(answer, Failure) else read(answer, without_fragment(request.url))
    if isinstance(got, Document):
        for code, what in got.faults:
            leg.warn(code, what, got.url)
    return got


def _sorry() -> Spoken:
    return Spoken(words()["carrier"]["application_error"], "en-US")


def address(leg: Leg, shown: Document, given: str) -> str:
    """An address in a document, made whole; empty, with a warning, where the document itself came from nowhere."""
    url = urljoin(shown.url, given)
    if url.startswith(("http://", "https://")):
        return url
    leg.warn(11100, f"address {given or '(none)'} is not absolute", shown.url)
    return ""


def action(leg: Leg, shown: Document, verb: Verb, extra: Mapping[str, str]) -> Request:
    """Where the verb's `action` leads; without one, back to the document itself."""
    return Request(address(leg, shown, verb.attributes.get("action") or shown.url), extra)


def last_word(leg: Leg, request: Request) -> None:
    """Tell an action of a call that is over; nobody is there to hear what it answers."""
    leg.wires.end(leg, "completed")
    got = ask(leg.ledger, leg.asked(request.url, request.extra))
    if isinstance(got, Failure):
        leg.warn(got.code, got.words, request.url)


def listen(leg: Leg, listening: Listening) -> Generator[Listening, Act, Act]:
    """Wait for somebody to act. Raises `HungUpError` where the leg ends instead."""
    leg.hops = 0
    leg.listening = listening
    act = yield listening
    leg.listening = Listening()
    return act


def _say(leg: Leg, _: Document, verb: Verb) -> Step:
    if not 0 < len(verb.text) <= 4000:
        return None  # warned of when it was read: the instruction fails
    given = verb.attributes
    leg.hear(Spoken(verb.text, given.get("language", ""), given.get("voice", ""), times=int(given.get("loop", "1"))))
    return None


def _play(leg: Leg, shown: Document, verb: Verb) -> Step:
    if "digits" in verb.attributes:
        leg.hear(Spoken(verb.attributes["digits"], kind="played"))
    elif url := address(leg, shown, verb.text):
        leg.hear(Spoken(url, kind="played", times=int(verb.attributes.get("loop", "1"))))
    return None


def _pause(_: Leg, __: Document, ___: Verb) -> Step:
    return None


def _redirect(leg: Leg, shown: Document, verb: Verb) -> Step:
    return Request(address(leg, shown, verb.text) if verb.text else "")


def _hangup(_: Leg, __: Document, ___: Verb) -> Step:
    return HANG_UP


def _reject(leg: Leg, _: Document, verb: Verb) -> Step:
    if leg.call.status == "ringing":
        busy = verb.attributes.get("reason") == "busy"
        leg.wires.end(leg, "busy" if busy else "no-answer")
        raise HungUpError
    return HANG_UP


AT_ONCE: Mapping[str, AtOnce] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
    "Redirect": _redirect,
    "Hangup": _hangup,
    "Reject": _reject,
}
