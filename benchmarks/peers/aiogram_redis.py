"""aiogram with its states in Redis."""

from aiogram.fsm.storage.redis import RedisStorage

from benchmarks.peers.aiogram_guided import poll
from benchmarks.peers.launch import options

if __name__ == "__main__":
    given = options(__doc__)
    poll(given, RedisStorage.from_url(given.redis))
