"""Sending once more what may not have arrived: Telegram cannot tell whether it did."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.logs import log_warning
from bot.telegram.failures import Uncertain

RETRY_AFTER = 1.0
"""Seconds after an uncertain sending until it is sent once more."""


async def once_more(send: Callable[[], Awaitable[int]]) -> int:
    """Where nobody knows whether it arrived, send it once more, and once only.

    Returns:
        The id of the message; 0 where that is not known.
    """
    try:
        return await send()
    except Uncertain:
        await asyncio.sleep(RETRY_AFTER)
    try:
        return await send()
    except Uncertain:
        log_warning("sending_uncertain")
        return 0
