"""Changes to content that somebody proposes: as a patch, tried on labelled questions, decided once."""

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpline.accounts import OWNS_CONTENT, TEACHES
from helpline.console.knock import only
from helpline.console.parts import book, teach
from helpline.console.speech import t
from helpline.console.teach import title
from helpline.content.learn import Trial
from helpline.content.table import ContentError
from helpline.log import logger
from helpline.store.proposals import Proposal

NAME = "helpline-content.diff"


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/teach/changes", "changes", changes)
    console.add_url_rule("/teach/changes.diff", "changes_diff", patch)
    for action in (attempt, accept, refuse, hand_out):
        path = f"/teach/changes/<change_id>/{action.__name__.replace('_', '-')}"
        console.add_url_rule(path, f"change_{action.__name__}", action, methods=["POST"])


@only(*TEACHES)
def changes() -> ResponseReturnValue:
    """What is to be decided, and what was decided last."""
    return _page()


def _page(tried: str = "", trial: Trial | None = None, wrong: str = "") -> str:
    """The page; `trial` is what the change `tried` would do, `wrong` why it cannot be tried."""
    opened = teach().opened(g.helper)
    return render_template(
        "desk/changes.html",
        changes=[(one, _patch(one)) for one in opened],
        decided=teach().decided(g.helper),
        names=teach().names(),
        writes=teach().folder.writes,
        decides=g.helper.role in OWNS_CONTENT,
        accepts=not g.helper.lines,
        tried=tried,
        trial=trial,
        wrong=wrong,
        title=title,
    )


def _patch(*proposals: Proposal) -> str:
    return teach().folder.patch(proposals, book().languages, t("draft-to-write"))


@only(*TEACHES)
def patch() -> ResponseReturnValue:
    """All open changes in one file."""
    answer = Response(_patch(*teach().opened(g.helper)), content_type="text/x-diff; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer


@only(*TEACHES)
def attempt(change_id: str) -> ResponseReturnValue:
    """What a change would break and mend."""
    try:
        return _page(change_id, teach().tried(change_id, g.helper))
    except ContentError as error:
        return _page(change_id, wrong=str(error)), 422


@only(*OWNS_CONTENT)
def accept(change_id: str) -> ResponseReturnValue:
    """Write a change into the content, unless it breaks more than it mends."""
    try:
        trial = teach().accept(change_id, g.helper)
    except ContentError as error:
        return _page(change_id, wrong=str(error)), 422
    if trial.refused:
        return _page(change_id, trial), 422
    return _done("change-accepted", change_id)


@only(*OWNS_CONTENT)
def refuse(change_id: str) -> ResponseReturnValue:
    """No; its questions wait again."""
    teach().decide(change_id, "refused", g.helper)
    return _done("change-refused", change_id)


@only(*OWNS_CONTENT)
def hand_out(change_id: str) -> ResponseReturnValue:
    """Somebody has taken it to the content by hand."""
    teach().decide(change_id, "handed-out", g.helper)
    return _done("change-handed-out", change_id)


def _done(what: str, change_id: str) -> ResponseReturnValue:
    logger().info("content change", did=what, change=change_id, by=g.helper.id)
    flash(t(f"done-{what}"), "success")
    return redirect(url_for("console.changes"), 303)
