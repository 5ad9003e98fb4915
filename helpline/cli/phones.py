"""Phones in the terminal, to try the demo as people would."""

import click

from helpline.cli.plainly import plainly


@click.command()
@click.option("--carrier", default="http://127.0.0.1:8000/carrier", show_default=True, help="The local carrier.")
@click.option("--person", default="+33639980001", show_default=True, help="Whose phone this is.")
@click.option("--to", default="", help="The number of the helpline; the demo's own by default.")
@plainly
def phone(carrier: str, person: str, to: str) -> None:
    """Text the demo from this terminal, as a person would."""
    from rich.console import Console

    from helpline.demo import NUMBER
    from helpline.simulator.terminal import run_phone

    run_phone(carrier, person, to or NUMBER, Console())


@click.command()
@click.option("--carrier", default="http://127.0.0.1:8000/carrier", show_default=True, help="The local carrier.")
@click.option("--person", default="+33639980001", show_default=True, help="Whose phone this is.")
@click.option("--to", default="", help="The number of the helpline; the demo's own by default.")
@plainly
def call(carrier: str, person: str, to: str) -> None:
    """Call the demo from this terminal: digits are keys, words are speech, an empty line is silence."""
    from rich.console import Console

    from helpline.demo import NUMBER
    from helpline.simulator.terminal_call import run_call

    run_call(carrier, person, to or NUMBER, Console())
