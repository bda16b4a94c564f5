"""Waiting for the bot: blocking (from another thread than the server's) and in the same loop."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from .state import State

Found = TypeVar("Found")


def wait_blocking(state: State, look: Callable[[], Found | None], seconds: float) -> Found:
    """Wait until `look` finds something; it is called with the lock held.

    Raises:
        TimeoutError: When it never does.
    """
    end = time.monotonic() + seconds
    with state.lock:
        while (found := look()) is None:
            left = end - time.monotonic()
            if left <= 0 or not state.changed.wait(left):
                found = look()
                if found is not None:
                    return found
                raise TimeoutError(f"nothing came within {seconds} seconds")
    return found


async def wait_in_loop(state: State, look: Callable[[], Found | None], seconds: float) -> Found:
    """The same for a test that runs in an event loop."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            while True:
                changed = asyncio.Event()
                with state.lock:
                    found = look()
                    if found is not None:
                        return found
                    state.on_change.append(lambda event=changed: _set(loop, event))
                await changed.wait()
    except TimeoutError:
        raise TimeoutError(f"nothing came within {seconds} seconds") from None


def _set(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(event.set)
