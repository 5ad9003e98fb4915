"""The phones in the browser: a page to write and read texts as a person does, with and without JavaScript."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from helpline.simulator.handset import Text
from helpline.simulator.refusals import MOST_LETTERS
from helpline.simulator.rest import desk
from helpline.simulator.words import language, words

phones = Blueprint("phones", __name__, url_prefix="/phone")
GROUPS = {"+33": (1, 2, 2, 2, 2), "+44": (4, 6), "+1": (3, 3, 4)}


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text as the page shows it; `day` is set on the first text of a day."""

    text: Text
    time: str
    day: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation in the list beside the phone."""

    number: str
    label: str
    last: str
    here: bool


@phones.app_template_filter("number")
def spaced(number: str) -> str:
    """A number in the groups people read it in; short codes and names stay as they are."""
    if not number.startswith("+"):
        return number
    country, sizes = next(
        ((code, sizes) for code, sizes in GROUPS.items() if number.startswith(code)), (number[:3], ())
    )
    digits = iter(number[len(country) :])
    groups = ["".join(islice(digits, size)) for size in (*sizes, 3, 3, 3, 3)]
    return " ".join(filter(None, [country, *groups]))


@phones.get("")
def all_phones() -> str:
    """Every phone on the desk."""
    owners = [
        (person, name, len(desk().handsets.texts(person)), any(live.rings for live in desk().live_calls(person)))
        for person, name in desk().handsets.owners().items()
    ]
    return render_template("phones.html", owners=owners, **_words())


@phones.get("/<person>")
def one_phone(person: str) -> str:
    """A person's phone, open at one conversation."""
    return _page(person)


@phones.post("/<person>")
def write(person: str) -> AnyResponse | tuple[str, int]:
    """Write a text without JavaScript, then show the page again."""
    body, other = request.form.get("body", "").replace("\r\n", "\n"), _other(person)
    try:
        if not body.strip():
            raise ValueError("empty")
        desk().take_in(person, other, body)
    except ValueError as refused:
        return _page(person, wrong=str(refused), draft=body), 400
    return redirect(url_for(".one_phone", **_asked(other), person=person) + "#end", 303)


@phones.get("/<person>/new")
def new_texts(person: str) -> Response:
    """The bubbles that are new or changed since revision `after`, as a piece of the page."""
    after, latest = request.args.get("after", "0"), desk().handsets.revision
    shown = _bubbles(person, _other(person), int(after) if after.isdigit() else 0)
    response = make_response(render_template("bubbles.html", bubbles=shown, **_words()))
    response.headers["X-Latest"] = str(latest)
    return response


def _page(person: str, wrong: str = "", draft: str = "") -> str:
    other, latest = _other(person), desk().handsets.revision
    return render_template(
        "phone.html",
        person=person,
        name=desk().handsets.owners().get(person, ""),
        other=other,
        label=_label(other),
        takes_calls=_takes_calls(other),
        threads=_threads(person, other),
        bubbles=_bubbles(person, other),
        latest=latest,
        wrong=wrong,
        draft=draft,
        most=MOST_LETTERS,
        asked=_asked(other),
        **_words(),
    )


def _words() -> dict[str, Any]:
    spoken = language(request.args.get("lang"))
    return {"lang": spoken, "other_lang": "en" if spoken == "fr" else "fr", "w": words()[spoken]}


def _asked(other: str) -> dict[str, Any]:
    return {"with": other, "lang": language(request.args.get("lang"))}


def _lines() -> list[str]:
    return [number.number for number in desk().numbers.values() if number.kind != "name"]


def _other(person: str) -> str:
    known = [*desk().handsets.threads(person), *_lines(), ""]
    return request.args.get("with") or known[0]


def _label(other: str) -> str:
    number = desk().numbers.get(other)
    return number.label if number else ""


def _takes_calls(other: str) -> bool:
    number = desk().numbers.get(other)
    return number is not None and bool(number.voice_url)


def _threads(person: str, other: str) -> list[Thread]:
    numbers = dict.fromkeys([*desk().handsets.threads(person), *_lines(), *([other] if other else [])])
    return [Thread(number, _label(number), _last(person, number), number == other) for number in numbers]


def _last(person: str, other: str) -> str:
    texts = desk().handsets.texts(person, other)
    return texts[-1].body if texts else ""


def _bubbles(person: str, other: str, after: int = 0) -> list[Bubble]:
    bubbles = _dated(desk().handsets.texts(person, other), current_app.config["ZONE"])
    return [bubble for bubble in bubbles if bubble.text.revision > after]


def _dated(texts: Iterable[Text], zone: tzinfo) -> list[Bubble]:
    today = desk().clock().astimezone(zone).date()
    bubbles, before = [], None
    for text in texts:
        at = text.at.astimezone(zone)
        day = _words()["w"]["today"] if at.date() == today else at.strftime("%d/%m/%Y")
        bubbles.append(Bubble(text, at.strftime("%H:%M"), "" if at.date() == before else day))
        before = at.date()
    return bubbles


def paris() -> tzinfo:
    """The zone whose clock the phones show where none is given."""
    return ZoneInfo("Europe/Paris")
