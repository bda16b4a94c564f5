"""What a front end remembers of a chat, check-ins, leases, and who was active just now."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["client"], ["clients.id"], name=f"fk_{table}_client", ondelete="CASCADE"
    )


def upgrade() -> None:
    """Add the tables and the column."""
    op.add_column("lanes", sa.Column("active", sa.BigInteger, nullable=False, server_default="0"))
    lately = sa.text("active > 0")
    op.create_index(
        "ix_lanes_active", "lanes", ["active"], sqlite_where=lately, postgresql_where=lately
    )
    op.create_table(
        "chats",
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("client", name="pk_chats"),
        _owner("chats"),
    )
    op.create_table(
        "check_ins",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("client", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
        _owner("check_ins"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_check_ins_client", "check_ins", ["client"])
    op.create_index("ix_check_ins_day", "check_ins", ["day"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("leases", "check_ins", "chats"):
        op.drop_table(table)
    op.drop_index("ix_lanes_active", "lanes")
    op.drop_column("lanes", "active")
