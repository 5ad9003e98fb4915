"""Calls: the carrier's webhooks in, its dialect out."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, request, url_for
from twilio.twiml.voice_response import Gather, Redirect, VoiceResponse

from helpline.channels.door import carrier_only, ours, xml
from helpline.content.book import Book
from helpline.content.render import Telling
from helpline.content.shapes import Language
from helpline.flows.talk import How, Say
from helpline.log import logger
from helpline.settings import Settings
from helpline.store.shapes import StoreUnreachable
from helpline.switchboard import Answer, Inbound, Switchboard

calls = Blueprint("calls", __name__)

SILENCE_SECONDS = 8
SURE = 0.4  # below it, what the carrier's ear heard is taken as unsure
LONGEST_SAID = 1500  # characters in one document's Say; the carrier takes 3000
RECORDING = "message.record"  # the step at which the carrier records
TYPED = ("call.typed",)  # steps at which a whole number is typed, up to the hash key
HINTS = 500  # the carrier's limit
RATE = "90%"  # slower than the carrier's usual


def _switchboard() -> Switchboard:
    found: Switchboard = current_app.extensions["helpline.switchboard"]
    return found


@calls.post("/voice/answered")
@carrier_only
def answered() -> Response:
    """Somebody calls."""
    return _turn("call", "", 0)


@calls.post("/voice/heard")
@carrier_only
def heard() -> Response:
    """A key, a sentence, or nothing. The address has the number of the turn: a second press of the same key is none."""
    form = request.form
    number = _number(request.args.get("turn", ""))
    if form.get("Digits"):
        return _turn("keys", form["Digits"], number)
    if form.get("SpeechResult"):
        return _turn("speech", form["SpeechResult"], number, _unsure(form.get("Confidence", "")))
    return _turn("silence", "", number)


@calls.post("/voice/recorded")
@carrier_only
def recorded() -> Response:
    """A voice message was left; a hang-up while recording comes here too."""
    form, turn = request.form, request.args.get("turn", "")
    sid, seconds = form.get("RecordingSid", ""), form.get("RecordingDuration", "")
    known = re.fullmatch(r"RE[0-9a-f]{32}", sid) and seconds.isascii() and seconds.isdigit()
    return _turn("recorded", f"{sid} {seconds}" if known else "", _number(turn))


@calls.post("/voice/ended")
@carrier_only
def ended() -> Response:
    """The call is over."""
    _hear("hung-up", "", "ended")
    return Response(status=204)


def _number(turn: str) -> int:
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 5 else 0


def _unsure(confidence: str) -> bool:
    """The carrier may leave it out, which says nothing."""
    try:
        return float(confidence) < SURE
    except ValueError:
        return False


def _turn(how: How, text: str, turn: int, unsure: bool = False) -> Response:
    """The next document. Who calls while nothing can be kept is told when to call again, not left with silence."""
    try:
        return xml(_document(_hear(how, text, str(turn), unsure), turn + 1))
    except StoreUnreachable:
        logger().error("store unreachable", path=request.path)
        return xml(fallback_document(_switchboard().book, tuple(_switchboard().book.languages), _settings().voice))


def _hear(how: How, text: str, turn: str, unsure: bool = False) -> Answer:
    form, house = request.form, _switchboard()
    call = form.get("CallSid", "")
    inbound = Inbound(
        event=f"{call}/{turn}",
        person=form.get("From", ""),
        to=ours(form.get("To", ""), house.lines),
        how=how,
        text=text,
        unsure=unsure,
        call=call,
    )
    return house.hear(inbound)


@calls.post("/voice/fallback")
@carrier_only
def fallback() -> Response:
    """What the carrier asks for when a call's own address failed: needs neither store nor conversation."""
    house, settings = _switchboard(), _settings()
    return xml(fallback_document(house.book, tuple(house.book.languages), settings.voice))


def fallback_document(book: Book, languages: Sequence[str], voice: str) -> str:
    """A document that says, in each language, when to call again; to be served where this house cannot fall."""
    response = VoiceResponse()
    for code in languages:
        telling = Telling(book, code, "voice", datetime.now(UTC), ZoneInfo("UTC"))
        spoken(response, book.languages[code], voice, telling.texts([Say("call.fallback")]))
    response.hangup()
    return str(response)


def _settings() -> Settings:
    found: Settings = current_app.extensions["helpline.settings"]
    return found


def _document(answer: Answer, turn: int) -> str:
    """Say it, and listen; silence comes back by the Redirect, as another turn."""
    response = VoiceResponse()
    if answer.ended:
        _tell(response, answer)
        response.hangup()
        return str(response)
    if answer.at == RECORDING:
        return _recording_document(response, answer, turn)
    again = url_for("calls.heard", turn=turn)
    gather = Gather(action=again, method="POST", timeout=SILENCE_SECONDS, **_listening(answer))
    _tell(gather, answer)
    response.append(gather)
    response.append(Redirect(again, method="POST"))
    return str(response)


def _recording_document(response: VoiceResponse, answer: Answer, turn: int) -> str:
    """Say it, and record up to a minute; an empty recording falls through, as silence does."""
    _tell(response, answer)
    action = url_for("calls.recorded", turn=turn)
    response.record(action=action, method="POST", max_length=60, timeout=5, finish_on_key="#", play_beep=True)
    response.append(Redirect(url_for("calls.heard", turn=turn), method="POST"))
    return str(response)


def _listening(answer: Answer) -> dict[str, object]:
    if answer.at in TYPED:
        return {"input": "dtmf", "finish_on_key": "#"}
    book = _switchboard().book
    return {
        "input": "dtmf speech",
        "num_digits": 1,
        "language": book.languages[answer.language].locale,
        "speech_model": "phone_call",
        "hints": ",".join(book.hints[:HINTS]),
        "profanity_filter": False,  # words of distress must come through
    }


def _tell(verb: VoiceResponse | Gather, answer: Answer) -> None:
    spoken(verb, _switchboard().book.languages[answer.language], _settings().voice, answer.texts)


def spoken(verb: VoiceResponse | Gather, language: Language, voice: str, sentences: Sequence[str]) -> None:
    """Have sentences said, slowly, in parts that the carrier takes."""
    name = language.voice if voice == "neural" else language.plain_voice
    for part in (part for sentence in sentences for part in _parts(sentence)):
        said = verb.say("", voice=name, language=language.locale)  # type: ignore[no-untyped-call]
        said.prosody(part, rate=RATE)


def _parts(sentence: str) -> list[str]:
    return [sentence[at : at + LONGEST_SAID] for at in range(0, len(sentence), LONGEST_SAID)]
