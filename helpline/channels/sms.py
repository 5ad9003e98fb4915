"""Texts: the carrier's webhooks in, its dialect out."""

from flask import Blueprint, Response, current_app, request
from twilio.twiml.messaging_response import MessagingResponse

from helpline.channels.door import carrier_only, ours, xml
from helpline.channels.status import state_of
from helpline.settings import Settings
from helpline.switchboard import Inbound, Switchboard

texts = Blueprint("texts", __name__)


def _switchboard() -> Switchboard:
    found: Switchboard = current_app.extensions["helpline.switchboard"]
    return found


@texts.post("/sms/heard")
@carrier_only
def heard() -> Response:
    """A person wrote. The answer goes back with the webhook's own reply, or through the sender's queue."""
    form = request.form
    house = _switchboard()
    answer = house.hear(
        Inbound(
            event=form.get("MessageSid", ""),
            person=form.get("From", ""),
            to=ours(form.get("To", ""), house.lines),
            how="text",
            text=form.get("Body", ""),
            photos=_photos(form.get("NumMedia", "")),
        )
    )
    return xml(_document(() if _answered_elsewhere() else answer.texts))


def _answered_elsewhere() -> bool:
    """Our own queue answers, or the carrier has already done so (Advanced Opt-Out says it with `OptOutType`)."""
    settings: Settings = current_app.extensions["helpline.settings"]
    return settings.reply_by == "api" or "OptOutType" in request.form


def _photos(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _document(replies: tuple[str, ...]) -> str:
    response = MessagingResponse()
    for text in replies:
        response.message(text)
    return str(response)


@texts.post("/sms/status")
@carrier_only
def status() -> Response:
    """The carrier reports on a text that we sent; what it says twice, late or in another order changes nothing."""
    form = request.form
    state = state_of(form.get("MessageStatus", ""))
    if state is not None:
        _switchboard().reported(state, form.get("ErrorCode", ""), request.args.get("m", ""), form.get("MessageSid", ""))
    return Response(status=204)
