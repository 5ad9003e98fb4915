"""How the carrier reaches a webhook: over the network, or straight into a WSGI application for a test."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from werkzeug.test import EnvironBuilder, run_wsgi_app

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook answered."""

    status: int
    content_type: str = ""
    body: bytes = b""


class UnreachableError(Exception):
    """No connection: nothing listens there, or the host has no such name."""


class TooSlowError(Exception):
    """Connected, but no answer within 15 seconds: whether it was heard is unknown."""


Post = Callable[[str, Mapping[str, str], Mapping[str, str]], Answer]
"""Post a form (address, parameters in their order, headers). Raises `UnreachableError` or `TooSlowError`."""


def over(session: requests.Session) -> Post:
    """A way to post that goes through `session`; mount `WsgiAdapter` on it to stay inside the process."""

    def post(url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        try:
            got = session.post(
                url, data=list(params.items()), headers=dict(headers), timeout=(CONNECT_SECONDS, READ_SECONDS)
            )
        except requests.ReadTimeout as late:
            raise TooSlowError(str(late)) from late
        except requests.RequestException as lost:
            raise UnreachableError(str(lost)) from lost
        return Answer(got.status_code, got.headers.get("Content-Type", ""), got.content)

    return post


def network() -> Post:
    """A way to post over the real network."""
    session = requests.Session()
    session.max_redirects = MOST_REDIRECTS
    return over(session)


class WsgiAdapter(BaseAdapter):
    """Lets a `requests` session (so also the carrier's own client) talk to a WSGI application in this process.

    `prefix` is taken off the path first, as a server does that mounts the application there.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], prefix: str = "") -> None:
        super().__init__()
        self.app = app
        self.prefix = prefix

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Answer a prepared request. An application that breaks the line is a `requests.ConnectionError`."""
        try:
            chunks, status, headers = run_wsgi_app(self.app, self._environ(request), buffered=True)
            body = b"".join(chunks)
        except ConnectionError as broken:
            raise requests.ConnectionError(str(broken), request=request) from broken
        return _response(request, status, dict(headers), body)

    def close(self) -> None:
        """Nothing is held open."""

    def _environ(self, request: requests.PreparedRequest) -> dict[str, Any]:
        where = urlsplit(request.url or "")
        target = where.path.removeprefix(self.prefix) + (f"?{where.query}" if where.query else "")
        body = request.body or b""
        builder = EnvironBuilder(
            path=target,
            base_url=f"{where.scheme}://{where.netloc}{self.prefix}/",
            method=request.method or "GET",
            headers=list(request.headers.items()),
            input_stream=BytesIO(body.encode() if isinstance(body, str) else bytes(body)),
        )
        try:
            return builder.get_environ()
        finally:
            builder.close()


def _response(
    request: requests.PreparedRequest, status: str, headers: dict[str, str], body: bytes
) -> requests.Response:
    response = requests.Response()
    response.status_code = int(status.partition(" ")[0])
    response.headers = CaseInsensitiveDict(headers)
    response.url = request.url or ""
    response.request = request
    response.raw = BytesIO(body)
    response._content = body
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    return response
