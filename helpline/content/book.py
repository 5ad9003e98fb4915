"""The Book: all content, read once, with the rooms that are built from it; shared by all threads, never changed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from helpline.content import places, read
from helpline.content.shapes import Canned, Channel, Entry, Language, Menu, Place, Prompt, Told
from helpline.content.table import ContentError
from helpline.content.words import Words, bare
from helpline.danger.signs import Danger
from helpline.faq.fold import Lexicon
from helpline.faq.match import Family, Matcher, Phrases
from helpline.redaction.secrets import Cues, Redactor
from helpline.scam.official import NONE_KNOWN, Known
from helpline.scam.verdict import Judge

LONGEST_CHOICE = 8  # words
LEAST_SHARE = 2  # an option's words are at least half of what was said
LONGEST_HINT = 100  # letters: the carrier's limit

Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that is said, and everything that is understood by its words."""

    languages: Mapping[str, Language]
    entries: Mapping[str, Entry]
    prompts: Mapping[str, Prompt]
    tips: Mapping[str, Prompt]  # by theme, one text and one sentence a tip
    menus: Mapping[str, Menu]
    places: Mapping[str, Place]
    jargon: Mapping[str, Mapping[str, tuple[str, ...]]]  # hard words and their explanations, by language
    reasons: Mapping[str, Mapping[str, Told]]
    signs: Mapping[str, Mapping[str, str]]
    proof_words: Mapping[str, tuple[str, ...]]
    canned: Mapping[str, Mapping[str, Canned]]
    console: Mapping[str, Mapping[str, str]]
    common_passwords: frozenset[str]
    notice: str
    lexicon: Lexicon
    hints: tuple[str, ...]  # names that the carrier's ear should know
    words: Words
    matcher: Matcher
    danger: Danger
    judge: Judge
    redactor: Redactor

    def told(self, prompt: str, language: str, channel: Channel) -> tuple[str, ...]:
        """The bare texts of a prompt. Raises KeyError where there is none of that name."""
        return told_in(self.prompts[prompt][language], channel)

    def chosen(self, menu: str, text: str) -> str:
        """The id of the option that a text chooses: by its key, or in a few words that fit one option only; "" else."""
        options = self.menus[menu]
        key = self.words.meaning(text)
        if key.isdigit():
            return next((id_ for place, id_ in enumerate(options, start=1) if str(place) == key), "")
        said = f" {bare(text)} "
        if any(f" {no} " in said for no in self.words.negations):
            return "nothing" if "nothing" in options else ""
        fitting = [id_ for id_, option in options.items() if any(_makes_up(words, said) for words in option.said)]
        return fitting[0] if len(fitting) == 1 and len(said.split()) <= LONGEST_CHOICE else ""


def _makes_up(words: str, said: str) -> bool:
    """Whether an option's words are a good part of what was said: "question" alone, but not within a whole question."""
    return f" {words} " in said and len(words.split()) * LEAST_SHARE >= len(said.split())


def told_in(told: Told, channel: Channel) -> tuple[str, ...]:
    """What is said on one channel."""
    return told.sms if channel == "sms" else told.voice


def open_book(
    root: Path, model: Path | None = None, region: str = places.SHIPPED_REGION, known: Known = NONE_KNOWN
) -> Book:
    """Read the content folder. Raises ContentError with file, language and field for the first thing that is wrong.

    `model` is a folder whose prompts and menus all must be there too: the content that the flows were written with.
    `region` names the pack of the country whose numbers are told; `known`: the domains that lists from outside know.
    """
    languages = read.languages(root)
    prompts, menus = _prompts_and_menus(model or root, root, languages)
    entries = read.entries(root, languages)
    pack = places.region(root, region, languages, entries)
    words = read.plain(root, "lexicon.toml")
    lexicon = _built("lexicon.toml", lambda: Lexicon.from_toml(words))
    reasons, judge = _judge(root, languages, entries, _own_words(languages, entries, lexicon), known)
    entries = _without(entries, pack.without)
    return Book(
        languages={code: languages[code] for code in pack.languages},
        entries=entries,
        prompts=prompts,
        tips=_tips(root, languages, menus),
        menus=menus,
        places=pack.places,
        jargon=read.jargon(root, languages),
        reasons=reasons,
        signs=read.signs(root, languages),
        proof_words=read.proof_words(root, languages),
        canned=read.canned(root, languages),
        console=read.console(root, languages),
        common_passwords=read.common_passwords(root),
        lexicon=lexicon,
        hints=tuple(name for name in words.get("brands", {}) if len(name) <= LONGEST_HINT),
        notice=read.notice_version(root),
        words=Words(read.words(root, languages)),
        matcher=Matcher(phrases(entries), lexicon, _families(root, languages, entries)),
        danger=_danger(root, languages, lexicon),
        judge=judge,
        redactor=_redactor(root),
    )


NAMES = (("prompts", read.prompt_names), ("menus", read.option_names))


def _prompts_and_menus(
    model: Path, root: Path, languages: Collection[str]
) -> tuple[Mapping[str, Prompt], Mapping[str, Menu]]:
    """Look at what was read, not at the files again: somebody may be saving one at this moment."""
    prompts, menus = read.prompts(root, languages), read.menus(root, languages)
    options = {f"{menu}.{id_}" for menu, each in menus.items() for id_ in each}
    for (kind, needed), there in zip(NAMES, (set(prompts), options), strict=True):
        missing = sorted(needed(model) - there)
        if missing:
            raise ContentError(f"{kind}: {', '.join(missing)}: missing")
    return prompts, menus


def unsaid(model: Path, root: Path) -> list[str]:
    """Complaints about prompts and options that are not in the content that the flows were written with."""
    return [f"{kind}: {name}: is never used" for kind, names in NAMES for name in sorted(names(root) - names(model))]


def _tips(root: Path, languages: Collection[str], menus: Mapping[str, Menu]) -> Mapping[str, Prompt]:
    tips = read.tips(root, languages)
    if set(menus["tips"]) - {"none"} != set(tips):
        raise ContentError("tips.toml: must have the themes of menus/tips.toml")
    return tips


def _danger(root: Path, languages: Collection[str], lexicon: Lexicon) -> Danger:
    signs = read.danger(root, languages)
    return _built("danger.toml", lambda: Danger(signs, lexicon))


def _redactor(root: Path) -> Redactor:
    cues = read.plain(root, "redaction.toml")
    return _built("redaction.toml", lambda: Redactor(Cues.from_toml(cues)))


def _without(entries: Mapping[str, Entry], left_out: Collection[str]) -> dict[str, Entry]:
    """The entries that a country's pack keeps, none of them related to one that it does not."""
    kept = (entry for slug, entry in entries.items() if slug not in left_out)
    return {
        entry.slug: replace(entry, related=tuple(slug for slug in entry.related if slug not in left_out))
        for entry in kept
    }


def _judge(
    root: Path, languages: Collection[str], entries: Collection[str], own: Mapping[str, Sequence[str]], known: Known
) -> tuple[Mapping[str, Mapping[str, Told]], Judge]:
    """The scam check and its reasons; each kind of scam has the entry that tells what to do.

    `own`: how people ask for help in their own words.
    """
    reasons = read.reasons(root, languages)
    signals = read.signals(root, reasons)
    official, forwarded = (read.plain(root, f"scam/{name}.toml") for name in ("official", "forwarded"))
    examples = list(read.examples(root, languages, own))
    judge = _built("scam/*.toml", lambda: Judge(signals, official, forwarded, examples, known))
    missing = sorted({f"scam-{kind}" for kind in judge.kinds} - set(entries))
    if missing:
        raise ContentError(f"faq: {', '.join(missing)}: missing, though scam/ names these kinds")
    return reasons, judge


def _built(file: str, room: Callable[[], Built]) -> Built:
    """A room built from a file that only the room itself understands."""
    try:
        return room()
    except KeyError as error:
        raise ContentError(f"{file}: {error} is not known") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise ContentError(f"{file}: {error}") from None


def _families(root: Path, languages: Collection[str], entries: Collection[str]) -> Iterator[Family]:
    """The families of vague questions; an entry that is not there is no choice."""
    for family in read.families(root, languages):
        yield replace(family, choices=tuple(slug for slug in family.choices if slug in entries))


def _own_words(languages: Collection[str], entries: Mapping[str, Entry], lexicon: Lexicon) -> dict[str, list[str]]:
    """How people speak for themselves: the ways of asking for an entry, and what they ask that is none of ours."""
    own = {code: list(lexicon.elsewhere.get(code, ())) for code in languages}
    for one in phrases(entries):
        own[one.language] += (one.question, *one.variants)
    return own


def phrases(entries: Mapping[str, Entry]) -> Iterator[Phrases]:
    """How each entry is asked for, in each language."""
    for slug, entry in entries.items():
        for language, asked in entry.asked.items():
            urgent = entry.then == "urgent-callback"
            yield Phrases(slug, entry.topic, language, asked.question, asked.variants, urgent)
