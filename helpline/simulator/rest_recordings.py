"""The recordings' part of the REST API: read, listed, fetched as sound, deleted."""

from flask import Response, jsonify

from helpline.simulator.recordings import recording_json, sound
from helpline.simulator.records import Recording
from helpline.simulator.refusals import RefusedError
from helpline.simulator.rest import desk, listed
from helpline.simulator.rest import rest as rest


@rest.get("/Recordings.json")
@rest.get("/Calls/<call>/Recordings.json")
def list_recordings(account: str, call: str | None = None) -> Response:
    """Recordings of the account or of one call, the newest first."""
    rows = [each for each in desk().recordings.values() if each.account == account and call in {None, each.call}]
    return listed(account, "recordings", [recording_json(each, desk().api_url) for each in reversed(rows)])


@rest.get("/Recordings/<sid>.json")
def fetch_recording(account: str, sid: str) -> Response:
    """One recording's facts."""
    return jsonify(recording_json(_recording(account, sid), desk().api_url))


@rest.get("/Recordings/<sid>")
@rest.get("/Recordings/<sid>.wav")
def play_recording(account: str, sid: str) -> Response:
    """The sound itself. There is no .mp3 here."""
    return Response(sound(_recording(account, sid)), content_type="audio/x-wav")


@rest.delete("/Recordings/<sid>")
@rest.delete("/Recordings/<sid>.json")
@rest.delete("/Recordings/<sid>.wav")
def delete_recording(account: str, sid: str) -> tuple[str, int]:
    """Erase a recording: sound and facts."""
    del desk().recordings[_recording(account, sid).sid]
    return "", 204


def _recording(account: str, sid: str) -> Recording:
    found = desk().recordings.get(sid)
    if found is None or found.account != account:
        raise RefusedError(20404)
    return found
