"""A chart is a still picture: nothing in it runs, nothing comes from elsewhere, no hidden count has a bar."""

import re
from xml.etree import ElementTree

from helpline.charts import bars

SVG = "{http://www.w3.org/2000/svg}"


def test_it_asks_no_other_host_and_runs_nothing() -> None:
    drawn = bars("Contacts", [("Par SMS", 12), ("<script>alert(1)</script>", 7)])
    assert set(re.findall(rb"""https?:[^"' ]*""", drawn)) == {b"http://www.w3.org/2000/svg"}
    assert b"//" not in drawn.replace(b"http://www.w3.org/2000/svg", b"")
    assert b"<script" not in drawn
    assert b"@import" not in drawn
    assert b"url(" not in drawn


def test_every_count_has_a_bar_and_a_hidden_one_has_none() -> None:
    root = ElementTree.fromstring(bars("Contacts", [("a", 12), ("b", None), ("c", 7)]))
    assert len(root.findall(f".//{SVG}g[@class='bar']/{SVG}rect")) == 2
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert [text for text in texts if text in ("a", "b", "c")] == ["c", "b", "a"]
    assert {"12", "7"} <= set(texts)


def test_it_can_be_read_by_night() -> None:
    assert b"prefers-color-scheme:dark" in bars("Contacts", [("a", 12)]).replace(b" ", b"")


def test_where_all_is_hidden_there_is_a_picture_without_bars() -> None:
    assert b"<svg" in bars("Contacts", [("a", None)])
    assert b"<svg" in bars("Contacts", [])
