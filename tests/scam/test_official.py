"""Who an address belongs to, and how others imitate it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from helpline.scam.links import Link, links, straight
from helpline.scam.official import Official
from tests.scam.conftest import table


def link(text: str) -> Link:
    return links(straight(text))[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.ameli.fr/assure",
        "https://assure.ameli.fr",
        "https://particulier.edf.fr",
        "https://www.gard.gouv.fr",
        "gov.uk/vehicle-tax",
        "https://www.chronopost.fr/suivi",
        "https://www.doctolib.fr/rdv",
    ],
)
def test_an_official_address_is_known(official: Official, address: str) -> None:
    assert list(official.traits(link(address))) == ["link-official"]


@pytest.mark.parametrize(
    ("address", "trait"),
    [
        ("https://ameli-mise-a-jour.com", "link-brand"),
        ("https://ameli.fr.portail-sante.net", "link-brand"),
        ("https://ameli.fr-espace.com", "link-brand"),
        ("https://arneli.fr", "link-lookalike"),
        ("https://netfl1x.help", "link-lookalike"),
        ("https://chronoposst.fr", "link-lookalike"),
        ("https://\u0430meli.fr", "link-letters"),
        ("https://xn--meli-43d.fr", "link-letters"),
        ("https://portail-gouv.net", "link-state"),
        ("http://192.0.2.14/a", "link-number"),
        ("http://ameli.fr@piege.net/a", "link-at"),
        ("http://piege.net@ameli.fr/a", "link-at"),
        ("http://piege.net:8443/a", "link-port"),
        ("https://bit.ly/abcd", "link-short"),
        ("https://wa.me/33600000000", "link-chat"),
        ("https://joli-site.top", "link-odd"),
        ("https://joli.web.app", "link-hosting"),
        ("https://joli.net/a.apk?x=1", "link-download"),
        ("https://a-b-c-d.net", "link-busy"),
        ("https://espace-client-assu", "link-cut"),
    ],
)
def test_a_bad_address_betrays_itself(official: Official, address: str, trait: str) -> None:
    assert trait in set(official.traits(link(address)))


def test_an_unknown_address_is_plain(official: Official) -> None:
    assert list(official.traits(link("https://boulangerie-martin.fr"))) == ["link-plain"]


def test_a_short_name_is_looked_for_as_a_whole_word(official: Official) -> None:
    assert official.imitated(link("https://caf-prime.net")) == "caf"
    assert official.imitated(link("https://cafeteria-du-port.net")) == ""


def test_it_names_the_body_that_is_imitated(official: Official) -> None:
    assert official.imitated(link("https://colissirno-suivi.net")) == "laposte"


def test_one_wrong_letter_in_a_short_name_proves_nothing(official: Official) -> None:
    assert official.imitated(link("https://ulis.net")) == ""


class Lists:
    """Lists from outside that know two domains."""

    def listed(self, hosts: Sequence[str]) -> frozenset[str]:
        says = {"bad.example.com": "bad", "xn--bd-jia.fr": "bad", "mairie-ville.fr": "official", "ameli.fr": "bad"}
        return frozenset(says[host] for host in hosts if host in says)


@pytest.fixture(scope="module")
def listing() -> Official:
    return Official.from_toml(table("official"), Lists())


@pytest.mark.parametrize(
    ("address", "trait"),
    [
        ("http://bad.example.com/x", "link-listed"),
        ("http://login.bad.example.com/x", "link-listed"),
        ("http://example.com/x", "link-plain"),
        ("http://bàd.fr/", "link-listed"),
        ("http://www.mairie-ville.fr/agenda", "link-official"),
        ("http://x@mairie-ville.fr/agenda", "link-at"),
        ("http://ameli.fr/", "link-official"),  # our own words on who owns what win over a list
    ],
)
def test_lists_from_outside_are_asked(address: str, trait: str, listing: Official) -> None:
    (link,) = links(address)
    assert trait in set(listing.traits(link))


def test_no_more_of_a_host_is_asked_than_what_somebody_registered(listing: Official) -> None:
    asked: list[str] = []

    class Noting:
        def listed(self, hosts: Sequence[str]) -> frozenset[str]:
            asked.extend(hosts)
            return frozenset()

    (link,) = links("http://a.b.somebody.co.uk/")
    list(replace(listing, known=Noting()).traits(link))
    assert set(asked) == {"a.b.somebody.co.uk", "b.somebody.co.uk", "somebody.co.uk"}
