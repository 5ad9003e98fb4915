"""What loads but must not go live: each complaint names file, language and field."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from helpline.content.book import Book, open_book
from helpline.content.check import all_complaints, complaints
from helpline.content.shapes import Asked, Canned, Entry, Told
from tests.content.given import SHIPPED, changed

WIFI = "faq/wifi-key.toml"
THREE_SEGMENTS = "Un mot de plus. " * 20


def with_entry(book: Book, slug: str, entry: Entry) -> Book:
    """The same Book with one entry changed; its matcher still knows the old one."""
    return replace(book, entries={**book.entries, slug: entry})


def asked(book: Book, slug: str, language: str, *variants: str) -> Mapping[str, Asked]:
    """How people ask for an entry, with other variants in one language."""
    entry = book.entries[slug]
    return {**entry.asked, language: Asked(entry.asked[language].question, variants)}


def told(book: Book, slug: str, language: str, form: Told) -> Mapping[str, Told]:
    """What an entry tells, with another form in one language."""
    return {**book.entries[slug].told, language: form}


def test_a_text_of_three_segments_is_too_long(tmp_path: Path) -> None:
    root = changed(tmp_path, WIFI, "\nsms = [", f'\nsms = ["{THREE_SEGMENTS}", ')
    assert f"{WIFI}: [fr] sms 1: 3 segments, 2 at most ()" in complaints(open_book(root))


def test_a_letter_outside_the_cheap_alphabet_is_shown(book: Book) -> None:
    form = Told(("⚠ " + "Attention. " * 15,), ("Attention.",))
    changed_book = with_entry(
        book, "wifi-key", replace(book.entries["wifi-key"], told=told(book, "wifi-key", "en", form))
    )
    assert complaints(changed_book) == [f"{WIFI}: [en] sms 1: 3 segments, 2 at most (⚠)"]


def test_a_prompt_is_measured_with_its_braces_filled(tmp_path: Path) -> None:
    root = changed(
        tmp_path, "prompts/callback.toml", "sms = [\"C'est noté : rappel {slot}", f'sms = ["{THREE_SEGMENTS}{{slot}}'
    )
    found = complaints(open_book(root))
    assert len(found) == 1
    assert found[0].startswith("prompts/callback.toml: [fr] booked.sms 1: 4 segments")


@pytest.mark.parametrize(
    ("hole", "complaint"),
    [
        ("{no-such-place.number}", "{no-such-place.number} is neither a place nor known of the line"),
        ("{emergency.fax}", "{emergency.fax} is neither a place nor known of the line"),
        ("{line.address}", "{line.address} is neither a place nor known of the line"),
        ("{menu.sub}", "{menu.sub}: there is no such menu"),
        ("{who}", "{who} has no value here"),
        ("{Emergency.number}", "has a brace that nothing fills"),
        ("{emergency number}", "has a brace that nothing fills"),
    ],
)
@pytest.mark.parametrize("form", ["sms", "voice"])
def test_a_brace_that_nothing_fills_is_found(form: str, hole: str, complaint: str, book: Book) -> None:
    said = {"sms": Told((f"Appelez {hole}.",), ("Bien.",)), "voice": Told(("Bien.",), (f"Appelez {hole}.",))}[form]
    entry = replace(book.entries["wifi-key"], told=told(book, "wifi-key", "fr", said))
    assert complaints(with_entry(book, "wifi-key", entry)) == [f"{WIFI}: [fr] {form} 1: {complaint}"]


def test_a_reason_of_the_scam_check_is_looked_at_too(tmp_path: Path) -> None:
    root = changed(tmp_path, "scam/reasons.toml", 'sms = "They hurry you', 'sms = "{who} hurry you')
    assert complaints(open_book(root)) == ["scam/reasons.toml: [en] urgency.sms 1: {who} has no value here"]


def test_an_answer_has_five_texts_at_most(book: Book) -> None:
    form = Told(("Un.",) * 6, ("Un.",))
    found = complaints(
        with_entry(book, "wifi-key", replace(book.entries["wifi-key"], told=told(book, "wifi-key", "fr", form)))
    )
    assert found == [f"{WIFI}: [fr] sms: 6 texts, 5 at most"]


def test_a_related_entry_exists(book: Book) -> None:
    found = complaints(with_entry(book, "wifi-key", replace(book.entries["wifi-key"], related=("wifi-slow",))))
    assert found == [f"{WIFI}: related: there is no entry wifi-slow"]


def test_an_entry_is_found_by_its_own_question(tmp_path: Path) -> None:
    question = "J'ai oublié mon mot de passe Gmail"
    root = changed(tmp_path, WIFI, '[fr]\nquestion = "', f'[fr]\nquestion = "{question}"\n# "')
    assert complaints(open_book(root)) == [f"{WIFI}: [fr] question: finds password-gmail first"]


def test_a_question_that_finds_nothing_is_no_question(tmp_path: Path) -> None:
    root = changed(tmp_path, WIFI, '[en]\nquestion = "', '[en]\nquestion = "? !"\n# "')
    assert f"{WIFI}: [en] question: finds nothing first" in complaints(open_book(root))


def test_a_variant_stands_in_one_entry_alone(book: Book) -> None:
    own = book.entries["wifi-key"].asked["en"].variants
    entry = replace(book.entries["wifi-key"], asked=asked(book, "wifi-key", "en", *own, "Lost  GMAIL password"))
    assert complaints(with_entry(book, "wifi-key", entry)) == [
        f"{WIFI}: [en] variants: 'Lost  GMAIL password' stands in password-gmail too"
    ]


def test_a_canned_answer_is_one_text_and_could_be_sent(book: Book) -> None:
    def told(text: str) -> Book:
        return replace(book, canned={"hello": {code: Canned("Hello", text) for code in book.languages}})

    assert complaints(told("Bonjour, du {line.shown}.")) == []
    assert complaints(told("mot " * 50))[0].startswith("canned.toml: hello: [fr] text: 2 segments")
    secret = complaints(told("Votre mot de passe : Soleil2024"))
    assert secret[0] == "canned.toml: hello: [fr] text: reads like a secret: it would not be sent"


def test_proof_words_are_many_and_short(book: Book) -> None:
    words = book.proof_words["fr"]
    few = replace(book, proof_words={**book.proof_words, "fr": words[:511]})
    long_ = replace(book, proof_words={**book.proof_words, "fr": (*words, "pamplemousse", "porte clé")})
    assert complaints(few) == ["proof-words.toml: [fr] words: 512 different ones at least"]
    assert complaints(long_) == [
        "proof-words.toml: [fr] words: 'pamplemousse': 9 letters at most",
        "proof-words.toml: [fr] words: 'porte clé': 9 letters at most",
    ]


def test_a_place_that_nobody_names_is_refused(book: Book) -> None:
    place = replace(book.places["emergency"], id="town-hall", where="places.toml: town-hall")
    assert complaints(replace(book, places={**book.places, "town-hall": place})) == [
        "places.toml: town-hall: is never used"
    ]


def test_a_menu_that_nobody_offers_is_refused(book: Book) -> None:
    menus = {**book.menus, "spare": book.menus["main"]}
    assert complaints(replace(book, menus=menus)) == ["menus/spare.toml: is never used"]


def test_a_whole_answer_costs_five_segments_at_most(book: Book) -> None:
    form = Told(("Deux segments sont bien assez pour dire cela. " * 6,) * 3, ("Un.",))
    entry = replace(book.entries["wifi-key"], told=told(book, "wifi-key", "fr", form))
    assert complaints(with_entry(book, "wifi-key", entry)) == [
        f"{WIFI}: [fr] sms: the answer costs 6 segments, 5 at most"
    ]


def test_answers_cost_three_segments_in_the_middle(book: Book) -> None:
    dear = Told(("Deux segments sont bien assez pour dire cela. " * 6,) * 2, ("Un.",))
    entries = {slug: replace(entry, told={**entry.told, "fr": dear}) for slug, entry in book.entries.items()}
    assert "faq: [fr] sms: 4 segments an answer in the middle, 3 at most" in complaints(replace(book, entries=entries))


def test_people_ask_in_ten_ways_at_least(book: Book) -> None:
    few = asked(book, "wifi-key", "fr", *book.entries["wifi-key"].asked["fr"].variants[:9])
    entry = replace(book.entries["wifi-key"], asked=few)
    assert complaints(with_entry(book, "wifi-key", entry)) == [f"{WIFI}: [fr] variants: 9, 10 at least"]


@pytest.mark.parametrize(
    ("form", "text", "complaint"),
    [
        ("sms", "Allez sur ameli.fr.", "an address that is not in places.toml: 'ameli.fr.'"),
        ("sms", "Appelez le 3646.", "a number that is not in places.toml: '3646'"),
        ("sms", "Appelez le 17.", "a number that is not in places.toml: 'Appelez le 17'"),
        ("voice", "Allez sur {ameli.site}.", "an address that cannot be said: 'ameli.fr.'"),
        ("voice", "Touchez l'URL.", "'url' is not explained"),
        ("sms", "Touchez le b\u043eut\u043en.", "letters that look like others: CYRILLIC SMALL LETTER O"),
    ],
)
def test_what_people_would_not_understand_is_refused(form: str, text: str, complaint: str, book: Book) -> None:
    said = Told((text,), ("Bien.",)) if form == "sms" else Told(("Bien.",), (text,))
    entry = replace(book.entries["wifi-key"], told=told(book, "wifi-key", "fr", said))
    found = complaints(with_entry(book, "wifi-key", entry))
    assert len(found) == 1
    assert found[0].startswith(f"{WIFI}: [fr] {form}")
    assert found[0].endswith(complaint)


def test_a_hint_for_helpers_has_no_open_brace(book: Book) -> None:
    entry = replace(book.entries["wifi-key"], helper={"fr": "Appelez le {nobody.number}."})
    assert complaints(with_entry(book, "wifi-key", entry)) == [
        f"{WIFI}: [fr] helper: {{nobody.number}} is neither a place nor known of the line"
    ]


def test_the_pack_of_each_country_fills_every_text(tmp_path: Path) -> None:
    root = changed(tmp_path, "regions/en-GB.toml", "[places.report-text]", "[places.report-texts]")
    found = all_complaints(root)
    assert "regions/en-GB.toml: places.report-texts: is never used" in found
    missing = "{report-text.how} is neither a place nor known of the line"
    assert f"regions/en-GB.toml: prompts/scam.toml: [en] report.sms 1: {missing}" in found


def test_content_that_ships_is_sound_with_the_pack_of_each_country() -> None:
    assert all_complaints(SHIPPED) == []
