"""What the bot did not answer well is kept to be learned from, without what belongs to somebody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from helpline.store import missed
from helpline.store.missed import Question
from tests.town import MONDAY, Town, found_town

PERSON, OTHER = "+33639980001", "+33639980002"
STRANGE = "le zibulon du trucmuche clignote"


@pytest.fixture
def town(store_url: str, tmp_path: Path) -> Iterator[Town]:
    founded = found_town(store_url, tmp_path)
    yield founded
    founded.close()


def kept(town: Town) -> list[Question]:
    """What waits."""
    with town.house.store.read() as tx:
        return missed.waiting(tx, ["ville"], 99)


def test_what_the_bot_has_no_idea_of_is_kept(town: Town) -> None:
    town.text(PERSON, STRANGE)
    (one,) = kept(town)
    assert (one.question, one.language, one.entry, one.why, one.seen_at) == (STRANGE, "fr", "", "unanswered", MONDAY)


def test_what_did_not_help_is_kept_with_its_entry(town: Town) -> None:
    town.text(PERSON, "jai oublier le mot de passe de ma boite gmail")
    assert kept(town) == []
    town.text(PERSON, "non")
    (one,) = kept(town)
    assert (one.entry, one.why) == ("password-gmail", "unsolved")


def test_what_belongs_to_somebody_is_not_kept(town: Town) -> None:
    town.text(PERSON, f"{STRANGE}, appelez le 06 39 98 00 01 ou odile@example.org, mon mot de passe est Soleil1952")
    (one,) = kept(town)
    assert one.question.startswith(STRANGE)
    assert not any(word in one.question for word in ("06", "98", "odile", "@", "Soleil", "["))


@pytest.mark.parametrize("text", ["je veux mourir", "il me frappe, au secours"])
def test_what_tells_of_danger_is_never_kept(town: Town, text: str) -> None:
    town.text(PERSON, STRANGE)
    town.text(PERSON, text)
    town.text(PERSON, f"{text} encore")
    assert [one.question for one in kept(town)] == [STRANGE]


def test_who_wants_to_be_forgotten_takes_their_questions_along(town: Town) -> None:
    town.text(PERSON, STRANGE)
    town.text(OTHER, STRANGE)
    town.text(PERSON, "effacer")
    town.text(PERSON, "oui")
    (one,) = kept(town)
    with town.house.store.read() as tx:
        assert [row["person"] for row in tx.rows("select person from missed")] == [OTHER]
    assert one.question == STRANGE


def test_old_ones_go(town: Town) -> None:
    town.text(PERSON, STRANGE)
    town.at(MONDAY + timedelta(days=179))
    town.text(PERSON, "bonjour")
    town.clock.forget()
    assert len(kept(town)) == 1
    town.at(MONDAY + timedelta(days=181))
    town.clock.forget()
    assert kept(town) == []
