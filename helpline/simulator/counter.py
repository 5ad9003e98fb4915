"""The counter where a customer asks for a text or a call: checked as the carrier checks, then written down."""

from werkzeug.datastructures import MultiDict

from helpline.simulator import refusals
from helpline.simulator.carrier import Carrier
from helpline.simulator.outgoing import outgoing
from helpline.simulator.records import ENDED, FINISHED, Call, Message
from helpline.simulator.refusals import RefusedError, refuse

Form = MultiDict[str, str]


def new_message(carrier: Carrier, account: str, form: Form) -> Message:
    """Take a text in for sending. Raises `RefusedError`."""
    to, sender, body = form.get("To", ""), form.get("From", ""), form.get("Body", "")
    media, status_url = tuple(form.getlist("MediaUrl")), form.get("StatusCallback", "")
    service = form.get("MessagingServiceSid") or None
    if service and service not in carrier.services:
        raise RefusedError(20404)
    refuse(
        refusals.text_to(to),
        None if service else refusals.sender(sender, owns(carrier, account, sender)),
        refusals.text_body(body, bool(media)),
        refusals.callback_url(status_url),
        21610 if not service and carrier.blocked(sender, to) else None,
    )
    made = outgoing(carrier, account, None if service else sender, to, body, "outbound-api", media, status_url, service)
    carrier.send_later(made.sid)
    return made


def owns(carrier: Carrier, account: str, number: str) -> bool:
    """Is it a number of this account?"""
    return number in carrier.numbers and carrier.numbers[number].account == account


def change_message(carrier: Carrier, message: Message, form: Form) -> Message:
    """Take the words out of a finished text. Raises `RefusedError`: 20009 while it is on its way."""
    if "Status" in form:
        raise RefusedError(30409)  # only scheduled texts can be cancelled, and nothing is scheduled here
    if form.get("Body") != "":
        raise RefusedError(20001)
    finished(message)
    return carrier.change(message.sid, body="")


def finished(message: Message) -> None:
    """Raises `RefusedError` 20009 while a text is on its way."""
    if message.status not in FINISHED:
        raise RefusedError(20009)


def new_call(carrier: Carrier, account: str, form: Form) -> Call:
    """Take a call in. Raises `RefusedError`."""
    to, sender = form.get("To", ""), form.get("From", "")
    url, twiml, status_url = form.get("Url", ""), form.get("Twiml", ""), form.get("StatusCallback", "")
    refuse(
        refusals.call_to(to),
        refusals.caller(sender, owns(carrier, account, sender)),
        refusals.document(url, twiml),
        refusals.callback_url(status_url),
    )
    now = carrier.clock()
    call = Call(
        sid=carrier.new_sid("CA"),
        account=account,
        sender=sender,
        to=to,
        created_at=now,
        updated_at=now,
        url=url,
        twiml="" if url else twiml,
        status_url=status_url,
        status_events=tuple(form.getlist("StatusCallbackEvent")),
        fallback_url=form.get("FallbackUrl", ""),
        timeout=form.get("Timeout", 60, int),
        time_limit=form.get("TimeLimit", 14400, int),
        detects="MachineDetection" in form,
    )
    carrier.place_call(call)
    return call


def change_call(carrier: Carrier, call: Call, form: Form) -> Call:
    """Cancel a call that has not begun, end one, or give it other instructions. Raises `RefusedError` 21220."""
    wanted = form.get("Status")
    if wanted not in {None, "canceled", "completed"}:
        raise RefusedError(20001)
    if call.status in ENDED or (wanted == "canceled" and call.status == "in-progress"):
        raise RefusedError(21220)
    if wanted is None:
        return _redirected(carrier, call, form)
    carrier.end_call(call.sid)
    return carrier.call(call.sid) or call


def _redirected(carrier: Carrier, call: Call, form: Form) -> Call:
    url, twiml = form.get("Url", ""), form.get("Twiml", "")
    if url or twiml:
        refuse(refusals.document(url, twiml), None if call.status == "in-progress" else 21220)
    status_url = form.get("StatusCallback", call.status_url)
    changes = {"url": url or call.url, "twiml": twiml or call.twiml, "status_url": status_url}
    changed = carrier.change_call(call.sid, call, changes)
    if url or twiml:
        carrier.move_call(call.sid, url, twiml)
    return carrier.call(call.sid) or changed
