"""Who may knock: every view says it, and one that says nothing is closed."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar, get_args

from flask import Response, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from helpline.accounts import AT_THE_DESK, Role
from helpline.console.parts import accounts
from helpline.store.helpers import Helper

P = ParamSpec("P")
R = TypeVar("R")

BY_ITSELF = ("console.queue_now", "console.news", "console.calling")
"""What an open page asks for without anybody there: that keeps no session alive."""

HALFWAY, WANTED = "halfway", "wanted"
"""In the cookie between the password and the code: the token, and the page to come back to."""

logins = LoginManager()
logins.session_protection = None  # our own session is made anew at each login and ends on the server


class Sitting(UserMixin):  # type: ignore[misc]
    """A helper at the desk, by the token of their session: the cookie holds that, and nothing about the helper."""

    def __init__(self, token: str, helper: Helper) -> None:
        self.token, self.helper = token, helper

    def get_id(self) -> str:
        """What flask-login keeps in the cookie."""
        return self.token


@logins.user_loader  # type: ignore[untyped-decorator]
def sitting(token: str) -> Sitting | None:
    """Whose session this is; None once it has ended. Raises StoreUnreachable."""
    helper = accounts().helper(token, active=request.endpoint not in BY_ITSELF)
    return Sitting(token, helper) if helper else None


@logins.unauthorized_handler  # type: ignore[untyped-decorator]
def to_the_login() -> ResponseReturnValue:
    """Log in, then come back to the page (never to an action: that was not done)."""
    session.clear()
    if request.endpoint == "console.news":  # a stream that is led elsewhere is an error in the browser; this ends it
        return Response(status=204)
    return redirect(url_for("console.login", next=_page()), 303)


def _page() -> str:
    if request.method == "GET" and request.endpoint not in BY_ITSELF:
        return request.path
    ticket = (request.view_args or {}).get("ticket_id")
    return url_for("console.ticket", ticket_id=ticket) if ticket else url_for("console.queue")


def anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Open to all."""

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        return view(*args, **kwargs)

    opened.__dict__["who_may_knock"] = "anyone"
    return opened


def helpers_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Open to helpers who are logged in: others are sent to the login, roles that see no people get 403."""
    return _guarded(view, "helper", AT_THE_DESK)


def members(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Open to all who are logged in, partners too: what is behind shows no people."""
    return _guarded(view, "member", get_args(Role))


def only(*roles: Role) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Open to these roles alone."""

    def closed(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        return _guarded(view, " ".join(("only", *sorted(roles))), roles)

    return closed


def halfway(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Open to who gave the right password and owes a code; all others are sent to the login."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        found = accounts().halfway(session.get(HALFWAY, ""))
        if found is None:
            return redirect(url_for("console.login", next=session.get(WANTED)), 303)
        g.halfway = found
        return view(*args, **kwargs)

    guarded.__dict__["who_may_knock"] = "halfway"
    return guarded


def _guarded(
    view: Callable[P, ResponseReturnValue], who: str, roles: Sequence[str]
) -> Callable[P, ResponseReturnValue]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return logins.unauthorized()  # type: ignore[no-any-return]
        g.helper = current_user.helper
        if g.helper.role not in roles:
            abort(403, "role")
        return view(*args, **kwargs)

    guarded.__dict__["who_may_knock"] = who
    return guarded


def secured(response: Response) -> Response:
    """The headers of every page: nothing from elsewhere, nothing inline, in nobody's frame, in no cache."""
    frames = "'self'" if current_app.config.get("HELPLINE_FRAME_SELF") else "'none'"
    policy = "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; object-src 'none'"
    response.headers.setdefault("Content-Security-Policy", f"{policy}; frame-ancestors {frames}")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if not (request.endpoint or "").endswith("static"):
        response.headers["Cache-Control"] = "no-store"
    return response
