"""The console's words are content: all there in both languages, all of use, and blind to what is put in them."""

import re
from pathlib import Path
from typing import get_args

import pytest
from flask import g

import helpline.console
from helpline.accounts import ROLES
from helpline.console.doors import SIFTED
from helpline.console.shown import OUTCOMES
from helpline.console.sorry import REASONS, STATUS
from helpline.console.speech import HOLE, counted, error, named, spoken, t
from helpline.content.read import console
from helpline.content.table import ContentError
from helpline.escalation import calling
from helpline.escalation.kept import KEPT, WAITED
from helpline.escalation.queue import LEVELS
from helpline.escalation.ticket import Outcome
from helpline.flows.talk import Why
from helpline.passing import SKIP_REASONS
from helpline.redaction.shadow import Kind
from helpline.reports import OTHER, TABLES
from helpline.store import proposals
from helpline.store.messages import Channel, State
from helpline.trying import RESULTS
from tests.console.room import Room
from tests.town import shipped_book

ROOM = Path(helpline.console.__file__).parent
FAMILIES = {
    "why": {*LEVELS, "closed", "taken"},
    "opened": set(get_args(Why)),
    "outcome": set(get_args(Outcome)),
    "state": set(get_args(State)),
    "mark": set(get_args(Kind)),
    "move": {
        "opened", "joined", "promised", "reminded", "followed-up", "claimed", "released", "lapsed", "called",
        "word-shown", "replied", "noted", "unsent", "closed",
        "skipped", "handed", "to-team", "taken-back", "renumbered",
        "call-asked", "call-ended", "alarm",
    },
    "author": {"person", "bot", "clock"},
    "refused": {
        *STATUS, *REASONS.values(), "empty", "long", "secret", "stopped", "no-texts", "skip-why",
        "no-colleague", "no-team", "tried-which", "call-running",
        "shift-ends", "shift-twice", "shift-many", "away-ends", "away-many",
        "teach-entry", "teach-wordings", "teach-done", "teach-moved", "teach-all-lines",
        "teach-name", "teach-topic", "teach-long", "teach-taken",
        "no-phone", "no-number", "too-many-calls", "call-failed", "no-call", "form", "store", "failure",
    },
    "call": set(get_args(calling.State)) - {"ended"},
    "call-result": set(get_args(calling.Result)) - {""},
    "skip": set(SKIP_REASONS),
    "result": set(RESULTS),
    "sift": {*SIFTED},
    "done": {
        "claimed", "released", "replied", "noted", "closed", "saved", "password", "code-on", "code-off", "there",
        "access", "disabled", "enabled", "shift", "away", "dropped",
        "teach-attached", "teach-proposed", "teach-left", "change-accepted", "change-refused", "change-handed-out",
    },
    "role": set(ROLES),
    "no-account": {
        "short", "long", "common", "own-name", "differ", "wrong", "code", "link", "taken", "name", "role", "lines",
        "phone",
    },
    "queue": {"mine", "waiting", "taken"},
    "kind": {*shipped_book().judge.kinds, "none"},
    "figures": set(TABLES),
    "means": set(TABLES),
    "contact": set(get_args(Channel)),
    "topic": {*(entry.topic for entry in shipped_book().entries.values()), OTHER},
    "bot": set(TABLES["bot"]),
    "callback": set(KEPT),
    "waited": set(WAITED),
    "try": {"word-shown", "called"},
    "change-kind": set(get_args(proposals.Kind)),
    "change-state": set(get_args(proposals.Decision)),
    "error": {"21211", "21610", "21614", "30003", "30004", "30005", "30006", "30007", "30008"},
}  # fmt: skip
NAMED = re.compile(r"""\b(t|counted)\(\s*["']([a-z-]+)["']""")
BUILT = {"reply-label", "reply-hint", "note-label", "note-hint", "close-which"}


def test_no_french_mark_begins_a_line() -> None:
    told = shipped_book().console
    assert told["done-moved"] == {"fr": "Rappel déplacé\xa0: {slot}.", "en": "Call moved: {slot}."}
    for key, words in told.items():
        assert not re.search(" [:;?!»]|« ", words["fr"]), key


def used() -> set[str]:
    """Every key that a template or a module names, or builds from a family."""
    sources = [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")]
    found = {f"{family}-{value}" for family, values in FAMILIES.items() for value in values} | BUILT
    for call, key in (match for source in sources for match in NAMED.findall(source.read_text("utf-8"))):
        if not key.endswith("-"):  # the start of a built one
            found |= {f"{key}-one", f"{key}-other"} if call == "counted" else {key}
    return found


def test_every_key_that_is_used_has_words(room: Room) -> None:
    assert used() - room.house.book.console.keys() == set()


def test_every_word_is_of_use(room: Room) -> None:
    keys = {key for key in room.house.book.console if not key.startswith("count-")}
    assert keys - used() == set()


def test_both_languages_have_the_same_braces(room: Room) -> None:
    for key, told in room.house.book.console.items():
        assert len({frozenset(HOLE.findall(words)) for words in told.values()}) == 1, key


def test_no_outcome_is_missing_on_the_page() -> None:
    assert set(OUTCOMES) == set(get_args(Outcome))


@pytest.mark.parametrize("text", ["[a]\nfr = 'un'", "[a]\nfr = 'un'\nen = ''", "[a]\nfr = 'un'\nen = 'a'\nde = 'ein'"])
def test_words_in_one_language_do_not_load(tmp_path: Path, text: str) -> None:
    (tmp_path / "console.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match=r"console\.toml: a"):
        console(tmp_path, ["fr", "en"])


def test_what_is_put_in_braces_is_put_in_once(room: Room) -> None:
    with room.app.test_request_context():
        assert t("claimed-by", "en", name="{name} {0} {x.y} %s") == "Taken by {name} {0} {x.y} %s"
        assert t("claimed-by", "en") == "Taken by {name}"


def test_french_counts_nothing_as_one(room: Room) -> None:
    with room.app.test_request_context(headers={"Accept-Language": "fr"}):
        assert counted("talk-older", 0) == "0 message plus ancien"
        assert counted("talk-older", 2) == "2 messages plus anciens"
    with room.app.test_request_context(headers={"Accept-Language": "en"}):
        assert counted("talk-older", 0) == "0 older messages"


def test_a_helpers_language_that_content_does_not_speak_falls_back(room: Room) -> None:
    with room.app.test_request_context(headers={"Accept-Language": "en"}):
        g.helper = room.house.accounts.add("Ana", "cuatro caballos", language="es")
        assert t("claim") == "I take it"


def test_a_value_that_has_no_words_yet_is_shown_as_it_is(room: Room) -> None:
    with room.app.test_request_context():
        assert named("move", "danced") == "danced"
        assert "12345" in error("12345")
        assert error("") == ""


def test_a_text_is_escaped_before_it_is_marked(room: Room) -> None:
    with room.app.test_request_context():
        assert spoken("<b>[card]</b>") == ('&lt;b&gt;<span class="mark">carte bancaire effacée</span>&lt;/b&gt;')
