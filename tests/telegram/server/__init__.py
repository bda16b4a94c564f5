"""A test server that behaves like the Telegram Bot API, and refuses at least what it refuses.

In the event loop of a test:

    async with BotApiServer() as server:
        phone = server.phone(1, first_name="Anna")
        bot = telegram.Bot(server.token, base_url=server.base_url)
        phone.start()
        ...
        message = await phone.wait()
        phone.tap("Verder")
        server.assert_clean()

Beside a bot in another process, so that it outlives `kill -9`:

    with ServerThread() as server:
        phone = server.phone(1)
        phone.say("Hallo")
        message = phone.wait_for(lambda message: "Dag" in message.text)

Faults are planned with `server.faults.add(reset(effect=True), method="sendMessage")`; time passes
with `server.advance(seconds)`; `server.calls` is what the bot asked. Violations are things that
Telegram overlooks but no bot should do (unknown parameters, unescaped ampersands and so on).
`independent.check_calls(server.calls)` asks aiogram for a second opinion.

Stricter than Telegram: values of a wrong kind, buttons beyond 8 in a row or 100 in all, buttons
without a text, kinds of updates that do not exist and empty lists of ids are refused, where
Telegram reads them as well as it can. A tap can be answered for 150 seconds; the real limit is not
published. Not covered: Markdown (refused), channels, inline mode, business messages, rich messages,
albums, files by URL, the privacy mode of groups, and the end of a webhook after 23 hours of 410.
"""

from .chats import Message
from .errors import ApiError
from .faults import (
    Fault,
    doubled_updates,
    flood,
    garbled,
    other_poller,
    proxy_page,
    refuse,
    reset,
    server_error,
    slow,
    swapped_updates,
    truncated,
    unauthorized,
)
from .groups import Group
from .limits import RateLimits
from .phone import Phone
from .record import Call
from .server import BotApiServer
from .state import TOKEN, Clock
from .thread import ServerThread

__all__ = [
    "TOKEN",
    "ApiError",
    "BotApiServer",
    "Call",
    "Clock",
    "Fault",
    "Group",
    "Message",
    "Phone",
    "RateLimits",
    "ServerThread",
    "doubled_updates",
    "flood",
    "garbled",
    "other_poller",
    "proxy_page",
    "refuse",
    "reset",
    "server_error",
    "slow",
    "swapped_updates",
    "truncated",
    "unauthorized",
]
