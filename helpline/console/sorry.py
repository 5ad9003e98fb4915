"""What a helper is told when something is not possible: plain words, the way back, and what they had written."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from helpline.accounts import Forbidden
from helpline.console.speech import t
from helpline.drawer import Refused
from helpline.log import logger
from helpline.store.shapes import StoreUnreachable

STATUS = {
    "role": 403,
    "claimed": 409,
    "closed": 409,
    "call-running": 409,
    "no-call": 409,
    "too-many-calls": 429,
    "call-failed": 502,
    "not-yours": 403,
    "unknown": 404,
    "no-sound": 502,
    "rank": 403,
    "last-admin": 409,
    "left": 409,
    "code-needed": 403,
    "teach-done": 409,
    "teach-decided": 409,
    "teach-draft": 409,
    "teach-elsewhere": 409,
    "teach-changed": 409,
    "teach-moved": 409,
    "teach-all-lines": 403,
}
REASONS = {403: "role", 404: "unknown", 405: "method", 413: "large"}
CONSOLE = "/desk"


def say_sorry(app: Flask) -> None:
    """Hang the pages; what other doors of the application refuse stays as it is."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(StoreUnreachable, _unreachable)
    app.register_error_handler(HTTPException, _http)


def _refused(refusal: Refused) -> ResponseReturnValue:
    name = refusal.helper or t("a-colleague")
    return _page(t(f"refused-{refusal.reason}", name=name)), STATUS.get(refusal.reason, 422)


def _forbidden(refusal: Forbidden) -> ResponseReturnValue:
    return _page(t(f"refused-{refusal.reason}")), STATUS[refusal.reason]


def _door() -> str:
    """The door that was knocked at, without what stood in its blanks: the token of a link is for nobody's log."""
    return str(request.url_rule or "")


def _forged(_error: CSRFError) -> ResponseReturnValue:
    logger().warning("refused", why="csrf", path=_door())
    return _page(t("refused-form")), 400


def _unreachable(error: StoreUnreachable) -> ResponseReturnValue:
    logger().error("store unreachable", path=_door(), error=type(error).__name__)
    return _page(t("refused-store")), 503, {"Retry-After": "60"}


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400 or not request.path.startswith(CONSOLE):
        return error.get_response()
    if code >= 500:
        return _page(t("refused-failure")), code
    return _page(t(f"refused-{REASONS.get(code, 'form')}")), code


def _page(words: str) -> str:
    # A form that is too large cannot be read again.
    written = "" if request.content_length and request.content_length > 20_000 else request.form.get("text", "")
    return render_template("desk/sorry.html", words=words, written=written)
