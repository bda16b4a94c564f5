"""At which revision the tables are, and how they get to the newest.

Alembic takes a third of a second to import, so it is only imported when there is work for it; a
test proves that `HEAD` is the newest revision.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.errors import StorageError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0003"
_VERSION_TABLE = "alembic_version"


def revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None for an empty database."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring the tables to `target`, up or down, inside the transaction of `connection`."""
    from alembic import command  # noqa: PLC0415  # slow to import, see above
    from alembic.util import CommandError  # noqa: PLC0415

    settings = config(connection)
    is_down = target == "base" or (target.isdigit() and target < (revision(connection) or ""))
    try:
        (command.downgrade if is_down else command.upgrade)(settings, target)
    except CommandError:
        raise StorageError(
            "schema_unknown", "the database was made by a newer version of Kring"
        ) from None


def config(connection: Connection) -> Config:
    """Return Alembic's settings; there is no alembic.ini."""
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["connection"] = connection
    return settings
