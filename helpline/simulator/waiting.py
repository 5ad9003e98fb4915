"""The verbs that wait for the person on the leg: Gather for keys and speech, Record for a message."""

from collections.abc import Generator
from dataclasses import dataclass

from helpline.simulator.call_params import recorded_params, recording_event_params
from helpline.simulator.elements import Verb
from helpline.simulator.leg import Act, HungUpError, Keys, Leg, Listening, Recorded, Silence, Speech, Spoken
from helpline.simulator.records import Recording
from helpline.simulator.script import AT_ONCE, Step, Waiting, action, address, last_word, listen
from helpline.simulator.voice_grammar import KEYS
from helpline.simulator.voice_twiml import Document

USUAL_TIMEOUT = 5
LONGEST = 3600


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a Gather takes."""

    kinds: frozenset[str]
    timeout: int
    digits: int | None
    finish: str

    @property
    def listening(self) -> Listening:
        return Listening(self.kinds, self.timeout, self.digits, self.finish)


def _wanted(verb: Verb) -> _Wanted:
    given = verb.attributes
    kinds = {"dtmf": "keys", "speech": "speech"}
    return _Wanted(
        frozenset(kinds[word] for word in given.get("input", "dtmf").split() if word in kinds),
        whole_number(verb, "timeout", USUAL_TIMEOUT),
        whole_number(verb, "numDigits", 0) or None,
        given.get("finishOnKey", "#"),
    )


def whole_number(verb: Verb, name: str, usual: int) -> int:
    """An attribute that is a whole number; `usual` where it is missing, or no number."""
    given = verb.attributes.get(name, "")
    return int(given) if given.isdecimal() else usual


def gather(leg: Leg, shown: Document, verb: Verb) -> Waiting:
    """Says its prompts, then takes keys or speech. A key that comes during a prompt stops it."""
    wanted, before = _wanted(verb), len(leg.said)
    for prompt in verb.parts:
        if prompt.name in {"Say", "Play"}:
            AT_ONCE[prompt.name](leg, shown, prompt)
    leg.typed = ""
    while True:
        match (yield from listen(leg, wanted.listening)):
            case Silence():
                return _gathered(leg, shown, verb, {"Digits": leg.typed} if leg.typed else {})
            case Speech(words, confidence) if "speech" in wanted.kinds and not leg.typed:
                sure = {} if confidence is None else {"Confidence": str(confidence)}
                return _gathered(leg, shown, verb, {"SpeechResult": words, **sure})
            case Keys(keys, after) if "keys" in wanted.kinds and _cuts_in(leg, verb, before, after):
                if _enough(leg, wanted, keys):
                    return _gathered(leg, shown, verb, {"Digits": leg.typed} if leg.typed else {})


def _cuts_in(leg: Leg, verb: Verb, before: int, after: int | None) -> bool:
    """Do the keys count? Those pressed during a prompt do unless it may not be interrupted; then it stops."""
    if after is None or before + after >= len(leg.said):
        return True
    if verb.attributes.get("bargeIn") == "false":
        return False
    del leg.said[before + after :]
    leg.since = min(leg.since, len(leg.said))
    return True


def _enough(leg: Leg, wanted: _Wanted, keys: str) -> bool:
    for key in keys:
        if key in wanted.finish:
            return True
        leg.typed += key
        if len(leg.typed) == wanted.digits:
            return True
    return False


def _gathered(leg: Leg, shown: Document, verb: Verb, result: dict[str, str]) -> Step:
    leg.typed = ""
    if not result and verb.attributes.get("actionOnEmptyResult") != "true":
        return None
    return action(leg, shown, verb, result)


def record(leg: Leg, shown: Document, verb: Verb) -> Waiting:
    """Beeps and records. Nothing recorded: on to the next verb. Hung up: the action is still told of it."""
    given = verb.attributes
    longest = whole_number(verb, "maxLength", LONGEST)
    finish = given.get("finishOnKey", KEYS)
    if given.get("playBeep") != "false":
        leg.hear(Spoken("", kind="beep"))
    took = yield from _taken(leg, Listening(frozenset({"recording"}), None, None, finish, longest))
    made = _made(leg, shown, verb, min(took.seconds, longest))
    if not took.seconds:
        return None
    leg.recording = made
    full = took.seconds >= longest
    ending = {"Digits": took.ending} if took.ending and not full else {}
    told = action(leg, shown, verb, recorded_params(made, leg.ledger.api_url) | ending)
    if took.ending != "hangup":
        return told
    last_word(leg, told)
    raise HungUpError


def _taken(leg: Leg, listening: Listening) -> Generator[Listening, Act, Recorded]:
    while True:
        try:
            act = yield from listen(leg, listening)
        except HungUpError:
            return Recorded(1, "hangup")
        match act:
            case Recorded():
                return act
            case Silence():
                return Recorded(0)
            case Keys(keys) if any(key in listening.finish for key in keys):
                return Recorded(1, next(key for key in keys if key in listening.finish))


def _made(leg: Leg, shown: Document, verb: Verb, seconds: int) -> Recording:
    made = Recording(leg.ledger.new_sid("RE"), leg.call.account, leg.call.sid, seconds, leg.ledger.clock())
    status = "completed" if seconds else "absent"
    if seconds:
        leg.ledger.recordings[made.sid] = made
    wanted = verb.attributes.get("recordingStatusCallbackEvent", "completed").split()
    url = verb.attributes.get("recordingStatusCallback", "")
    for event in ("in-progress", status):
        if url and event in wanted:
            leg.later(address(leg, shown, url), recording_event_params(leg.ledger, made, event))
    return made
