"""Brings a database to the shape that this release knows: ordered `.sql` files, each applied once and whole."""

from datetime import UTC, datetime
from pathlib import Path

from helpline.store.rows import text_of
from helpline.store.shapes import Store, Tx

FOLDER = Path(__file__).parent
LOCK = "schema"


class SchemaError(Exception):
    """The database was made by a later release; this one would not understand it."""


def known() -> list[str]:
    """The names of the migrations of this release, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def pending(store: Store) -> list[str]:
    """What `upgrade` would apply; [] when the database fits. Raises SchemaError, StoreUnreachable."""
    with store.read() as tx:
        return _missing(tx)


def upgrade(store: Store) -> list[str]:
    """Apply what is missing; gives the names applied. Two processes may do this at once: the second finds nothing left.

    Raises SchemaError, StoreUnreachable.
    """
    applied = []
    for name in pending(store):
        with store.write(lock=LOCK) as tx:
            if name in _missing(tx):  # another process may have been quicker
                _apply(tx, name)
                applied.append(name)
    return applied


def _missing(tx: Tx) -> list[str]:
    there = _applied(tx)
    later = sorted(there.difference(known()))
    if later:
        raise SchemaError(", ".join(later))
    return [name for name in known() if name not in there]


def _applied(tx: Tx) -> set[str]:
    if "schema_versions" not in tx.tables():
        return set()
    return {row["version"] for row in tx.rows("select version from schema_versions")}


def _apply(tx: Tx, name: str) -> None:
    tx.run("create table if not exists schema_versions (version text primary key, applied_at text not null)")
    tx.script((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    tx.run(
        "insert into schema_versions (version, applied_at) values (:version, :applied_at)",
        version=name,
        applied_at=text_of(datetime.now(UTC)),
    )
