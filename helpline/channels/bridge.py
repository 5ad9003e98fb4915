"""Calls that the house makes: what the carrier asks about them, signed as all it asks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, request, url_for
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from helpline.bridge import Bridge
from helpline.channels.door import carrier_only, ours, xml
from helpline.channels.voice import spoken
from helpline.content.book import Book
from helpline.content.render import Telling
from helpline.flows.talk import Say
from helpline.lines import Line
from helpline.settings import Settings

bridge = Blueprint("bridge", __name__, url_prefix="/voice/bridge")

KEY = "1"
KEY_SECONDS, RING_SECONDS, TALK_SECONDS = 8, 25, 3600
RESULTS = {"completed": "", "busy": "bridge.busy", "no-answer": "bridge.no_answer", "failed": "bridge.failed"}


def _bridge() -> Bridge:
    found: Bridge = current_app.extensions["helpline.bridge"]
    return found


@bridge.post("/<call_id>/helper")
@carrier_only
def helper(call_id: str) -> Response:
    """The helper picked up: say which line calls, and wait for the key that no answering machine presses."""
    response, line = VoiceResponse(), _line()
    gather = Gather(
        action=url_for("bridge.accepted", call_id=call_id), method="POST", num_digits=1, timeout=KEY_SECONDS
    )
    for _ in range(2):
        _say(gather, line, "bridge.whisper")
    response.append(gather)
    response.hangup()
    return xml(str(response))


@bridge.post("/<call_id>/accepted")
@carrier_only
def accepted(call_id: str) -> Response:
    """The key: ring the person, with the public number shown. Any other key ends the call."""
    response, found = VoiceResponse(), None
    if request.form.get("Digits") == KEY and _line():
        found = _bridge().accepted(call_id)
    if found is None:
        response.hangup()
        return xml(str(response))
    line, number = found
    done_at, report_to = (url_for(f"bridge.{name}", call_id=call_id) for name in ("done", "person"))
    dial = Dial(action=done_at, method="POST", caller_id=line.number, timeout=RING_SECONDS, time_limit=TALK_SECONDS)
    dial.number(number, status_callback=report_to, status_callback_event="ringing answered completed")
    response.append(dial)
    return xml(str(response))


@bridge.post("/<call_id>/done")
@carrier_only
def done(call_id: str) -> Response:
    """The person's phone is silent again: say to the helper why, if nobody answered."""
    response, status = VoiceResponse(), request.form.get("DialCallStatus", "")
    _bridge().person_leg(call_id, status)
    if RESULTS.get(status):
        _say(response, _line(), RESULTS[status])
    response.hangup()
    return xml(str(response))


@bridge.post("/<call_id>/person")
@carrier_only
def person(call_id: str) -> Response:
    """A report on the person's phone."""
    _bridge().person_leg(call_id, request.form.get("CallStatus", ""))
    return Response(status=204)


@bridge.post("/<call_id>/status")
@carrier_only
def status(call_id: str) -> Response:
    """A report on the helper's phone."""
    _bridge().helper_leg(call_id, request.form.get("CallStatus", ""))
    return Response(status=204)


def _line() -> Line:
    """The line that calls: its number is who the carrier says is calling."""
    lines = _bridge().drawer.lines
    return lines[ours(request.form.get("From", ""), lines)]


def _say(verb: VoiceResponse | Gather, line: Line, prompt: str) -> None:
    book: Book = current_app.extensions["helpline.switchboard"].book
    settings: Settings = current_app.extensions["helpline.settings"]
    code = line.languages[0]
    about = {"line": {"name": line.name[code]}}
    telling = Telling(book, code, "voice", datetime.now(UTC), ZoneInfo(line.hours.timezone), about)
    spoken(verb, book.languages[code], settings.voice, telling.texts([Say(prompt)]))
