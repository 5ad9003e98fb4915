"""From what a flow says to what a person reads: braces, times, choices - packed to cost little."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.channels.gsm import segments, softened
from helpline.content.book import Book
from helpline.content.render import PROOF_MARK, Telling, packed
from helpline.content.shapes import Channel
from helpline.content.table import ContentError
from helpline.flows.talk import Because, ProofWord, Say, Slot, Tell, Title

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
ABOUT = {
    "line": {"name": "Allo", "partner": "Mairie de Ville", "shown": "01 99 00 00 00"},
    "keep": {"months": "6"},
}


def telling(book: Book, language: str = "fr", channel: Channel = "sms", now: datetime = NOW) -> Telling:
    """How things are told in Paris."""
    return Telling(book, language, channel, now, PARIS, ABOUT)


def slot(start: str, hours: float = 3, zone: ZoneInfo = PARIS) -> Slot:
    """A slot that begins at a time in Paris."""
    begin = datetime.fromisoformat(start).replace(tzinfo=zone)
    return Slot(begin, (begin.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone))


@pytest.mark.parametrize(
    ("start", "language", "told"),
    [
        ("2026-11-23T14:00", "fr", "aujourd'hui entre 14h et 17h"),
        ("2026-11-23T14:00", "en", "today between 2 PM and 5 PM"),
        ("2026-11-24T09:30", "fr", "demain entre 9h30 et 12h30"),
        ("2026-11-24T09:30", "en", "tomorrow between 9:30 AM and 12:30 PM"),
        ("2026-11-25T09:00", "fr", "mercredi 25 novembre entre 9h et 12h"),
        ("2026-11-25T09:00", "en", "Wednesday 25 November between 9 AM and 12 PM"),
        ("2026-12-01T09:00", "fr", "mardi 1er décembre entre 9h et 12h"),
        ("2026-12-01T09:00", "en", "Tuesday 1 December between 9 AM and 12 PM"),
    ],
)
def test_a_slot_is_told_as_one_says_it(start: str, language: str, told: str, book: Book) -> None:
    assert telling(book, language).slot(slot(start)) == told


@pytest.mark.parametrize(
    ("now", "start", "told"),
    [
        # Summer time begins: 2027-03-28, 02:00 becomes 03:00; the eve, late, in the offset of winter.
        ("2027-03-27T22:30+00:00", "2027-03-28T09:00", "demain entre 9h et 12h"),
        ("2027-03-27T23:30+00:00", "2027-03-28T09:00", "aujourd'hui entre 9h et 12h"),
        ("2027-03-28T21:59+00:00", "2027-03-29T09:00", "demain entre 9h et 12h"),
        # Winter time begins: 2027-10-31, 03:00 becomes 02:00.
        ("2027-10-30T21:59+00:00", "2027-10-31T09:00", "demain entre 9h et 12h"),
        ("2027-10-30T22:30+00:00", "2027-10-31T09:00", "aujourd'hui entre 9h et 12h"),
        ("2027-10-31T22:30+00:00", "2027-11-01T09:00", "demain entre 9h et 12h"),
    ],
)
def test_today_and_tomorrow_hold_across_a_change_of_hour(now: str, start: str, told: str, book: Book) -> None:
    assert telling(book, now=datetime.fromisoformat(now)).slot(slot(start)) == told


def test_a_slot_is_told_in_the_zone_of_the_line(book: Book) -> None:
    noon = slot("2026-11-24T09:00")
    assert replace(telling(book), zone=ZoneInfo("Indian/Reunion")).slot(noon) == "demain entre 12h et 15h"
    assert replace(telling(book), zone=ZoneInfo("America/Martinique")).slot(noon) == "demain entre 4h et 7h"


def test_a_slot_of_the_skipped_hour_is_as_long_as_it_lasts(book: Book) -> None:
    night = slot("2027-03-28T01:00", hours=2)
    assert telling(book, now=datetime(2027, 3, 26, 9, tzinfo=UTC)).slot(night) == "dimanche 28 mars entre 1h et 4h"


def test_choices_are_numbered_on_lines_in_a_text_and_in_sentences_by_voice(book: Book) -> None:
    choices = (Title("password-gmail"), Title("password-orange"))
    say = Say("faq.which", {"choices": choices})
    (text,) = telling(book).texts([say])
    assert "\n1 J'ai oublié mon mot de passe Gmail (compte Google)\n2 J'ai oublié mon mot de passe Orange\n" in text
    (spoken,) = telling(book, channel="voice").texts([say])
    assert "\n" not in spoken
    assert "J'ai oublié mon mot de passe Orange, tapez 2." in spoken


def test_a_question_among_spoken_choices_has_no_mark_before_its_key(book: Book) -> None:
    say = Say("faq.which", {"choices": (Title("wifi-key"),)})
    (text,) = telling(book).texts([say])
    assert "(la clé wifi) ?\n" in text
    (spoken,) = telling(book, channel="voice").texts([say])
    assert "(la clé wifi), tapez 1." in spoken


def test_slots_are_numbered_choices(book: Book) -> None:
    say = Say("callback.slot", {"slots": (slot("2026-11-23T14:00"), slot("2026-11-24T09:00"))})
    (text,) = telling(book, "en").texts([say])
    assert "\n1 today between 2 PM and 5 PM\n2 tomorrow between 9 AM and 12 PM\n" in text


def test_reasons_are_sentences_with_what_shows_them(book: Book) -> None:
    reasons = (Because("urgency"), Because("threat"))
    (text,) = telling(book).texts([Say("scam.scam", {"reasons": reasons})])
    assert "On vous presse : c'est une ruse courante. On vous fait peur avec une menace." in text


def test_a_fragment_with_braces_is_told_as_it_stands(book: Book) -> None:
    key = next(key for key, reason in book.reasons.items() if "{span}" in reason["fr"].sms[0])
    (text,) = telling(book).texts([Say("scam.scam", {"reasons": (Because(key, "{line.partner} {word}"),)})])
    assert "{line.partner} {word}" in text


def test_a_menu_stands_where_its_braces_are(book: Book) -> None:
    (text,) = telling(book, "en").texts([Say("menu.main")])
    assert "\n1 ask a question\n2 check a suspicious message\n" in text


def test_the_code_word_is_only_a_mark(book: Book) -> None:
    (text,) = telling(book).texts([Say("callback.booked", {"slot": slot("2026-11-24T09:00"), "word": ProofWord()})])
    assert PROOF_MARK in text
    assert "rappel demain entre 9h et 12h. Nous appelons du 01 99 00 00 00." in text


def test_an_entry_is_told_whole_or_one_step_at_a_time(book: Book) -> None:
    steps = book.entries["password-gmail"].told["fr"].voice
    assert telling(book, channel="voice").texts([Tell("password-gmail", 0)]) == (steps[0],)
    assert telling(book, channel="voice").texts([Tell("password-gmail", len(steps))]) == ()
    assert len(telling(book).texts([Tell("password-gmail")])) == 3
    assert "g.co/recover" in telling(book).texts([Tell("password-gmail")])[0]


@pytest.mark.parametrize(
    "text", ["{word}", "{nobody.number}", "{emergency.fax}", "{line.colour}", "{menu.none}", "{keep.years}"]
)
def test_a_brace_that_nothing_fills_raises(text: str, book: Book) -> None:
    with pytest.raises(ContentError):
        telling(book).filled(text)


def test_what_does_not_exist_raises(book: Book) -> None:
    with pytest.raises(KeyError):
        telling(book).texts([Say("menu.none")])
    with pytest.raises(KeyError):
        telling(book).texts([Tell("no-such-entry")])


def test_texts_are_joined_where_that_costs_no_segment_more() -> None:
    assert packed(["Bien.", "Au revoir."]) == ("Bien.\nAu revoir.",)
    assert packed(["a" * 150, "b" * 150]) == (f"{'a' * 150}\n{'b' * 150}",)
    assert packed([]) == ()


def test_texts_are_kept_apart_where_joining_would_cost_more() -> None:
    assert packed(["a" * 160, "b" * 160]) == ("a" * 160, "b" * 160)
    assert packed(["a" * 300, "b"]) == (f"{'a' * 300}\nb",)
    assert packed(["a" * 306, "b"]) == ("a" * 306, "b")


def test_an_emoji_does_not_make_the_text_before_it_dear() -> None:
    assert packed(["a" * 160, "👍"]) == ("a" * 160, "👍")


@given(st.lists(st.text(alphabet="aé ê’👍\n€", max_size=200), max_size=6))
def test_packing_loses_no_word_and_never_costs_more(texts: list[str]) -> None:
    joined = packed(texts)
    assert "\n".join(joined) == "\n".join(map(softened, texts))
    assert sum(map(segments, joined)) <= sum(segments(softened(text)) for text in texts)
    apart = {softened(text) for text in texts}
    assert all(segments(text) <= 2 for text in joined if text not in apart)
