"""The command `helpline`: what an operator types."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from helpline import __version__, log
from helpline.accounts import NoAccount
from helpline.clock import run
from helpline.content.book import Book, open_book
from helpline.content.check import complaints, warnings
from helpline.content.table import ContentError
from helpline.house import House, open_house
from helpline.settings import SettingError, Settings, shipped_content
from helpline.store.migrations import SchemaError, pending, upgrade
from helpline.store.shapes import StoreUnreachable

P = ParamSpec("P")
R = TypeVar("R")


def _plainly(command: Callable[P, R]) -> Callable[P, R]:
    """What an operator can mend is said in one sentence, never as a stack trace."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (SettingError, ContentError, StoreUnreachable, SchemaError, NoAccount) as error:
            raise click.ClickException(f"{error or type(error).__name__}") from None

    return told


@click.group()
@click.version_option(__version__)
def main() -> None:
    """A self-hosted helpline: tech help by SMS and voice, with a queue of callbacks for human helpers."""


def _opened() -> House:
    settings = Settings.read(os.environ)
    log.set_up(settings.log_level)
    return open_house(settings)


@main.command()
@_plainly
def serve() -> None:
    """Answer the carrier and the helpers (granian). Upgrade the database first: helpline db upgrade."""
    from helpline.serving import serve_until_stopped

    house = _opened()
    waiting = pending(house.store)
    house.close()
    if waiting:
        raise click.ClickException("the database is not up to date: run helpline db upgrade")
    serve_until_stopped(house.settings)


@main.command()
@_plainly
def clock() -> None:
    """Send what waits, remind, give back, forget: one process beside `serve`, or several."""
    house = _opened()
    try:
        run(house.clock())
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        house.close()


@main.command()
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@_plainly
def demo(no_browser: bool) -> None:
    """A whole helpline to try on this machine: phones, a helper's console, a local carrier. Nothing leaves it."""
    from helpline.demo import DemoError, run_demo

    try:
        run_demo(os.environ, opens_browser=not no_browser)
    except DemoError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--carrier", default="http://127.0.0.1:8000/carrier", show_default=True, help="The local carrier.")
@click.option("--person", default="+33639980001", show_default=True, help="Whose phone this is.")
@click.option("--to", default="", help="The number of the helpline; the demo's own by default.")
@_plainly
def phone(carrier: str, person: str, to: str) -> None:
    """Text the demo from this terminal, as a person would."""
    from rich.console import Console

    from helpline.demo import NUMBER
    from helpline.simulator.terminal import run_phone

    run_phone(carrier, person, to or NUMBER, Console())


@main.command()
@_plainly
def fallback() -> None:
    """Print the document that the carrier plays when this house is down: put it where this house cannot fall."""
    from helpline.channels.voice import fallback_document

    book = _book()
    click.echo(fallback_document(book, tuple(book.languages), os.environ.get("HELPLINE_VOICE", "neural")))


@main.command()
@click.option("--carrier", default="http://127.0.0.1:8000/carrier", show_default=True, help="The local carrier.")
@click.option("--person", default="+33639980001", show_default=True, help="Whose phone this is.")
@click.option("--to", default="", help="The number of the helpline; the demo's own by default.")
@_plainly
def call(carrier: str, person: str, to: str) -> None:
    """Call the demo from this terminal: digits are keys, words are speech, an empty line is silence."""
    from rich.console import Console

    from helpline.demo import NUMBER
    from helpline.simulator.terminal_call import run_call

    run_call(carrier, person, to or NUMBER, Console())


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@_plainly
def db_upgrade() -> None:
    """Bring the database to this version's schema."""
    house = _opened()
    done = upgrade(house.store)
    house.close()
    click.echo("\n".join(done) or "up to date")


@main.group()
def helper() -> None:
    """Helpers' accounts."""


@helper.command("add")
@click.argument("name")
@click.option("--role", default="helper", show_default=True)
@click.option("--language", default="fr", show_default=True)
@click.password_option(help="12 characters or more; asked for when not given.")
@_plainly
def helper_add(name: str, role: str, language: str, password: str) -> None:
    """Make an account for a helper."""
    house = _opened()
    try:
        house.accounts.add(name, password, role, language)
    except NoAccount as error:
        raise click.ClickException(f"not made: {error.reason}") from None
    finally:
        house.close()
    click.echo(f"{name} may log in")


def _book(folder: Path | None = None) -> Book:
    """The content of a folder, else of HELPLINE_CONTENT, else what ships."""
    root = folder or Path(os.environ.get("HELPLINE_CONTENT") or shipped_content())
    return open_book(root, shipped_content())


@main.group()
def content() -> None:
    """The words."""


@content.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@_plainly
def content_check(folder: Path | None) -> None:
    """Refuse content that must not go live, with file, language and field."""
    book = _book(folder)
    found = complaints(book)
    for line in (*found, *(f"warning: {warning}" for warning in warnings(book))):
        click.echo(line, err=True)
    click.echo(f"{len(book.entries)} entries, {len(book.prompts)} prompts, {len(book.places)} places")
    sys.exit(1 if found else 0)


@main.group()
def faq() -> None:
    """The matcher."""


@faq.command("try")
@click.argument("text")
@_plainly
def faq_try(text: str) -> None:
    """Which entry answers this, and why."""
    match = _book().matcher.best(text)
    click.echo(f"{match.outcome} ({match.language or '?'})")
    for hit in match.hits:
        click.echo(f"  {hit.score:.2f} {hit.slug}: {', '.join(hit.because)}")


@main.group()
def scam() -> None:
    """The scam check."""


@scam.command("try")
@click.argument("text")
@_plainly
def scam_try(text: str) -> None:
    """How worried to be about this message, and why."""
    verdict = _book().judge.verdict(text)
    click.echo(f"{verdict.level} {verdict.kind} {verdict.score:.2f}")
    for reason in verdict.reasons:
        click.echo(f"  {reason.key}: {reason.span}")
