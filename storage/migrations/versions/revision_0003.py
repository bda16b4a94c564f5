"""Workers and all around them: how they come in, codes, pairings, shares, who looked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TABLES = (
    "portal_news",
    "views_head",
    "views",
    "shares",
    "pairings",
    "codes",
    "sessions",
    "passkeys",
    "tickets",
    "workers",
)


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["client"], ["clients.id"], name=f"fk_{table}_client", ondelete="CASCADE"
    )


def _of_worker(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["worker"], ["workers.id"], name=f"fk_{table}_worker", ondelete="CASCADE"
    )


def upgrade() -> None:
    """Add the tables and the columns."""
    op.add_column("meta", sa.Column("portal_key", sa.LargeBinary))
    op.add_column("meta", sa.Column("portal_key_id", sa.LargeBinary))
    op.add_column("meta", sa.Column("bot_name", sa.Text))
    _make_workers()
    _make_codes()
    _make_shares()
    _make_views()


def downgrade() -> None:
    """Take them away again."""
    for table in TABLES:
        op.drop_table(table)
    for column in ("bot_name", "portal_key_id", "portal_key"):
        op.drop_column("meta", column)


def _make_workers() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("details", sa.LargeBinary, nullable=False),
        sa.Column("email_lookup", sa.LargeBinary),
        sa.Column("totp", sa.LargeBinary),
        sa.Column("created_month", sa.String(7), nullable=False),
        sa.Column("noticed", sa.BigInteger, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
        sa.UniqueConstraint("email_lookup", name="uq_workers_email_lookup"),
    )
    op.create_table(
        "tickets",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("worker", sa.LargeBinary),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("tries_left", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_tickets"),
        _of_worker("tickets"),
    )
    op.create_index("ix_tickets_worker", "tickets", ["worker"])
    op.create_index("ix_tickets_expires", "tickets", ["expires"])
    op.create_table(
        "passkeys",
        sa.Column("credential", sa.LargeBinary, nullable=False),
        sa.Column("worker", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("credential", name="pk_passkeys"),
        _of_worker("passkeys"),
    )
    op.create_index("ix_passkeys_worker", "passkeys", ["worker"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("worker", sa.LargeBinary, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        _of_worker("sessions"),
    )
    op.create_index("ix_sessions_worker", "sessions", ["worker"])


def _make_codes() -> None:
    op.create_table(
        "codes",
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("worker", sa.LargeBinary, nullable=False),
        sa.Column("pairing", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("code", sa.LargeBinary, nullable=False),
        sa.Column("taken_by", sa.LargeBinary),
        sa.PrimaryKeyConstraint("code_hash", name="pk_codes"),
        sa.UniqueConstraint("pairing", name="uq_codes_pairing"),
        _of_worker("codes"),
    )
    op.create_index("ix_codes_worker", "codes", ["worker"])
    op.create_index("ix_codes_expires", "codes", ["expires"])
    op.create_table(
        "pairings",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("worker", sa.LargeBinary, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pairings"),
        _owner("pairings"),
        _of_worker("pairings"),
    )
    op.create_index("ix_pairings_client", "pairings", ["client"])
    op.create_index("ix_pairings_worker", "pairings", ["worker"])


def _make_shares() -> None:
    op.create_table(
        "shares",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("pairing", sa.LargeBinary, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("worker", sa.LargeBinary, nullable=False),
        sa.Column("sent", sa.BigInteger, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("opened", sa.BigInteger, nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("page", sa.LargeBinary),
        sa.Column("notes", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.ForeignKeyConstraint(
            ["pairing"], ["pairings.id"], name="fk_shares_pairing", ondelete="CASCADE"
        ),
        _owner("shares"),
        _of_worker("shares"),
    )
    for column in ("pairing", "client", "worker", "until"):
        op.create_index(f"ix_shares_{column}", "shares", [column])


def _make_views() -> None:
    op.create_table(
        "views",
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("share", sa.LargeBinary, nullable=False),
        sa.Column("worker", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_views"),
    )
    op.create_table(
        "views_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("last", sa.LargeBinary, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_views_head"),
    )
    op.create_table(
        "portal_news",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_portal_news"),
        _owner("portal_news"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_portal_news_client", "portal_news", ["client", "id"])
