"""Running an installation: the server, the clock, the demo, the database."""

import os

import click

from helpline import __version__, log
from helpline.cli.plainly import plainly
from helpline.cli.words import book
from helpline.clock import run
from helpline.house import House, open_house
from helpline.settings import Settings
from helpline.store.migrations import pending, upgrade


@click.group()
@click.version_option(__version__)
def main() -> None:
    """A self-hosted helpline: tech help by SMS and voice, with a queue of callbacks for human helpers."""


def opened() -> House:
    """The house of the environment's settings. Raises what `open_house` raises."""
    settings = Settings.read(os.environ)
    log.set_up(settings.log_level)
    return open_house(settings)


@click.command()
@plainly
def serve() -> None:
    """Answer the carrier and the helpers (granian). Upgrade the database first: helpline db upgrade."""
    from helpline.serving import serve_until_stopped

    house = opened()
    waiting = pending(house.store)
    house.close()
    if waiting:
        raise click.ClickException("the database is not up to date: run helpline db upgrade")
    serve_until_stopped(house.settings)


@click.command()
@plainly
def clock() -> None:
    """Send what waits, remind, give back, forget: one process beside `serve`, or several."""
    house = opened()
    try:
        run(house.clock())
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        house.close()


@click.command()
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@click.option("--watch", is_flag=True, help="Read the words again each time a file of them is saved.")
@plainly
def demo(no_browser: bool, watch: bool) -> None:
    """A whole helpline to try on this machine: phones, a helper's console, a local carrier. Nothing leaves it."""
    from helpline.demo import DemoError, run_demo

    try:
        run_demo(os.environ, opens_browser=not no_browser, watches=watch)
    except DemoError as error:
        raise click.ClickException(str(error)) from None


@click.command()
@plainly
def fallback() -> None:
    """Print the document that the carrier plays when this house is down: put it where this house cannot fall."""
    from helpline.channels.voice import fallback_document

    words = book()
    click.echo(fallback_document(words, tuple(words.languages), os.environ.get("HELPLINE_VOICE", "neural")))


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@plainly
def db_upgrade() -> None:
    """Bring the database to this version's schema."""
    house = opened()
    done = upgrade(house.store)
    house.close()
    click.echo("\n".join(done) or "up to date")
