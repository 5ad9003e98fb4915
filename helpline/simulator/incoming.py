"""Texts that people write: the opt-out words, the signed webhook with its retry and fallback, and its answer."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urljoin

from helpline.simulator.ledger import Ledger
from helpline.simulator.optout import opt_out
from helpline.simulator.outgoing import outgoing, settle
from helpline.simulator.places import PLACES, place
from helpline.simulator.records import Message, Number
from helpline.simulator.refusals import MOST_LETTERS
from helpline.simulator.segments import segments
from helpline.simulator.signing import without_fragment
from helpline.simulator.transport import Answer
from helpline.simulator.twiml import Reply, Script, script
from helpline.simulator.webhook import MOST_REDIRECTS, Asked, ask
from helpline.simulator.words import words


def accept(ledger: Ledger, person: str, to: str, body: str, media: tuple[str, ...] = ()) -> Message:
    """Take a person's text in: book, block list, own phone. ValueError: unknown number, or over 1600 characters."""
    number = ledger.numbers.get(to)
    if number is None or number.kind == "name":
        raise ValueError("unknown_line")
    if len(body) > MOST_LETTERS:
        raise ValueError("too_long")
    message = ledger.keep(_inbound(ledger, number, person, body, media))
    ledger.handsets.put(person, to, body, True, message.segments, media, message.sid)
    _obey(ledger, number, person, body)
    return message


def _inbound(ledger: Ledger, number: Number, person: str, body: str, media: tuple[str, ...]) -> Message:
    now = ledger.clock()
    return Message(
        sid=ledger.new_sid("MM" if media else "SM"),
        account=number.account,
        sender=person,
        to=number.number,
        body=body,
        direction="inbound",
        status="received",
        created_at=now,
        updated_at=now,
        sent_at=now,
        segments=segments(body),
        media=media,
        service=next((sid for sid, sender in ledger.services.items() if sender == number.number), None),
        token=ledger.new_sid(""),
        odd=ledger.next_arrival(),
    )


def _obey(ledger: Ledger, number: Number, person: str, body: str) -> None:
    asked = opt_out(body)
    if asked in {"stopped", "started"} and number.stops:
        ledger.block(number.number, person, stop=asked == "stopped")
    if asked and number.speaks:
        said = words()["carrier"][asked]
        ledger.handsets.put(person, number.number, said, False, segments(said))


def webhook_params(message: Message) -> dict[str, str]:
    """The form that is posted for an inbound text: blanks, an odd order, now and then a name nobody knows."""
    params = {f"To{part}": place(message.to, part) for part in PLACES}
    params |= {"SmsMessageSid": message.sid, "NumMedia": str(len(message.media)), "SmsSid": message.sid}
    params |= {"SmsStatus": "received", "Body": message.body, "To": message.to}
    params |= {f"From{part}": place(message.sender or "", part) for part in reversed(PLACES)}
    params |= {"NumSegments": str(message.segments), "MessageSid": message.sid, "AccountSid": message.account}
    params |= {"From": message.sender or "", "ApiVersion": "2010-04-01"}
    if message.service:
        params["MessagingServiceSid"] = message.service
    for index, url in enumerate(message.media):
        params |= {f"MediaUrl{index}": url, f"MediaContentType{index}": "image/jpeg"}
    if message.odd % 5 == 0:
        params["ChannelToggle"] = "é&=+ "
    pairs = list(params.items())
    turn = message.odd % len(pairs)
    return dict(pairs[turn:] + pairs[:turn])


def deliver(ledger: Ledger, sid: str) -> Answer | None:
    """Post an inbound text to its number's webhook and send what it answers. None: nobody answered."""
    message = ledger.message(sid)
    if message is None:
        return None
    number = ledger.numbers[message.to]
    if not number.sms_url:
        ledger.handsets.mark(sid, "sent")
        return None
    return _follow(ledger, number, message)


def _follow(ledger: Ledger, number: Number, message: Message) -> Answer | None:
    url, first = number.sms_url, None
    replies: list[Reply] = []
    for _ in range(MOST_REDIRECTS + 1):
        url, answer = _ask_or_fall_back(ledger, number, message, url)
        first = first or answer
        read = _read(ledger, message, url, answer)
        replies += [] if read is None else read.replies
        if read is None or read.redirect is None:
            break
        url = urljoin(url, read.redirect)
    else:
        ledger.warn(11215, "too many redirects", url, message.sid)
    _answered(ledger, message, first, replies)
    return first


def _read(ledger: Ledger, message: Message, url: str, answer: Answer | None) -> Script | None:
    if answer is None:
        return None
    read = script(answer)
    for code, what in read.faults:
        ledger.warn(code, what, url, message.sid)
    return read


def _answered(ledger: Ledger, message: Message, answer: Answer | None, replies: list[Reply]) -> None:
    ledger.handsets.mark(message.sid, "delivered" if answer else "failed")
    if answer is None or not ledger.claim_answer(message.sid):
        return
    for reply in replies:
        _send(ledger, message, reply)


def _send(ledger: Ledger, message: Message, reply: Reply) -> None:
    sender, to = reply.sender or message.to, reply.to or message.sender or ""
    out = outgoing(
        ledger, message.account, sender, to, reply.body, "outbound-reply", reply.media, status_url=reply.status_url
    )
    callbacks = list(settle(ledger, out.sid))
    ledger.later(lambda: callbacks)


def _ask_or_fall_back(ledger: Ledger, number: Number, message: Message, url: str) -> tuple[str, Answer | None]:
    answer = ask(ledger, _asked(message, url, {}))
    if isinstance(answer, Answer):
        return url, answer
    ledger.warn(answer.code, answer.words, url, message.sid)
    if not number.fallback_url or url == number.fallback_url:
        return url, None
    extra = {"ErrorCode": str(answer.code), "ErrorUrl": without_fragment(url)}
    answer = ask(ledger, _asked(message, number.fallback_url, extra))
    if isinstance(answer, Answer):
        return number.fallback_url, answer
    ledger.warn(answer.code, answer.words, number.fallback_url, message.sid)
    return number.fallback_url, None


def _asked(message: Message, url: str, extra: dict[str, str]) -> Asked:
    return Asked(message.account, url, webhook_params(message) | extra, message.sid, message.token)


def delivery(ledger: Ledger, sid: str) -> Iterator[partial[None]]:
    """The same as `deliver`, as something for the pile."""
    deliver(ledger, sid)
    return iter(())
