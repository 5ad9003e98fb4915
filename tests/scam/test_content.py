"""The words and weights of the scam check hold together."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from helpline.scam.links import links, straight
from helpline.scam.numbers import phones
from helpline.scam.official import Official
from tests.scam.conftest import table
from tests.town import shipped_book

WORDED = "wording"  # the reason that no sign has: how the whole is worded
COMPUTED = re.compile(r"link-|mail-|names-|sender-|phone|sum$|small-sum|large-sum")


def every(signals: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from signals["sign"].items()
    yield from signals["together"].items()


def test_every_reason_has_a_sentence_and_every_sentence_a_reason(
    signals: Mapping[str, Any], reasons: Mapping[str, Any]
) -> None:
    assert {table.get("reason") for _, table in every(signals)} - {None, ""} == set(reasons) - {WORDED}


def test_every_sentence_is_there_in_both_languages_and_forms(reasons: Mapping[str, Any]) -> None:
    assert {tuple(table) for table in reasons.values()} == {("fr", "en")}
    assert {tuple(form) for table in reasons.values() for form in table.values()} == {("sms", "voice")}


def test_no_address_is_read_out(reasons: Mapping[str, Any]) -> None:
    assert not [key for key, table in reasons.items() for form in table.values() if "{span}" in form["voice"]]


def test_a_sentence_is_short(reasons: Mapping[str, Any]) -> None:
    sentences = [
        part
        for table in reasons.values()
        for form in table.values()
        for said in form.values()
        for part in said.split(". ")
    ]
    assert not [said for said in sentences if len(said.split()) > 17]


def test_every_sign_without_sayings_is_one_that_the_house_sees(signals: Mapping[str, Any]) -> None:
    silent = {key for key, table in signals["sign"].items() if not table.get("fr") and not table.get("en")}
    assert not [key for key in silent if not COMPUTED.match(key)]


def test_every_sign_named_exists(signals: Mapping[str, Any]) -> None:
    named = {
        key for _, table in every(signals) for part in ("all", "any", "with", "none") for key in table.get(part, ())
    }
    assert named | set(signals["told"]) <= set(signals["sign"])


def test_the_levels_are_in_order(signals: Mapping[str, Any]) -> None:
    levels = signals["levels"]
    assert 0 < levels["careful"] < levels["scam"] <= levels["forwarded"] < 1


def test_every_group_of_bodies_is_a_sign(signals: Mapping[str, Any], official: Official) -> None:
    assert {f"names-{body.group}" for body in official.bodies.values()} <= set(signals["sign"])


@pytest.mark.parametrize("field", ["domains", "inside", "word"])
def test_every_name_of_an_address_is_written_plainly(official: Official, field: str) -> None:
    listed = [name for body in official.bodies.values() for name in getattr(body, field)]
    assert not [name for name in listed if not re.fullmatch(r"[a-z0-9.-]+", name)]


def test_no_name_is_too_short_to_be_looked_for_inside_a_word(official: Official) -> None:
    assert not [name for body in official.bodies.values() for name in body.inside if len(name) < 3]


def examples() -> Iterator[str]:
    for told in table("examples").values():
        yield from (*told["own"], *told["everyday"])
        yield from (text for texts in told["scam"].values() for text in texts)


def test_no_example_holds_an_address_or_a_number_of_anybody() -> None:
    found = [text for text in examples() if links(straight(text)) or phones(text) or re.search(r"\d{5,}", text)]
    assert found == []


def test_every_example_stands_there_once() -> None:
    every = list(examples())
    assert len(every) == len(set(every))


def test_both_languages_have_examples_of_every_kind() -> None:
    kinds = [set(told["scam"]) - {"remote-access"} for told in table("examples").values()]
    assert kinds[0] == kinds[1]
    assert kinds[0] - {"other"} <= shipped_book().judge.kinds
