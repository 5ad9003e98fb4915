"""Lists of the REST API: filtered by address and date, cut into pages that know their neighbours."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from helpline.simulator.refusals import RefusedError

T = TypeVar("T")
MOST_ON_A_PAGE = 1000
USUAL_ON_A_PAGE = 50


def page(path: str, name: str, rows: Sequence[Mapping[str, object]], query: Mapping[str, str]) -> dict[str, object]:
    """One page of `rows` under `name`, with the carrier's paging fields. Addresses are relative to the API's root."""
    size = max(1, min(MOST_ON_A_PAGE, _number(query, "PageSize", USUAL_ON_A_PAGE)))
    at = _number(query, "Page", 0)
    shown = rows[at * size : (at + 1) * size]
    more = len(rows) > (at + 1) * size
    return {
        name: list(shown),
        "end": max(0, at * size + len(shown) - 1),
        "first_page_uri": _uri(path, query, size, 0),
        "next_page_uri": _uri(path, query, size, at + 1, str(shown[-1]["sid"])) if more else None,
        "page": at,
        "page_size": size,
        "previous_page_uri": _uri(path, query, size, at - 1) if at else None,
        "start": at * size,
        "uri": _uri(path, query, size, at),
    }


def _number(query: Mapping[str, str], name: str, usual: int) -> int:
    given = query.get(name, "")
    return int(given) if given.isdigit() else usual


def _uri(path: str, query: Mapping[str, str], size: int, at: int, after: str = "") -> str:
    asked = {name: value for name, value in query.items() if name not in {"Page", "PageSize", "PageToken"}}
    asked |= {"PageSize": str(size), "Page": str(at)}
    return f"{path}?{urlencode(asked | ({'PageToken': f'PA{after}'} if after else {}))}"


def dated(rows: Sequence[T], name: str, query: Mapping[str, str], when: Callable[[T], datetime]) -> list[T]:
    """The rows whose date fits `name` (on that day), `name<` (then or before) and `name>` (then or after), all in GMT.

    Raises `RefusedError` 20001 for what is no date.
    """
    earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    if name in query:
        earliest, latest = _span(query[name][:10])
    if f"{name}>" in query:
        earliest = max(earliest, _span(query[f"{name}>"])[0])
    if f"{name}<" in query:
        latest = min(latest, _span(query[f"{name}<"])[1])
    return [row for row in rows if earliest <= when(row).replace(microsecond=0) <= latest]


def _span(given: str) -> tuple[datetime, datetime]:
    try:
        if len(given) == len("2026-11-22"):
            start = datetime.combine(date.fromisoformat(given), time(), UTC)
            return start, start + timedelta(days=1) - timedelta(microseconds=1)
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise RefusedError(20001) from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware, aware
