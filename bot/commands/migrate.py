"""`migrate`: the database is made, or its tables are brought up to date."""

from bot.bootstrap import open_store
from bot.guard import tell
from bot.settings import Settings


def migrate_database(settings: Settings) -> int:
    """Opening does it all, under a lock; that it worked is what there is to say."""
    open_store(settings).close()
    tell("The database is up to date.")
    return 0
