"""The local carrier's signatures, held against the carrier's own node library, in both directions."""

import json
import random
import subprocess
from pathlib import Path
from typing import TypedDict

import pytest

from helpline.simulator.signing import signature, signed_url
from tests.simulator.customer import RequestValidator

pytestmark = pytest.mark.oracle

SCRIPT = """
const twilio = require("twilio");
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(({ token, url, params, signature, forged }) => ({
  signature: twilio.getExpectedTwilioSignature(token, url, params),
  accepts: twilio.validateRequest(token, signature, url, params),
  refuses: !twilio.validateRequest(token, forged, url, params),
}))));
"""
SIGNS = [*"abcXYZ019 +&=%#?/'\"<>\n\t", *"éèçÀ«»’…€", *"😀🎉", "\u00a0", "e\u0301"]
NAMES = ["Body", "From", "To", "body", "MessageSid", "NumMedia", "FromZip", "MediaUrl0", "x-y", "été"]
HOSTS = ["house.example", "house.example:8443", "house.example:443", "127.0.0.1:8000"]
# No bare question mark at the end: the carrier signs it, its Python library drops it and disagrees with its own.
PATHS = ["/", "/sms/heard", "/sms/%C3%A9t%C3%A9", "/a%2Fb", "/it's", "/sms?a=1&b=2", "/sms?t=%20x%27&u=~"]


class Case(TypedDict):
    """One request: `signature` is ours, `forged` is ours for another body."""

    token: str
    url: str
    params: dict[str, str]
    signature: str
    forged: str


def cases(many: int) -> list[Case]:
    """Random requests, the same each time."""
    dice = random.Random(2026)
    return [_case(dice) for _ in range(many)]


def _case(dice: random.Random) -> Case:
    token = "".join(dice.choices("0123456789abcdef", k=32))
    url = f"{dice.choice(['http', 'https'])}://{dice.choice(HOSTS)}{dice.choice(PATHS)}"
    names = dice.sample(NAMES, dice.randrange(len(NAMES) + 1))
    params = {name: "".join(dice.choices(SIGNS, k=dice.choice([0, 1, 20, 300]))) for name in names}
    forged = signature(token, url, params | {"Body": "another body"})
    return {"token": token, "url": url, "params": params, "signature": signature(token, url, params), "forged": forged}


def test_it_signs_as_the_carrier_s_node_library_does_and_is_believed_by_it(node_modules: Path) -> None:
    asked = cases(500)
    ran = subprocess.run(
        ["node", "-e", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=node_modules.parent,
    )
    said = json.loads(ran.stdout)
    assert [case["signature"] for case in asked] == [each["signature"] for each in said]
    assert all(each["accepts"] and each["refuses"] for each in said)
    for case, each in zip(asked, said, strict=True):
        assert RequestValidator(case["token"]).validate(case["url"], case["params"], each["signature"])


def test_the_fragment_and_the_password_are_not_signed(node_modules: Path) -> None:
    signed = signature("12345", "https://name:word@house.example/sms?a=1#rc=2", {"Body": "a"})
    case = {"token": "12345", "url": "https://house.example/sms?a=1", "params": {"Body": "a"}, "signature": signed}
    ran = subprocess.run(
        ["node", "-e", SCRIPT],
        input=json.dumps([{**case, "forged": signed[::-1]}]),
        capture_output=True,
        text=True,
        check=True,
        cwd=node_modules.parent,
    )
    assert json.loads(ran.stdout)[0] == {"signature": signed, "accepts": True, "refuses": True}
    assert signed_url("https://name:word@house.example/sms?a=1#rc=2") == case["url"]
