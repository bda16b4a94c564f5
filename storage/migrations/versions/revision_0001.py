"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A revision stands on its own: it does not change when `records.py` does.
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TABLES = (
    "dead_letters",
    "outbox",
    "seen_updates",
    "inbox",
    "lanes",
    "dossiers",
    "clients",
    "meta",
)


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["client"], ["clients.id"], name=f"fk_{table}_client", ondelete="CASCADE"
    )


def upgrade() -> None:
    """Make all tables."""
    _make_clients()
    _make_messages()


def downgrade() -> None:
    """Drop all tables, with what is in them."""
    for table in TABLES:
        op.drop_table(table)


def _make_clients() -> None:
    op.create_table(
        "meta",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("master_key", sa.LargeBinary, nullable=False),
        sa.Column("index_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meta"),
    )
    op.create_table(
        "clients",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("lookup", sa.LargeBinary, nullable=False),
        sa.Column("address", sa.LargeBinary, nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.Column("created_month", sa.String(7), nullable=False),
        sa.Column("last_used_month", sa.String(7), nullable=False),
        sa.Column("unreachable", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clients"),
        sa.UniqueConstraint("lookup", name="uq_clients_lookup"),
    )
    op.create_table(
        "dossiers",
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("client", name="pk_dossiers"),
        _owner("dossiers"),
    )
    op.create_table(
        "lanes",
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("claimed_by", sa.String(64), nullable=False),
        sa.Column("claimed_until", sa.BigInteger, nullable=False),
        sa.Column("fence", sa.BigInteger, nullable=False),
        sa.Column("waiting", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("client", name="pk_lanes"),
        _owner("lanes"),
    )
    busy = sa.text("waiting > 0")
    op.create_index(
        "ix_lanes_waiting", "lanes", ["claimed_until"], sqlite_where=busy, postgresql_where=busy
    )


def _make_messages() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        _owner("inbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_client", "inbox", ["client", "id"])
    op.create_table(
        "seen_updates",
        sa.Column("update_key", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("update_key", name="pk_seen_updates"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_seen_updates_day", "seen_updates", ["day"])
    op.create_table(
        "outbox",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        _owner("outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_client", "outbox", ["client", "id"])
    op.create_table(
        "dead_letters",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dead_letters"),
        _owner("dead_letters"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dead_letters_client", "dead_letters", ["client"])
