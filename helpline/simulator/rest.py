"""The carrier's REST API: texts and calls, made, read, listed, changed and deleted, exactly as its document says."""

from collections.abc import Iterator
from hmac import compare_digest

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

from helpline.simulator import counter
from helpline.simulator.carrier import Carrier
from helpline.simulator.faults import Fault
from helpline.simulator.paging import dated, page
from helpline.simulator.records import ENDED, Account, Call, Message
from helpline.simulator.refusals import RefusedError
from helpline.simulator.resources import API, Json, call_json, message_json

rest = Blueprint("rest", __name__, url_prefix=f"{API}/Accounts/<account>")


def desk() -> Carrier:
    """The carrier that this application serves."""
    found: Carrier = current_app.extensions["carrier"]
    return found


@rest.before_request
def check() -> Response | None:
    """Who asks? Then: does trouble wait for this request?"""
    given = request.authorization
    owner = desk().accounts.get((request.view_args or {}).get("account", ""))
    if owner is None or given is None or not _known(owner, given.username or "", given.password or ""):
        raise RefusedError(20003)
    g.fault = desk().faults.take(request.method)
    return None if g.fault is None or g.fault.done else _broken(g.fault)


def _known(owner: Account, name: str, secret: str) -> bool:
    wanted = owner.token if name == owner.sid else owner.keys.get(name, "")
    return bool(wanted) and compare_digest(wanted.encode(), secret.encode())


@rest.after_request
def spoil(response: Response) -> Response:
    """The faults that strike once the work is done."""
    fault: Fault | None = g.get("fault")
    if fault is None or not fault.done or response.status_code >= 400:
        return response
    if fault.kind == "slow":
        desk().faults.sleep(fault.seconds)
        return response
    return _broken(fault)


def _broken(fault: Fault) -> Response:
    if fault.kind in {"dropped", "done-but-dropped"}:
        return Response(_half_an_answer(), headers={"Content-Length": "2"}, content_type="application/json")
    return refusal(RefusedError(20429 if fault.kind == "too-many" else 20500))


def _half_an_answer() -> Iterator[bytes]:
    yield b"{"
    raise ConnectionResetError("the carrier broke the line")


@rest.errorhandler(RefusedError)
def refusal(error: RefusedError) -> Response:
    """An error as the carrier words it."""
    response = jsonify(error.json())
    response.status_code = error.status
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
    if error.code == 20429:
        response.headers["Retry-After"] = "1"
    return response


@rest.post("/Messages.json")
def create_message(account: str) -> tuple[Response, int]:
    """A text to send."""
    return jsonify(message_json(counter.new_message(desk(), account, request.form))), 201


@rest.get("/Messages.json")
def list_messages(account: str) -> Response:
    """Texts by address and date, the newest first."""
    rows = [text for text in desk().messages() if text.account == account and _between(text.to, text.sender or "")]
    rows = dated(rows, "DateSent", request.args, lambda text: text.sent_at or text.created_at)
    return listed(account, "messages", [message_json(text) for text in rows])


def _between(to: str, sender: str) -> bool:
    asked = request.args
    return asked.get("To", to) == to and asked.get("From", sender) == sender


def listed(account: str, name: str, rows: list[Json]) -> Response:
    """One page of a list."""
    path = f"{API}/Accounts/{account}/{name.capitalize()}.json"
    return jsonify(page(path, name, rows, request.args))


@rest.get("/Messages/<sid>.json")
def fetch_message(account: str, sid: str) -> Response:
    """One text."""
    return jsonify(message_json(_message(account, sid)))


@rest.post("/Messages/<sid>.json")
def update_message(account: str, sid: str) -> Response:
    """Take the words out of a text."""
    return jsonify(message_json(counter.change_message(desk(), _message(account, sid), request.form)))


@rest.delete("/Messages/<sid>.json")
def delete_message(account: str, sid: str) -> tuple[str, int]:
    """Strike a finished text out of the books."""
    counter.finished(_message(account, sid))
    desk().forget(sid)
    return "", 204


@rest.post("/Calls.json")
def create_call(account: str) -> tuple[Response, int]:
    """A call to make."""
    return jsonify(call_json(counter.new_call(desk(), account, request.form))), 201


@rest.get("/Calls.json")
def list_calls(account: str) -> Response:
    """Calls by address, status and date, the newest first."""
    rows = [call for call in desk().calls() if call.account == account and _between(call.to, call.sender)]
    rows = [call for call in rows if request.args.get("Status", call.status) == call.status]
    rows = dated(rows, "StartTime", request.args, lambda call: call.started_at or call.created_at)
    return listed(account, "calls", [call_json(call) for call in rows])


@rest.get("/Calls/<sid>.json")
def fetch_call(account: str, sid: str) -> Response:
    """One call."""
    return jsonify(call_json(_call(account, sid)))


@rest.post("/Calls/<sid>.json")
def update_call(account: str, sid: str) -> Response:
    """Cancel a call, end it, or send it elsewhere."""
    return jsonify(call_json(counter.change_call(desk(), _call(account, sid), request.form)))


@rest.delete("/Calls/<sid>.json")
def delete_call(account: str, sid: str) -> tuple[str, int]:
    """Strike a call that is over out of the books."""
    if _call(account, sid).status not in ENDED:
        raise RefusedError(20009)
    desk().forget(sid)
    return "", 204


def _message(account: str, sid: str) -> Message:
    found = desk().message(sid)
    if found is None or found.account != account:
        raise RefusedError(20404)
    return found


def _call(account: str, sid: str) -> Call:
    found = desk().call(sid)
    if found is None or found.account != account:
        raise RefusedError(20404)
    return found


def not_found_here(app: Flask) -> None:
    """Outside the API's own addresses, an unknown path under its root is answered as the carrier does."""

    def answer(error: HTTPException) -> Response | HTTPException:
        return refusal(RefusedError(20404)) if request.path.startswith(f"{API}/") else error

    app.register_error_handler(404, answer)
