"""The house's check of signatures against requests that the carrier's node library signed."""

import json
import random
import subprocess
from pathlib import Path

import pytest

from helpline.channels.signature import genuine

pytestmark = pytest.mark.oracle

SCRIPT = """
const { getExpectedTwilioSignature } = require("twilio/lib/webhooks/webhooks");
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([token, address, form]) => getExpectedTwilioSignature(token, address, form))));
"""
LETTERS = "abcXYZ019 +&=%?#/'\"<>\n\réçœ’€😀\u00a0"
NAMES = ["Body", "From", "To", "Digits", "SpeechResult", "FromCity", "NumMedia", "MessageSid", "zeta", "Zeta", "a_b"]
ADDRESSES = ["https://help.example/sms/heard", "http://127.0.0.1:8000/voice/heard", "https://h.example:8443/a-b/c.d"]
Case = tuple[str, str, dict[str, str]]


def cases(many: int) -> list[Case]:
    """Token, address and form of requests such as a carrier makes: blanks, odd signs and any order included."""
    dice = random.Random(2026)
    return [(token(dice), address(dice), form(dice)) for _ in range(many)]


def token(dice: random.Random) -> str:
    return "".join(dice.choices("0123456789abcdef", k=32))


def address(dice: random.Random) -> str:
    return dice.choice(ADDRESSES) + dice.choice(["", "?turn=4", "?t=a1&line=nord", "?turn=12&again=1"])


def form(dice: random.Random) -> dict[str, str]:
    names = dice.sample(NAMES, k=dice.randrange(len(NAMES) + 1))
    return {name: "".join(dice.choices(LETTERS, k=dice.randrange(30))) for name in names}


def signed(asked: list[Case], node_modules: Path) -> list[str]:
    """What the node library signs each with."""
    command = ["node", "-e", SCRIPT]
    ran = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=node_modules.parent
    )
    signatures: list[str] = json.loads(ran.stdout)
    return signatures


def test_it_accepts_500_requests_that_the_carriers_library_signed(node_modules: Path) -> None:
    asked = cases(500)
    signatures = signed(asked, node_modules)
    pairs = zip(asked, signatures, strict=True)
    assert all(genuine(address, form, signature, [token]) for (token, address, form), signature in pairs)


def test_it_refuses_each_of_them_with_the_signature_of_the_next(node_modules: Path) -> None:
    asked = cases(500)
    signatures = signed(asked, node_modules)
    pairs = zip(asked, [*signatures[1:], signatures[0]], strict=True)
    assert not any(genuine(address, form, signature, [token]) for (token, address, form), signature in pairs)
