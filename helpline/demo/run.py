"""Starts the demo's two processes, lets a few people write, and ends everything on Ctrl-C."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from rich.console import Console
from rich.panel import Panel

from helpline import log
from helpline.demo.people import let_people_write, wait_for
from helpline.demo.words import words
from helpline.house import open_house
from helpline.serving import serve_until_stopped
from helpline.settings import SettingError, Settings
from helpline.store.migrations import upgrade

NUMBER = "+33199000000"  # one of the landlines that Arcep keeps for films
HELPER = "claire"
HELPERS_PHONE = "+33639980003"  # one of the mobiles that Arcep keeps for films
LINES = f"""\
[demo]
number = "{NUMBER}"
name = {{ fr = "Allo Numérique", en = "Allo Numerique" }}
partner = "Allo Numérique (démo)"
hours = "Mo-Sa 09:00-12:00,14:00-18:00"
fiction = true
"""


class DemoError(Exception):
    """Something is in the demo's way; the message says what, and what to do."""


def run_demo(environ: Mapping[str, str], opens_browser: bool = True, watches: bool = False) -> None:
    """Run until Ctrl-C. `watches`: read the words again when they are saved. Raises DemoError where it cannot start."""
    port = environ.get("HELPLINE_PORT", "8000")
    with TemporaryDirectory(prefix="helpline-demo-") as scratch:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        os.environ.update(_demo_environment(Path(scratch), port))
        os.environ["HELPLINE_DEMO_WATCH"] = "yes" if watches else ""
        settings = _settings()
        _prepare(settings, password)
        _must_be_free(settings.port)
        with _clock():
            after = Thread(target=_when_up, args=(settings, password, opens_browser), daemon=True)
            after.start()
            serve_until_stopped(settings, "helpline.demo.web:create_demo", quiet=True)
    print(words()["ended"])  # noqa: T201 - the demo talks to a terminal


def _demo_environment(scratch: Path, port: str) -> dict[str, str]:
    """A scratch installation: nothing of it outlives the demo, and nothing of a real one is read."""
    lines = scratch / "lines.toml"
    lines.write_text(LINES, "utf-8")
    address = f"http://127.0.0.1:{port}"
    return {
        "HELPLINE_PUBLIC_URL": address,
        "TWILIO_API_URL": f"{address}/carrier",
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "DATABASE_URL": f"sqlite:///{scratch / 'demo.db'}",
        "HELPLINE_DOMAINS": str(scratch / "domains.db"),
        "HELPLINE_SECRET_KEY": secrets.token_hex(32),
        "HELPLINE_LINES": str(lines),
        "HELPLINE_HOST": "127.0.0.1",
        "HELPLINE_PORT": port,
        "HELPLINE_THREADS": "16",
        "HELPLINE_REPLY_BY": "webhook",
        "HELPLINE_LOG_LEVEL": "warning",
        "HELPLINE_DEMO_HELPER": HELPER,
        "HELPLINE_DEMO_HELPERS_PHONE": HELPERS_PHONE,
    }


def _settings() -> Settings:
    try:
        return Settings.read(os.environ)
    except SettingError as error:
        raise DemoError(str(error)) from None


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DemoError(words()["port_taken"].format(port=port)) from None


def _prepare(settings: Settings, password: str) -> None:
    log.set_up(settings.log_level)
    os.environ["HELPLINE_DEMO_PASSWORD"] = password
    house = open_house(settings)
    upgrade(house.store)
    helper = house.accounts.add(HELPER, password, "coordinator", "fr")
    house.accounts.set_own(helper, "fr", HELPERS_PHONE)
    house.close()


@contextmanager
def _clock() -> Iterator[None]:
    """The clock, in a process of its own, ended with the demo."""
    process = subprocess.Popen([sys.executable, "-m", "helpline", "clock"])
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _when_up(settings: Settings, password: str, opens_browser: bool) -> None:
    if not wait_for(f"{settings.public_url}/health"):
        return
    let_people_write(settings.public_url, NUMBER)
    told = words()["started"].format(address=settings.public_url, helper=HELPER, password=password)
    Console().print(Panel(told, title="Helpline", border_style="green", expand=False))
    if opens_browser:
        webbrowser.open(settings.public_url)
