"""The log: one line an event, and no phone number in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from helpline import log

NUMBER = "+33612345678"


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    """Logging is set up for the whole process: leave it as it was."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What was logged."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up()
    log.logger().info("heard", step="menu.start", ms=12)
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["step"], line["ms"]) == ("heard", "info", "menu.start", 12)
    assert str(line["timestamp"]).endswith("Z")


@pytest.mark.parametrize(
    "logged",
    [
        {"event": "heard", "person": NUMBER},
        {"event": f"heard {NUMBER}"},
        {"event": "heard", "note": f"from {NUMBER} to +33939000000"},
        {"event": "heard", "people": [NUMBER]},
        {"event": "heard", "by": {"person": NUMBER}},
        {"event": "heard", "both": (NUMBER, {"again": NUMBER})},
    ],
    ids=["value", "event", "sentence", "list", "table", "nested"],
)
def test_a_number_is_masked_wherever_it_stands(logged: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up()
    log.logger().info(**logged)
    shown = json.dumps(lines(capsys), ensure_ascii=False)
    assert "612345678" not in shown
    assert "939000000" not in shown
    assert "+33 6 •• •• •• 78" in shown


def test_a_number_in_an_error_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up()
    try:
        raise ValueError(f"cannot reach {NUMBER}")
    except ValueError:
        log.logger().exception("not sent")
    (line,) = lines(capsys)
    assert "ValueError: cannot reach +33 6 •• •• •• 78" in str(line["exception"])
    assert "612345678" not in str(line)


def test_what_is_below_the_level_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("warning")
    log.logger().info("heard")
    log.logger().warning("refused")
    assert [line["event"] for line in lines(capsys)] == ["refused"]
