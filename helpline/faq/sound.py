"""How a word sounds: one key for all the spellings of a word, its endings left out."""

import re

# Order matters: each line works on what the lines before it left. Capitals are nasal vowels, `c` is the sound "ch".
_FRENCH = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"[^a-z0-9]", ""),
        (r"ph", "f"),
        (r"c(?=oe)", "k"),
        (r"e?aux?", "o"),
        (r"oeu|eu", "e"),
        (r"gn", "n"),
        (r"gu(?=[eiy])", "g"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"s?c(?=[eiy])", "s"),
        (r"s?ch|sh", "#"),
        (r"qu|ck|[cq]", "k"),
        (r"#", "c"),
        (r"x(?=.)", "ks"),
        (r"tion", "sion"),
        (r"h", ""),
        (r"oy|oi", "wa"),
        (r"y", "i"),
        (r"ien(?![aeiounAIO])", "iI"),
        (r"(?:ain|aim|ein|in|im|un|um)(?![aeiounmAIO])", "I"),
        (r"[ae][nm](?![aeiounmAIO])", "A"),
        (r"o[nm](?![aeiounmAIO])", "O"),
        (r"ai|ei", "e"),
        (r"ou", "u"),
        (r"ill", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_FRENCH_MUTE = re.compile(r"(?<=..)(?:e[srz]?|(?<=[a-zAIO])[sxztdp]{1,2})$")
_TELLS = 3  # a shorter key is that of too many words: "faux", "faut" and "fou"
_ENGLISH = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"[^a-z0-9]", ""),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"([a-z])\1+", r"\1"),
        (r"ies?$|y$", "i"),
        (r"(?<=...)ings?$|(?<=....)in$|(?<=...)e[sd]$|(?<=..)[se]$", ""),
        (r"(?<=...)e$", ""),
    )
)


def sound(word: str, language: str) -> str:
    """The key of a folded word: "oublié", "oublier" and "ubliez" share one; so do "phones" and "fone" in English."""
    if language != "fr":
        return _through(_ENGLISH, word) or word
    heard = _through(_FRENCH, word)
    return next((key for key in (_FRENCH_MUTE.sub("", heard), heard) if len(key) >= _TELLS), word)


def _through(rules: tuple[tuple[re.Pattern[str], str], ...], word: str) -> str:
    for written, heard in rules:
        word = written.sub(heard, word)
    return word
