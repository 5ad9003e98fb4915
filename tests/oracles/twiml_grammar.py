"""The carrier's own grammar of its documents, read out of the type declarations that it publishes for node."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "node_modules" / "twilio" / "lib" / "twiml"
WHOLE = re.compile(r"\d+")
METHOD = re.compile(r"^\s*(\w+)\((.*)\): (?:VoiceResponse|MessagingResponse)\.(\w+);", re.MULTILINE)


@dataclass(frozen=True)
class Element:
    """One element where it stands. `text`: "none", "may" or "must"; `inner` names the rules inside it."""

    name: str
    inner: str
    text: str
    attributes: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)


Rules = Mapping[str, Mapping[str, Element]]
"""Where (the declared class: Response, Gather, SsmlP ...) -> element name -> what is known of it."""


@cache
def rules(kind: str) -> Rules:
    """The rules of `kind`, Voice or Messaging. Raises FileNotFoundError where the node packages are not installed."""
    words = re.sub(r"/\*.*?\*/", "", (FOLDER / f"{kind}Response.d.ts").read_text(encoding="utf-8"), flags=re.DOTALL)
    attributes = _attributes(words, _enumerations(words))
    found = {name: _methods(body, attributes) for name, body in _blocks(words, r"\bclass (\w+) extends TwiML")}
    [(_, top)] = _blocks(words, rf"declare class ({kind}Response) extends TwiML")
    return {**found, "Response": _methods(top, attributes)}


def _blocks(words: str, head: str) -> list[tuple[str, str]]:
    return re.findall(head + r" \{(.*?)\n\s*\}\n", words, flags=re.DOTALL)


def _enumerations(words: str) -> dict[str, frozenset[str]]:
    found = re.findall(r"^\s*type (\w+) = (.*?);", words, flags=re.MULTILINE | re.DOTALL)
    return {name: frozenset(re.findall(r'"([^"]*)"', values)) for name, values in found}


def _attributes(words: str, enumerations: Mapping[str, frozenset[str]]) -> dict[str, dict[str, Callable[[str], bool]]]:
    found: dict[str, dict[str, Callable[[str], bool]]] = {}
    for name, body in _blocks(words, r"interface (\w+Attributes)"):
        fields = re.findall(r'^\s*"?([\w:-]+)"?\?: ([\w\[\]]+);', body, flags=re.MULTILINE)
        known = {attribute: _claim(kind, enumerations) for attribute, kind in fields}
        found[name] = found.get(name, {}) | known
    return found


def _claim(kind: str, enumerations: Mapping[str, frozenset[str]]) -> Callable[[str], bool]:
    one = kind.removesuffix("[]")
    if one == "string":
        return lambda value: True
    if one == "boolean":
        return lambda value: value in {"true", "false"}
    if one == "number":
        return lambda value: WHOLE.fullmatch(value) is not None
    if kind.endswith("[]"):
        return lambda value: bool(value.split()) and set(value.split(" ")) <= enumerations[one]
    return lambda value: value in enumerations[one]


def _methods(body: str, attributes: Mapping[str, Mapping[str, Callable[[str], bool]]]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for method, given, inner in METHOD.findall(body):
        name = _element(method, inner)
        known = re.search(r"attributes\??: \w+\.(\w+)", given)
        text = _text([part.strip() for part in given.split(",") if "attributes" not in part])
        own = attributes[known[1]] if known else (found[name].attributes if name in found else {})
        found[name] = Element(name, inner, text, own)
    return found


def _element(method: str, inner: str) -> str:
    if inner.startswith("Ssml"):
        return re.sub(r"(?<!^)([A-Z])", r"-\1", method).lower()
    return method[:1].upper() + method[1:]


def _text(parts: list[str]) -> str:
    given = [part for part in parts if part]
    if not given:
        return "none"
    return "may" if "?:" in given[0] else "must"
