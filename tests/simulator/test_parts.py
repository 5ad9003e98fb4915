"""The small pure parts: segments, the signed address, retries in a fragment, numbers for reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.simulator.optout import opt_out
from helpline.simulator.pages import spaced
from helpline.simulator.segments import segments
from helpline.simulator.signing import signature, signed_url, without_fragment
from helpline.simulator.webhook import retries
from helpline.simulator.words import LANGUAGES, language, words


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the sign of two septets is not split
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("😅" * 35, 1),
        ("ç" * 66 + "😅" + "ç" * 66, 3),
        ("à é è ù É Ç" * 14, 1),
    ],
)
def test_it_counts_segments(body: str, count: int) -> None:
    assert segments(body) == count


@pytest.mark.parametrize(
    ("url", "signed"),
    [
        ("https://house.example/sms?a=1#rc=2&rp=5xx", "https://house.example/sms?a=1"),
        ("https://house.example/sms?", "https://house.example/sms?"),
        ("https://name:word@house.example/sms", "https://house.example/sms"),
        ("https://house.example:8443/sms", "https://house.example:8443/sms"),
        ("http://house.example:80/sms", "http://house.example:80/sms"),
        ("https://house.example/%C3%A9?q=%2F", "https://house.example/%C3%A9?q=%2F"),
    ],
)
def test_it_signs_the_address_as_it_was_given(url: str, signed: str) -> None:
    assert signed_url(url) == signed


def test_a_voice_request_over_https_loses_its_port() -> None:
    assert signed_url("https://house.example:8443/voice", voice=True) == "https://house.example/voice"
    assert signed_url("http://house.example:8080/voice", voice=True) == "http://house.example:8080/voice"


def test_it_signs_like_the_carrier_s_published_example() -> None:
    params = {
        "CallSid": "CA1234567890ABCDE",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
        "Caller": "+14158675309",
    }
    assert signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", params) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_the_fragment_never_leaves_the_house() -> None:
    assert without_fragment("https://house.example/sms?#rc=2") == "https://house.example/sms?"


@pytest.mark.parametrize(
    ("url", "count", "reasons"),
    [
        ("https://h/", 1, {"ct"}),
        ("https://h/#rc=0", 0, {"ct"}),
        ("https://h/#rc=9&rp=ct,rt,5xx", 5, {"ct", "rt", "5xx"}),
        ("https://h/#rc=x", 1, {"ct"}),
    ],
)
def test_it_reads_the_retries_out_of_the_fragment(url: str, count: int, reasons: set[str]) -> None:
    assert retries(url) == (count, frozenset(reasons))


@given(st.text())
def test_no_text_makes_the_carrier_stumble(body: str) -> None:
    assert segments(body) >= 1
    assert opt_out(body) in {None, "stopped", "started", "help"}


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+33639980001", "+33 6 39 98 00 01"),
        ("+447700900123", "+44 7700 900123"),
        ("+15005550006", "+1 500 555 0006"),
        ("+262692000000", "+26 269 200 000 0"),
        ("38099", "38099"),
        ("AIDE", "AIDE"),
    ],
)
def test_it_spaces_numbers_for_reading(number: str, shown: str) -> None:
    assert spaced(number) == shown


def test_both_languages_have_the_same_words() -> None:
    french, english = (words()[code] for code in LANGUAGES)
    assert french.keys() == english.keys()
    for part in ("state", "terminal", "call", "terminal_call"):
        assert french[part].keys() == english[part].keys()


def test_an_unknown_language_is_french() -> None:
    assert [language(asked) for asked in ("en", "fr", "de", None)] == ["en", "fr", "fr", "fr"]
