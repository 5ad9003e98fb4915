"""A person's call in the terminal: type digits to press keys, words to speak, nothing to keep silent."""

import re
import time
from collections.abc import Iterable
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import quote

import requests
from rich.console import Console
from rich.text import Text

from helpline.simulator.terminal import PATIENCE_SECONDS, PAUSE_SECONDS, TIMEOUT_SECONDS, slip_in, typed
from helpline.simulator.words import language, words

KEYS = re.compile(r"[0-9*#][0-9*# .-]*")
WORDS_A_SECOND = 2.5


class Caller:
    """One person's call over the carrier's handset API. Raises `requests` exceptions."""

    def __init__(self, carrier_url: str, person: str, session: requests.Session) -> None:
        self.url = f"{carrier_url.rstrip('/')}/handset/{quote(person, safe='+')}/calls"
        self.session = session
        self.call: dict[str, Any] = {}
        self.shown = 0
        self._lock = Lock()

    def dial(self, to: str) -> str:
        """Call; gives the reason where it is refused, else nothing."""
        answer = self.session.post(self.url, json={"to": to}, timeout=TIMEOUT_SECONDS)
        if answer.status_code != 201:
            return str(answer.json()["reason"])
        self.call = answer.json()
        return ""

    def act(self, what: str, **fields: object) -> None:
        """Do something in the call and wait until the carrier has followed it."""
        self.session.post(f"{self.url}/{self.call['sid']}/{what}", json=fields, timeout=TIMEOUT_SECONDS)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing of ours is on its way."""
        until = time.monotonic() + PATIENCE_SECONDS
        self.look()
        while self.call["busy"] and time.monotonic() < until:
            time.sleep(PAUSE_SECONDS)
            self.look()

    def look(self) -> None:
        """See how the call is now."""
        got = self.session.get(self.url, timeout=TIMEOUT_SECONDS).json()["calls"]
        self.call = next((call for call in got if call["sid"] == self.call["sid"]), self.call)

    def news(self) -> list[dict[str, Any]]:
        """What was heard and not given yet."""
        with self._lock:
            fresh = self.call["said"][self.shown :]
            self.shown = len(self.call["said"])
        return list(fresh)


def run_call(
    carrier_url: str,
    person: str,
    to: str,
    console: Console,
    lines: Iterable[str] | None = None,
    session: requests.Session | None = None,
    lang: str = "fr",
) -> None:
    """Call `to` as `person`, until one side hangs up, Ctrl-D, or `lines` run out, which hangs up.

    A line of digits presses keys (Enter ends them), other words are spoken, an empty line is silence.
    """
    spoken = language(lang)
    say = words()[spoken]["terminal_call"]
    caller = Caller(carrier_url, person, session or requests.Session())
    console.rule(Text(say["title"].format(person=person, to=to)), style="dim")
    try:
        reason = caller.dial(to)
        if reason:
            known = words()[spoken]["call"].get(reason) or words()[spoken].get(reason, reason)
            console.print(say["refused"].format(reason=known), style="red")
            return
        _converse(caller, console, spoken, lines)
    except requests.RequestException:
        console.print(say["unreachable"].format(url=carrier_url), style="red")


def _converse(caller: Caller, console: Console, spoken: str, lines: Iterable[str] | None) -> None:
    over = Event()
    caller.settle()
    _show(caller, console, spoken)
    watcher = Thread(target=_watch, args=(caller, console, spoken, over), name="call", daemon=True)
    if lines is None:
        watcher.start()
    for line in typed(console, words()[spoken]["terminal_call"]) if lines is None else lines:
        if caller.call["over"]:
            break
        _do(caller, spoken, line)
        _show(caller, console, spoken)
        if caller.call["over"]:
            break
    over.set()
    if not caller.call["over"]:
        caller.act("hangup")
    _show(caller, console, spoken)
    console.print(ending(caller.call, spoken), style="dim")


def _do(caller: Caller, spoken: str, line: str) -> None:
    said, tapes = line.strip(), "recording" in caller.call["expects"]
    if said.lower() in words()[spoken]["terminal_call"]["hang_up"]:
        caller.act("hangup")
    elif not said:
        caller.act("wait")
    elif KEYS.fullmatch(said):
        caller.act("keys", keys=re.sub(r"[ .-]", "", said))
        if caller.call["typed"]:  # Enter says that there are no more keys
            caller.act("wait")
    elif tapes:
        caller.act("record", seconds=max(1, round(len(said.split()) / WORDS_A_SECOND)))
    else:
        caller.act("speech", words=said)


def _watch(caller: Caller, console: Console, spoken: str, over: Event) -> None:
    while not over.wait(PAUSE_SECONDS) and not caller.call["over"]:
        try:
            caller.look()
        except requests.RequestException:
            continue  # the next look may get through; typing tells the person
        if fresh := [line for said in caller.news() if (line := heard(said, spoken))]:
            slip_in(console, words()[spoken]["terminal_call"], fresh)
        if caller.call["over"]:  # the other side hung up while the person typed
            slip_in(console, words()[spoken]["terminal_call"], [Text(ending(caller.call, spoken), style="dim")])


def _show(caller: Caller, console: Console, spoken: str) -> None:
    for said in caller.news():
        console.print(heard(said, spoken))


def heard(said: dict[str, Any], spoken: str) -> Text:
    """One thing that was heard, as a line."""
    say = words()[spoken]["call"]
    if said["kind"] == "said":
        return Text.assemble(("☎ ", "green"), said["words"])
    if said["kind"] == "person":
        return Text.assemble((f"{say['person']} : ", "cyan"), said["words"])
    return Text(f"({say[said['kind']]})", style="dim")


def ending(call: dict[str, Any], spoken: str) -> str:
    """How a call ended, in words."""
    say = words()[spoken]["call"]
    known = {"completed": "over", "no-answer": "no_answer"}.get(call["state"], call["state"])
    return str(say.get(known, say["over"]))
