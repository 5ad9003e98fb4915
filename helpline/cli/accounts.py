"""Helpers' accounts, by the operator at the machine: whoever can type this may change any of them."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from helpline.accounts import ROLES, Forbidden, NoAccount
from helpline.cli.plainly import plainly
from helpline.cli.running import opened
from helpline.house import House
from helpline.store.helpers import Helper

roles = click.option("--role", type=click.Choice(ROLES), default="helper", show_default=True)
languages = click.option("--language", default="fr", show_default=True)


@contextmanager
def _opened() -> Iterator[House]:
    house = opened()
    try:
        yield house
    except (NoAccount, Forbidden) as error:
        raise click.ClickException(f"not done: {error.reason}") from None
    finally:
        house.close()


@click.group()
def helper() -> None:
    """Helpers' accounts."""


@helper.command("add")
@click.argument("name")
@roles
@languages
@click.password_option(help="12 characters or more; asked for when not given.")
@plainly
def helper_add(name: str, role: str, language: str, password: str) -> None:
    """Make an account for a helper."""
    with _opened() as house:
        house.accounts.add(name, password, role, language)
    click.echo(f"{name} may log in")


@helper.command("invite")
@click.argument("name")
@roles
@languages
@click.option("--line", "lines", multiple=True, help="The id of a line; may be given several times. None: all lines.")
@plainly
def helper_invite(name: str, role: str, language: str, lines: tuple[str, ...]) -> None:
    """Print a link, good once and for 7 days, with which somebody chooses their password."""
    with _opened() as house:
        unknown = set(lines) - {line.id for line in house.lines.values()}
        if unknown:
            raise click.ClickException(f"no such line: {', '.join(sorted(unknown))}")
        click.echo(_link(house, house.accounts.staff.invite(name, role, language, lines, None)))


def _link(house: House, token: str) -> str:
    return f"{house.settings.public_url}/desk/invite/{token}"


@helper.command("list")
@plainly
def helper_list() -> None:
    """All helpers: name, role, lines, whether a code is asked for, whether they left."""
    with _opened() as house:
        for each in house.accounts.staff.everyone():
            click.echo("\t".join(_told(each)))


def _told(each: Helper) -> tuple[str, ...]:
    code = "code" if each.totp_secret_round > 0 else "no code"
    return each.name, each.role, ", ".join(each.lines) or "all lines", code, "left" if each.disabled_at else "at work"


@helper.command("disable")
@click.argument("name")
@plainly
def helper_disable(name: str) -> None:
    """Close an account at once: every session ends, tickets go back to the queue."""
    with _opened() as house:
        house.accounts.staff.disable(house.accounts.staff.named(name).id, None)
    click.echo(f"{name} may no longer log in")


@helper.command("enable")
@click.argument("name")
@plainly
def helper_enable(name: str) -> None:
    """Open an account again."""
    with _opened() as house:
        house.accounts.staff.enable(house.accounts.staff.named(name).id, None)
    click.echo(f"{name} may log in")


@helper.command("reset")
@click.argument("name")
@plainly
def helper_reset(name: str) -> None:
    """Print a link, good once and for a day, to a new password; the code of the phone is set up anew."""
    with _opened() as house:
        click.echo(_link(house, house.accounts.staff.reset(house.accounts.staff.named(name).id, None)))
