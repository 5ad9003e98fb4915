"""A list gives its domains, in whatever of the usual ways it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.feeds.read import domain, domains

PLAIN = "# a list\n\nbad.example\nWWW.Worse.Example.\n*.wild.example\n  spaced.example  # why\n"
HOSTS = "127.0.0.1 localhost\n::1 localhost\n0.0.0.0 bad.example worse.example # two\n0.0.0.0\twild.example\n"
BLOCKED = "[Adblock Plus]\n! comment\n||bad.example^\n||worse.example^$third-party\n@@||good\n"
ADDRESSES = "https://bad.example/login?x=1#y\nhttp://user@worse.example:8080/\nwild.example/path\n"
CSV = 'id,date,url\n1,2026-11-01,http://bad.example/a\n2,2026-11-02,"https://worse.example/b,c"\n'
HEADED = "\ufeffBody;Site;Host\nville.fr;a mairie;mairie-ville.example\nx.fr;b;\n"


@pytest.mark.parametrize(
    ("text", "column", "held"),
    [
        (PLAIN, "", ["bad.example", "worse.example", "wild.example", "spaced.example"]),
        (HOSTS, "", ["bad.example", "worse.example", "wild.example"]),
        (BLOCKED, "", ["bad.example", "worse.example"]),
        (ADDRESSES, "", ["bad.example", "worse.example", "wild.example"]),
        (CSV, "", ["bad.example", "worse.example"]),
        (CSV, "url", ["bad.example", "worse.example"]),
        (CSV, "nowhere", []),
        (HEADED, "host", ["mairie-ville.example"]),
        ("<html><head><title>Not found</title></head>\n<p>nginx</p>\n", "", []),
        ("", "", []),
    ],
)
def test_every_way_of_writing_a_list_is_read(text: str, column: str, held: list[str]) -> None:
    assert list(domains(text.splitlines(), column)) == held


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://www.Bad.example/x", "bad.example"),
        ("ba\u0434.example", "xn--ba-llc.example"),
        ("192.0.2.7", ""),
        ("0x7f.1", ""),
        ("localhost", ""),
        ("mail@bad.example", "bad.example"),
        ("..", ""),
        (f"{'a' * 64}.example", ""),
        (f"{'ab.' * 90}example", ""),
        ("", ""),
    ],
)
def test_only_a_domain_is_one(written: str, read: str) -> None:
    assert domain(written) == read


@given(st.text())
def test_whatever_a_line_holds_the_result_is_a_domain_or_nothing(written: str) -> None:
    read = domain(written)
    assert read == "" or (read.isascii() and "." in read and domain(read) == read.removeprefix("www."))
