"""The segments that the local carrier bills, as the carrier's own calculator counts them."""

import json
import random
import subprocess
from pathlib import Path

import pytest

from helpline.simulator.segments import segments

pytestmark = pytest.mark.oracle

SCRIPT = """
const { SegmentedMessage } = require("sms-segments-calculator");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => new SegmentedMessage(text, "auto").segmentsCount)));
"""
CHEAP = [*"abc xyz 0123 éèàùÉÇ!?\n", *"€[]{}^~|\\"]
DEAR = [*CHEAP, *"çêœ’«…😀🎉你好\u00a0"]
EDGES = [1, 69, 70, 71, 134, 135, 159, 160, 161, 305, 306, 307, 1600]


def test_it_bills_1000_texts_as_the_carrier_does(node_modules: Path) -> None:
    dice = random.Random(2026)
    texts = ["".join(dice.choices(dice.choice([CHEAP, DEAR]), k=dice.choice(EDGES))) for _ in range(1000)]
    ran = subprocess.run(
        ["node", "-e", SCRIPT],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=node_modules.parent,
    )
    assert [segments(text) for text in texts] == json.loads(ran.stdout)
