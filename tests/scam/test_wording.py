"""Words lean to the kind of example that they stand in, in one language as in the other."""

import pytest

from helpline.scam.fold import tokens
from helpline.scam.wording import Likeness, Wording, parts

SCAMS = (["votre colis est bloqué payez vite", "payez la taxe du colis"], ["your parcel is held pay now"])
EVERYDAY = (
    ["à demain pour le café", "le café est prêt"],
    ["see you for coffee tomorrow", "coffee is ready", "bring milk"],
)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(SCAMS, EVERYDAY)


def test_words_lean_to_the_side_that_they_were_seen_on(wording: Wording) -> None:
    assert wording.lean(tokens("payez pour votre colis")) > 0 > wording.lean(tokens("un café demain"))
    assert wording.lean(tokens("pay for your parcel")) > 0 > wording.lean(tokens("coffee tomorrow"))


def test_unknown_words_lean_nowhere(wording: Wording) -> None:
    assert wording.lean(tokens("xylophone")) == 0
    assert wording.lean(()) == 0


def test_a_language_with_more_examples_of_one_side_does_not_lean_there_by_itself() -> None:
    many = Wording((["le taux de la prime"] * 50, ["the rate"]), (["le prix de la place"], ["the price"] * 50))
    assert abs(many.lean(tokens("le de la"))) < 0.5
    assert abs(many.lean(tokens("the"))) < 0.5


def test_idle_words_tell_nothing() -> None:
    assert Wording((["bonjour colis"],), (["café"],), ["bonjour"]).lean(tokens("bonjour")) == 0


def test_a_pair_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert parts(tokens("Payez vite. Merci 12")) == {"payez", "vite", "merci", "#", "payez vite", "merci #"}


def test_a_text_is_likest_to_the_kind_of_its_words() -> None:
    kinds = {"parcel": ["colis bloqué", "colis retenu"], "fine": ["amende due"], "job": ["un emploi"], "prize": ["lot"]}
    likeness = Likeness([{kind: texts * 40 for kind, texts in kinds.items()}])
    scores = likeness.scores(tokens("une amende"))
    assert scores["fine"] > 0 > scores["parcel"]
    assert likeness.scores(tokens("xylophone")) == {}
