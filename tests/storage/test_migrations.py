"""The revisions and `records.py` describe the same tables."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect

from storage import schema
from storage.database import Database
from storage.records import metadata
from storage.turns import TurnCommit


@pytest.fixture
def database(empty):
    database = Database(empty.url)
    yield database
    database.close()


def index_shape(index):
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str({**index, "dialect_options": options})


def shape(connection):
    """Return all that the database knows about our tables."""
    seen = inspect(connection)
    return {
        table: (
            str(seen.get_columns(table)),
            seen.get_pk_constraint(table),
            sorted(map(str, seen.get_foreign_keys(table))),
            sorted(map(index_shape, seen.get_indexes(table))),
            sorted(map(str, seen.get_unique_constraints(table))),
        )
        for table in seen.get_table_names()
    }


def test_head_is_the_newest_revision(database):
    with database.write() as connection:
        script = ScriptDirectory.from_config(schema.config(connection))
    assert script.get_heads() == [schema.HEAD]


def test_the_newest_revision_equals_the_records(database):
    with database.write() as connection:
        schema.migrate(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_tables_made_from_the_records_have_the_same_shape(database):
    with database.write() as connection:
        schema.migrate(connection)
        migrated = shape(connection)
        schema.migrate(connection, "base")
        metadata.create_all(connection)
        made = shape(connection)
    migrated.pop("alembic_version")
    made.pop("alembic_version")
    assert made == migrated


def test_up_and_down_and_up_gives_the_same_tables(database):
    with database.write() as connection:
        schema.migrate(connection)
        first = shape(connection)
        schema.migrate(connection, "base")
        assert set(shape(connection)) == {"alembic_version"}
        assert schema.revision(connection) is None
        schema.migrate(connection)
        assert shape(connection) == first


def test_each_step_down_can_be_gone_up_again(database):
    with database.write() as connection:
        schema.migrate(connection)
        script = ScriptDirectory.from_config(schema.config(connection))
        for step in script.walk_revisions():
            before = shape(connection)
            schema.migrate(connection, step.down_revision or "base")
            schema.migrate(connection, step.revision)
            assert shape(connection) == before
            schema.migrate(connection, step.down_revision or "base")


def test_a_migration_that_fails_half_way_leaves_nothing(database, monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr("alembic.op.create_index", fail)
    with pytest.raises(RuntimeError), database.write() as connection:
        schema.migrate(connection)
    with database.read() as connection:
        assert shape(connection) == {}


def test_data_survives_going_to_the_newest_revision(store, place):
    client = store.client("terminal", "jan")
    store.commit([TurnCommit(client, b"verhaal", 0)])
    with store._database.write() as connection:
        schema.migrate(connection)
    assert place.open().load(client).content == b"verhaal"


def test_every_row_of_a_client_goes_with_the_client(database):
    with database.write() as connection:
        schema.migrate(connection)
        found = MetaData()
        found.reflect(connection)
    for table in found.tables.values():
        if "client" in table.columns:
            (key,) = table.columns["client"].foreign_keys
            assert (key.target_fullname, key.ondelete) == ("clients.id", "CASCADE")
            assert not table.columns["client"].nullable
