"""Dial: rings other phones for a leg, lets one of them in after its whisper, and joins the two until one hangs up."""

from collections.abc import Generator

from helpline.simulator.elements import Verb
from helpline.simulator.leg import Act, Bridged, HungUpError, Keys, Leg, Listening, Over, Plot, Request, Speech, Spoken
from helpline.simulator.records import Call
from helpline.simulator.refusals import GOOD_SENDER, call_to
from helpline.simulator.script import Waiting, action, address, last_word, listen, run
from helpline.simulator.voice_twiml import Document
from helpline.simulator.waiting import gather, whole_number

RINGS_SECONDS = 30
LASTS_SECONDS = 14400
TALKING = Listening(frozenset({"person"}))
IN_TIME_IN_A_WHISPER = {"Gather": gather}


def dial(leg: Leg, shown: Document, verb: Verb) -> Waiting:
    """Ring, join, and go on where the other side hangs up, or to the action with how it went."""
    legs = _rung(leg, shown, verb)
    if legs and leg.call.status == "in-progress":
        leg.hear(Spoken("", kind="ring"))
    try:
        chosen, bridged = yield from _talk(leg, verb, legs)
    except HungUpError:
        _hung_up(leg, shown, verb, legs)
        raise
    leg.pick_up()
    if not verb.attributes.get("action"):
        return None
    return action(leg, shown, verb, _outcome(chosen, bridged))


def _rung(leg: Leg, shown: Document, verb: Verb) -> list[Leg]:
    numbers = verb.parts or (Verb("Number", {}, verb.text),)
    sender = verb.attributes.get("callerId") or leg.call.sender
    own = leg.ledger.numbers.get(sender)
    if sender not in {leg.call.sender, leg.call.to, GOOD_SENDER} and (own is None or own.account != leg.call.account):
        leg.warn(13214, f"callerId {sender} is not the account's", shown.url)
        return []
    return [_ring(leg, shown, verb, sender, number) for number in numbers if _can_be_called(leg, shown, number.text)]


def _can_be_called(leg: Leg, shown: Document, number: str) -> bool:
    if call_to(number) is None:
        return True
    leg.warn(13224, f"cannot call {number or '(none)'}", shown.url)
    return False


def _ring(leg: Leg, shown: Document, dial: Verb, sender: str, number: Verb) -> Leg:
    now, given = leg.ledger.clock(), number.attributes
    whisper = address(leg, shown, given["url"]) if given.get("url") else ""
    status_url = address(leg, shown, given["statusCallback"]) if given.get("statusCallback") else ""
    call = Call(
        sid=leg.ledger.new_sid("CA"),
        account=leg.call.account,
        sender=sender,
        to=number.text,
        created_at=now,
        updated_at=now,
        direction="outbound-dial",
        parent=leg.call.sid,
        detects="machineDetection" in given,
        timeout=whole_number(dial, "timeout", RINGS_SECONDS),
        time_limit=whole_number(dial, "timeLimit", LASTS_SECONDS),
    )
    return leg.wires.ring(leg, call, whisper, status_url, tuple(given.get("statusCallbackEvent", "completed").split()))


def _talk(leg: Leg, verb: Verb, legs: list[Leg]) -> Generator[Listening, Act, tuple[Leg | None, bool]]:
    """Until it is over. Gives the leg that counts and whether the two were joined."""
    rung, joined, last = list(legs), None, None
    while rung:
        match (yield from listen(leg, TALKING if joined else Listening())):
            case Bridged(other):
                joined = other
                leg.pick_up()
                _end(leg, [each for each in rung if each is not other])
            case Over(other) if other in rung:
                rung.remove(other)
                last = other
                if other is joined:
                    return other, True
            case Speech(words) if joined:
                joined.hear_person(words)
            case Keys(keys) if "*" in keys and verb.attributes.get("hangupOnStar") == "true":
                _end(leg, rung)
                return joined or legs[0], joined is not None
    return last, False


def _end(leg: Leg, others: list[Leg]) -> None:
    for other in others:
        leg.wires.end(other, "completed" if other.call.status == "in-progress" else "canceled")


def _outcome(other: Leg | None, bridged: bool) -> dict[str, str]:
    if other is None:
        return {"DialCallStatus": "failed", "DialBridged": "false"}
    known = {"DialCallStatus": other.call.status, "DialCallSid": other.call.sid, "DialBridged": str(bridged).lower()}
    return known | ({"DialCallDuration": str(other.call.duration)} if other.call.started_at else {})


def _hung_up(leg: Leg, shown: Document, verb: Verb, legs: list[Leg]) -> None:
    _end(leg, legs)
    if leg.ledger.tells_of_dials_after_the_end and legs and verb.attributes.get("action"):
        ended = next((other for other in legs if other.call.started_at), legs[0])
        last_word(leg, action(leg, shown, verb, _outcome(ended, ended.call.started_at is not None)))


def called_side(leg: Leg, parent: Leg) -> Plot:
    """What happens on a dialled leg once it is answered: the whisper, then the talk until one of the two hangs up."""
    if leg.whisper and (yield from run(leg, Request(leg.whisper), IN_TIME_IN_A_WHISPER)):
        return
    leg.whisper = ""
    leg.wires.tell(parent, Bridged(leg))
    while True:
        act = yield from listen(leg, TALKING)
        if isinstance(act, Speech):
            parent.hear_person(act.words)
