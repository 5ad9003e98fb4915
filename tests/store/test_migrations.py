"""A database comes to the shape of this release once, whole, and never backwards."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from helpline.store import Store, migrations, open_store
from helpline.store.migrations import SchemaError, pending, upgrade


def test_it_applies_all_to_an_empty_database(store_url: str) -> None:
    store = open_store(store_url)
    assert pending(store) == migrations.known()
    assert upgrade(store) == migrations.known()
    assert pending(store) == []
    store.close()


def test_it_changes_nothing_the_second_time(store: Store) -> None:
    with store.read() as tx:
        before = tx.rows("select * from schema_versions")
    assert upgrade(store) == []
    with store.read() as tx:
        assert tx.rows("select * from schema_versions") == before


def test_it_applies_once_when_several_upgrade_at_the_same_moment(store_url: str) -> None:
    stores = [open_store(store_url) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as pool:
        applied = [name for names in pool.map(upgrade, stores) for name in names]
    assert sorted(applied) == migrations.known()  # who is second may find the next one missing, and be told first
    for store in stores:
        store.close()


def test_it_leaves_nothing_of_a_migration_that_fails(store_url: str) -> None:
    store = open_store(store_url)
    with store.write() as tx:
        tx.run("create table sessions (already_there text)")  # the first migration makes it too, near its end
    with pytest.raises((sqlite3.Error, psycopg.Error)):
        upgrade(store)
    with store.read() as tx:
        assert tx.tables() == {"sessions"}
    store.close()


def test_it_refuses_a_database_of_a_later_release(store: Store) -> None:
    with store.write() as tx:
        tx.run("insert into schema_versions (version, applied_at) values ('9999_later', '')")
    with pytest.raises(SchemaError, match="9999_later"):
        pending(store)
    with pytest.raises(SchemaError, match="9999_later"):
        upgrade(store)
