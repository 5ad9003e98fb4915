"""Opens a store from its address."""

from pathlib import Path

from helpline.store.shapes import Store
from helpline.store.sqlite import SqliteStore

WAIT_MS = 5000


def open_store(url: str, wait_ms: int = WAIT_MS) -> Store:
    """The store at `url`: `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://user@host/name`.

    `wait_ms`: how long a transaction waits for another one before it gives up with StoreUnreachable.
    Raises ValueError for another kind of address. The schema is not touched: see `migrations.upgrade`.
    """
    kind, _, rest = url.partition("://")
    if kind == "sqlite" and len(rest) > 1 and rest.startswith("/"):
        return SqliteStore(Path(rest[1:]), wait_ms)
    if kind in {"postgresql", "postgres"}:
        from helpline.store.postgres import PostgresStore  # an installation on SQLite need not load the driver

        return PostgresStore(url, wait_ms)
    raise ValueError("The address of the store begins with sqlite:/// or postgresql://")
