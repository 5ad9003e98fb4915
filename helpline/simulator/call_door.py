"""The phones' own way to call: dial, hear, press keys, speak, keep silent, record, hang up, answer, refuse."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response, abort, jsonify, request

from helpline.simulator.leg import Spoken
from helpline.simulator.live import LiveCall
from helpline.simulator.pages import spaced
from helpline.simulator.rest import desk

calls_api = Blueprint("calls", __name__, url_prefix="/handset/<person>/calls")
Json = tuple[Response, int]
SHOWN = 5


@calls_api.post("")
def call(person: str) -> Json:
    """Call the number in the field `to`. 201 and the call, which rings until its webhook is asked; or 400, `reason`."""
    try:
        live = desk().take_call(person, fields().get("to", ""))
    except ValueError as refused:
        return jsonify(reason=str(refused)), 400
    live.soon(partial(desk().connect, live))
    return jsonify(call_json(live)), 201


@calls_api.get("")
def calls(person: str) -> Response:
    """The phone's last calls, the newest last."""
    return jsonify(person=person, calls=[call_json(live) for live in desk().live_calls(person)[-SHOWN:]])


@calls_api.post("/<sid>/keys")
def keys(person: str, sid: str) -> Json:
    """Press `keys`."""
    return _act(person, sid, lambda live: partial(live.press, _of("0123456789*#", fields().get("keys", ""))))


@calls_api.post("/<sid>/speech")
def speech(person: str, sid: str) -> Json:
    """Say `words`."""
    return _act(person, sid, lambda live: partial(live.say, fields().get("words", "")[:1000]))


@calls_api.post("/<sid>/wait")
def wait(person: str, sid: str) -> Json:
    """Say and press nothing until the carrier gives up waiting."""
    return _act(person, sid, lambda live: live.wait)


@calls_api.post("/<sid>/record")
def record(person: str, sid: str) -> Json:
    """Speak for `seconds` after the beep, ended by `key` if any."""
    seconds, key = fields().get("seconds", ""), _of("0123456789*#", fields().get("key", ""))[:1]
    return _act(person, sid, lambda live: partial(live.record, int(seconds) if seconds.isdecimal() else 0, key))


@calls_api.post("/<sid>/hangup")
def hang_up(person: str, sid: str) -> Json:
    """Hang up."""
    return _act(person, sid, lambda live: live.hang_up)


@calls_api.post("/<sid>/answer")
def answer(person: str, sid: str) -> Json:
    """Pick up the phone that rings."""
    return _ringing(person, sid, lambda live: partial(desk().pick_up, live))


@calls_api.post("/<sid>/refuse")
def refuse(person: str, sid: str) -> Json:
    """Do not take the call: busy, for who calls."""
    return _ringing(person, sid, lambda live: partial(live.circuit.end, live.leg, "busy"))


def fields() -> Mapping[str, str]:
    """What the phone sent, as a form or as JSON."""
    given = request.get_json(silent=True) if request.is_json else request.form
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}


def _of(letters: str, given: str) -> str:
    return "".join(letter for letter in given if letter in letters)


def _act(person: str, sid: str, act: Callable[[LiveCall], Callable[[], object]]) -> Json:
    live = _mine(person, sid)
    return _soon(live, act(live), "call_over" if live.over else "")


def _ringing(person: str, sid: str, act: Callable[[LiveCall], Callable[[], object]]) -> Json:
    live = _mine(person, sid)
    return _soon(live, act(live), "" if live.rings else "not_ringing")


def _mine(person: str, sid: str) -> LiveCall:
    live = desk().live(sid)
    if live is None or live.person != person:
        abort(404)
    return live


def _soon(live: LiveCall, act: Callable[[], object], refused: str) -> Json:
    if refused:
        return jsonify(reason=refused), 409
    live.soon(act)
    return jsonify(call_json(live)), 202


def call_json(live: LiveCall) -> dict[str, object]:
    """A call, as a phone reads it. `busy`: something the person did is still on its way."""
    waits, number = live.listening, desk().numbers.get(live.other)
    return {
        "sid": live.sid,
        "other": live.other,
        "name": number.label if number else "",
        "shown": spaced(live.other),
        "incoming": live.leg.call.direction != "inbound",
        "rings": live.rings,
        "state": live.state,
        "over": live.over,
        "busy": live.under_way,
        "seconds": live.leg.call.duration,
        "typed": live.leg.typed,
        "expects": sorted(live.expects),
        "timeout": waits.timeout,
        "digits": waits.digits,
        "finish": waits.finish,
        "longest": waits.longest,
        "said": [said_json(number, spoken) for number, spoken in enumerate(live.said)],
    }


def said_json(number: int, spoken: Spoken) -> dict[str, object]:
    """One thing that was heard; `id` counts from 0 within the call."""
    return {
        "id": number,
        "words": spoken.words,
        "language": spoken.language,
        "voice": spoken.voice,
        "kind": spoken.kind,
    }
