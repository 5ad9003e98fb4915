"""Every entry as people get it: asked by its own question, by text and by phone, in both languages.

The talks stand in `tests/transcripts/entries/<slug>.txt`, for whoever changes an entry to read whole: `>` is the
person, `<` the helpline. `pytest tests/test_entries.py --rewrite-transcripts` writes them anew.
"""

import re
from collections.abc import Iterable, Iterator

import pytest

from helpline.content.shapes import Entry
from helpline.content.shown import example_telling, heard
from helpline.simulator.live import LiveCall
from tests.replay import CODE_WORD, TRANSCRIPTS
from tests.town import NUMBER, Town, found_town, shipped_book

FOLDER = TRANSCRIPTS / "entries"
BOOK = shipped_book()
SLUGS = sorted(BOOK.entries)
CHOOSE = {"fr": "FRANCAIS", "en": "ENGLISH"}
OUTCOME = "1"  # yes, that is it; yes, it worked


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town for all entries."""
    place = tmp_path_factory.mktemp("entries")
    town = found_town(f"sqlite:///{place}/helpline.db", place)
    yield town
    town.close()


def newcomer(town: Town, slug: str, language: str, channel: str) -> str:
    """A phone that has chosen its language and been given the notice: one for each talk, since requests stay open."""
    place = SLUGS.index(slug) * 4 + 2 * (language == "en") + (channel == "phone")
    person = f"+3363998{place:04d}"
    town.text(person, CHOOSE[language])
    return person


def lived(town: Town, entry: Entry) -> Iterator[str]:
    """The four talks about one entry, as they really go."""
    for language, asked in entry.asked.items():
        yield f"# {entry.slug}, {language}, by text"
        yield from by_text(town, newcomer(town, entry.slug, language, "text"), asked.question)
        yield f"# {entry.slug}, {language}, by phone"
        steps = len(entry.told[language].voice)
        yield from by_phone(town, newcomer(town, entry.slug, language, "phone"), asked.question, steps)


def by_text(town: Town, person: str, question: str) -> Iterator[str]:
    """The question, its number where the bot asks which, and that it helped."""
    told = town.text(person, question)
    yield from (f"> {question}", *shown(told))
    if key := number_of(question, told):
        told = town.text(person, key)
        yield from (f"> {key}", *shown(told))
    yield from (f"> {OUTCOME}", *shown(town.text(person, OUTCOME)))


def by_phone(town: Town, person: str, question: str, steps: int) -> Iterator[str]:
    """The question in one sentence, then every step, then it is over."""
    call = town.carrier.call_from(person, NUMBER)
    call.say(question)
    yield from (f"> {question}", *spoken(call))
    told = [str(piece.words) for piece in call.heard]
    for key in (number_of(question, told) or OUTCOME, *["1"] * (steps - 1)):
        call.press(key)
        yield from (f"> {key}", *spoken(call))
    call.hang_up()
    town.carrier.run_pending()


def number_of(question: str, told: Iterable[str]) -> str:
    """The key of a question among choices, "" where it is not among them."""
    bare = re.escape(question.rstrip(" ?!."))
    pattern = rf"^(\d) {bare}|{bare}[ ?!.]*, (?:tapez|press) (\d)"
    found = [match for text in told for match in re.finditer(pattern, text, re.MULTILINE)]
    return (found[0][1] or found[0][2]) if found else ""


def spoken(call: LiveCall) -> Iterator[str]:
    return shown(str(piece.words) for piece in call.heard)


def shown(texts: Iterable[str]) -> Iterator[str]:
    """Texts as the transcript writes them: further lines moved in, the code word hidden."""
    for text in texts:
        yield "< " + CODE_WORD.sub("MOTSECRET 00", text).replace("\n", "\n  ")


@pytest.mark.parametrize("slug", SLUGS)
def test_an_entry_is_told_as_it_was_read(slug: str, town: Town, request: pytest.FixtureRequest) -> None:
    path, talks = FOLDER / f"{slug}.txt", "\n".join(lived(town, BOOK.entries[slug])) + "\n"
    if request.config.getoption("--rewrite-transcripts"):
        path.write_text(talks, "utf-8")
    assert talks == path.read_text("utf-8")
    for language in BOOK.languages:
        for step in heard(example_telling(BOOK, language), BOOK.entries[slug]):
            assert f"< {step}\n" in talks, "a step that nobody hears"


def test_no_talk_is_left_of_an_entry_that_is_gone() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == SLUGS
