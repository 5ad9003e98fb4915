"""The forms that the carrier posts about a call: what to do next, how it goes, and what was recorded."""

from collections.abc import Mapping
from email.utils import format_datetime
from math import ceil

from helpline.simulator.ledger import Ledger
from helpline.simulator.places import PLACES, place
from helpline.simulator.records import Call, Recording
from helpline.simulator.resources import API

_ENDS = {"From": "sender", "To": "to", "Caller": "sender", "Called": "to"}


def voice_params(call: Call, extra: Mapping[str, str], odd: int) -> dict[str, str]:
    """The form that asks what to do: blanks, aliases, an odd order, now and then a name nobody knows.

    `odd`: how it is shuffled, a number that differs from request to request.
    """
    params = {f"{end}{part}": place(getattr(call, field), part) for end, field in _ENDS.items() for part in PLACES}
    params |= {**_whose(call), **extra}
    if odd % 5 == 0:
        params["CallbackToggle"] = "é&=+ "
    if call.direction == "inbound" and odd % 3 == 0:
        params |= {"CallToken": '{"parentCallInfoToken":"' + call.sid + '"}', "StirVerstat": "TN-Validation-Passed-C"}
    pairs = list(params.items())
    turn = odd % len(pairs)
    return dict(pairs[turn:] + pairs[:turn])


def _whose(call: Call) -> dict[str, str]:
    parent = {"ParentCallSid": call.parent} if call.parent else {}
    detected = {"AnsweredBy": call.answered_by} if call.answered_by else {}
    return {
        "CallSid": call.sid,
        "AccountSid": call.account,
        "From": call.sender,
        "To": call.to,
        "Caller": call.sender,
        "Called": call.to,
        "CallStatus": call.status,
        "ApiVersion": "2010-04-01",
        "Direction": call.direction,
        **parent,
        **detected,
    }


def event_params(call: Call, sequence: int, at: str, recorded: Recording | None, api_url: str) -> dict[str, str]:
    """The form of a call's status callback. `at`: when, as RFC 2822; `sequence` counts the call's callbacks from 0."""
    params = _whose(call) | {
        "Timestamp": at,
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(sequence),
    }
    if call.status == "completed":
        params |= {"CallDuration": str(call.duration), "Duration": str(ceil(call.duration / 60))}
        params |= recorded_params(recorded, api_url) if recorded else {}
    return params


def recorded_params(recording: Recording, api_url: str) -> dict[str, str]:
    """Where a recording is and how long."""
    url = f"{api_url}{API}/Accounts/{recording.account}/Recordings/{recording.sid}"
    return {"RecordingSid": recording.sid, "RecordingUrl": url, "RecordingDuration": str(recording.seconds)}


def recording_event_params(ledger: Ledger, recording: Recording, status: str) -> dict[str, str]:
    """The form of a recording's status callback; `status` is in-progress, completed or absent."""
    params = recorded_params(recording, ledger.api_url)
    if status != "completed":
        del params["RecordingDuration"]
    if status == "absent":
        params["ErrorCode"] = "0"
    return params | {
        "AccountSid": recording.account,
        "CallSid": recording.call,
        "RecordingStatus": status,
        "RecordingChannels": "1",
        "RecordingStartTime": format_datetime(recording.created_at),
        "RecordingSource": recording.source,
        "RecordingTrack": "inbound",
    }
