"""The tables. Nothing personal can be read or queried here, and no time finer than it must be.

Rows of a client hang on `clients` with ON DELETE CASCADE: deleting that one row erases all of it,
also from tables that are yet to come (a test watches that each has the cascade).

A second is a trace of somebody's day, so only a lane that is claimed at this moment has one: turn
numbers (which are times) stay inside the sealed payloads, rows of messages go when they are done,
and remembered updates name no client. The minute of the last message stands in a lane for half an
hour and is zeroed then; of a check-in there is the day. What was shared has the second of sending
and of opening, and the log of who looked has seconds too: both name no client to who has no key.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Bytes(LargeBinary):
    """Bytes as they are: both drivers take and give them, so none is wrapped and copied."""

    def bind_processor(self, dialect: Dialect) -> None:
        """Nothing to do."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Nothing to do."""


# SQLite counts rows only in a column that is called INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


def _client(*, primary_key: bool = False) -> Column[bytes]:
    owner = ForeignKey("clients.id", ondelete="CASCADE")
    return Column("client", Bytes, owner, primary_key=primary_key, nullable=False)


def _worker(*, nullable: bool = False) -> Column[bytes]:
    return Column("worker", Bytes, ForeignKey("workers.id", ondelete="CASCADE"), nullable=nullable)


meta = Table(
    "meta",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("format", Integer, nullable=False),
    Column("master_key", Bytes, nullable=False),  # fingerprint
    Column("index_key", Bytes, nullable=False),  # wrapped
    Column("portal_key", Bytes),  # wrapped
    Column("portal_key_id", Bytes),  # fingerprint, for a portal that has no master key
    Column("bot_name", Text),  # for the deep link of a code
)

clients = Table(
    "clients",
    metadata,
    Column("id", Bytes, primary_key=True),
    Column("lookup", Bytes, nullable=False, unique=True),  # keyed hash of channel, external id
    Column("address", Bytes, nullable=False),  # sealed channel and external id
    Column("wrapped_key", Bytes, nullable=False),
    Column("created_month", String(7), nullable=False),
    Column("last_used_month", String(7), nullable=False),
    Column("unreachable", Boolean, nullable=False),
)

dossiers = Table(
    "dossiers",
    metadata,
    _client(primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("blob", Bytes, nullable=False),
)

lanes = Table(
    "lanes",
    metadata,
    _client(primary_key=True),
    Column("claimed_by", String(64), nullable=False),  # "" when free
    Column("claimed_until", BigInteger, nullable=False),  # epoch seconds; 0 when free
    Column("fence", BigInteger, nullable=False),
    Column("waiting", Integer, nullable=False),  # rows in the inbox, and pending ones in the outbox
    Column("active", BigInteger, nullable=False, server_default="0"),  # epoch minutes; 0 when past
    Index(
        "ix_lanes_waiting",
        "claimed_until",
        sqlite_where=text("waiting > 0"),
        postgresql_where=text("waiting > 0"),
    ),
    Index(
        "ix_lanes_active",
        "active",
        sqlite_where=text("active > 0"),
        postgresql_where=text("active > 0"),
    ),
)

# What a front end has to remember of a chat, such as which messages stand in it.
chats = Table(
    "chats",
    metadata,
    _client(primary_key=True),
    Column("blob", Bytes, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True),  # the order of arrival
    _client(),
    Column("seal", Bytes, nullable=False),  # random; ties the payload to this row
    Column("payload", Bytes, nullable=False),
    Index("ix_inbox_client", "client", "id"),
    sqlite_autoincrement=True,  # an id never comes back, so a late owner cannot hit a newer row
)

# Of each update that came in, for some days and apart from the client: a redelivery must not
# bring back somebody who was erased in between.
seen_updates = Table(
    "seen_updates",
    metadata,
    Column("update_key", Bytes, primary_key=True),
    Column("day", Integer, nullable=False, index=True),  # days since 1970
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),  # the order of sending
    _client(),
    Column("kind", String(32), nullable=False),
    Column("state", String(8), nullable=False),  # pending, unsure; what is sent has no row
    Column("seal", Bytes, nullable=False),
    Column("payload", Bytes, nullable=False),
    Index("ix_outbox_client", "client", "id"),
    sqlite_autoincrement=True,
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", RowId, primary_key=True),
    _client(),
    Column("code", String(64), nullable=False),
    Column("month", String(7), nullable=False),
    Column("seal", Bytes, nullable=False),
    Column("payload", Bytes, nullable=False),  # as it stood in the inbox
    Index("ix_dead_letters_client", "client"),
    sqlite_autoincrement=True,
)

check_ins = Table(
    "check_ins",
    metadata,
    Column("id", RowId, primary_key=True),
    _client(),
    Column("day", Integer, nullable=False),  # days since 1970, of the local date
    Column("stage", Integer, nullable=False),  # 0: to be asked; 1: asked once, to be reminded of
    Column("seal", Bytes, nullable=False),
    Column("payload", Bytes, nullable=False),
    Index("ix_check_ins_client", "client"),
    Index("ix_check_ins_day", "day"),
    sqlite_autoincrement=True,
)

workers = Table(
    "workers",
    metadata,
    Column("id", Bytes, primary_key=True),
    Column("details", Bytes, nullable=False),  # sealed, as all below that is not said to be a hash
    Column("email_lookup", Bytes, unique=True),  # keyed hash
    Column("totp", Bytes),
    Column("created_month", String(7), nullable=False),
    Column("noticed", BigInteger, nullable=False, server_default="0"),  # epoch seconds of a letter
)

# What works once: an invitation, a ceremony of a passkey, a link in a mail.
tickets = Table(
    "tickets",
    metadata,
    Column("token_hash", Bytes, primary_key=True),
    Column("kind", String(16), nullable=False),
    _worker(nullable=True),
    Column("payload", Bytes, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),  # epoch seconds
    Column("tries_left", Integer, nullable=False),
    Index("ix_tickets_worker", "worker"),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("credential", Bytes, primary_key=True),  # keyed hash of the credential id
    _worker(),
    Column("sealed", Bytes, nullable=False),
    Index("ix_passkeys_worker", "worker"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Bytes, primary_key=True),
    _worker(),
    Column("began", BigInteger, nullable=False),  # epoch seconds
    Column("seen", BigInteger, nullable=False),  # epoch seconds, at most a minute behind
    Index("ix_sessions_worker", "worker"),
)

# A worker sees the code and until when, never what became of it: nothing here changes when the
# client who took it is erased.
codes = Table(
    "codes",
    metadata,
    Column("code_hash", Bytes, primary_key=True),
    _worker(),
    Column("pairing", Bytes, nullable=False, unique=True),  # the id that it will have
    Column("expires", BigInteger, nullable=False, index=True),  # epoch seconds
    Column("code", Bytes, nullable=False),
    Column("taken_by", Bytes),  # keyed hash of the client's id
    Index("ix_codes_worker", "worker"),
)

pairings = Table(
    "pairings",
    metadata,
    Column("id", Bytes, primary_key=True),
    _client(),
    _worker(),
    Column("accepted", Boolean, nullable=False),
    Column("day", Integer, nullable=False),  # days since 1970, of the local date
    Index("ix_pairings_client", "client"),
    Index("ix_pairings_worker", "worker"),
)

# The payload is under a key of its own, so deleting the row is the end of it.
shares = Table(
    "shares",
    metadata,
    Column("id", Bytes, primary_key=True),
    Column("pairing", Bytes, ForeignKey("pairings.id", ondelete="CASCADE"), nullable=False),
    _client(),
    _worker(),
    Column("sent", BigInteger, nullable=False),  # epoch seconds
    Column("until", Integer, nullable=False),  # the last local day, days since 1970
    Column("opened", BigInteger, nullable=False),  # epoch seconds; 0 when not yet
    Column("wrapped_key", Bytes, nullable=False),
    Column("payload", Bytes, nullable=False),
    Column("page", Bytes),
    Column("notes", Bytes),
    Index("ix_shares_pairing", "pairing"),
    Index("ix_shares_client", "client"),
    Index("ix_shares_worker", "worker"),
    Index("ix_shares_until", "until"),
)

# Who looked at what and when, as a hash chain. It stays when the share, the worker or the client
# goes, so it hangs on none of them; ids of shares are random and name nobody.
views = Table(
    "views",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("share", Bytes, nullable=False),
    Column("worker", Bytes, nullable=False),
    Column("at", BigInteger, nullable=False),  # epoch seconds
    Column("what", String(16), nullable=False),
    Column("mac", Bytes, nullable=False),
)

views_head = Table(
    "views_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("seq", BigInteger, nullable=False),
    Column("last", Bytes, nullable=False),  # the mac of the newest row
    Column("mac", Bytes, nullable=False),
)

# What happened in the portal, until the bot puts it in the inbox of the client.
portal_news = Table(
    "portal_news",
    metadata,
    Column("id", RowId, primary_key=True),  # the order
    _client(),
    Column("seal", Bytes, nullable=False),
    Column("payload", Bytes, nullable=False),
    Index("ix_portal_news_client", "client", "id"),
    sqlite_autoincrement=True,
)

# What only one process does at a time, such as polling; and when it was last known to work.
leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),  # "" when free
    Column("until", BigInteger, nullable=False),  # epoch seconds; 0 when free
    Column("seen", BigInteger, nullable=False),  # epoch seconds of the last sign of life; 0: never
)
