"""Texts that leave for a phone: taken in, sent, delivered or not, and the callbacks that tell of it."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from helpline.simulator import refusals
from helpline.simulator.ledger import Callback, Ledger
from helpline.simulator.records import Fate, Message, MessageDirection, MessageStatus
from helpline.simulator.resources import ERROR_WORDS
from helpline.simulator.segments import segments
from helpline.simulator.webhook import Asked, tell

RECEIPT_FORMAT = "%y%m%d%H%M"


def outgoing(
    ledger: Ledger,
    account: str,
    sender: str | None,
    to: str,
    body: str,
    direction: MessageDirection,
    media: tuple[str, ...] = (),
    status_url: str = "",
    service: str | None = None,
) -> Message:
    """Write a new outgoing text down. It goes nowhere before `settle`."""
    now = ledger.clock()
    return ledger.keep(
        Message(
            sid=ledger.new_sid("MM" if media else "SM"),
            account=account,
            sender=sender,
            to=to,
            body=body,
            direction=direction,
            status="accepted" if service else "queued",
            created_at=now,
            updated_at=now,
            segments=0 if service else segments(body),
            media=media,
            service=service,
            status_url=status_url,
        )
    )


def settle(ledger: Ledger, sid: str) -> Iterator[Callback]:
    """Bring a text to the end that its phone's fate has in store. Gives one callback a status, in order."""
    message = ledger.message(sid)
    if message is None or message.status not in {"accepted", "queued"}:
        return
    if message.service:
        message = ledger.change(
            sid, status="queued", sender=ledger.services[message.service], segments=segments(message.body)
        )
        yield from _told(ledger, message)
    fate = _fate(ledger, message)
    for status in fate.statuses:
        yield from _told(ledger, _step(ledger, message, status, fate.error))


def _fate(ledger: Ledger, message: Message) -> Fate:
    if ledger.blocked(message.sender or "", message.to):
        return Fate(("failed",), 21610)
    sender = message.sender or ""
    wrong = (
        refusals.sender(sender, sender in ledger.numbers)
        or refusals.text_to(message.to)
        or refusals.text_body(message.body, bool(message.media))
    )
    return Fate(("failed",), wrong) if wrong else ledger.fates.get(message.to, Fate())


def _step(ledger: Ledger, message: Message, status: MessageStatus, error: int | None) -> Message:
    sent_at: datetime | None = message.sent_at or (ledger.clock() if status != "failed" else None)
    if status == "delivered":
        ledger.handsets.put(
            message.to, message.sender or "", message.body, False, message.segments, message.media, message.sid
        )
    known = error if status in {"failed", "undelivered"} else None
    return ledger.change(message.sid, status=status, error=known, sent_at=sent_at)


def _told(ledger: Ledger, message: Message) -> Iterator[Callback]:
    number = ledger.numbers.get(message.sender or "")
    url = message.status_url or (number.status_url if number else "")
    if url:
        yield partial(
            tell, ledger, Asked(message.account, url, status_params(message), message.sid, ledger.new_sid(""))
        )


def status_params(message: Message) -> dict[str, str]:
    """What a status callback says, in the carrier's order."""
    params = {
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "MessageStatus": message.status,
        "To": message.to,
        "MessageSid": message.sid,
        "AccountSid": message.account,
        "From": message.sender or "",
        "ApiVersion": "2010-04-01",
    }
    if message.service:
        params["MessagingServiceSid"] = message.service
    if message.status in {"delivered", "undelivered"} and message.sent_at:
        params["RawDlrDoneDate"] = message.sent_at.strftime(RECEIPT_FORMAT)
    if message.error:
        params["ErrorCode"] = str(message.error)
        params["ErrorMessage"] = ERROR_WORDS.get(message.error, "")
    return params
