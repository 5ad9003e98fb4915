"""A carrier at work for the browser tests: served, mounted under a prefix, doing what waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

from helpline.simulator import create_carrier
from tests.simulator.calls import takes_calls
from tests.simulator.customer import PERSON, Customer, customer


@contextmanager
def working_desk() -> Iterator[tuple[Customer, str]]:
    """The customer, and the address of the person's phone."""
    house = customer()
    takes_calls(house)
    front = DispatcherMiddleware(lambda *_: [], {"/carrier": create_carrier(house.carrier)})
    server = make_server("127.0.0.1", 0, front, threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    house.carrier.start()
    try:
        yield house, f"http://127.0.0.1:{server.server_port}/carrier/phone/{PERSON}"
    finally:
        house.carrier.stop()
        server.shutdown()
        serving.join()
        server.server_close()
