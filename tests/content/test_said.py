"""Every prompt that ships is said by something, and what is said exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import helpline
from helpline.content.book import Book, unsaid
from tests.content.given import SHIPPED, added, changed

NAME = re.compile(r"[a-z_]+\.[a-z_*]+")


def named(tree: ast.AST) -> Iterator[str]:
    """All texts of a module that look like the name of a prompt; what is filled in is a `*`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def patterns() -> list[re.Pattern[str]]:
    """The names in the code, each ready to be compared with a prompt's."""
    files = Path(helpline.__file__).parent.rglob("*.py")
    texts = {text for file in files for text in named(ast.parse(file.read_text("utf-8"))) if NAME.fullmatch(text)}
    return [re.compile(re.escape(text).replace(r"\*", "[a-z_]+")) for text in texts]


def test_every_prompt_is_said_by_something(book: Book) -> None:
    known = patterns()
    assert [name for name in book.prompts if not any(each.fullmatch(name) for each in known)] == []


def test_a_prompt_that_the_program_does_not_know_is_never_said(tmp_path: Path) -> None:
    root = changed(tmp_path, "prompts/faq.toml", "[glad.fr]", "[joy.fr]\nsms = ['Oh']\nvoice = ['Oh']\n[glad.fr]")
    assert unsaid(SHIPPED, root) == ["prompts: faq.joy: is never used"]
    assert unsaid(SHIPPED, SHIPPED) == []


def test_a_menu_that_the_program_does_not_know_is_never_offered(tmp_path: Path) -> None:
    main = (SHIPPED / "menus" / "main.toml").read_text("utf-8")
    root = added(tmp_path, "menus/extra.toml", main)
    assert all(what.startswith("menus: extra.") for what in unsaid(SHIPPED, root))
    assert unsaid(SHIPPED, root)
