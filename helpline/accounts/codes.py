"""The six digits of a helper's phone (TOTP, RFC 6238): derived secrets, codes that are good for a minute and once."""

import hmac
from base64 import b32encode
from datetime import datetime

from pyotp import HOTP
from pyotp.utils import build_uri

STEP = 30  # seconds
WINDOW = 1  # steps: a phone's clock may be this far away
SECRET_BYTES = 20  # as long as the digest of the codes; 32 letters without padding


def secret(key: str, helper: str, secret_round: int) -> str:
    """The secret of a helper's phone, in base32. Derived like a code word: nobody who reads the database has it."""
    digest = hmac.digest(key.encode(), f"totp/{helper}/{secret_round}".encode(), "sha256")
    return b32encode(digest[:SECRET_BYTES]).decode()


def step_of(shared: str, code: str, now: datetime) -> int | None:
    """The step that a code belongs to, now or one step away; None for a wrong code."""
    typed = "".join(code.split())
    here = int(now.timestamp()) // STEP
    codes = HOTP(shared)
    for step in range(here - WINDOW, here + WINDOW + 1):
        if hmac.compare_digest(codes.at(step).encode(), typed.encode()):
            return step
    return None


def address(shared: str, name: str, issuer: str) -> str:
    """What the app reads from the square code: `otpauth://totp/...`."""
    return build_uri(shared, name, issuer=issuer)
