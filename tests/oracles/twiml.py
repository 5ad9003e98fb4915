"""Judges a document that tells the carrier what to do: the carrier's own grammar, and the limits it documents."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tests.oracles.twiml_grammar import Element, rules

MOST_BYTES = 64 * 1024
MOST_LETTERS_GIVEN = 4000  # in the Twiml parameter of a call
MOST_SAID = 1500  # our own; the carrier's are 3000 (Polly), 4000 (basic) and 5000 (Google)
MOST_TEXTED = 1600
E164 = re.compile(r"\+[1-9]\d{6,14}")
ADDRESSES = frozenset(
    {"action", "url", "statusCallback", "recordingStatusCallback", "partialResultCallback", "transcribeCallback"}
)
LAST = frozenset({"Redirect", "Hangup", "Reject"})
BOUNDS = {  # element: attribute: least and most (Gather, Record, Dial, Say pages)
    "Gather": {"numDigits": (1, 1000), "timeout": (1, 600), "maxSpeechTime": (1, 60)},
    "Record": {"maxLength": (1, 14400), "timeout": (0, 600)},
    "Dial": {"timeout": (5, 600), "timeLimit": (1, 14400)},
    "Say": {"loop": (0, 1000)},
    "Play": {"loop": (0, 1000)},
}
POLLY = {
    "fr-FR": {"Lea", "Celine", "Mathieu", "Lea-Neural", "Remi-Neural", "Lea-Generative"},
    "en-GB": {"Amy", "Emma", "Brian", "Amy-Neural", "Emma-Neural", "Brian-Neural", "Arthur-Neural", "Amy-Generative"},
}
HEARD_IN_FRENCH_AND_BRITISH = (
    r"default|numbers_and_commands|phone_call|experimental_(conversations|utterances)"
    r"|googlev2_(long|short|telephony|telephony_short)|deepgram_nova-[23]"
)


def problems(document: str | bytes, given: bool = False) -> list[str]:
    """What is wrong with a document, in words; nothing for a good one.

    `given`: it goes with the call itself (the Twiml parameter) and not from an address, which makes it shorter and all
    of its addresses absolute. Raises FileNotFoundError where the carrier's node packages are not installed.
    """
    body = document.encode() if isinstance(document, str) else document
    if len(body) > MOST_BYTES:
        return [f"{len(body)} bytes, most {MOST_BYTES}"]
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return ["document type declaration"]
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as broken:
        return [f"not XML: {broken}"]
    return [*_letters(body, given), *_root(root), *_addresses(root, given)]


def _letters(body: bytes, given: bool) -> Iterator[str]:
    letters = len(body.decode("utf-8", "replace"))
    if given and letters > MOST_LETTERS_GIVEN:
        yield f"{letters} characters, most {MOST_LETTERS_GIVEN} in a call's own document"


def _root(root: ElementTree.Element) -> Iterator[str]:
    if root.tag != "Response":
        yield f"root element {root.tag}"
        return
    kind = "Messaging" if root.find("Message") is not None else "Voice"
    yield from _inside(root, Element("Response", "Response", "none"), kind)
    verbs = list(root)
    for place, verb in enumerate(verbs):
        if verb.tag in LAST and place + 1 < len(verbs):
            yield f"nothing after {verb.tag} is reached"
        if place and (verb.tag == "Reject" or verb.get("answerOnBridge") == "true"):
            yield f"{verb.tag} of this kind must be the first verb"


def _inside(element: ElementTree.Element, known: Element, kind: str) -> Iterator[str]:
    yield from _text(element, known)
    for name, value in element.attrib.items():
        if name not in known.attributes:
            yield f"{element.tag} has no attribute {name}"
        elif not known.attributes[name](value):
            yield f'{element.tag} {name}="{value}"'
    allowed = rules(kind).get(known.inner, {})
    for part in element:
        if part.tag in allowed:
            yield from _inside(part, allowed[part.tag], kind)
        else:
            yield f"{part.tag} inside {element.tag}"
    yield from LIMITS.get(element.tag, _no_limits)(element)
    yield from _bounds(element)


def _text(element: ElementTree.Element, known: Element) -> Iterator[str]:
    own = "".join([element.text or "", *(part.tail or "" for part in element)]).strip()
    if known.text == "none" and own:
        yield f"text in {element.tag}"
    if known.text == "must" and not own and not len(element):
        yield f"{element.tag} is empty"


def _bounds(element: ElementTree.Element) -> Iterator[str]:
    for name, (least, most) in BOUNDS.get(element.tag, {}).items():
        value = element.get(name, "")
        if value.isdecimal() and not least <= int(value) <= most:
            yield f"{element.tag} {name}={value}, not {least} to {most}"
    for name in ("method", "statusCallbackMethod", "recordingStatusCallbackMethod"):
        if element.get(name, "POST") not in {"GET", "POST"}:
            yield f"{element.tag} {name}={element.get(name)}"
    if not set(element.get("finishOnKey", "")) <= set("0123456789*#"):
        yield f"{element.tag} finishOnKey={element.get('finishOnKey')}"


def _no_limits(_: ElementTree.Element) -> Iterator[str]:
    return iter(())


def _say(say: ElementTree.Element) -> Iterator[str]:
    voice, language, words = say.get("voice", ""), say.get("language", ""), "".join(say.itertext())
    if not voice or not language:
        yield "Say without voice and language: the account's own would be used"
    if not words.strip():
        yield "Say says nothing"
    if len(words) > MOST_SAID:
        yield f"Say of {len(words)} characters, most {MOST_SAID}"
    if voice in {"man", "woman", "alice"} and len(say):
        yield f"{say[0].tag} with voice {voice}"
    owner, _, name = voice.partition(".")
    if owner == "Google" and not name.startswith(f"{language}-"):
        yield f"voice {voice} does not speak {language}"
    if owner == "Polly" and language in POLLY and name not in POLLY[language]:
        yield f"voice {voice} does not speak {language}"


def _gather(gather: ElementTree.Element) -> Iterator[str]:
    hints = [hint.strip() for hint in gather.get("hints", "").split(",")]
    model = gather.get("speechModel", "")
    if len(hints) > 500 or any(len(hint) > 100 for hint in hints):
        yield "hints: most 500, of 100 characters each"
    if "speech" in gather.get("input", "") and not gather.get("language"):
        yield "Gather of speech without a language: it would be en-US"
    if gather.get("speechTimeout") == "auto" and model:
        yield "speechTimeout auto with a speechModel"
    if model and re.fullmatch(HEARD_IN_FRENCH_AND_BRITISH, model) is None:
        yield f"speechModel {model}"
    if not re.fullmatch(r"auto|\d+|", gather.get("speechTimeout", "")):
        yield f"speechTimeout {gather.get('speechTimeout')}"


def _record(record: ElementTree.Element) -> Iterator[str]:
    if record.get("transcribe") == "true":
        yield "Record transcribes American English only"
    if not record.get("action"):
        yield "Record without action asks its own address for ever"


def _dial(dial: ElementTree.Element) -> Iterator[str]:
    if bool((dial.text or "").strip()) == bool(len(dial)):
        yield "Dial wants a number, or what to ring inside it"
    if len(dial) > 10:
        yield f"{len(dial)} to ring, most 10"
    for number in [dial.text or "", dial.get("callerId", "")]:
        if number.strip() and not E164.fullmatch(number.strip()):
            yield f"Dial {number.strip()} is no number"


def _number(number: ElementTree.Element) -> Iterator[str]:
    if not E164.fullmatch((number.text or "").strip()):
        yield f"Number {number.text} is no number"


def _play(play: ElementTree.Element) -> Iterator[str]:
    if bool((play.text or "").strip()) == ("digits" in play.attrib):
        yield "Play wants an address, or digits"


def _message(message: ElementTree.Element) -> Iterator[str]:
    words = (message.text or "").strip() + "".join("".join(body.itertext()) for body in message.findall("Body"))
    media = message.findall("Media")
    if len(words) > MOST_TEXTED:
        yield f"Message of {len(words)} characters, most {MOST_TEXTED}"
    if len(media) > 10 or not (words or media):
        yield "Message with nothing to send, or more than 10 media"


def _legacy(_: ElementTree.Element) -> Iterator[str]:
    yield "Sms is no longer to be used in a call"


LIMITS = {
    "Say": _say,
    "Gather": _gather,
    "Record": _record,
    "Dial": _dial,
    "Number": _number,
    "Play": _play,
    "Message": _message,
    "Sms": _legacy,
}


def _addresses(root: ElementTree.Element, given: bool) -> Iterator[str]:
    for element in root.iter():
        named = {name: value for name, value in element.attrib.items() if name in ADDRESSES}
        if element.tag in {"Redirect", "Media"} or (element.tag == "Play" and "digits" not in element.attrib):
            named["text"] = (element.text or "").strip()
        for name, value in named.items():
            if wrong := _wrong_address(value, given):
                yield f"{element.tag} {name} {value!r} {wrong}"


def _wrong_address(value: str, given: bool) -> str:
    parts = urlsplit(value)
    if not value or re.search(r"[\s<>\"{}|\\^`]", value) or not value.isascii():
        return "is no address"
    if value.endswith("?"):
        return "ends with a bare question mark"  # which does not survive every proxy, and is signed
    if parts.scheme not in {"", "http", "https"} or (parts.scheme and not parts.hostname):
        return "is no address"
    if "_" in (parts.hostname or ""):
        return "has an underscore in its host"
    return "is not absolute" if given and not parts.scheme else ""
