"""No framework: a loop that polls with aiohttp and answers each update in a task of its own."""

import asyncio
from typing import Any

import aiohttp

from benchmarks.peers.dialogue import Question, State, new_state, question, take_tap, take_text
from benchmarks.peers.launch import options

Fields = dict[str, Any]


class Bot:
    """States in memory, and four calls."""

    def __init__(self, session: aiohttp.ClientSession, base: str, calls: int) -> None:
        self._session, self._base, self._calls = session, base, calls
        self._states: dict[int, State] = {}
        self._questions: dict[int, int] = {}

    async def call(self, method: str, **fields: Any) -> Any:  # noqa: ANN401 - JSON
        """One call of the Bot API; its result."""
        async with self._session.post(f"{self._base}/{method}", json=fields) as response:
            return (await response.json())["result"]

    async def handle(self, update: Fields) -> None:
        """Answer one update."""
        if tap := update.get("callback_query"):
            await self._tap(tap)
        elif message := update.get("message"):
            await self._line(message["chat"]["id"], message.get("text", ""))

    async def _line(self, chat: int, text: str) -> None:
        if text == "/start":
            self._states[chat] = new_state(chat)
        elif chat not in self._states:
            return
        else:
            take_text(self._states[chat], text)
        if self._calls == 3 and chat in self._questions:
            await self._close(chat)
        await self._send(chat)

    async def _tap(self, tap: Fields) -> None:
        chat = tap["from"]["id"]
        if self._calls > 1:
            await self.call("answerCallbackQuery", callback_query_id=tap["id"])
        state = self._states.get(chat)
        if state is None:
            return
        is_same = take_tap(state, tap["data"])
        if self._calls == 2 or (self._calls == 3 and is_same):
            await self._edit(chat, tap["message"]["message_id"])
            return
        if self._calls == 3:
            await self._close(chat)
        await self._send(chat)

    async def _send(self, chat: int) -> None:
        shown = question(self._states[chat])
        sent = await self.call(
            "sendMessage", chat_id=chat, text=shown.text, reply_markup=_keyboard(shown)
        )
        self._questions[chat] = sent["message_id"]

    async def _edit(self, chat: int, message: int) -> None:
        shown = question(self._states[chat])
        await self.call(
            "editMessageText",
            chat_id=chat,
            message_id=message,
            text=shown.text,
            reply_markup=_keyboard(shown),
        )

    async def _close(self, chat: int) -> None:
        await self.call("editMessageReplyMarkup", chat_id=chat, message_id=self._questions[chat])


def _keyboard(shown: Question) -> Fields:
    rows = [[{"text": text, "callback_data": data} for text, data in row] for row in shown.rows]
    return {"inline_keyboard": rows}


async def main() -> None:
    """Poll for ever."""
    given = options(__doc__)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256)) as session:
        bot = Bot(session, f"{given.url}/bot{given.token}", given.calls)
        offset, running = 0, set[asyncio.Task[None]]()
        while True:
            for update in await bot.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                task = asyncio.create_task(bot.handle(update))
                running.add(task)
                task.add_done_callback(running.discard)


if __name__ == "__main__":
    asyncio.run(main())
