"""The pages of the desk: who is next, one ticket, and what a helper does with it."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from helpline.accounts import RUNS_THE_LINE
from helpline.board import Sift
from helpline.console.forms import CloseForm, WordsForm
from helpline.console.knock import helpers_only
from helpline.console.parts import desk, reports
from helpline.console.shown import (
    OUTCOMES,
    choices,
    clock_there,
    colleagues,
    live_word,
    parted,
    rows,
    slot_told,
    standing,
    steps,
    windows,
)
from helpline.console.speech import counted, t
from helpline.console.suggested import LONGEST_WORDS, added, canned, found, suggestions
from helpline.desk import LONGEST_NOTE, LONGEST_REPLY
from helpline.drawer import Refused
from helpline.passing import SKIP_REASONS
from helpline.trying import RESULTS

SIFTED = ("line", "language", "topic", "team")
WORDS = "words"  # in the cookie: what the helper looks for, which may tell of a person, and stands in no address

OF_THE_WORDS = ("empty", "long", "secret", "stopped", "no-texts")
"""Reasons to write something else: the page comes back with what was written."""


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/", "queue", queue)
    console.add_url_rule("/queue", "queue_now", queue_now)
    console.add_url_rule("/queue", "look_for", look_for, methods=["POST"])
    console.add_url_rule("/tickets/<ticket_id>", "ticket", ticket)
    console.add_url_rule("/tickets/<ticket_id>/calling", "calling", calling)
    console.add_url_rule("/tickets/<ticket_id>/recordings/<sid>", "recording", recording)
    for action in (claim, release, reply, ready, price, note, close, word):
        path = f"/tickets/<ticket_id>/{action.__name__}"
        console.add_url_rule(path, action.__name__, action, methods=["POST"])


@helpers_only
def queue() -> ResponseReturnValue:
    """Who is next."""
    return render_template("desk/queue.html", **_board())


@helpers_only
def queue_now() -> ResponseReturnValue:
    """The list alone, for a page that is open."""
    return render_template("desk/rows.html", **_board())


@helpers_only
def look_for() -> ResponseReturnValue:
    """Show what has these words, until others are looked for; everything for none."""
    session[WORDS] = "" if "clear" in request.form else request.form.get("words", "").strip()[:LONGEST_WORDS]
    return redirect(url_for("console.queue"), 303)


def _board() -> dict[str, object]:
    """What the queue shows: the page and the sift that the address asks for."""
    words = session.get(WORDS, "")
    sift = Sift(words, *(request.args.get(name, "") for name in SIFTED))
    board = desk().board(g.helper, sift, request.args.get("page", 1, type=int))
    wanted = {name: value for name in SIFTED if (value := getattr(sift, name))}
    told = {"parts": rows(board), "choices": choices(), "waves": reports().waves()}
    return {"board": board, "wanted": wanted, "words": words, **told}


@helpers_only
def ticket(ticket_id: str) -> ResponseReturnValue:
    """All about one ticket."""
    return _page(ticket_id)


def _page(ticket_id: str, **more: str) -> str:
    """The page of a ticket; `more` is the code word, or what was written and why it is refused."""
    folder = desk().folder(ticket_id, g.helper)
    words = request.args.get("find", "").strip()
    offered, looked_up, texts = suggestions(folder), found(folder, words), canned(folder)
    if "ready" in request.form:
        more["reply"] = added(more.get("reply", ""), [*offered, *looked_up, *texts], request.form["ready"])
    older, recent = parted(folder.talk)
    return render_template(
        "desk/ticket.html",
        folder=folder,
        ticket=folder.ticket,
        line=folder.line,
        slot=slot_told(folder.ticket.slot_start, folder.ticket.slot_end, folder.line),
        older=older,
        recent=recent,
        steps=list(steps(folder)),
        clock_there=clock_there(folder),
        suggestions=offered,
        find=words,
        looked_up=looked_up,
        canned=texts,
        outcomes=OUTCOMES,
        live_word=live_word(folder, g.helper),
        results=RESULTS,
        windows=windows(folder),
        skip_reasons=SKIP_REASONS,
        colleagues=colleagues(folder),
        coordinates=g.helper.role in RUNS_THE_LINE,
        can_text=desk().can_text(folder.ticket),
        longest={"reply": LONGEST_REPLY, "note": LONGEST_NOTE},
        **standing(folder),
        **more,
    )


@helpers_only
def calling(ticket_id: str) -> ResponseReturnValue:
    """How the call goes, alone, for a page that is open."""
    folder = desk().folder(ticket_id, g.helper)
    if not folder.mine:
        return render_template("desk/no-longer.html", ticket=folder.ticket)
    live = live_word(folder, g.helper)
    return render_template("desk/calling.html", folder=folder, ticket=folder.ticket, line=folder.line, live_word=live)


@helpers_only
def recording(ticket_id: str, sid: str) -> ResponseReturnValue:
    """A voice message, fetched from the carrier for this helper alone."""
    return Response(desk().hear(ticket_id, g.helper, sid), content_type="audio/x-wav")


def _done(what: str, ticket_id: str = "") -> ResponseReturnValue:
    flash(t(f"done-{what}"), "success")
    return redirect(url_for("console.ticket", ticket_id=ticket_id) if ticket_id else url_for("console.queue"), 303)


@helpers_only
def claim(ticket_id: str) -> ResponseReturnValue:
    """Take a ticket."""
    desk().claim(ticket_id, g.helper)
    return _done("claimed", ticket_id)


@helpers_only
def release(ticket_id: str) -> ResponseReturnValue:
    """Put it back."""
    desk().release(ticket_id, g.helper)
    return _done("released")


@helpers_only
def reply(ticket_id: str) -> ResponseReturnValue:
    """Answer by text."""
    return _written(ticket_id, "reply", "replied", lambda text: desk().reply(ticket_id, g.helper, text))


@helpers_only
def ready(ticket_id: str) -> ResponseReturnValue:
    """Add a text that is ready to what stands there, on a page without its script: nothing is sent."""
    return _page(ticket_id, reply=(WordsForm().text.data or "").replace("\r\n", "\n"))


@helpers_only
def price(ticket_id: str) -> ResponseReturnValue:
    """What a text would cost, in words, while it is written."""
    count = desk().price(ticket_id, g.helper, (WordsForm().text.data or "").replace("\r\n", "\n"))
    return Response(t("reply-price", price=counted("segments", count)) if count else "", content_type="text/plain")


@helpers_only
def note(ticket_id: str) -> ResponseReturnValue:
    """Keep a note."""
    return _written(ticket_id, "note", "noted", lambda text: desk().note(ticket_id, g.helper, text))


def _written(ticket_id: str, what: str, done: str, write: Callable[[str], None]) -> ResponseReturnValue:
    text = (WordsForm().text.data or "").replace("\r\n", "\n")
    try:
        write(text)
    except Refused as refusal:
        if refusal.reason not in OF_THE_WORDS:
            raise
        return _page(ticket_id, **{what: text, f"{what}_refused": refusal.reason}), 422
    return _done(done, ticket_id)


@helpers_only
def close(ticket_id: str) -> ResponseReturnValue:
    """End it."""
    form = CloseForm()
    outcome = next((known for known in OUTCOMES if known == form.outcome.data), None)
    if outcome is None:
        return _page(ticket_id, close_refused="close-which"), 422
    desk().close(ticket_id, g.helper, outcome)
    return _done("closed")


@helpers_only
def word(ticket_id: str) -> ResponseReturnValue:
    """Show the code word, for the call that starts now: in this answer only, and written down."""
    shown = desk().show_word(ticket_id, g.helper)
    return _page(ticket_id, word=shown)
