"""The key that a phone is given: as a square code to look at, as a link on the phone itself, as letters to type."""

from dataclasses import dataclass

import segno

from helpline.accounts import address
from helpline.console.parts import accounts
from helpline.console.speech import t
from helpline.store.helpers import Helper

GROUP = 4  # letters


@dataclass(frozen=True, slots=True)
class Key:
    """One key in three ways."""

    picture: str  # data:image/svg+xml,...
    link: str  # otpauth://totp/...
    letters: str


def key_of(helper: Helper) -> Key:
    """The key that a helper's phone is to be given next."""
    secret = accounts().start_totp(helper)
    link = address(secret, helper.name, t("desk"))
    picture = segno.make(link, error="m").svg_data_uri(scale=5, dark="#000", light="#fff")
    letters = " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))
    return Key(picture, link, letters)
