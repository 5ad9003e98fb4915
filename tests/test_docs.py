"""The documents say what is: settings, lines, rooms, commands, files and talks are those of the program."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from helpline import __version__
from helpline.cli import main
from helpline.feeds.listed import read_feeds
from helpline.lines import KEYS, NEEDED, read_lines
from helpline.settings import SettingError, Settings, shipped_content
from tests.test_rooms import ROOMS

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
IN_THE_TREE = re.compile(r"(?:helpline|content|tests|docs|requirements)/[\w./-]*")


def read(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text("utf-8")


def code(text: str) -> list[str]:
    """What is set as code: each line of a block, and each span."""
    blocks = [line for block in FENCE.findall(text) for line in block.splitlines()[1:-1]]
    return blocks + re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def name(path: Path) -> str:
    """A document's name."""
    return path.relative_to(ROOT).as_posix()


def anchors(text: str) -> set[str]:
    """The headings of a document, as links name them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_each_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = path.parent / file if file else path
        assert there.exists(), f"{name(path)} links to {target}"
        assert not anchor or anchor in anchors(there.read_text("utf-8")), f"{name(path)} links to {target}"


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_each_file_that_is_named_exists(path: Path) -> None:
    named = [word for word in code(path.read_text("utf-8")) if IN_THE_TREE.fullmatch(word)]
    assert [word for word in named if not (ROOT / word).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_each_make_target_that_is_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {target for line in code(path.read_text("utf-8")) for target in re.findall(r"\bmake ([a-z]+)", line)}
    assert named <= targets


def commands(text: str) -> Iterator[list[str]]:
    """The commands `helpline ...` in a document, as words."""
    for line in code(text):
        for found in re.findall(r"(?:^|[\s/=])helpline ([a-z][^|]*)", line.partition("#")[0]):
            yield found.split()


def unknown(words: list[str]) -> str:
    """The first word of a command, or option of it, that the program does not know; "" for none."""
    command: click.Command = main
    for word in words:
        if isinstance(command, click.Group):
            if word not in command.commands:
                return word
            command = command.commands[word]
        elif word.startswith("--") and word not in {each for param in command.params for each in param.opts}:
            return word
    return ""


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_each_command_that_is_named_exists(path: Path) -> None:
    assert [words for words in commands(path.read_text("utf-8")) if unknown(words)] == []


def test_commands_are_found_and_wrong_ones_known() -> None:
    block = "```sh\n/opt/helpline/bin/helpline helper add claire --role admin  # a helpline of yours\n```\n"
    found = list(commands(f"{block}`helpline dance` helpline faq `helpline demo --loud`"))
    assert found == [["helper", "add", "claire", "--role", "admin"], ["dance"], ["demo", "--loud"]]
    assert [unknown(words) for words in found] == ["", "dance", "--loud"]
    assert len(list(commands(read("docs/install.md")))) > 5


def test_the_two_commands_stand_in_the_readme() -> None:
    assert "make demo" in read("README.md")
    assert "make test" in read("README.md")
    assert read("README.md").count("\n") <= 80, "one screen or two"


def test_the_talk_in_the_readme_is_a_recorded_one() -> None:
    (path,) = re.findall(r"\((tests/transcripts/[\w-]+\.txt)\)", read("README.md"))
    (talk,) = (block for block in FENCE.findall(read("README.md")) if "\n> " in block)
    recorded = read(path).splitlines()
    assert talk.splitlines()[1:-1], "there is a talk"
    assert [line for line in talk.splitlines()[1:-1] if line not in recorded] == []


def test_the_changelog_begins_with_this_version() -> None:
    assert re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE).group(1) == __version__  # type: ignore[union-attr]


# ---- settings.md


def told_settings() -> dict[str, dict[str, str]]:
    """The settings of the document, by name: what stands behind `- Default:` and the like."""
    settings, _, _ = read("docs/settings.md").partition("\n## Lines")
    sections = re.split(r"^### `(\w+)`$", settings, flags=re.MULTILINE)[1:]
    facts = (dict(re.findall(r"^- (\w[\w ]*): (.+)$", section, re.MULTILINE)) for section in sections[1::2])
    return dict(zip(sections[::2], facts, strict=True))


SPECS: dict[str, Mapping[str, Any]] = {
    spec.metadata["name"]: spec.metadata for spec in Settings.__dataclass_fields__.values()
}
TOLD = told_settings()


def test_every_setting_is_told_and_no_other() -> None:
    assert set(TOLD) == set(SPECS)
    assert {tuple(facts) for facts in TOLD.values()} == {("Example", "Default", "Must be")}


@pytest.mark.parametrize("setting", sorted(TOLD))
def test_a_default_is_told_as_it_is(setting: str) -> None:
    default = SPECS[setting]["default"]
    shipped = default == str(shipped_content())
    expected = "none" if not default else "the content that comes with the program" if shipped else f"`{default}`"
    assert TOLD[setting]["Default"] == expected


@pytest.mark.parametrize("setting", sorted(TOLD))
def test_an_example_is_accepted(setting: str, request: pytest.FixtureRequest) -> None:
    example = TOLD[setting]["Example"].strip("`")
    in_the_tree = SPECS[setting]["read"].__name__ in ("_file", "_file_if_any", "_folder")
    SPECS[setting]["read"](str(ROOT / example) if in_the_tree else example)


@pytest.mark.parametrize("setting", sorted(set(TOLD) - {"HELPLINE_HOST"}))
def test_what_a_setting_must_be_is_what_the_program_says(setting: str) -> None:
    with pytest.raises(SettingError) as error:
        Settings.read({setting: "?"})
    assert f"{setting}: must be {TOLD[setting]['Must be']}" in str(error.value).splitlines()


def test_every_key_of_a_line_is_told_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (yes)? ?\|", read("docs/settings.md"), re.MULTILINE)
    assert {key for key, _ in rows} == set(KEYS)
    assert {key for key, needed in rows if needed} == set(NEEDED)


def test_the_example_of_feeds_is_right() -> None:
    assert [feed.says for feed in read_feeds(ROOT / "docs" / "feeds.example.toml")] == ["bad", "bad"]


def test_the_example_of_lines_is_right_and_shows_every_key() -> None:
    assert len(read_lines(ROOT / "docs" / "lines.example.toml")) == 2
    assert set(re.findall(r"^(\w+) =", read("docs/lines.example.toml"), re.MULTILINE)) == set(KEYS)


# ---- how-it-works.md


def row(room: str) -> str:
    """A room's row in the table of who imports whom."""
    inside, outside = ([f"`{each}`" for each in sorted(names)] for names in ROOMS[room])
    return f"| `{room}` | {', '.join(inside) or '-'} | {', '.join(outside) or '-'} |"


def test_the_table_of_rooms_is_the_one_that_is_held() -> None:
    table = read("docs/how-it-works.md").partition(
        "| room | may import of the house | outside libraries |\n|---|---|---|\n"
    )[2]
    held = "\n".join(map(row, ROOMS))
    assert table.partition("\n\n")[0] == held, f"the rows must be:\n{held}"


def test_every_table_of_the_store_is_told() -> None:
    schema = "".join(path.read_text("utf-8") for path in (ROOT / "helpline/store/migrations").glob("*.sql"))
    stored = read("docs/how-it-works.md").partition("## What is stored where")[2].partition("\n## ")[0]
    told = {
        each for line in re.findall(r"^\| (`.+?) \|", stored, re.MULTILINE) for each in re.findall(r"`(\w+)`", line)
    }
    assert told == set(re.findall(r"^create table (\w+)", schema, re.MULTILINE))


def test_every_file_of_content_is_told_to_who_writes() -> None:
    told = read("docs/write-content.md")
    kinds = {path.name if path.is_file() else f"{path.name}/" for path in (ROOT / "content").iterdir()}
    assert sorted(kind for kind in kinds if f"`content/{kind}" not in told) == []
