"""A program that keeps texts with their tickets and says so after each commit, until it is killed.

Arguments: the address of the store; then a step at which it kills itself, or nothing.
"""

import os
import signal
import sys

from helpline.store import messages, open_store, tickets, turns
from tests.store.given import message, ticket, turn


def main(url: str, last_step: str = "") -> None:
    def step(name: str) -> None:
        if name == last_step:
            os.kill(os.getpid(), signal.SIGKILL)

    store = open_store(url)
    for number in range(1_000_000):
        name = f"{os.getpid()}-{number}"
        with store.write(lock=name) as tx:
            step("begun")
            messages.add(tx, message(name, person=name))
            step("message")
            tickets.add(tx, ticket(name, person=name))
            step("ticket")
            turns.record(tx, turn(name, person=name))
            step("turn")
        step("committed")
        print(name, flush=True)  # noqa: T201 - the acknowledgement that the test reads


if __name__ == "__main__":
    main(*sys.argv[1:])
