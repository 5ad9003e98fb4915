"""Who an address belongs to: the official addresses of each body, and how somebody else's address imitates them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Protocol

from rapidfuzz.distance import OSA

from helpline.scam.fold import latin, skeleton
from helpline.scam.links import Link

_LONG_ENOUGH = 6  # letters of a name below which one wrong letter proves nothing
_APART = re.compile(r"[^a-z0-9]+")


class Known(Protocol):
    """Lists of domains from outside."""

    def listed(self, hosts: Sequence[str]) -> frozenset[str]:
        """What the lists say of any of these hosts: "bad", "official"."""
        ...


class _NoneKnown:
    def listed(self, hosts: Sequence[str]) -> frozenset[str]:
        return frozenset()


NONE_KNOWN: Known = _NoneKnown()


@dataclass(frozen=True, eq=False)
class Body:
    """A bank, a carrier, a public body: its own addresses and the names that others borrow.

    `inside`: fragments that nobody else's address should hold; `word`: names too short for that, looked for as a whole
    word of an address. `called`: how messages name it. `group`: bank, state, carrier...
    """

    id: str
    name: str
    kind: str
    group: str
    domains: frozenset[str]
    called: tuple[str, ...]
    inside: tuple[str, ...]
    word: frozenset[str]

    @cached_property
    def drawn(self) -> tuple[frozenset[str], frozenset[str]]:
        """How the eye sees the fragments and the words."""
        return frozenset(map(skeleton, self.inside)), frozenset(map(skeleton, self.word))


@dataclass(frozen=True, slots=True)
class Official:
    """What content knows of addresses."""

    bodies: Mapping[str, Body]
    owners: Mapping[str, str]  # an official address to its body, "" for a well-known one without a body
    reserved: frozenset[str]  # endings that only the state can have
    state: tuple[str, ...]  # words that an address of the state has, and nobody else's should
    endings: Mapping[str, frozenset[str]]  # odd, ambiguous
    hosts: Mapping[str, frozenset[str]]  # short, chat, hosting, webmail
    lures: tuple[str, ...]
    downloads: tuple[str, ...]
    known: Known

    @classmethod
    def from_toml(cls, content: Mapping[str, Any], known: Known = NONE_KNOWN) -> "Official":
        """The official addresses of `content/scam/official.toml`, and what lists from outside know."""
        bodies = {id_: _body(id_, table) for id_, table in content.get("body", {}).items()}
        owners = dict.fromkeys(content.get("known", {}).get("domains", ()), "")
        owners |= {domain: body.id for body in bodies.values() for domain in body.domains}
        state = content.get("state", {})
        return cls(
            bodies=bodies,
            owners=owners,
            reserved=frozenset(state.get("endings", ())),
            state=tuple(state.get("words", ())),
            endings={name: frozenset(listed) for name, listed in content.get("endings", {}).items()},
            hosts={name: frozenset(listed) for name, listed in content.get("hosts", {}).items()},
            lures=tuple(content.get("lure", {}).get("words", ())),
            downloads=tuple(content.get("downloads", {}).get("endings", ())),
            known=known,
        )

    def owner(self, link: Link) -> str | None:
        """The body that owns the address, "" for one that is trusted without a body, None for anybody else's."""
        if link.suffix in self.reserved or link.host in self.reserved:
            return next((self.owners[host] for host in _parents(link.host) if host in self.owners), "")
        if link.user and not link.mail:
            return None
        owned = next((self.owners[host] for host in _parents(link.host) if host in self.owners), None)
        return "" if owned is None and "official" in self._known(link) else owned

    def _known(self, link: Link) -> frozenset[str]:
        """What lists from outside say of the host, or of one above it down to what somebody registered."""
        if not link.domain:
            return frozenset()
        return self.known.listed([host for host in _parents(_coded(link.host)) if host.endswith(_coded(link.domain))])

    def is_somebody_s(self, link: Link) -> bool:
        """Whether an address tells who is behind it: no official body's, no shortener's, no chat's."""
        shared = self.hosts.get("short", frozenset()) | self.hosts.get("chat", frozenset())
        return self.owner(link) is None and not {link.host, link.domain} & shared

    def of_mail(self, link: Link) -> bool:
        """Whether an address is a mailbox, or no more than the name of who keeps mailboxes for people."""
        return link.mail or (link.host in self.hosts.get("webmail", ()) and not link.path.strip("/"))

    def traits(self, link: Link) -> Iterator[str]:
        """What is wrong with an address that is not official, as sign names; `link-plain` where nothing is."""
        if self.owner(link) is not None:
            yield "link-official"
            return
        listed = ["link-listed"] if "bad" in self._known(link) else []
        wrong = [*listed, *_anatomy(link), *self._listed(link), *self._borrowed(link)]
        yield from wrong or ["link-plain"]

    def imitated(self, link: Link) -> str:
        """The body that the address imitates or names without being its own, "" for none."""
        if self.owner(link) is not None:
            return ""
        return _imitated(tuple(self.bodies.values()), link.host)

    def _borrowed(self, link: Link) -> Iterator[str]:
        body = self.imitated(link)
        if body:
            yield _trait(self.bodies[body], link.host)
        elif set(_APART.split(latin(f"{link.host} {link.user}"))) & set(self.state):
            yield "link-state"
        elif link.scheme and not link.suffix and not link.numeric:
            yield "link-cut"

    def _listed(self, link: Link) -> Iterator[str]:
        for name in ("short", "chat", "hosting"):
            if {link.host, link.domain, link.suffix} & self.hosts.get(name, frozenset()):
                yield f"link-{name}"
        if link.suffix.split(".")[-1] in self.endings.get("odd", ()):
            yield "link-odd"
        if any(lure in link.host for lure in self.lures):
            yield "link-lure"
        if link.path.split("?")[0].lower().endswith(self.downloads):
            yield "link-download"


def _body(id_: str, table: Mapping[str, Any]) -> Body:
    return Body(
        id=id_,
        name=table.get("name", id_),
        kind=table.get("kind", ""),
        group=table.get("group", ""),
        domains=frozenset(table.get("domains", ())),
        called=tuple(table.get("called", ())),
        inside=tuple(table.get("inside", ())),
        word=frozenset(table.get("word", ())),
    )


def _parents(host: str) -> Iterator[str]:
    """The host and every address above it: a.b.fr, b.fr, fr."""
    labels = host.split(".")
    return (".".join(labels[at:]) for at in range(len(labels)))


def _anatomy(link: Link) -> Iterator[str]:
    if link.numeric:
        yield "link-number"
    if link.user and not link.mail:
        yield "link-at"
    if link.port:
        yield "link-port"
    if _foreign_letters(link.host):
        yield "link-letters"
    if link.host.count("-") > 1 or sum(char.isdigit() for char in link.domain) > 2:
        yield "link-busy"


def _foreign_letters(host: str) -> bool:
    """Letters of other alphabets, or with accents, in a name that reads as Latin; "xn--" hides the same."""
    shown = _decoded(host)
    return not shown.isascii() and _APART.sub("", latin(shown)) != "" and latin(shown).isascii()


def _decoded(host: str) -> str:
    try:
        return host.encode().decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def _coded(host: str) -> str:
    """The host as lists have it: "xn--" for letters of other alphabets."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


@lru_cache(maxsize=256)
def _imitated(bodies: tuple[Body, ...], host: str) -> str:
    """The first body whose name a host borrows, "" for none."""
    return next((body.id for body in bodies if _trait(body, host)), "")


def _trait(body: Body, address: str) -> str:
    """How an address borrows a body's name: `link-brand` openly, `link-lookalike` misspelt, "" where it does not."""
    host = _seen(_decoded(address))
    if body.word & host.parts or any(name in host.openly for name in body.inside):
        return "link-brand"
    inside, word = body.drawn
    alike = any(name in host.drawn for name in inside) or word & host.drawn_parts
    return "link-lookalike" if alike or any(_misspelt(name, host.drawn_parts) for name in inside) else ""


def _misspelt(drawn: str, parts: frozenset[str]) -> bool:
    return len(drawn) >= _LONG_ENOUGH and any(OSA.distance(drawn, part, score_cutoff=1) <= 1 for part in parts)


class _Host(NamedTuple):
    """A host without its marks and in parts, as it is written and as the eye sees it."""

    openly: str
    parts: frozenset[str]
    drawn: str
    drawn_parts: frozenset[str]


@lru_cache(maxsize=256)
def _seen(host: str) -> _Host:
    openly = host.replace("-", "").replace(".", "")
    drawn_parts = frozenset(skeleton(part) for part in _APART.split(latin(host)))
    return _Host(openly, frozenset(_APART.split(host)), skeleton(openly), drawn_parts)
