"""A person's phone in the terminal: write texts, see what comes back, while waiting too."""

import readline
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

import requests
from rich.align import Align, AlignMethod
from rich.console import Console, Group, RenderableType
from rich.control import Control
from rich.panel import Panel
from rich.segment import ControlType
from rich.text import Text

from helpline.simulator.words import language, words

PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.3
TIMEOUT_SECONDS = 10.0


class Phone:
    """One person's texts with one party, over the carrier's handset API. Raises `requests` exceptions."""

    def __init__(self, carrier_url: str, person: str, to: str, session: requests.Session) -> None:
        self.url = f"{carrier_url.rstrip('/')}/handset/{quote(person, safe='+')}/texts"
        self.to = to
        self.session = session
        self.latest = 0
        self.on_the_way: set[int] = set()
        self.seen: set[int] = set()

    def write(self, body: str) -> str:
        """Send a text; gives the reason where it is refused, else nothing."""
        answer = self.session.post(self.url, json={"to": self.to, "body": body}, timeout=TIMEOUT_SECONDS)
        given = answer.json()
        if answer.status_code != 201:
            return str(given["reason"])
        self.on_the_way.add(given["id"])
        return ""

    def news(self) -> list[dict[str, Any]]:
        """The texts to show: those that came in and those of ours that are no longer on their way."""
        asked = {"after": str(self.latest), "with": self.to}
        answer = self.session.get(self.url, params=asked, timeout=TIMEOUT_SECONDS)
        given = answer.json()
        self.latest = given["latest"]
        settled = [text for text in given["texts"] if text["state"] != "sending" and text["id"] not in self.seen]
        self.seen |= {text["id"] for text in settled}
        self.on_the_way -= self.seen
        return sorted(settled, key=lambda text: int(text["id"]))


def bubble(text: dict[str, Any], spoken: str) -> Group:
    """One text as a box: the person's own on the right, the other party's on the left."""
    state = words()[spoken]["state"][text["state"]] if text["mine"] else _parts(int(text["segments"]), spoken)
    at = datetime.fromisoformat(text["at"]).astimezone().strftime("%H:%M")
    edge = "red" if text["state"] == "failed" else "cyan" if text["mine"] else "green"
    side: AlignMethod = "right" if text["mine"] else "left"
    box = Panel(Text(text["body"]), border_style=edge, expand=False)
    return Group(Align(box, side), Align(Text(f"{at} · {state}", style="dim"), side))


def _parts(count: int, spoken: str) -> str:
    return str(words()[spoken]["one_part"]) if count == 1 else f"{count} {words()[spoken]['parts']}"


def run_phone(
    carrier_url: str,
    person: str,
    to: str,
    console: Console,
    lines: Iterable[str] | None = None,
    session: requests.Session | None = None,
    lang: str = "fr",
) -> None:
    """Text as `person` with the number `to` until Ctrl-D, or until `lines` run out.

    What comes in is shown while the prompt waits. With `lines`, each text's answer is awaited before the next line.
    """
    spoken = language(lang)
    say = words()[spoken]["terminal"]
    phone = Phone(carrier_url, person, to, session or requests.Session())
    console.rule(Text(say["title"].format(person=person, to=to)), style="dim")
    try:
        _show(phone, console, spoken)
        if lines is None:
            _talk(phone, console, spoken, typed(console, say))
        else:
            _play(phone, console, spoken, lines)
    except requests.RequestException:
        console.print(say["unreachable"].format(url=carrier_url), style="red")


def typed(console: Console, say: dict[str, str]) -> Iterator[str]:
    """The lines a person types, until Ctrl-D; each is wiped from the screen. `say`: the words hint, prompt and bye."""
    console.print(say["hint"], style="dim")
    try:
        while True:
            console.print(prompt(say), end="")
            line = input()
            rows = 1 + (len(prompt(say)) + len(line)) // console.width
            console.control(Control(*[(ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2)] * rows))
            yield line
    except (EOFError, KeyboardInterrupt):
        console.print(f"\n{say['bye']}")


def prompt(say: dict[str, str]) -> Text:
    """What stands before the cursor."""
    return Text.assemble((say["prompt"], "bold cyan"), " › ")


def _play(phone: Phone, console: Console, spoken: str, lines: Iterable[str]) -> None:
    for line in lines:
        _write(phone, console, spoken, line)
        _wait(phone, console, spoken)


def _talk(phone: Phone, console: Console, spoken: str, lines: Iterable[str]) -> None:
    over = Event()
    watcher = Thread(target=_watch, args=(phone, console, spoken, over), name="phone", daemon=True)
    watcher.start()
    try:
        for line in lines:
            _write(phone, console, spoken, line)
            time.sleep(PAUSE_SECONDS)  # so that the prompt comes after a quick answer
    finally:
        over.set()
        watcher.join()
        _show(phone, console, spoken)


def _watch(phone: Phone, console: Console, spoken: str, over: Event) -> None:
    while not over.wait(PAUSE_SECONDS):
        try:
            _slip_in(phone, console, spoken)
        except requests.RequestException:
            continue  # the next one may get through; writing tells the person


def _slip_in(phone: Phone, console: Console, spoken: str) -> None:
    bubbles = [bubble(text, spoken) for text in phone.news()]
    if not bubbles:
        return
    slip_in(console, words()[spoken]["terminal"], bubbles)


def slip_in(console: Console, say: dict[str, str], pieces: Iterable[RenderableType]) -> None:
    """Show something above the line that a person is typing."""
    console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
    console.print(*pieces, sep="\n")
    console.print(prompt(say) + Text(readline.get_line_buffer()), end="")


def _write(phone: Phone, console: Console, spoken: str, line: str) -> None:
    if not line.strip():
        return
    reason = phone.write(line)
    if reason:
        said = words()[spoken]["terminal"]["refused"].format(reason=words()[spoken].get(reason, reason))
        console.print(said, style="red")


def _wait(phone: Phone, console: Console, spoken: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    _show(phone, console, spoken)
    while phone.on_the_way and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
        _show(phone, console, spoken)


def _show(phone: Phone, console: Console, spoken: str) -> None:
    for text in phone.news():
        console.print(bubble(text, spoken))
