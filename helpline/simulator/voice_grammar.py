"""What the carrier understands in a call: its verbs, what goes inside them, their attributes and their limits."""

import re
from collections.abc import Callable, Iterator, Mapping

from helpline.simulator.elements import Verb

Claim = Callable[[str], bool]

MOST_SAID = 4000
MOST_SAID_BY_POLLY = 3000
MOST_HINTS = 500
MOST_IN_A_HINT = 100
MOST_RUNG = 10
KEYS = "0123456789*#"
SSML = frozenset({"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"})

_POLLY = {
    "fr-FR": {"Lea", "Celine", "Mathieu", "Lea-Neural", "Remi-Neural", "Lea-Generative"},
    "en-GB": {"Amy", "Emma", "Brian", "Amy-Neural", "Emma-Neural", "Brian-Neural", "Arthur-Neural", "Amy-Generative"},
}


def one_of(*words: str) -> Claim:
    """Is the value one of these words?"""
    return lambda value: value in words


def some_of(*words: str) -> Claim:
    """Is the value some of these words, with spaces between?"""
    return lambda value: bool(value) and set(value.split(" ")) <= set(words)


def whole(least: int = 0, most: int = 10**6, *words: str) -> Claim:
    """Is the value a whole number within these bounds, or one of the words?"""
    return lambda value: value in words or (value.isdecimal() and least <= int(value) <= most)


def anything(_: str) -> bool:
    """Every value will do."""
    return True


def keys(value: str) -> bool:
    """Only keys of a telephone?"""
    return set(value) <= set(KEYS)


boolean = one_of("true", "false")
posted = one_of("POST")  # the real carrier also takes GET; this one only posts, and says so
EVENTS = some_of("initiated", "ringing", "answered", "completed")
RECORDED = some_of("in-progress", "completed", "absent")

ATTRIBUTES: Mapping[str, Mapping[str, Claim]] = {
    "Say": {"voice": anything, "language": anything, "loop": whole(0, 1000)},
    "Play": {"loop": whole(0, 1000), "digits": lambda value: set(value) <= set(KEYS + "wWABCD")},
    "Pause": {"length": whole()},
    "Gather": {
        "input": some_of("dtmf", "speech"),
        "action": anything,
        "method": posted,
        "actionOnEmptyResult": boolean,
        "timeout": whole(0, 600, "auto"),
        "speechTimeout": whole(0, 600, "auto"),
        "maxSpeechTime": whole(1, 60),
        "numDigits": whole(1),
        "finishOnKey": keys,
        "language": anything,
        "speechModel": anything,
        "hints": anything,
        "profanityFilter": boolean,
        "enhanced": boolean,
        "bargeIn": boolean,
        "debug": boolean,
        "partialResultCallback": anything,
        "partialResultCallbackMethod": posted,
    },
    "Redirect": {"method": posted},
    "Record": {
        "action": anything,
        "method": posted,
        "timeout": whole(0, 600),
        "finishOnKey": keys,
        "maxLength": whole(1, 14400),
        "playBeep": boolean,
        "trim": one_of("trim-silence", "do-not-trim"),
        "recordingStatusCallback": anything,
        "recordingStatusCallbackMethod": posted,
        "recordingStatusCallbackEvent": RECORDED,
        "transcribe": boolean,
        "transcribeCallback": anything,
    },
    "Dial": {
        "action": anything,
        "method": posted,
        "answerOnBridge": boolean,
        "callerId": anything,
        "timeout": whole(5, 600),
        "timeLimit": whole(1, 86400),
        "hangupOnStar": boolean,
        "record": one_of(
            "do-not-record",
            "record-from-answer",
            "record-from-ringing",
            "record-from-answer-dual",
            "record-from-ringing-dual",
        ),
        "recordingStatusCallback": anything,
        "recordingStatusCallbackMethod": posted,
        "recordingStatusCallbackEvent": RECORDED,
        "ringTone": lambda value: re.fullmatch(r"[a-z]{2}|us-old", value) is not None,
        "sequential": boolean,
        "trim": one_of("trim-silence", "do-not-trim"),
    },
    "Number": {
        "url": anything,
        "method": posted,
        "sendDigits": lambda value: set(value) <= set(KEYS + "wW"),
        "statusCallback": anything,
        "statusCallbackMethod": posted,
        "statusCallbackEvent": EVENTS,
        "machineDetection": one_of("Enable", "DetectMessageEnd"),
        "machineDetectionTimeout": whole(3, 59),
    },
    "Hangup": {},
    "Reject": {"reason": one_of("rejected", "busy")},
}
INSIDE: Mapping[str, frozenset[str]] = {
    "Response": frozenset(ATTRIBUTES) - {"Number"},
    "Gather": frozenset({"Say", "Play", "Pause"}),
    "Dial": frozenset({"Number"}),
    "Say": SSML,
}


def wrong(verb: Verb, first: bool) -> Iterator[tuple[int, str]]:
    """What is wrong with a verb of the call's document, as pairs of debugger code and words."""
    known = ATTRIBUTES[verb.name]
    for name, value in verb.attributes.items():
        if name not in known:
            yield 12200, f"unknown attribute {name} of {verb.name}"
        elif not known[name](value):
            yield 12200, f'{name}="{value}" of {verb.name}'
    for part in verb.parts:
        if part.name not in INSIDE.get(verb.name, frozenset()):
            yield 12200, f"{part.name} inside {verb.name}"
        elif part.name in ATTRIBUTES:
            yield from wrong(part, False)
    if verb.name == "Reject" and not first:
        yield 12200, "Reject is not the first verb"
    yield from LIMITS.get(verb.name, _no_limits)(verb)


def _no_limits(_: Verb) -> Iterator[tuple[int, str]]:
    return iter(())


def _say(verb: Verb) -> Iterator[tuple[int, str]]:
    voice, language = verb.attributes.get("voice", ""), verb.attributes.get("language", "")
    most = MOST_SAID_BY_POLLY if voice.startswith("Polly.") else MOST_SAID
    if len(verb.text) > most:
        yield 13521, f"Say of {len(verb.text)} characters"
    if not verb.text.strip():
        yield 13520, "Say without words"
    if language and not speaks(voice, language):
        yield 13520, f"voice {voice} does not speak {language}"


def speaks(voice: str, language: str) -> bool:
    """Does a voice speak a language? Known for Google's by their names, and for the French and British of Polly."""
    owner, _, name = voice.partition(".")
    if owner == "Google":
        return name.startswith(f"{language}-")
    if owner != "Polly":
        return True
    spoken = next((tongue for tongue, names in _POLLY.items() if name in names), None)
    return language not in _POLLY if spoken is None else spoken == language


def _gather(verb: Verb) -> Iterator[tuple[int, str]]:
    hints = [hint.strip() for hint in verb.attributes.get("hints", "").split(",")]
    if len(hints) > MOST_HINTS:
        yield 12200, f"{len(hints)} hints"
    if any(len(hint) > MOST_IN_A_HINT for hint in hints):
        yield 12200, "a hint of more than 100 characters"
    if verb.attributes.get("speechTimeout") == "auto" and verb.attributes.get("speechModel"):
        yield 12200, "speechTimeout auto with a speechModel"


def _dial(verb: Verb) -> Iterator[tuple[int, str]]:
    rung = len(verb.parts)
    if rung > MOST_RUNG:
        yield 12200, f"{rung} numbers to ring"
    if bool(rung) == bool(verb.text.strip()):
        yield 12200, "Dial wants a number, or Number elements"


def _redirect(verb: Verb) -> Iterator[tuple[int, str]]:
    if not verb.text.strip():
        yield 11100, "Redirect without an address"


LIMITS: Mapping[str, Callable[[Verb], Iterator[tuple[int, str]]]] = {
    "Say": _say,
    "Gather": _gather,
    "Dial": _dial,
    "Redirect": _redirect,
}
