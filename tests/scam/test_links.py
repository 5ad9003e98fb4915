"""Addresses in a message, however they are written."""

import pytest

from helpline.scam.links import defanged, links, straight

AMBIGUOUS = frozenset({"la", "il", "me"})


def hosts(text: str) -> list[str]:
    return [link.host for link in links(straight(text), AMBIGUOUS)]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("voir https://vrai-faux.example.com/x, merci", "vrai-faux.example.com"),
        ("hxxps://piege[.]com/a", "piege.com"),
        ("hXXp://piege.com", "piege.com"),
        ("allez sur piege-colis . com vite", "piege-colis.com"),
        ("allez sur piege-colis .com vite", "piege-colis.com"),
        ("piege(dot)net maintenant", "piege.net"),
        ("le site est piege point fr", "piege.fr"),
        ("www. piege .fr", "www.piege.fr"),
        ("https://mon-\ncolis.com/a", "mon-colis.com"),
        ("https://mon-colis\n.com/a", "mon-colis.com"),
        ("piege\u3002com/a", "piege.com"),
        ("pi\u200bege.com", "piege.com"),
        ("ｐｉｅｇｅ.com", "piege.com"),
        ("(piege.com).", "piege.com"),
        ("BIT.LY/AbC", "bit.ly"),
        ("https://banque-anti", "banque-anti"),
        ("http://192.0.2.7/payer", "192.0.2.7"),
        ("gov.uk/pay-a-thing", "gov.uk"),
    ],
)
def test_it_finds_an_address_however_it_is_written(text: str, host: str) -> None:
    assert hosts(text) == [host]


@pytest.mark.parametrize(
    "text",
    [
        "Merci.la suite demain",
        "Fini.Je rappelle. Il viendra.",
        "M.Durand vient le 12.11.2026 pour 12.50 euros",
        "rien du tout ici",
        "C'est fini . Si vous venez",
        "Bonjour à tous. info importante demain",
    ],
)
def test_it_takes_plain_talk_for_no_address(text: str) -> None:
    assert hosts(text) == []


def test_it_tells_the_parts_of_an_address() -> None:
    (link,) = links("http://banque.fr@piege.live:8080/entrer?a=1.")
    assert (link.scheme, link.user, link.host, link.port, link.path) == (
        "http",
        "banque.fr",
        "piege.live",
        "8080",
        "/entrer?a=1",
    )


def test_it_keeps_e_mail_addresses_apart() -> None:
    (link,) = links("écrire à aide@exemple.fr.")
    assert link.mail
    assert link.domain == "exemple.fr"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("ameli.fr.suivi.top", "suivi.top"),
        ("amendes.gouv.fr", "amendes.gouv.fr"),
        ("impot.remboursement.uk.com", "remboursement.uk.com"),
    ],
)
def test_it_tells_who_registered_an_address(host: str, domain: str) -> None:
    (link,) = links(f"https://{host}")
    assert link.domain == domain


def test_an_echo_holds_nothing_to_touch() -> None:
    told = defanged("Payez sur https://piege.com/x ou au 06 12 34 56 78, ou aide@piege.com")
    assert told == "Payez sur piege . com ou au 06 1..., ou aide (at) piege . com"


def test_an_echo_is_safe_to_echo_again() -> None:
    told = defanged("Allez sur hxxps://piege[.]com puis piege.net")
    assert "piege.com" not in told
    assert "piege.net" not in told


def test_an_echo_keeps_dates_and_amounts() -> None:
    assert defanged("avant le 12.11.2026, 45,50 euros") == "avant le 12.11.2026, 45,50 euros"


def test_an_echo_shows_where_letters_imitate_others() -> None:
    assert defanged("https://\u0430meli.fr") == "?meli . fr"
