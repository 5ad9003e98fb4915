"""The scam check as it ships: built once from the content."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from helpline.scam.official import Official
from helpline.scam.verdict import Judge
from tests.town import shipped_book

CONTENT = Path(__file__).parents[2] / "content" / "scam"


def table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def signals() -> Mapping[str, Any]:
    return table("signals")


@pytest.fixture(scope="session")
def reasons() -> Mapping[str, Any]:
    return table("reasons")


@pytest.fixture(scope="session")
def official() -> Official:
    return Official.from_toml(table("official"))


@pytest.fixture(scope="session")
def judge() -> Judge:
    return shipped_book().judge
