"""Reads a webhook's answer as XML, safely: an element tree, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Verb:
    """One element of a document. `text` is what a Say says or a Number holds, spaces tidied."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    parts: tuple["Verb", ...] = ()


def root(body: bytes) -> ElementTree.Element:
    """The <Response> of a document. Raises ValueError with words for the debugger."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:  # so that no entity is ever expanded
        raise ValueError("document type declaration")
    try:
        found = ElementTree.fromstring(body)  # noqa: S314
    except ElementTree.ParseError as broken:
        raise ValueError(str(broken)) from None
    if found.tag != "Response":
        raise ValueError(f"root element {found.tag}")
    return found


def verb(element: ElementTree.Element) -> Verb:
    """An element with all that is in it."""
    words = _words(element) if element.tag == "Say" else element.text or ""
    return Verb(element.tag, dict(element.attrib), " ".join(words.split()), tuple(verb(part) for part in element))


def _words(element: ElementTree.Element) -> str:
    """What is said: <sub> says its alias, a <break> parts two words."""
    if element.tag == "sub":
        return element.get("alias", "")
    inner = "".join(f"{_words(part)}{part.tail or ''}" for part in element)
    return f"{element.text or ''}{inner}" + (" " if element.tag in {"break", "p", "s"} else "")
