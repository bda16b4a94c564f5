"""aiogram with its states in memory."""

from aiogram.fsm.storage.memory import MemoryStorage

from benchmarks.peers.aiogram_guided import poll
from benchmarks.peers.launch import options

if __name__ == "__main__":
    poll(options(__doc__), MemoryStorage())
