"""The only room that knows SQL: the same statements on SQLite and PostgreSQL; a transaction is whole or nothing."""

from helpline.store.engine import open_store
from helpline.store.shapes import Broken, Row, Store, StoreUnreachable, Tx

__all__ = ["Broken", "Row", "Store", "StoreUnreachable", "Tx", "open_store"]
