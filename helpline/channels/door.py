"""Who may knock: only our carrier, with a right signature over the address that the public knows, about our numbers."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import ParamSpec

from flask import Response, abort, current_app, request

from helpline.channels.signature import genuine
from helpline.log import logger
from helpline.settings import Settings
from helpline.store.shapes import StoreUnreachable

P = ParamSpec("P")
FORM = "application/x-www-form-urlencoded"


def signed_address(public_url: str) -> str:
    """The address that the carrier signed: the configured one with the request's own path and query, not decoded."""
    raw = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI")
    if raw is None or not raw.startswith("/"):
        query = request.query_string.decode("latin-1")
        raw = f"{request.path}?{query}" if query else request.path
    return public_url + str(raw)


def carrier_only(view: Callable[P, Response]) -> Callable[P, Response]:
    """Lets a request in only if our carrier signed it: 415 no form, 403 wrong signature or account, 503 no store.

    A form is asked for because a signature over a JSON body does not cover it unless its digest is checked too.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        if request.mimetype != FORM:
            abort(415)
        settings: Settings = current_app.extensions["helpline.settings"]
        signature = request.headers.get("X-Twilio-Signature")
        if not genuine(signed_address(settings.public_url), request.form, signature, settings.auth_tokens):
            logger().warning("refused", why="signature", path=request.path, fields=sorted(request.form))
            abort(403)
        if request.form.get("AccountSid") != settings.account_sid:
            logger().warning("refused", why="account", path=request.path)
            abort(403)
        return _answered_or_503(view, *args, **kwargs)

    guarded.__dict__["who_may_knock"] = "carrier"
    return guarded


def _answered_or_503(view: Callable[P, Response], *args: P.args, **kwargs: P.kwargs) -> Response:
    """What could not be kept is not acknowledged: the carrier then takes its fallback address or tries again."""
    try:
        return view(*args, **kwargs)
    except StoreUnreachable as error:
        logger().error("store unreachable", path=request.path, error=type(error).__name__)
        return xml("<Response/>", 503)


def ours(number: str, numbers: Collection[str]) -> str:
    """The number, if it is one of ours; 403 otherwise."""
    if number not in numbers:
        logger().warning("refused", why="number", path=request.path)
        abort(403)
    return number


def xml(document: str, status: int = 200) -> Response:
    """A document for the carrier. Never text/plain: that would be sent to the person as a message."""
    return Response(document, status, content_type="text/xml; charset=utf-8")
