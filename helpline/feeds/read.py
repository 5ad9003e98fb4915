"""The domains in a list, in whatever of the usual ways it is written: plain, hosts file, CSV, addresses, ad blocker."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

_LOOKED_AT = 50  # lines by which a list shows how it is written
_COMMENTS = ("#", "!", ";", "//")
_REMARK = re.compile(r"\s#.*")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_AROUND = re.compile(r"^(?:[a-z][a-z0-9+.-]*://|\|\|)?(?:[^/@\s]*@)?(?:\*?\.)?(?:www\.)?|(?:[/:^?#].*)$")
_SEPARATORS = (";", "\t", ",")


def domains(lines: Iterable[str], column: str = "") -> Iterator[str]:
    """The domains of a list, small letters, letters of other alphabets as "xn--"; what is none is left out.

    `column`: of a CSV with headings, the one that holds them; else the first cell of each row that is a domain.
    """
    lines = (line.lstrip("\ufeff").strip() for line in lines)
    told = (_REMARK.sub("", line) for line in lines if line and not line.startswith(_COMMENTS))
    first = list(islice(told, _LOOKED_AT))
    every = chain(first, told)
    separator = _separator(first)
    yield from _in_rows(csv.reader(every, delimiter=separator), column) if separator else _in_lines(every)


def domain(written: str) -> str:
    """The domain of an address as lists write them: "http://www.Bad.example/x" is "bad.example"; "" for none."""
    host = _AROUND.sub("", written.strip().strip("\"'").lower()).rstrip(".")
    try:
        bare = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""
    return bare if _HOST.fullmatch(bare) else ""


def _separator(first: Sequence[str]) -> str:
    """What stands between the cells of most lines, "" for a list that has none."""
    return next((mark for mark in _SEPARATORS if sum(mark in line for line in first) * 2 > len(first)), "")


def _in_rows(rows: Iterator[list[str]], column: str) -> Iterator[str]:
    at = None
    if column:
        heading = [cell.strip().lower() for cell in next(rows, [])]
        at = heading.index(column.lower()) if column.lower() in heading else len(heading)
    for row in rows:
        cells = row if at is None else row[at : at + 1]
        yield from islice(filter(None, map(domain, cells)), 1)


def _in_lines(lines: Iterable[str]) -> Iterator[str]:
    """A hosts file has the machine's number first and may name several hosts on a line."""
    for line in lines:
        yield from filter(None, map(domain, line.split()))
