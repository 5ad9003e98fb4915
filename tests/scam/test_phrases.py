"""The sayings of content, found in a message."""

import pytest

from helpline.scam.fold import LINK, latin, skeleton, tokens
from helpline.scam.phrases import Phrasebook


def found(saying: str, text: str) -> bool:
    return any(Phrasebook({"it": [saying]}).found(tokens(text)))


@pytest.mark.parametrize(
    ("saying", "text"),
    [
        ("retard de paiement", "Un RETARD de  paiement !"),
        ("regularis*", "régularisez vite"),
        ("donn*/envoy* ~ code", "envoyez-moi vite votre petit code"),
        ("bloquer votre? compte", "bloquer compte"),
        ("sous # h", "sous 48h"),
        ("sur @link", f"allez sur {LINK}"),
        ("compte", "c\u043empte"),  # a Cyrillic "o"
        ("l'acces", "l’accès"),
    ],
)
def test_it_finds_a_saying(saying: str, text: str) -> None:
    assert found(saying, text)


@pytest.mark.parametrize(
    ("saying", "text"),
    [
        ("retard de paiement", "retard du paiement"),
        ("donn* ~ code", "donnez un deux trois quatre cinq code"),
        ("donn* ~ code", "c'est donné. Le code suit"),
        ("code pin", "code. Pin"),
        ("sous # h", "sous la table"),
    ],
)
def test_it_leaves_what_only_looks_alike(saying: str, text: str) -> None:
    assert not found(saying, text)


@pytest.mark.parametrize("saying", ["", "~ code", "votre? compte", "ab*", "oui/c'est", "..."])
def test_it_refuses_a_saying_that_cannot_be_found(saying: str) -> None:
    with pytest.raises(ValueError, match=r"it|word"):
        Phrasebook({"it": [saying]})


def test_a_token_remembers_where_it_stands() -> None:
    text = "Œuvre déjà là"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Œuvre", "déjà", "là"]


def test_letters_that_look_alike_give_one_skeleton() -> None:
    assert skeleton("netfIix") == skeleton("netf1ix") == skeleton("netflix")
    assert skeleton("arnazon") == skeleton("amazon")
    assert latin("\u0430\u043e\u0435É") == "aoee"
