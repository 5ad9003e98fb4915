"""Settings: what is missing or wrong is named, what was given is never shown, the rest has a default."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from helpline.settings import SettingError, Settings, shipped_content

NEEDED = ["HELPLINE_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "HELPLINE_SECRET_KEY", "HELPLINE_LINES"]
TOKEN, OLDER = "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "00112233445566778899aabbccddeeff"


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """The smallest environment that is right."""
    (tmp_path / "lines.toml").write_text("", "utf-8")
    return {
        "HELPLINE_PUBLIC_URL": "https://aide.example",
        "TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "HELPLINE_SECRET_KEY": "correct horse battery staple, and more",
        "HELPLINE_LINES": str(tmp_path / "lines.toml"),
        "PATH": "/usr/bin",
    }


def test_what_is_not_given_has_a_default(given: dict[str, str]) -> None:
    settings = Settings.read(given)
    assert settings.api_url == "https://api.twilio.com"
    assert settings.database_url == "sqlite:///helpline.db"
    assert settings.content == shipped_content()
    assert (settings.feeds_file, settings.domains_file) == (None, Path("helpline-domains.db"))
    assert (settings.host, settings.port, settings.threads) == ("127.0.0.1", 8000, 8)
    assert settings.reply_by == "webhook"
    assert settings.patience == timedelta(hours=4)
    assert settings.keep_months == 6
    assert (settings.most_calls, settings.calls_a_day) == (3, 60)
    assert settings.log_level == "info"


def test_what_is_given_is_read(given: dict[str, str], tmp_path: Path) -> None:
    settings = Settings.read(
        {
            **given,
            "HELPLINE_PUBLIC_URL": " https://aide.example/ligne/ ",
            "TWILIO_AUTH_TOKEN": f"{TOKEN}, {OLDER}",
            "TWILIO_API_URL": "http://127.0.0.1:9000/carrier",
            "DATABASE_URL": "postgresql://helpline@db/helpline",
            "HELPLINE_CONTENT": str(tmp_path),
            "HELPLINE_PORT": "8080",
            "HELPLINE_REPLY_BY": "api",
            "HELPLINE_RESUME_HOURS": "72",
            "HELPLINE_KEEP_MONTHS": "1",
        }
    )
    assert settings.public_url == "https://aide.example/ligne"
    assert settings.auth_tokens == (TOKEN, OLDER)
    assert settings.api_url == "http://127.0.0.1:9000/carrier"
    assert settings.database_url == "postgresql://helpline@db/helpline"
    assert settings.content == tmp_path
    assert (settings.port, settings.reply_by, settings.keep_months) == (8080, "api", 1)
    assert settings.patience == timedelta(hours=72)


def test_labelled_questions_are_those_named_else_the_contents_own_else_those_that_ship(
    given: dict[str, str], tmp_path: Path
) -> None:
    own = {**given, "HELPLINE_CONTENT": str(tmp_path)}
    assert Settings.read(own).questions == shipped_content() / "questions.jsonl"
    assert Settings.read(given).questions.is_file()
    (tmp_path / "questions.jsonl").write_text("", "utf-8")
    assert Settings.read(own).questions == tmp_path / "questions.jsonl"
    named = {**own, "HELPLINE_QUESTIONS": str(tmp_path / "lines.toml")}
    assert Settings.read(named).questions == tmp_path / "lines.toml"


def test_content_that_ships_is_not_ones_own_whatever_its_path(given: dict[str, str], tmp_path: Path) -> None:
    assert not Settings.read(given).own_content
    (tmp_path / "content").symlink_to(shipped_content())
    assert not Settings.read({**given, "HELPLINE_CONTENT": str(tmp_path / "content")}).own_content
    assert Settings.read({**given, "HELPLINE_CONTENT": str(tmp_path)}).own_content


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_missing_setting_is_named(name: str, empty: str | None, given: dict[str, str]) -> None:
    given = {key: value for key, value in given.items() if key != name}
    with pytest.raises(SettingError) as error:
        Settings.read(given if empty is None else {**given, name: empty})
    assert str(error.value) == f"{name}: is missing"


WRONG = [
    ("HELPLINE_PUBLIC_URL", "aide.example"),
    ("HELPLINE_PUBLIC_URL", "ftp://aide.example"),
    ("HELPLINE_PUBLIC_URL", "https://:443"),
    ("HELPLINE_PUBLIC_URL", "https://aide.example/?page=2"),
    ("HELPLINE_PUBLIC_URL", "https://aide.example/#top"),
    ("HELPLINE_PUBLIC_URL", "https://claire:secret@aide.example"),
    ("HELPLINE_PUBLIC_URL", "https://[aide.example"),
    ("HELPLINE_PUBLIC_URL", "https://aide.example:http"),
    ("HELPLINE_PUBLIC_URL", "https://aide℀.example"),
    ("TWILIO_ACCOUNT_SID", "AC0123"),
    ("TWILIO_ACCOUNT_SID", "SK" + "0123456789abcdef" * 2),
    ("TWILIO_ACCOUNT_SID", "AC" + "0123456789ABCDEF" * 2),
    ("TWILIO_AUTH_TOKEN", "tooshort"),
    ("TWILIO_AUTH_TOKEN", f"{TOKEN},"),
    ("TWILIO_AUTH_TOKEN", f"{TOKEN},{OLDER},{TOKEN}"),
    ("TWILIO_API_URL", "api.twilio.com"),
    ("DATABASE_URL", "mysql://helpline@db/helpline"),
    ("DATABASE_URL", "sqlite://helpline.db"),
    ("DATABASE_URL", "helpline.db"),
    ("HELPLINE_SECRET_KEY", "31 characters are not enough  .."[:31]),
    ("HELPLINE_LINES", "/nowhere/lines.toml"),
    ("HELPLINE_LINES", "/tmp"),
    ("HELPLINE_CONTENT", "/nowhere/content"),
    ("HELPLINE_FEEDS", "/nowhere/feeds.toml"),
    ("HELPLINE_QUESTIONS", "/nowhere/questions.jsonl"),
    ("HELPLINE_DOMAINS", "/nowhere"),
    ("HELPLINE_PORT", "eighty"),
    ("HELPLINE_PORT", "0"),
    ("HELPLINE_PORT", "65536"),
    ("HELPLINE_PORT", "-80"),
    ("HELPLINE_PORT", "８０８０"),
    ("HELPLINE_PORT", "9" * 5000),
    ("HELPLINE_THREADS", "0"),
    ("HELPLINE_THREADS", "257"),
    ("HELPLINE_REPLY_BY", "post"),
    ("HELPLINE_RESUME_HOURS", "73"),
    ("HELPLINE_KEEP_MONTHS", "25"),
    ("HELPLINE_KEEP_MONTHS", "0"),
    ("HELPLINE_MOST_CALLS", "0"),
    ("HELPLINE_CALLS_A_DAY", "many"),
    ("HELPLINE_LOG_LEVEL", "loud"),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name}={value[:20]}" for name, value in WRONG])
def test_a_wrong_setting_is_named_and_its_value_not_shown(name: str, value: str, given: dict[str, str]) -> None:
    with pytest.raises(SettingError) as error:
        Settings.read({**given, name: value})
    assert re.fullmatch(rf"{name}: must be .{{5,100}}", str(error.value))
    assert value not in str(error.value)
    assert error.value.__cause__ is None


def test_all_that_is_wrong_is_named_at_once(given: dict[str, str]) -> None:
    with pytest.raises(SettingError) as error:
        Settings.read({"HELPLINE_PORT": "x"})
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == [*NEEDED, "HELPLINE_PORT"]


def test_no_secret_shows_when_settings_are_printed(given: dict[str, str]) -> None:
    database = "postgresql://helpline:s3cret-word@db/helpline"
    shown = repr(Settings.read({**given, "TWILIO_AUTH_TOKEN": f"{TOKEN},{OLDER}", "DATABASE_URL": database}))
    for secret in (TOKEN, OLDER, "s3cret-word", given["HELPLINE_SECRET_KEY"]):
        assert secret not in shown
    assert "https://aide.example" in shown


def test_the_shipped_content_is_found_and_goes_into_the_wheel() -> None:
    assert (shipped_content() / "languages.toml").is_file()
    built = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    wheel = built["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["helpline"]
    assert wheel["force-include"] == {"content": "helpline/_content"}
