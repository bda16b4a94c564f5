"""The command writes out of a real SQLite file, as a process of its own."""

from tests.bot.conftest import cache_folder, place

__all__ = ["cache_folder", "place"]
