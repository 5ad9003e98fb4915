"""The command `helpline`: what an operator types."""

from helpline.cli.accounts import helper
from helpline.cli.domains import feeds
from helpline.cli.matching import faq
from helpline.cli.phones import call, phone
from helpline.cli.running import clock, db, demo, fallback, main, serve
from helpline.cli.scams import scam
from helpline.cli.words import content

for command in (serve, clock, demo, fallback, phone, call, db, helper, content, faq, scam, feeds):
    main.add_command(command)

__all__ = ["main"]
