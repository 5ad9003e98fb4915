"""What the bot did not answer well, in groups: attached to an entry, proposed as a new one, or left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpline.accounts import TEACHES
from helpline.console.knock import only
from helpline.console.parts import book, teach
from helpline.console.speech import language, t
from helpline.content.changes import slug_of
from helpline.drawer import Refused
from helpline.faq.group import Group
from helpline.store.missed import Question
from helpline.teach.hand import LONGEST, MOST_WORDINGS, Look, Wanted

A_PAGE = 20  # groups
SHOWN = 5  # wordings of a group in the list


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it is shown: wordings with how often each was used, how many more there are, what was answered."""

    group: Group[Question]
    wordings: tuple[tuple[str, int], ...]
    more: int
    told: tuple[str, ...]
    nearest: tuple[str, ...]


def add_to(console: Blueprint) -> None:
    """Hang the doors."""
    console.add_url_rule("/teach", "teach", everything)
    console.add_url_rule("/teach/<question_id>", "teach_one", one)
    for action in (attach, propose, leave):
        path = f"/teach/<question_id>/{action.__name__}"
        console.add_url_rule(path, f"teach_{action.__name__}", action, methods=["POST"])


def title(slug: str) -> str:
    """An entry's question in the reader's language; its name where it is gone, or not there yet."""
    entry = book().entries.get(slug)
    return entry.asked[language()].question if entry else slug


@only(*TEACHES)
def everything() -> ResponseReturnValue:
    """All groups, a page at a time."""
    groups = teach().groups(g.helper)
    pages = max(1, -(-len(groups) // A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    here = groups[(page - 1) * A_PAGE : page * A_PAGE]
    return render_template(
        "desk/teach.html",
        groups=[_shown(group, SHOWN) for group in here],
        until=max((group.seen_at for group in groups), default=None),
        total=len(groups),
        questions=sum(len(group.asked) for group in groups),
        page=page,
        pages=pages,
        entries=sorted(_titled(), key=lambda each: each[1].casefold()),
        title=title,
        changes=len(teach().opened(g.helper)),
    )


def _titled() -> Iterator[tuple[str, str]]:
    yield from ((slug, title(slug)) for slug in book().entries)


def _shown(group: Group[Question], most: int) -> Shown:
    wordings = tuple(group.wordings.items())
    told = dict.fromkeys(each.entry for each in group.asked if each.entry in book().entries)
    near = tuple(teach().nearest(group))
    return Shown(group, wordings[:most], max(0, len(wordings) - most), tuple(islice(told, SHOWN)), near)


@only(*TEACHES)
def one(question_id: str) -> ResponseReturnValue:
    """One group, to make a new entry of it."""
    return _page(question_id)


def _look() -> Look:
    """What the page that a form stands on has shown. Raises Refused("unknown")."""
    form = request.form or request.args
    try:
        until = datetime.fromisoformat(form["until"]) if form.get("until") else None
    except ValueError:
        raise Refused("unknown") from None
    if until and until.tzinfo is None:
        raise Refused("unknown")
    return Look(until, form.get("asked", ""))


def _page(question_id: str, refused: str = "") -> str:
    look = _look()
    shown = _shown(teach().group(question_id, g.helper, look), MOST_WORDINGS)
    usual, form = shown.wordings[0][0], request.form
    near = next(iter(shown.nearest), "")
    return render_template(
        "desk/teach-new.html",
        shown=shown,
        until=look.until,
        refused=refused,
        topics=sorted({entry.topic for entry in book().entries.values()}),
        topic=form.get("topic") or (book().entries[near].topic if near else ""),
        question=form.get("question", usual[:1].upper() + usual[1:]),
        name=form.get("name", slug_of(usual)),
        gist=form.get("gist", ""),
        chosen=form.getlist("wordings") if form else [wording for wording, _ in shown.wordings],
        longest=LONGEST,
        title=title,
    )


def _done(what: str) -> ResponseReturnValue:
    flash(t(f"done-{what}"), "success")
    return redirect(url_for("console.teach", page=request.args.get("page", 1, type=int)), 303)


@only(*TEACHES)
def attach(question_id: str) -> ResponseReturnValue:
    """Propose wordings for an entry: the one that was typed, else the one whose button was pressed."""
    typed = request.form.get("other", "").strip()
    entry = _named(typed) if typed else request.form.get("entry", "")
    try:
        teach().attach(question_id, entry, request.form.getlist("wordings"), g.helper, _look())
    except Refused as refusal:
        if refusal.reason not in ("teach-entry", "teach-wordings"):
            raise
        flash(t(f"refused-{refusal.reason}"), "danger")
        back = url_for("console.teach", page=request.args.get("page", 1, type=int), _anchor=f"group-{question_id}")
        return redirect(back, 303)
    return _done("teach-attached")


def _named(typed: str) -> str:
    """The entry that has this name, or this question in the reader's language; "" for none."""
    found = (slug for slug, question in _titled() if typed.casefold() in (slug, question.casefold()))
    return next(found, "")


@only(*TEACHES)
def propose(question_id: str) -> ResponseReturnValue:
    """Propose a new entry."""
    form = request.form
    question = " ".join(form.get("question", "").split())
    gist = form.get("gist", "").replace("\r\n", "\n").strip()
    name, topic = form.get("name", "").strip(), form.get("topic", "")
    wanted = Wanted(name, topic, question, form.getlist("wordings"), gist)
    try:
        teach().propose(question_id, wanted, g.helper, _look())
    except Refused as refusal:
        if refusal.reason in ("unknown", "teach-done", "teach-moved"):
            raise
        return _page(question_id, refusal.reason), 422
    return _done("teach-proposed")


@only(*TEACHES)
def leave(question_id: str) -> ResponseReturnValue:
    """There is nothing to learn from it."""
    teach().leave(question_id, g.helper, _look())
    return _done("teach-left")
