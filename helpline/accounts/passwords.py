"""Passwords: argon2id, and which of them are too easy to guess. Long ones; no rule about digits or signs."""

import unicodedata
from collections.abc import Collection

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_LETTERS = 5  # different ones: "aaaaaaaaaaaa" and "121212121212" are tried first
SHORTEST_NAME = 4  # a shorter name stands in many innocent words
OURS = "helpline"


def weakness(password: str, name: str, common: Collection[str]) -> str:
    """Why a password is refused: `short`, `long`, `common` or `own-name`; "" where it is fine.

    As in NIST SP 800-63B and the ANSSI's guide: a length, a list of what is tried first, the names at hand.
    """
    folded, who = password.strip().casefold(), name.strip().casefold()
    if len(password) < SHORTEST_PASSWORD:
        return "short"
    if len(password) > LONGEST_PASSWORD:
        return "long"
    if OURS in folded or folded == who or (len(who) >= SHORTEST_NAME and who in folded):
        return "own-name"
    return "common" if folded in common or len(set(folded)) < FEWEST_LETTERS else ""


def hashed(hasher: PasswordHasher, password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(_typed(password))


def fits(hasher: PasswordHasher, kept: str, password: str) -> bool:
    """Whether it is the password of which this was kept."""
    try:
        return hasher.verify(kept, _typed(password))
    except (VerificationError, InvalidHashError):
        return False


def _typed(password: str) -> str:
    """The same letters, whichever keyboard they come from: some send an accent by itself."""
    return unicodedata.normalize("NFC", password)
