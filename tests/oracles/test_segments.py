"""The alphabet and the segments of a text, as the carrier's own calculator counts them."""

import json
import random
import subprocess
from pathlib import Path

import pytest

from helpline.channels import gsm

pytestmark = pytest.mark.oracle

SCRIPT = """
const { SegmentedMessage } = require("sms-segments-calculator");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => {
  const counted = new SegmentedMessage(text, "auto");
  return [counted.encodingName, counted.segmentsCount];
})));
"""
CHEAP = [*"abc xyz 0123 éèàùÉÇ!?\n\r'\""]
EXTENDED = [*CHEAP, *"€[]{}^~|\\\f"]
DEAR = [*EXTENDED, *"çêœ’«…😀🎉你好\u00a0"]
JOINED = [*DEAR, "👨‍👩‍👧", "👍🏽", "e\u0301"]  # one sign on the screen, several characters
LENGTHS = [*range(33, 38), *range(65, 75), *range(130, 140), *range(150, 165), *range(300, 312), 459, 460, 1600]


def written(signs: list[list[str]], many: int) -> list[str]:
    """Texts of random signs, many of them at the edge of a segment."""
    dice = random.Random(2026)  # the same texts each time
    lengths = [dice.choice([dice.randrange(0, 700), dice.choice(LENGTHS)]) for _ in range(many)]
    return ["".join(dice.choices(dice.choice(signs), k=length)) for length in lengths]


def theirs(texts: list[str], node_modules: Path) -> list[tuple[str, int]]:
    """What the calculator says of each text."""
    command = ["node", "-e", SCRIPT]
    ran = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=node_modules.parent
    )
    return [(alphabet, count) for alphabet, count in json.loads(ran.stdout)]


def test_it_counts_4000_texts_as_the_carrier_does(node_modules: Path) -> None:
    texts = ["", *written([CHEAP, EXTENDED, DEAR], 4000)]
    assert [(gsm.alphabet(text), gsm.segments(text)) for text in texts] == theirs(texts, node_modules)


def test_it_is_one_segment_away_at_most_where_the_carrier_keeps_joined_signs_whole(node_modules: Path) -> None:
    texts = [text[:670] for text in written([JOINED], 500)]  # ten segments: the most that a text may have
    assert all(
        0 <= count - gsm.segments(text) <= 1
        for text, (_, count) in zip(texts, theirs(texts, node_modules), strict=True)
    )
