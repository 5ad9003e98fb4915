"""Lines: the public numbers, each with its partner, name, languages and opening hours, read from one TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpline.channels.number import read as read_number
from helpline.escalation.hours import Hours
from helpline.settings import SettingError

KEYS = {
    "number": str,
    "name": dict,
    "partner": str,
    "languages": list,
    "hours": str,
    "timezone": str,
    "country": str,
    "subdivision": str,
    "closures": list,
    "sender": str,
    "teams": list,
    "callback_countries": list,
    "callbacks_an_hour": int,
    "fiction": bool,
}
NEEDED = ("number", "name", "partner", "hours")


@dataclass(frozen=True, slots=True)
class Line:
    """One public number. `sender` is what texts that we start come from (the number itself, or a name).

    `callbacks_an_hour`: how many one helper makes; 0: windows are never full.
    """

    id: str
    number: str
    name: Mapping[str, str]
    partner: str
    languages: tuple[str, ...]
    hours: Hours
    country: str
    sender: str
    callback_countries: tuple[str, ...]
    teams: tuple[str, ...]
    callbacks_an_hour: int
    fiction: bool  # the fictitious numbers that Arcep keeps for films may be called: for the demo only


def read_lines(path: Path) -> dict[str, Line]:
    """All lines by their number in E.164. Raises SettingError with the file, the line and what is wrong."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"HELPLINE_LINES: {path.name}: {error}") from None
    if not data:
        raise SettingError(f"HELPLINE_LINES: {path.name}: names no line")
    lines = [_line(path.name, id_, table) for id_, table in data.items()]
    for line in lines:
        if [other.number for other in lines].count(line.number) > 1:
            raise SettingError(f"HELPLINE_LINES: {path.name}: [{line.id}]: number: another line has it too")
    return {line.number: line for line in lines}


def _line(file: str, id_: str, table: Any) -> Line:
    where = f"HELPLINE_LINES: {file}: [{id_}]"
    if not isinstance(table, dict):
        raise SettingError(f"{where}: must be a table")
    _check(where, table)
    closures = _closures(where, table)
    try:
        hours = Hours(
            table["hours"],
            table.get("timezone", "Europe/Paris"),
            table.get("country", "FR"),
            table.get("subdivision", ""),
            closures,
        )
    except ValueError as error:
        raise SettingError(f"{where}: hours: {error}") from None
    return _built(where, id_, table, hours)


def _check(where: str, table: dict[str, Any]) -> None:
    for key, value in table.items():
        if not isinstance(value, KEYS.get(key, ())) or isinstance(value, bool) != (KEYS[key] is bool):
            raise SettingError(f"{where}: {key}: is not a setting of a line, or not of the right kind")
        if key != "closures" and not _said(value):
            raise SettingError(f"{where}: {key}: is empty, or holds something that is no text")
        if isinstance(value, int) and value < 0:
            raise SettingError(f"{where}: {key}: must be 0 or more")
    for key in NEEDED:
        if not table.get(key):
            raise SettingError(f"{where}: {key}: is missing")


def _said(value: Any) -> bool:
    """Texts where there should be texts, and none of them empty."""
    match value:
        case int():
            return True
        case list() | dict():
            texts = list(value.values() if isinstance(value, dict) else value)
            return bool(texts) and all(isinstance(text, str) and text.strip() for text in texts)
    return bool(value.strip())


def _closures(where: str, table: dict[str, Any]) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(str(day)) for day in table.get("closures", []))
    except ValueError:
        raise SettingError(f"{where}: closures: must be days such as 2026-12-24") from None


def _number(where: str, table: dict[str, Any], country: str) -> str:
    """In E.164, or a short code as it is dialled."""
    number = read_number(table["number"], country)
    if not number.e164 and number.kind != "short":
        raise SettingError(f"{where}: number: must be one that people can text, such as +33939000000 or 36000")
    return number.e164 or table["number"].strip()


def _built(where: str, id_: str, table: dict[str, Any], hours: Hours) -> Line:
    country = table.get("country", "FR")
    number = _number(where, table, country)
    languages = tuple(table.get("languages", ("fr", "en")))
    if set(languages) - set(table["name"]):
        raise SettingError(f"{where}: name: needs one for each of {', '.join(languages)}")
    countries = tuple(table.get("callback_countries", (country,)))
    sender = table.get("sender", number)
    return Line(
        id_, number, table["name"], table["partner"], languages, hours, country, sender, countries,
        tuple(table.get("teams", ())), table.get("callbacks_an_hour", 0), table.get("fiction", False),
    )  # fmt: skip
