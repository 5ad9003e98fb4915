"""Runs the real demo, as `make demo` does, for tests that use it from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

SECONDS = 60.0


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    address: str
    helper: str
    password: str
    process: subprocess.Popen[str]

    def text(self, person: str, body: str) -> None:
        """Write on a person's phone."""
        where = f"{self.address}/carrier/handset/{person}/texts"
        requests.post(where, data={"to": "+33199000000", "body": body}, timeout=20).raise_for_status()

    def answer(self, person: str, words: str) -> str:
        """The text with these words on a person's phone; waits for it a little."""
        end = time.monotonic() + SECONDS / 3
        while time.monotonic() < end:
            for text in self.texts(person):
                if words in text:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"no text with {words!r} came; there are: {self.texts(person)}")

    def texts(self, person: str) -> list[str]:
        """What reached a person's phone from the helpline."""
        got = requests.get(f"{self.address}/carrier/handset/{person}/texts?after=0", timeout=20).json()
        return [text["body"] for text in got["texts"] if not text["mine"]]


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_demo(port: int) -> "subprocess.Popen[str]":
    """The demo's process, its words piped."""
    environment = {**os.environ, "HELPLINE_PORT": str(port), "LANG": "en", "LC_ALL": "en", "COLUMNS": "120"}
    return subprocess.Popen(
        [sys.executable, "-m", "helpline", "demo", "--no-browser"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


@contextmanager
def running_demo() -> Iterator[Demo]:
    """A demo that is up, with its people's texts answered; ended as Ctrl-C does."""
    port = free_port()
    process = start_demo(port)
    try:
        helper, password = _account(process)
        yield Demo(f"http://127.0.0.1:{port}", helper, password, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)


def _account(process: "subprocess.Popen[str]") -> tuple[str, str]:
    assert process.stdout is not None
    end, told = time.monotonic() + SECONDS, ""
    while time.monotonic() < end:
        line = process.stdout.readline()
        told += line
        found = re.search(r"Helper: (\S+)\s+password: (\S+)", line)
        if found:
            return found[1], found[2]
        if not line and process.poll() is not None:
            break
    raise AssertionError(f"the demo did not start:\n{told}")
