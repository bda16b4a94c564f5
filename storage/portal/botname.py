"""The name of the bot, which the portal needs for the deep link of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from storage.records import meta

if TYPE_CHECKING:
    from sqlalchemy import Connection

_READ = select(meta.c.bot_name).where(meta.c.id == 1)
_NOTE = update(meta).where(meta.c.id == 1).values(bot_name=bindparam("name"))


def read(connection: Connection) -> str | None:
    """Return the name; None before it was noted."""
    return connection.execute(_READ).scalar()


def note(connection: Connection, name: str) -> None:
    """Note the name."""
    connection.execute(_NOTE, {"name": name})
