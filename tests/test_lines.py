"""Lines: read from one file; what is wrong is named with the file, the line and the key."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpline.lines import KEYS, NEEDED, Line, read_lines
from helpline.settings import SettingError

LINE = """\
[ville]
number = "+33939000000"
name = { fr = "Allo Numérique", en = "Allo Numerique" }
partner = "Mairie de Ville"
hours = "Mo-Fr 09:00-12:00,14:00-18:00"
"""


def lines(place: Path, text: str) -> dict[str, Line]:
    """The lines of a file with this text."""
    (place / "lines.toml").write_text(text, "utf-8")
    return read_lines(place / "lines.toml")


def test_a_line_needs_little(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, LINE).values()
    assert (line.id, line.number, line.sender, line.partner) == (
        "ville",
        "+33939000000",
        "+33939000000",
        "Mairie de Ville",
    )
    assert (line.languages, line.country, line.callback_countries, line.fiction) == (("fr", "en"), "FR", ("FR",), False)
    assert line.name == {"fr": "Allo Numérique", "en": "Allo Numerique"}
    assert line.hours.timezone == "Europe/Paris"


def test_a_line_may_say_all_of_it(tmp_path: Path) -> None:
    text = LINE + (
        'languages = ["en", "fr"]\ntimezone = "America/Martinique"\nsubdivision = "MQ"\nsender = "AlloNum"\n'
        'closures = [2026-12-24, "2026-12-31"]\ncountry = "FR"\ncallback_countries = ["FR", "BE"]\nfiction = true\n'
        'teams = ["banque"]\ncallbacks_an_hour = 4\n'
    )
    (line,) = lines(tmp_path, text).values()
    assert (line.teams, line.callbacks_an_hour) == (("banque",), 4)
    assert (line.languages, line.sender, line.callback_countries, line.fiction) == (
        ("en", "fr"), "AlloNum", ("FR", "BE"), True,
    )  # fmt: skip
    assert line.hours.closures == (date(2026, 12, 24), date(2026, 12, 31))
    assert not line.hours.open_at(datetime(2026, 12, 24, 14, tzinfo=UTC))
    assert line.hours.open_at(datetime(2026, 12, 23, 14, tzinfo=UTC))
    assert set(KEYS) == {key.split(" =")[0] for key in text.splitlines()[1:]}


@pytest.mark.parametrize(
    ("written", "number"),
    [("+33939000000", "+33939000000"), ("09 39 00 00 00", "+33939000000"), ("36000", "36000"), (" 36000 ", "36000")],
)
def test_a_number_is_known_however_it_is_written(written: str, number: str, tmp_path: Path) -> None:
    found = lines(tmp_path, LINE.replace("+33939000000", written))
    assert list(found) == [number]
    assert found[number].number == number


WRONG = [
    # what stands there, what stands there instead, what is complained of
    ('partner = "Mairie de Ville"', "", "partner: is missing"),
    ('partner = "Mairie de Ville"', 'partner = " "', "partner: is empty"),
    ('partner = "Mairie de Ville"', 'partners = "Mairie"', "partners: is not a setting of a line"),
    ('partner = "Mairie de Ville"', "partner = 3", "partner: is not a setting of a line, or not of the right kind"),
    ('hours = "Mo-Fr 09:00-12:00,14:00-18:00"', 'hours = "weekdays"', "hours: not opening hours"),
    ("14:00-18:00", "14:00-18:00; PH 10:00-12:00", "hours: a line is always shut on public holidays"),
    ('"+33939000000"', '"Allo"', "number: must be one that people can text"),
    ('"+33939000000"', '"+"', "number: must be one that people can text"),
    ('en = "Allo Numerique"', 'de = "Allo"', "name: needs one for each of fr, en"),
    ('en = "Allo Numerique"', "en = 3", "name: is empty, or holds something that is no text"),
    ("partner", 'timezone = "Europe/Pariss"\npartner', "hours: no such time zone: Europe/Pariss"),
    ("partner", 'country = "ZZ"\npartner', "hours: no public holidays are known for: ZZ"),
    ("partner", 'subdivision = "??"\npartner', "hours: no public holidays are known for: FR ??"),
    ("partner", "callbacks_an_hour = -1\npartner", "callbacks_an_hour: must be 0 or more"),
    ("partner", "callbacks_an_hour = true\npartner", "callbacks_an_hour: is not a setting of a line"),
    ("partner", "callbacks_an_hour = 2.5\npartner", "callbacks_an_hour: is not a setting of a line"),
    ("partner", "fiction = 1\npartner", "fiction: is not a setting of a line"),
    ("partner", 'closures = ["Noël"]\npartner', "closures: must be days such as 2026-12-24"),
    ("partner", "closures = [2026-12-24T10:00:00]\npartner", "closures: must be days such as 2026-12-24"),
    ("partner", "languages = []\npartner", "languages: is empty"),
    ("partner", "languages = [1]\npartner", "languages: is empty, or holds something that is no text"),
    ("partner", 'callback_countries = [""]\npartner', "callback_countries: is empty"),
    ("partner", 'fiction = "yes"\npartner', "fiction: is not a setting of a line, or not of the right kind"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), WRONG, ids=[row[2] for row in WRONG])
def test_a_mistake_is_named_with_file_line_and_key(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as error:
        lines(tmp_path, LINE.replace(old, new, 1))
    assert str(error.value).startswith(f"HELPLINE_LINES: lines.toml: [ville]: {complaint}")


@pytest.mark.parametrize("key", NEEDED)
def test_what_a_line_needs_is_missed(key: str, tmp_path: Path) -> None:
    text = "".join(line for line in LINE.splitlines(keepends=True) if not line.startswith(key))
    with pytest.raises(SettingError, match=rf"\[ville\]: {key}: is missing"):
        lines(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "complaint"), [("", "names no line"), ("[ville", "Expected"), ("ville = 3", "must be a table")]
)
def test_a_file_that_is_none_is_named(text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=rf"^HELPLINE_LINES: lines.toml: .*{complaint}"):
        lines(tmp_path, text)


def test_a_number_belongs_to_one_line(tmp_path: Path) -> None:
    other = LINE.replace("[ville]", "[banque]").replace("+33939000000", "0939 00 00 00")
    with pytest.raises(SettingError, match="number: another line has it too"):
        lines(tmp_path, LINE + other)


def test_a_file_may_hold_several_lines(tmp_path: Path) -> None:
    other = LINE.replace("[ville]", "[banque]").replace("+33939000000", "+33939000001")
    assert {line.id for line in lines(tmp_path, LINE + other).values()} == {"ville", "banque"}
