"""Only what our carrier signed is genuine. The vectors are the ones that the carrier publishes."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from twilio import request_validator
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from helpline.channels.signature import genuine

RequestValidator: Any = request_validator.RequestValidator  # the library has no types
TOKEN = "12345"
OTHER = "67890"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
ADDRESS = "https://mycompany.com/myapp.php?foo=1&bar=2"
SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize(
    ("address", "signature"),
    [
        (ADDRESS, SIGNATURE),
        ("https://mycompany.com/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w="),  # signed with :443
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),  # signed with :80
        ("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    ],
)
def test_it_accepts_the_vectors_of_the_carrier(address: str, signature: str) -> None:
    assert genuine(address, FORM, signature, [TOKEN])
    assert genuine(address, ImmutableMultiDict(FORM), signature, [TOKEN])


def test_it_accepts_the_example_of_the_documentation() -> None:
    form = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "To": "+18005551212"}
    form |= {"From": "+14158675310", "Caller": "+14158675310"}
    assert genuine("https://example.com/myapp.php?foo=1&bar=2", form, "L/OH5YylLD5NRKLltdqwSvS0BnU=", [TOKEN])


def test_it_refuses_the_vector_with_a_field_given_twice() -> None:
    form = MultiDict([("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234")])
    signature = RequestValidator(TOKEN).compute_signature(ADDRESS, form)
    assert not genuine(ADDRESS, form, signature, [TOKEN])


def test_it_refuses_a_body_that_the_signature_does_not_cover() -> None:
    address = ADDRESS + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
    assert not genuine(address, {}, "a9nBmqA0ju/hNViExpshrM61xv4=", [TOKEN])


@pytest.mark.parametrize("name", ["bodySHA256", "body%53HA256", "%62odySHA256"])
def test_it_refuses_such_an_address_even_if_it_is_signed(name: str) -> None:
    address = f"https://mycompany.com/a?{name}="
    assert not genuine(address, FORM, RequestValidator(TOKEN).compute_signature(address, FORM), [TOKEN])


def test_it_accepts_either_token_during_a_rotation() -> None:
    assert genuine(ADDRESS, FORM, SIGNATURE, [OTHER, TOKEN])
    assert genuine(ADDRESS, FORM, SIGNATURE, (TOKEN, OTHER))
    assert not genuine(ADDRESS, FORM, SIGNATURE, [OTHER])


@pytest.mark.parametrize("tokens", [[], [""], [TOKEN, ""], TOKEN, "", None, [None]])
def test_it_refuses_without_a_real_token(tokens: list[str]) -> None:
    empty = RequestValidator("").compute_signature(ADDRESS, FORM)
    short = RequestValidator("1").compute_signature(ADDRESS, FORM)  # a lone string would be read letter by letter
    assert not any(genuine(ADDRESS, FORM, signature, tokens) for signature in (SIGNATURE, empty, short))


@pytest.mark.parametrize("signature", [None, "", "é", "\ud800", SIGNATURE[:-1], SIGNATURE + "=", f" {SIGNATURE}"])
def test_it_refuses_a_signature_that_is_missing_or_broken(signature: str | None) -> None:
    assert not genuine(ADDRESS, FORM, signature, [TOKEN])


@pytest.mark.parametrize("address", ["", "http://[", "https://a:b/", "https://a:99999/", "\0", "mycompany.com"])
def test_it_refuses_an_address_that_makes_no_sense(address: str) -> None:
    assert not genuine(address, FORM, SIGNATURE, [TOKEN])


@pytest.mark.parametrize("form", [None, "Digits=1234", b"Digits=1234", {"Digits": 1234}, {1: "a"}, [("Digits", "1")]])
def test_it_refuses_fields_that_are_no_form(form: Mapping[str, str]) -> None:
    assert not genuine(ADDRESS, form, SIGNATURE, [TOKEN])


def flips(text: str) -> Iterator[str]:
    """The text with each of its letters changed, left out, and said twice."""
    for at, letter in enumerate(text):
        for other in (*(chr(ord(letter) ^ 1 << bit) for bit in range(7)), " ", "\t", ""):
            yield text[:at] + other + text[at + 1 :]
        yield text[:at] + letter + text[at:]


def other_addresses() -> Iterator[str]:
    parts = urlsplit(ADDRESS)
    yield from flips(ADDRESS)
    for change in (
        {"scheme": "http"},
        {"scheme": "HTTPS"},
        {"netloc": "evil.example"},
        {"netloc": "mycompany.com.evil.example"},
        {"netloc": "MYCOMPANY.com"},
        {"netloc": "user:pass@mycompany.com"},
        {"path": "/myapp.php/"},
        {"path": "//myapp.php"},
        {"path": "/x/../myapp.php"},
        {"path": "/%6dyapp.php"},
        {"query": "bar=2&foo=1"},
        {"query": "foo=1"},
        {"query": "foo=1&bar=2&"},
        {"query": "foo=1&bar=2&bar=2"},
        {"query": "foo=%31&bar=2"},
        {"fragment": "rc=2"},
    ):
        yield parts._replace(**change).geturl()
    yield from (f" {ADDRESS}", f"{ADDRESS}?", f"{ADDRESS}#", f"{ADDRESS}\n", "HTTPS" + ADDRESS[5:])


def other_forms() -> Iterator[MultiDict[str, str]]:
    for name, value in FORM.items():
        rest = {key: kept for key, kept in FORM.items() if key != name}
        yield MultiDict(rest)
        yield from (MultiDict({**rest, name: other}) for other in flips(value))
        yield from (MultiDict({**rest, other: value}) for other in flips(name))
        for again in (value, "", "1"):
            yield MultiDict([*FORM.items(), (name, again)])
            yield MultiDict([(name, again), *FORM.items()])
    for name in ("Body", "AccountSid", "bodySHA256", "zzz"):
        yield from (MultiDict({**FORM, name: value}) for value in ("x", "1234"))
    yield MultiDict()


def test_it_accepts_none_of_more_than_a_thousand_forgeries() -> None:
    addresses = {address for address in other_addresses() if address != ADDRESS}
    forms = [form for form in other_forms() if form != MultiDict(FORM)]
    signatures = {signature for signature in flips(SIGNATURE) if signature != SIGNATURE}
    forgeries = [(address, FORM, SIGNATURE) for address in addresses]
    forgeries += [(ADDRESS, form, SIGNATURE) for form in forms]
    forgeries += [(ADDRESS, FORM, signature) for signature in signatures]
    assert len(forgeries) >= 1000
    assert [forgery for forgery in forgeries if genuine(*forgery, [TOKEN])] == []


def test_a_port_makes_no_difference() -> None:
    """The carrier itself drops it from some requests and keeps it in others."""
    assert genuine("https://mycompany.com:8443/myapp.php?foo=1&bar=2", FORM, SIGNATURE, [TOKEN])


NAMES = some.text("ABCabc_0123", min_size=1, max_size=12)


@given(some.dictionaries(NAMES, some.text(some.characters(exclude_categories=["Cs"]), max_size=40), max_size=8))
def test_it_accepts_any_form_that_was_signed_over_it(form: dict[str, str]) -> None:
    signature = RequestValidator(TOKEN).compute_signature(ADDRESS, form)
    assert genuine(ADDRESS, form, signature, [TOKEN])
    assert not genuine(ADDRESS, {**form, "Extra": "1"}, signature, [TOKEN])
