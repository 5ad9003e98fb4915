"""Content with a mistake does not load; the error names file, language and field."""

from pathlib import Path

import pytest

from helpline.content.book import open_book
from helpline.content.table import ContentError
from tests.content.given import added, changed, without

WIFI = "faq/wifi-key.toml"
BROKEN = [
    # file, what stands there, what stands there instead, the beginning of the complaint
    (WIFI, "topic", "subject", f"{WIFI}: subject: is not known here"),
    (WIFI, "topic ", "related = 3\ntopic ", f"{WIFI}: related: must be a list of texts"),
    (WIFI, "[en]", "[de]", f"{WIFI}: de: is not known here"),
    (WIFI, "[fr]\nquestion", "[fr]\ntitle", f"{WIFI}: fr.title: is not known here"),
    (WIFI, "[fr]\nquestion", "[fr]\nhelper", f"{WIFI}: fr.question: is missing"),
    (WIFI, "\nvoice = [", "\nhelper = [", f"{WIFI}: fr.voice: is missing"),
    (WIFI, "\nsms = [", "\nsms = [3, ", f"{WIFI}: fr.sms: has an empty text"),
    (WIFI, 'then     = "solved?"', 'then     = "solve"', f"{WIFI}: then: must be one of solved?, clear?, callback"),
    (WIFI, 'then     = "solved?"', "", f"{WIFI}: then: is missing"),
    (WIFI, "reviewed = 2026-11-28", 'reviewed = "yesterday"', f"{WIFI}: reviewed: must be a date"),
    (WIFI, "reviewed = 2026-11-28", "reviewed = 2026-11-28 10:00:00", f"{WIFI}: reviewed: must be a date"),
    (WIFI, "reviewed = 2026-11-28", "", f"{WIFI}: reviewed: is missing"),
    (WIFI, "sources ", "sources = []\n#", f"{WIFI}: sources: must be a list of texts"),
    ("languages.toml", 'name = "English"', "", "languages.toml: en.name: is missing"),
    ("languages.toml", 'voice = "{option}', 'speech = "{option}', "languages.toml: fr.numbered.speech: is not known"),
    ("prompts/faq.toml", "[solved.en]", "[solved.de]", "prompts/faq.toml: solved.de: is not known here"),
    ("prompts/faq.toml", "[solved.en]", "[resolved.en]", "prompts/faq.toml: solved.en: is missing"),
    ("prompts/faq.toml", "\nvoice = ", "\nspoken = ", "prompts/faq.toml: "),
    ("prompts/notice.toml", "version = ", "# ", "prompts/notice.toml: version: is missing"),
    ("menus/main.toml", 'en = { sms = "ask', 'de = { sms = "ask', "menus/main.toml: question.de: is not known here"),
    ("menus/main.toml", "voice = ", "spoken = ", "menus/main.toml: question.fr.spoken: is not known here"),
    ("menus/main.toml", "said = {", "heard = {", "menus/main.toml: question.heard: is not known here"),
    ("places.toml", 'number = "112"', "number = 112", "places.toml: emergency.number: must be"),
    ("places.toml", 'fr = "Urgences", en', 'fr = "Urgences", de', "places.toml: emergency.label.de: is not known here"),
    ("places.toml", "source = ", "origin = ", "places.toml: emergency.source: is missing"),
    ("places.toml", "checked_on = 2026-11-22", "", "places.toml: emergency.checked_on: is missing"),
    ("scam/reasons.toml", "[urgency.en]", "[urgency.de]", "scam/reasons.toml: urgency.de: is not known here"),
    ("scam/reasons.toml", "[urgency.fr]\nsms", "[urgency.fr]\ntext", "scam/reasons.toml: urgency.fr.text: "),
    ("scam/signals.toml", 'reason = "urgency"', 'reason = "hurry"', "scam/signals.toml: sign.urgency.reason: is "),
    ("scam/signals.toml", "\nweight = 0.2", '\nweight = "much"', "scam/signals.toml: sign.urgency.weight: must be"),
    ("proof-words.toml", "[en]", "[de]", "proof-words.toml: de: is not known here"),
    ("canned.toml", "[try-it.en]", "[try-it.de]", "canned.toml: try-it.de: is not known here"),
    ("canned.toml", '[try-it.en]\ntitle', "[try-it.en]\nname", "canned.toml: try-it.en.name: is not known here"),
    ("words.toml", '\nreal = ["reel"', '\nreal = ["", "reel"', "words.toml: human_spelled.en.real: has an empty text"),
    ("words.toml", "[stop]", "[stopp]", "words.toml: stopp: is not known here"),
    ("words.toml", "[polite] ", "# ", "words.toml: fr: is not known here"),
    ("words.toml", '[stop]\nfr = ["stop"', '[stop]\nfr = "stop" # [', "words.toml: stop.fr: must be a list of texts"),
    ("words.toml", '["zero", "un"', '["un"', "words.toml: keys.fr: must be ten words"),
    ("danger.toml", "\nsuicide = [", "\nsuicid = [", "danger.toml: fr.suicid: is not known here"),
    ("danger.toml", "\n[en.groups]", "\n[de.groups]", "danger.toml: de: is not known here"),
    ("danger.toml", "\ni_want = ", "\nwe_want = ", "danger.toml: 'i_want' is not known"),
    ("redaction.toml", "\npassword = [", "\npasswords = [", "redaction.toml: [fr] password: a list of words is needed"),
    ("scam/signals.toml", "\nscam = 0.91", "", "scam/signals.toml: levels.scam: is missing"),
    ("scam/official.toml", "[state]\n", "[state]\nendings = 3\n#", "scam/*.toml: "),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "complaint"), BROKEN, ids=[f"{row[0]}:{row[3]}" for row in BROKEN])
def test_a_mistake_is_refused_by_name(file: str, old: str, new: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        open_book(changed(tmp_path, file, old, new))
    assert str(error.value).startswith(complaint)


@pytest.mark.parametrize("file", ["words.toml", "lexicon.toml", "places.toml", "danger.toml", "prompts/notice.toml"])
def test_a_missing_file_is_refused_by_name(file: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=f"^{file}: "):
        open_book(without(tmp_path, file))


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^faq/new-one.toml: .*line 1"):
        open_book(added(tmp_path, "faq/new-one.toml", "topic: password"))


@pytest.mark.parametrize("count", [1, 10])
def test_a_menu_has_two_to_nine_options(count: int, tmp_path: Path) -> None:
    told, said = '{ sms = "a", voice = "a" }', '{ fr = ["a"], en = ["a"] }'
    menu = "".join(f"[o{place}]\nfr = {told}\nen = {told}\nsaid = {said}\n" for place in range(count))
    with pytest.raises(ContentError, match=r"^menus/main.toml: a menu has 2 to 9 options"):
        open_book(added(tmp_path, "menus/main.toml", menu))


def test_a_folder_without_entries_is_no_content(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "languages.toml").write_text("", "utf-8")
    with pytest.raises(ContentError, match="faq: holds no entry"):
        open_book(tmp_path)
