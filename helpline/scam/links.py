"""Every address in a message, however it is written, taken apart. Nothing is ever fetched."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tldextract import TLDExtract

# The bundled Public Suffix List, private part included: "hmrc.refund-gov.uk.com" belongs to whoever rents it at uk.com.
_extract = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\ue000-\ue002]")
_WIDE = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]+")
_DOTS = re.compile("[\u3002\uff0e\uff61\u2024\ufe52]|\\s?[\\[({]\\s?(?:\\.|dot|point)\\s?[\\])}]\\s?", re.IGNORECASE)
# How people and published lists stand for a link that they took out.
_MASKED = re.compile(r"[<\[({]\s?(?:url|lien|link|site web|website)\s?[>\])}]", re.IGNORECASE)
_SCHEME = re.compile(r"\bh(?:tt|xx|\*\*)ps?\s{0,2}(?:\[:\]|:)\s{0,2}/\s?/\s{0,2}", re.IGNORECASE)
_WWW = re.compile(r"\bwww\s?\.\s?", re.IGNORECASE)
_BROKEN = re.compile(
    r"((?:https?://|www\.)\S{1,200}[-./_=?&])[ \t]*\r?\n[ \t]*(?=\w)|(\w)[ \t]*\r?\n[ \t]*(?=[./-]\w)", re.IGNORECASE
)
_APART = re.compile(
    r"(?<=[\w-])( \. ?|\. ?(?=[a-z]{2,6}(?:/|\b))| point (?=(?:fr|com|net|org|eu|info)\b))([^\W_]{2,24})"
)

_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_LINK = re.compile(
    rf"(?<![\w@./-])(?:(?P<scheme>https?|ftp)://)?(?:(?P<user>[^\s/@]{{1,80}})@)?"
    rf"(?P<host>(?:{_LABEL}\.){{0,9}}{_LABEL}-?)(?::(?P<port>\d{{2,5}})(?=[/\s]|$))?(?P<path>[/?#][^\s<>\"»”]{{0,400}})?",
    re.IGNORECASE,
)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d{8,10}|0x[0-9a-f]{8}", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .-]{0,2}(?:\(0\) ?)?\d){6,17}")
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
_STRANGE = re.compile(r"[^\x20-\x7e]")
_TAIL = ".,;:!?)]}'’\""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a message. `domain` is what somebody registered, "" where the host has no known ending."""

    written: str
    host: str
    domain: str
    suffix: str = ""
    scheme: str = ""
    user: str = ""
    port: str = ""
    path: str = ""
    mail: bool = False
    start: int = 0
    end: int = 0

    @property
    def numeric(self) -> bool:
        """A bare machine number instead of a name."""
        return bool(_IP.fullmatch(self.host))


def straight(text: str) -> str:
    """The text with the tricks that hide an address undone: odd dots, "hxxp", spaces, addresses cut over two lines."""
    text = _MASKED.sub(" url ", text)
    text = _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), _HIDDEN.sub("", text))
    text = _SCHEME.sub(lambda scheme: "https://" if "s" in scheme[0].lower() else "http://", _DOTS.sub(".", text))
    text = _BROKEN.sub(lambda broken: broken[1] or broken[2], _WWW.sub("www.", text))
    return _APART.sub(_closed, text)


def links(text: str, ambiguous: frozenset[str] = frozenset()) -> tuple[Link, ...]:
    """The web and e-mail addresses of a text already `straight`, in their order.

    `ambiguous`: endings that are also words ("la", "me"): they make an address of "mot.la" only with more to show it.
    """
    return tuple(_found(text, ambiguous))


def defanged(text: str) -> str:
    """The text with no address and no telephone number that a phone would make clickable."""
    text = straight(text)
    for link in reversed(links(text)):
        text = text[: link.start] + harmless(link) + text[link.end :]
    return _LONG_NUMBER.sub(
        lambda number: number[0] if _DATE.match(number[0]) else f"{number[0][:4].rstrip()}...", text
    )


def harmless(link: Link) -> str:
    """A link to read, not to touch: who it belongs to, spaces around its dots, "?" for letters that imitate others."""
    host = link.host if link.mail or not link.domain or link.numeric else link.domain
    shown = _STRANGE.sub("?", host.replace(".", " . "))
    return f"{link.user} (at) {shown}" if link.mail else shown


def _closed(apart: re.Match[str]) -> str:
    """A dot with a space beside it closes up only before an ending that exists, and never after a full stop."""
    ends_sentence = apart[1] == ". " or not apart[2].islower()
    known = not ends_sentence and _suffix(f"a.{apart[2]}") == apart[2]
    return f".{apart[2]}" if known else apart[0]


def _found(text: str, ambiguous: frozenset[str]) -> Iterator[Link]:
    for match in _LINK.finditer(text):
        if "." not in match[0] and not match["scheme"]:
            continue  # a word
        link = _link(match)
        if _is_one(link, ambiguous):
            yield link


def _link(match: re.Match[str]) -> Link:
    scheme, user, port, whole = (match[name] or "" for name in ("scheme", "user", "port", "path"))
    path, host = whole.rstrip(_TAIL), match["host"].lower()
    end = match.end() - len(whole) + len(path)
    return Link(
        written=match.string[match.start() : end],
        host=host,
        domain=_domain(host),
        suffix=_suffix(host),
        scheme=scheme.lower(),
        user=user,
        port=port,
        path=path,
        mail=bool(user) and not scheme,
        start=match.start(),
        end=end,
    )


def _is_one(link: Link, ambiguous: frozenset[str]) -> bool:
    if link.scheme:
        return True
    if link.numeric:
        return bool(link.path or link.port) and "." in link.host
    if link.suffix == link.host and link.path:  # "gov.uk/tax": an ending that is an address too
        return True
    if not link.domain or link.host.split(".")[-1].isdigit():
        return False
    shown = link.path or link.port or "-" in link.host or link.host.startswith("www.") or link.mail
    same_case = link.written.split("/")[0].split(".")[-1].islower() or link.written.split("/")[0].isupper()
    return bool(shown) or (same_case and link.suffix not in ambiguous)


@lru_cache(maxsize=2048)
def _suffix(host: str) -> str:
    return _extract.extract_str(host).suffix


@lru_cache(maxsize=2048)
def _domain(host: str) -> str:
    return _extract.extract_str(host).top_domain_under_public_suffix
