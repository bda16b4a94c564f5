"""How Alembic runs here: on a connection that is handed over, inside its transaction.

So a migration that fails half-way leaves the tables as they were, on SQLite too.
"""

from alembic import context

from storage.records import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
