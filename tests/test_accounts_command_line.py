"""`helpline helper`: what an operator types and sees."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpline.cli import main
from helpline.settings import Settings
from helpline.store import open_store
from helpline.store.migrations import upgrade
from tests.town import environment

PASSWORD = "quatre chevaux verts"


class Machine:
    """A machine with an empty installation."""

    def __init__(self, place: Path) -> None:
        url = f"sqlite:///{place / 'helpline.db'}"
        self.env = environment(url, place)
        store = open_store(url)
        upgrade(store)
        store.close()

    def types(self, *words: str, fails: bool = False) -> Result:
        """`helpline helper ...`."""
        found = CliRunner(env=self.env).invoke(main, ["helper", *words])
        assert (found.exit_code != 0) == fails, found.output
        return found


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty installation."""
    return Machine(tmp_path)


def test_a_helper_is_added_listed_closed_and_opened(machine: Machine) -> None:
    machine.types("add", "Claire", "--password", PASSWORD)
    assert machine.types("list").stdout == "Claire\thelper\tall lines\tno code\tat work\n"
    machine.types("disable", "Claire")
    assert machine.types("list").stdout.endswith("left\n")
    machine.types("enable", "Claire")
    assert machine.types("list").stdout.endswith("at work\n")


def test_a_link_leads_to_the_public_address(machine: Machine) -> None:
    told = machine.types("invite", "Zoé", "--role", "partner", "--line", "ville").stdout
    assert told.startswith(Settings.read(machine.env).public_url + "/desk/invite/")
    machine.types("add", "Claire", "--password", PASSWORD)
    assert machine.types("reset", "Claire").stdout != told


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "Claire", "--password", "short"), "not done: short"),
        (("add", "Claire", "--password", "motdepasse123"), "not done: common"),
        (("invite", "Zoé", "--line", "nowhere"), "no such line: nowhere"),
        (("disable", "Nobody"), "not done: unknown"),
        (("reset", "Nobody"), "not done: unknown"),
        (("disable", "Root"), "not done: last-admin"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(machine: Machine, words: tuple[str, ...], why: str) -> None:
    machine.types("add", "Root", "--role", "admin", "--password", PASSWORD)
    found = machine.types(*words, fails=True)
    assert why in found.stderr
    assert "Traceback" not in found.output
