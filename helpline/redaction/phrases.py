"""Secrets that only their sentence gives away: a password, a code somebody was sent, the three digits of a card."""

import re
from collections.abc import Iterator

from helpline.redaction.cues import Cues
from helpline.redaction.nearby import apart, counts
from helpline.redaction.shadow import TAKEN, Span

WORDS_BETWEEN = 9  # a cue and its secret: "le code que j'ai recu par sms de ma banque est ..."
SIGN = re.compile(r"\s{0,3}(?:[:=]|-{0,2}>|\s-{1,2}\s)\s{0,3}")
BLANK = re.compile(r"[\s,(]{0,4}")
STOPS = re.compile(r"\s?[.!?;]")
WORD = re.compile(r"[^\s:=]{1,64}")
CHUNK = re.compile(r"\S{1,64}")
QUOTED = re.compile(r"\"\s?([^\"\n]{2,64}?)\s?\"")
MORE_DIGITS = re.compile(r"\s\d{1,8}(?![^\s.,;!?])(?!\s\d)")
END = r"(?![0-9a-z])(?![ .,:/-]{1,2}\d)"
CODE = re.compile(
    r"(?:[a-z]{1,2}-)?(?:\d{4,8}|\d{3}[ .-]\d{3,4}|\d{4} \d{2,4}|\d{2}(?: \d{2}){1,3}|\d(?:[ .-]\d){3,7})" + END,
)
CVV = re.compile(r"(?:\d{3,4}|\d(?:[ .-]\d){2,3})" + END)
PHONE = re.compile(r"0[1-9]\d{8}|(?:00)?33[1-9]\d{8}")
PARTICIPLE = re.compile(r"[^\W\d_]+(?:ées?|és?|ment|ible|able|ed|ing)", re.IGNORECASE)
ELIDED = re.compile(r"(?:[cdjlmnst]|qu)'[a-z]+(?:-[a-z]+)?|[a-z]+n't|[a-z]+'(?:s|re|ve|ll|m|d)|[a-z]+-[a-z]{1,3}")
ADDRESS = re.compile(r"[^@]+@[^@]+\.[a-z]+|(?:https?:|www\.)\S*|\S+\.(?:fr|com|net|org|eu|gouv)(?:/\S*)?")
MEASURE = re.compile(r"\d+(?:[.,]\d+)?[a-z€$%°]{1,6}|\d+[h/:.,-]\d+(?:[/.-]\d+)?|[a-z]{1,3}\d{1,2}|\W*\d+\W*")
FARTHEST = 90  # characters that a sentence turned round may take before its cue: "x c'est mon mot de passe"


def passwords(text: str, shade: str, cues: Cues) -> list[Span]:
    """What is told as a password: "mdp : x", "my password is x", "x c'est mon mot de passe"."""
    return apart(span for cue in cues.password.finditer(shade) for span in _password(text, shade, cue, cues))


def codes(text: str, shade: str, cues: Cues) -> list[Span]:
    """What is told as a code: "code 4821", "le code recu est 123456", "123456 is your code"."""
    return apart(span for cue in cues.code.finditer(shade) for span in _code(shade, cue, cues))


def cvvs(text: str, shade: str, cues: Cues) -> list[Span]:
    """The three or four digits that are announced as those of a card."""
    found = (_after(shade, cue.end(), cues, CVV, mixed=False) for cue in cues.cvv.finditer(shade))
    return apart(Span(*span, "cvv") for span in found if span)


def _password(text: str, shade: str, cue: re.Match[str], cues: Cues) -> Iterator[Span]:
    told = _told_before(shade, cue, cues)
    if told and _secret_looking(shade, told, cues):
        yield Span(*_trimmed(shade, *told), "password")
    value = _value_after(text, shade, cue.end(), cues)
    if value:
        yield Span(*value, "password")


def _told_before(shade: str, cue: re.Match[str], cues: Cues) -> tuple[int, int] | None:
    """The word that a turned sentence speaks of: "123456 is your verification code", "x comme mot de passe"."""
    words = list(re.finditer(r"\S+", shade[: cue.start()][-FARTHEST:]))
    spoken_of = (word for word in reversed(words[-6:]) if word[0] not in cues.joining)
    word = next(spoken_of, None)
    between = words[words.index(word) + 1 :] if word else []
    if word is None or not any(other[0] in cues.link or other[0] in cues.turned for other in between):
        return None
    offset = max(0, cue.start() - FARTHEST)
    return word.start() + offset, word.end() + offset


def _value_after(text: str, shade: str, at: int, cues: Cues) -> tuple[int, int] | None:
    """The first word that is told as the value, or that looks like one, before the sentence turns to something else."""
    passed: list[str] = []
    while len(passed) < WORDS_BETWEEN:
        if sign := SIGN.match(shade, at):
            return _told(text, shade, sign.end(), cues)
        word = _word(shade, at)
        if word is None:
            return None
        start, end, bare = word
        if _secret_looking(shade, (start, end), cues) or (
            cues.joining.issuperset(passed) and _lone_digits(shade, start, end, cues)
        ):
            return _trimmed(shade, start, _past(CHUNK, shade, start))
        if bare in cues.link and (value := _told(text, shade, end, cues)):
            return value
        if _turns(bare, passed, cues) or _ends_sentence(shade, end):
            return None
        passed, at = [*passed, bare], end
    return None


def _turns(bare: str, passed: list[str], cues: Cues) -> bool:
    """Is the talk now of something else: "mon identifiant", and not "de mon adresse"?"""
    return bare in cues.stop and cues.owned.isdisjoint(passed[-2:])


def _told(text: str, shade: str, at: int, cues: Cues) -> tuple[int, int] | None:
    """The value that stands here, after "est" or a colon, unless what stands here is ordinary speech."""
    for _ in range(4):
        at = _past(SIGN, shade, at, BLANK)
        if quoted := QUOTED.match(shade, at):
            return None if TAKEN in quoted[1] else quoted.span(1)
        chunk = CHUNK.match(shade, at)
        if chunk is None:
            return None
        start, end = _trimmed(shade, *chunk.span())
        if shade[start:end] not in cues.soft:
            break
        at = end
    if _ordinary(text, shade, start, end, cues):
        return None
    more = MORE_DIGITS.match(shade, end)  # "Soleil 1968"
    return start, more.end() if more else end


def _ordinary(text: str, shade: str, start: int, end: int, cues: Cues) -> bool:
    """Is this a word of the sentence, and no value: "oublié", "trop long", "8 caractères"?"""
    bare, written = shade[start:end], text[start:end]
    if not bare or TAKEN in bare or bare in cues.ordinary or bare in cues.link or ELIDED.fullmatch(bare):
        return True
    if bare.isdecimal():
        return len(bare) < 3 or PHONE.fullmatch(bare) is not None or counts(shade, end, cues)
    if not bare.isalpha() or not (written.islower() or written.isupper()):
        return ADDRESS.match(bare) is not None and bare.startswith(("http", "www."))
    return PARTICIPLE.fullmatch(written) is not None or not _clause_ends(shade, end, cues)


def _clause_ends(shade: str, end: int, cues: Cues) -> bool:
    """Does the sentence stop, or turn, after this word? "est soleil mais ...", and not "est dur a retenir"."""
    word = _word(shade, end)
    return word is None or _ends_sentence(shade, end) or word[2] in cues.after or shade[word[0]] == TAKEN


def _secret_looking(shade: str, span: tuple[int, int], cues: Cues) -> bool:
    """Could nobody mean this as a word: letters with digits or signs, long enough?"""
    start, end = _trimmed(shade, *span)
    bare = shade[start:end]
    if len(bare) < 5 or TAKEN in bare or bare in cues.product or MEASURE.fullmatch(bare) or ADDRESS.fullmatch(bare):
        return False
    mixed = any(sign.isdecimal() for sign in bare) and any(sign.isalpha() for sign in bare)
    return mixed or any(sign in "@#$%&*!_+=^~" for sign in bare[1:-1])


def _lone_digits(shade: str, start: int, end: int, cues: Cues) -> bool:
    """ "mdp 1234": digits after the cue and its own words."""
    start, end = _trimmed(shade, start, end)
    value = CODE.fullmatch(shade, start, end)
    return value is not None and not re.match(r"[ .,:/-]{1,2}\d", shade[end:]) and not counts(shade, end, cues)


def _code(shade: str, cue: re.Match[str], cues: Cues) -> Iterator[Span]:
    before = re.findall(r"[^\s]+", shade[max(0, cue.start() - 24) : cue.start()])
    if before and before[-1].strip('.,;:!?()"') in cues.harmless:  # "zip code", "area code"
        return
    told, next_word = _told_before(shade, cue, cues), _word(shade, cue.end())
    if told and (next_word is None or next_word[2] not in cues.harmless):
        yield from _digits_up_to(shade, _trimmed(shade, *told)[1])
    if span := _after(shade, cue.end(), cues, CODE, mixed=True):
        yield Span(*span, "code")


def _digits_up_to(shade: str, end: int) -> Iterator[Span]:
    """A code that ends here: in one piece, or in two."""
    for pieces in (2, 1):
        digits = re.search(rf"(?<!\S)(?:\S{{1,9}} ){{{pieces - 1}}}\S{{1,12}}$", shade[max(0, end - 24) : end])
        if digits and CODE.fullmatch(digits[0].lstrip("(\"'")):
            yield Span(end - len(digits[0].lstrip("(\"'")), end, "code")
            return


def _after(shade: str, at: int, cues: Cues, shape: re.Pattern[str], mixed: bool) -> tuple[int, int] | None:
    """What a cue announces straight, over words that belong to it, or after "est" or a colon: digits of this shape,
    or (`mixed`) letters and digits."""
    known = linked = True
    for _ in range(WORDS_BETWEEN):
        sign = SIGN.match(shade, at)
        linked, at = linked or bool(sign), _past(SIGN, shade, at, BLANK)
        word = _word(shade, at)
        if word is None or word[2] in cues.harmless:
            return None
        if linked or known:
            if number := shape.match(shade, at):
                return None if counts(shade, number.end(), cues) else number.span()
            if mixed and _secret_looking(shade, word[:2], cues):
                return _trimmed(shade, *word[:2])
        if word[2] in cues.stop or _ends_sentence(shade, word[1]):
            return None
        linked = word[2] in cues.link or (linked and word[2] in cues.soft)
        known = linked or (known and word[2] in cues.bridge)
        at = word[1]
    return None


def _word(shade: str, at: int) -> tuple[int, int, str] | None:
    """The next word: where it starts and ends with its signs, and itself without."""
    word = WORD.match(shade, _past(BLANK, shade, at))
    return (*word.span(), shade[slice(*_trimmed(shade, *word.span()))]) if word else None


def _past(shape: re.Pattern[str], shade: str, at: int, otherwise: re.Pattern[str] | None = None) -> int:
    """The place after this shape, or after the other one where it is not there."""
    found = shape.match(shade, at) or (otherwise and otherwise.match(shade, at))
    return found.end() if found else at


def _ends_sentence(shade: str, end: int) -> bool:
    return shade[end - 1] in ".!?;" or STOPS.match(shade, end) is not None


def _trimmed(shade: str, start: int, end: int) -> tuple[int, int]:
    """Without the signs of the sentence around it."""
    while start < end and shade[start] in "(\"'":
        start += 1
    while start < end and shade[end - 1] in ".,;:)?\"'":
        end -= 1
    return start, end
