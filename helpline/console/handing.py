"""The doors by which a ticket changes hands."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpline.console.knock import helpers_only
from helpline.console.parts import bridge, desk
from helpline.console.shown import slot_told
from helpline.console.speech import t
from helpline.passing import Passing


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    for path, name, view in (
        ("skip", "skip", skip),
        ("hand", "hand", hand),
        ("take-back", "take_back", take_back),
        ("tried", "tried", tried),
        ("move", "move", move),
        ("call", "call", call),
        ("hang-up", "hang_up", hang_up),
    ):
        console.add_url_rule(f"/tickets/<ticket_id>/{path}", name, view, methods=["POST"])


def _passing() -> Passing:
    return Passing(desk().drawer)


@helpers_only
def skip(ticket_id: str) -> ResponseReturnValue:
    """Leave it to colleagues for a while."""
    _passing().skip(ticket_id, g.helper, request.form.get("reason", ""))
    return _done(t("done-skipped"))


@helpers_only
def hand(ticket_id: str) -> ResponseReturnValue:
    """Give it to a colleague or a team: `helper:<id>`, `team:<name>`, `team:` for everybody."""
    kind, _, to = request.form.get("to", "").partition(":")
    if kind == "helper":
        return _done(t("done-handed", name=_passing().hand(ticket_id, g.helper, to)))
    _passing().to_team(ticket_id, g.helper, to)
    return _done(t("done-handed", name=to or t("everybody")))


@helpers_only
def take_back(ticket_id: str) -> ResponseReturnValue:
    """A coordinator puts it back into the queue."""
    _passing().take_back(ticket_id, g.helper)
    return _done(t("done-taken-back"))


@helpers_only
def call(ticket_id: str) -> ResponseReturnValue:
    """Let the helper's phone ring, then the person's."""
    bridge().start(ticket_id, g.helper, g.helper.phone)
    return _to_the_call(ticket_id)


@helpers_only
def hang_up(ticket_id: str) -> ResponseReturnValue:
    """End the call that runs."""
    bridge().stop(ticket_id, g.helper)
    return _to_the_call(ticket_id)


def _to_the_call(ticket_id: str) -> ResponseReturnValue:
    """The panel that says how the call goes: the focus is there."""
    return redirect(url_for("console.ticket", ticket_id=ticket_id, _anchor="calling"), 303)


@helpers_only
def tried(ticket_id: str) -> ResponseReturnValue:
    """Say how a call went; the next try is promised, or it was the last one."""
    form = request.form
    after = desk().trying.tried(ticket_id, g.helper, form.get("result", ""), form.get("window", ""))
    line = desk().line(after.line)
    told = slot_told(after.slot_start, after.slot_end, line)
    return _done(t("done-ended") if after.state == "closed" else t("done-tried", slot=told))


@helpers_only
def move(ticket_id: str) -> ResponseReturnValue:
    """Promise the call for another time, without a try."""
    after = desk().trying.move(ticket_id, g.helper, request.form.get("window", ""))
    return _done(t("done-moved", slot=slot_told(after.slot_start, after.slot_end, desk().line(after.line))))


def _done(words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("console.queue"), 303)
