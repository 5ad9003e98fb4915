"""Texts of people in danger are recognised, and telephones that die are not people."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline.danger.signs import Danger
from helpline.faq.fold import Lexicon

_HERE = Path(__file__).parent
_CONTENT = _HERE.parents[1] / "content"
_TUNED = ("french", "english")
_HELD_OUT = ("french_held_out", "english_held_out")


@pytest.fixture(scope="module")
def danger() -> Danger:
    lexicon = Lexicon.from_toml(tomllib.loads((_CONTENT / "lexicon.toml").read_text("utf-8")))
    return Danger(tomllib.loads((_CONTENT / "danger.toml").read_text("utf-8")), lexicon)


def _labelled(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        for row in (_HERE / f"{name}.txt").read_text("utf-8").splitlines():
            if row and not row.startswith("#"):
                kind, text = row.split("\t")
                yield ("" if kind == "-" else kind), text


def _missed(danger: Danger, names: tuple[str, ...]) -> tuple[list[str], float]:
    texts = [text for kind, text in _labelled(names) if kind]
    missed = [text for text in texts if not danger.kind(text)]
    return missed, len(missed) / len(texts)


def _alarmed(danger: Danger, names: tuple[str, ...]) -> tuple[list[str], float]:
    texts = [text for kind, text in _labelled(names) if not kind]
    alarmed = [text for text in texts if danger.kind(text)]
    return alarmed, len(alarmed) / len(texts)


def test_the_lists_are_long_enough_to_mean_something() -> None:
    french = list(_labelled(("french", "french_held_out")))
    english = list(_labelled(("english", "english_held_out")))
    assert (len(french) >= 200, len(english) >= 50) == (True, True)
    assert 0.4 < sum(bool(kind) for kind, _ in french + english) / len(french + english) < 0.6


@pytest.mark.parametrize("names", [_TUNED, _HELD_OUT], ids=["tuned", "held-out"])
def test_at_least_95_of_100_texts_of_danger_are_recognised(danger: Danger, names: tuple[str, ...]) -> None:
    missed, share = _missed(danger, names)
    assert share <= 0.05, missed


@pytest.mark.parametrize("names", [_TUNED, _HELD_OUT], ids=["tuned", "held-out"])
def test_at_most_2_of_100_other_texts_raise_a_false_alarm(danger: Danger, names: tuple[str, ...]) -> None:
    alarmed, share = _alarmed(danger, names)
    assert share <= 0.02, alarmed


def test_nearly_every_danger_gets_its_own_kind(danger: Danger) -> None:
    texts = [(kind, text) for kind, text in _labelled(_TUNED) if kind]
    assert sum(danger.kind(text) == kind for kind, text in texts) / len(texts) >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "mon ordinateur est mort",
        "ça me tue",
        "je vais tuer ce téléphone",
        "mort de rire",
        "mon écran s'est suicidé",
        "my phone died",
        "kill the app",
        "l'appli plante, au secours",
        "",
    ],
)
def test_telephones_may_die_without_an_alarm(danger: Danger, text: str) -> None:
    assert danger.kind(text) == ""


def test_a_harmless_saying_does_not_hide_a_danger_beside_it(danger: Danger) -> None:
    assert danger.kind("ça me tue et je veux mourir") == "suicide"


def test_a_thing_named_beside_a_plain_danger_does_not_hide_it(danger: Danger) -> None:
    assert danger.kind("il me frappe avec le téléphone") == "violence"


_LEXICON = Lexicon.from_toml({"fr": {}, "en": {}})


def _signs(**fr: list[str]) -> Danger:
    return Danger({"groups": {"thing": ["robot"]}, "fr": {"groups": {"man": ["il", "lui"]}, **fr}}, _LEXICON)


def test_other_words_may_stand_between_the_words_of_a_sign_but_not_many() -> None:
    danger = _signs(violence=["il frappe"])
    assert danger.kind("il me frappe") == "violence"
    assert danger.kind("il un deux trois quatre frappe") == ""


def test_a_sign_is_known_under_a_slip_of_the_finger() -> None:
    assert _signs(emergency=["incendie"]).kind("incendei") == "emergency"


def test_a_confusable_word_is_no_slip() -> None:
    assert _signs(suicide=["pendre"], confusable=["prendre"]).kind("prendre") == ""
    assert _signs(suicide=["pendre"]).kind("pensre") == "suicide"


def test_a_group_stands_for_each_of_its_words() -> None:
    assert _signs(violence=["{man} frappe"]).kind("lui frappe") == "violence"


def test_words_joined_by_and_may_come_in_any_order() -> None:
    danger = _signs(emergency=["odeur & gaz"])
    assert danger.kind("gaz odeur") == danger.kind("odeur de gaz") == "emergency"
    assert danger.kind("gaz") == ""


def test_a_weak_sign_is_none_beside_a_thing() -> None:
    danger = _signs(emergency=["?brule"])
    assert danger.kind("ça brule") == "emergency"
    assert danger.kind("le robot brule") == ""


def test_a_harmless_saying_is_taken_out_first() -> None:
    danger = _signs(suicide=["mourir"], harmless=["mourir de rire"])
    assert danger.kind("mourir de rire") == ""
    assert danger.kind("mourir") == "suicide"


def test_suicide_comes_before_the_other_kinds() -> None:
    assert _signs(emergency=["feu"], suicide=["mourir"]).kind("feu mourir") == "suicide"
