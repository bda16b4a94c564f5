"""Waiting for something that many events bring about."""

import asyncio
import time
from collections.abc import Callable


async def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait until a condition holds; False where it does not within so many seconds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True
