"""A program that dies leaves the store as before its transaction or as after it, never between."""

import signal
import subprocess
import sys

import pytest

from helpline.store import Store

PROGRAM = (sys.executable, "-m", "tests.store.writes_until_killed")


def _kept(store: Store) -> list[set[str]]:
    with store.read() as tx:
        return [
            {row["id"] for row in tx.rows("select id from messages")},
            {row["id"] for row in tx.rows("select id from tickets")},
            {row["event"] for row in tx.rows("select event from turns")},
        ]


@pytest.mark.parametrize(("step", "left"), [("begun", 0), ("message", 0), ("ticket", 0), ("turn", 0), ("committed", 1)])
def test_it_is_before_or_after_wherever_a_program_dies(store: Store, store_url: str, step: str, left: int) -> None:
    died = subprocess.run([*PROGRAM, store_url, step], check=False)
    assert died.returncode == -signal.SIGKILL
    assert [len(ids) for ids in _kept(store)] == [left] * 3


@pytest.mark.parametrize("acknowledged", [1, 7, 23])
def test_it_keeps_all_that_was_acknowledged_and_no_half(store: Store, store_url: str, acknowledged: int) -> None:
    with subprocess.Popen([*PROGRAM, store_url], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        said = [program.stdout.readline().strip() for _ in range(acknowledged)]
        program.kill()
        said += program.stdout.read().split()
    messages, tickets, turns = _kept(store)
    assert messages == tickets == turns
    assert set(said) <= messages
    assert len(messages) <= len(said) + 1  # committed, killed before it could say so
