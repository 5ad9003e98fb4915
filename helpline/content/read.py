"""Reads the files of content one kind at a time; both languages and both channels, or it does not load."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from helpline.content.shapes import Asked, Canned, Channel, Entry, Language, Menu, Option, Prompt, Then, Told
from helpline.content.table import ContentError, Table, read_table
from helpline.content.words import MEANINGS, NOT_MEANINGS, bare
from helpline.danger.signs import Kind
from helpline.faq.match import Family
from helpline.scam.verdict import Examples

APART = re.compile(" (?=[:;?!»])|(?<=«) ")  # around French marks
LANGUAGE_KEYS = ("name", "voice", "plain_voice", "locale", "hour", "minutes", "day", "first_day")
ENTRY_KEYS = ("topic", "reviewed", "sources", "then", "related")
FORM_KEYS = ("question", "variants", "sms", "voice", "helper")
KEYS = 10
LEVELS = ("start", "careful", "scam", "forwarded", "alike", "kind", "named", "wording", "told-wording")


def languages(root: Path) -> dict[str, Language]:
    """`languages.toml`, in the order in which languages are offered."""
    return {code: _language(code, table) for code, table in read_table(root / "languages.toml", root).tables().items()}


def _language(code: str, table: Table) -> Language:
    table.has_only((*LANGUAGE_KEYS, "numbered"))
    numbered = table.table("numbered").has_only(("sms", "voice"))
    told: dict[Channel, str] = {"sms": numbered.text("sms"), "voice": numbered.text("voice")}
    return Language(code=code, numbered=told, **{key: table.text(key) for key in LANGUAGE_KEYS})


def entries(root: Path, codes: Collection[str]) -> dict[str, Entry]:
    """All of `faq/<slug>.toml`, by slug."""
    found = sorted((root / "faq").glob("*.toml"))
    if not found:
        raise ContentError("faq: holds no entry")
    return {path.stem: _entry(path.stem, read_table(path, root), codes) for path in found}


def _entry(slug: str, table: Table, codes: Collection[str]) -> Entry:
    table.has_only((*ENTRY_KEYS, *codes))
    forms = {code: table.table(code).has_only(FORM_KEYS) for code in codes}
    then = table.text("then")
    if then not in get_args(Then):
        raise table.wrong("then", f"must be one of {', '.join(get_args(Then))}")
    return Entry(
        slug=slug,
        topic=table.text("topic"),
        then=cast(Then, then),
        reviewed=table.day("reviewed"),
        sources=table.texts("sources"),
        related=table.texts("related", needed=False),
        asked={code: Asked(form.text("question"), form.texts("variants")) for code, form in forms.items()},
        told={code: _told(form) for code, form in forms.items()},
        helper={code: form.text("helper") for code, form in forms.items() if "helper" in form.values},
    )


def _told(table: Table) -> Told:
    return Told(table.texts("sms"), table.texts("voice"))


def prompts(root: Path, codes: Collection[str]) -> dict[str, Prompt]:
    """All of `prompts/<flow>.toml`, by `<flow>.<prompt>`."""
    found: dict[str, Prompt] = {}
    for path in sorted((root / "prompts").glob("*.toml")):
        for name, table in read_table(path, root).tables("version").items():
            table.has_only(codes)
            found[f"{path.stem}.{name}"] = {c: _told(table.table(c).has_only(("sms", "voice"))) for c in codes}
    return found


def tips(root: Path, codes: Collection[str]) -> dict[str, Prompt]:
    """`tips.toml`: the tips of each theme in their order, as many in each language and form."""
    table = read_table(root / "tips.toml", root)
    return {theme: _tips(each.has_only(codes), codes) for theme, each in table.tables().items()}


def _tips(theme: Table, codes: Collection[str]) -> Prompt:
    told = {code: _told(theme.table(code).has_only(("sms", "voice"))) for code in codes}
    if len({len(form) for each in told.values() for form in (each.sms, each.voice)}) > 1:
        raise theme.wrong("", "must have as many tips in each language and form")
    return told


def canned(root: Path, codes: Collection[str]) -> dict[str, dict[str, Canned]]:
    """`canned.toml`: answers by text that helpers send often, each with a title and a text in each language."""
    found = read_table(root / "canned.toml", root).tables()
    return {slug: {code: _canned(each.has_only(codes).table(code)) for code in codes} for slug, each in found.items()}


def _canned(table: Table) -> Canned:
    table.has_only(("title", "text"))
    return Canned(table.text("title"), table.text("text"))


def prompt_names(root: Path) -> set[str]:
    """The names of all prompts, `<flow>.<prompt>`."""
    files = (root / "prompts").glob("*.toml")
    return {f"{path.stem}.{name}" for path in files for name in read_table(path, root).values if name != "version"}


def option_names(root: Path) -> set[str]:
    """The names of all options of menus, `<menu>.<option>`."""
    return {f"{path.stem}.{name}" for path in (root / "menus").glob("*.toml") for name in read_table(path, root).values}


def notice_version(root: Path) -> str:
    """The version of the notice that each person is given once."""
    return read_table(root / "prompts" / "notice.toml", root).text("version")


def menus(root: Path, codes: Collection[str]) -> dict[str, Menu]:
    """All of `menus/<name>.toml`: the options in the order of their keys."""
    return {path.stem: _menu(read_table(path, root), codes) for path in sorted((root / "menus").glob("*.toml"))}


def _menu(table: Table, codes: Collection[str]) -> Menu:
    options = {id_: option.has_only((*codes, "said")) for id_, option in table.tables().items()}
    if not 1 < len(options) <= 9:
        raise table.wrong("", "a menu has 2 to 9 options")
    return {id_: Option(_one_each(option, codes), _said(option, codes)) for id_, option in options.items()}


def _said(option: Table, codes: Collection[str]) -> tuple[str, ...]:
    words = option.table("said").has_only(codes)
    return tuple(bare(text) for code in codes for text in words.texts(code))


def _one_each(table: Table, codes: Collection[str]) -> dict[str, Told]:
    """One text and one spoken sentence a language."""
    forms = {code: table.table(code).has_only(("sms", "voice")) for code in codes}
    return {code: Told((form.text("sms"),), (form.text("voice"),)) for code, form in forms.items()}


def jargon(root: Path, codes: Collection[str]) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """`jargon.toml`: the hard words of each language, each with the explanations of which one must stand beside it."""
    table = read_table(root / "jargon.toml", root).has_only(codes)
    by_language = {code: table.table(code) for code in codes}
    return {code: {word: each.texts(word, needed=False) for word in each.values} for code, each in by_language.items()}


def reasons(root: Path, codes: Collection[str]) -> dict[str, Mapping[str, Told]]:
    """`scam/reasons.toml`: a sentence for each reason why a message is worrying."""
    tables = read_table(root / "scam" / "reasons.toml", root).tables()
    return {key: _one_each(table.has_only(codes), codes) for key, table in tables.items()}


def signs(root: Path, codes: Collection[str]) -> dict[str, Mapping[str, str]]:
    """`scam/signs.toml`: what a caller says yes to, as a sentence to judge."""
    tables = read_table(root / "scam" / "signs.toml", root).tables()
    return {key: {code: table.has_only(codes).text(code) for code in codes} for key, table in tables.items()}


def proof_words(root: Path, codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """`proof-words.toml`: the words that prove a callback, by language."""
    table = read_table(root / "proof-words.toml", root).has_only(codes)
    return {code: table.table(code).texts("words") for code in codes}


def console(root: Path, codes: Collection[str]) -> dict[str, Mapping[str, str]]:
    """`console.toml`: what helpers read, by key and language; no line of it begins with a mark, as French would."""
    tables = read_table(root / "console.toml", root).tables()
    return {key: {code: _tied(table.has_only(codes).text(code)) for code in codes} for key, table in tables.items()}


def _tied(text: str) -> str:
    return APART.sub("\N{NO-BREAK SPACE}", text)


def common_passwords(root: Path) -> frozenset[str]:
    """`common-passwords.txt`: what no helper may choose, one a line; lines that begin with # are for who reads it."""
    try:
        lines = (root / "common-passwords.txt").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"common-passwords.txt: {error}") from None
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


def words(root: Path, codes: Collection[str]) -> dict[str, dict[str, Any]]:
    """`words.toml`: what a whole message means, each meaning in each language, and the keys from 0 to 9."""
    table = read_table(root / "words.toml", root).has_only((*MEANINGS, *NOT_MEANINGS))
    for meaning in (*MEANINGS, *NOT_MEANINGS):
        listed = table.table(meaning).has_only((*codes, "also") if meaning == "keys" else codes)
        for code in codes:
            if meaning == "human_spelled":
                spelled = listed.table(code)
                for right in spelled.values:
                    spelled.texts(right)
            elif len(listed.texts(code)) != KEYS and meaning == "keys":
                raise listed.wrong(code, "must be ten words, for the keys from 0 to 9")
    return table.values


def danger(root: Path, codes: Collection[str]) -> dict[str, Any]:
    """`danger.toml`: signs of each kind of danger in each language."""
    table = read_table(root / "danger.toml", root).has_only(("groups", *codes))
    for code in codes:
        signs = table.table(code).has_only(("groups", "confusable", "harmless", *get_args(Kind)))
        for kind in get_args(Kind):
            signs.texts(kind)
    return table.values


def signals(root: Path, known: Collection[str]) -> dict[str, Any]:
    """`scam/signals.toml`: levels, and signs with a weight; a sign's reason, where it has one, is a `known` one."""
    table = read_table(root / "scam" / "signals.toml", root)
    for level in LEVELS:
        table.table("levels").number(level)
    for kind in ("sign", "together"):
        for sign in table.table(kind).tables().values():
            sign.number("weight")
            if sign.values.get("reason", "") not in ("", *known):
                raise sign.wrong("reason", "is not in scam/reasons.toml")
    return table.values


def examples(root: Path, codes: Collection[str], own: Mapping[str, Sequence[str]]) -> Iterator[Examples]:
    """`scam/examples.toml`: how scams and everyday messages are worded in each language; `own`: how people ask."""
    table = read_table(root / "scam" / "examples.toml", root).has_only(codes)
    for code in codes:
        told = table.table(code).has_only(("scam", "everyday", "own"))
        kinds = told.table("scam")
        scams = {kind: kinds.texts(kind) for kind in kinds.values}
        yield Examples(scams, told.texts("everyday"), (*own[code], *told.texts("own")))


def families(root: Path, codes: Collection[str]) -> Iterator[Family]:
    """`vague.toml`: questions that name a subject and no more, and the entries that are offered then."""
    for name, table in read_table(root / "vague.toml", root).tables().items():
        table.has_only(("choices", *codes))
        yield Family(name, table.texts("choices"), {code: table.texts(code) for code in codes})


def plain(root: Path, name: str) -> dict[str, Any]:
    """A file of word lists that another room understands, as it stands."""
    return read_table(root / name, root).values
