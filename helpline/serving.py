"""The production server: granian, with one process and the threads that the settings ask for."""

from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

if TYPE_CHECKING:
    from helpline.settings import Settings


def serve_until_stopped(settings: "Settings", target: str = "helpline.app:create_served", quiet: bool = False) -> None:
    """Serve the application that `target` makes, until SIGINT or SIGTERM; requests under way are finished first.

    `quiet`: errors only.
    """
    server = Granian(
        target,
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        blocking_threads=settings.threads,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error if quiet else LogLevels.info,
    )
    server.serve()
