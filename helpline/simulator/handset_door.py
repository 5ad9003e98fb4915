"""The phones' own way in, apart from the REST API: write a text, read what is new."""

from flask import Blueprint, Response, abort, jsonify, request

from helpline.simulator.handset import Text
from helpline.simulator.rest import desk

phones_api = Blueprint("handset", __name__, url_prefix="/handset")


@phones_api.before_app_request
def refuse_other_sites() -> None:
    """A page of another site must not write texts from here: browsers say where a request comes from."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        abort(403)


@phones_api.post("/<person>/texts")
def write(person: str) -> tuple[Response, int]:
    """Write a text: fields `to` and `body`, as a form or as JSON. 201 and the text, or 400 with `reason`."""
    given = request.get_json(silent=True) if request.is_json else request.form
    fields = given if isinstance(given, dict) else {}
    try:
        message = desk().take_in(person, str(fields.get("to", "")), str(fields.get("body", "")))
    except ValueError as refused:
        return jsonify(reason=str(refused)), 400
    shown = [text for text in desk().handsets.texts(person) if text.sid == message.sid]
    return jsonify(text_json(shown[0])), 201


@phones_api.get("/<person>/texts")
def read(person: str) -> Response:
    """The texts that are new or changed since revision `after`, with one party (`with`) or all, and `latest`."""
    after = request.args.get("after", "0")
    latest = desk().handsets.revision
    texts = desk().handsets.texts(person, request.args.get("with"), int(after) if after.isdigit() else 0)
    return jsonify(person=person, latest=latest, texts=[text_json(text) for text in texts])


def text_json(text: Text) -> dict[str, object]:
    """One bubble, as a phone reads it."""
    return {
        "id": text.id,
        "revision": text.revision,
        "other": text.other,
        "mine": text.mine,
        "body": text.body,
        "at": text.at.isoformat(),
        "state": text.state,
        "segments": text.segments,
        "media": list(text.media),
    }
