"""Serves an application to a browser, as long as a test lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

SHORT_NEWS, LONG_NEWS = (5, 0.2), (150, 0.1)
"""Looks, and seconds between two, of a stream of news: one that ends soon, or one that lasts while others act."""


class Silent(WSGIRequestHandler):
    """A server that does not tell of every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Gives the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    serving = Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
