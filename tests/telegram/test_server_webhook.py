"""Delivery by webhook, to a bot that answers as the test says."""

import asyncio
import contextlib
import itertools
import json

import pytest
from aiohttp import ClientSession, web

from tests.telegram.caller import KEYBOARD
from tests.telegram.server import BotApiServer

SECRET = "not-so-secret"  # noqa: S105


class Bot:
    """Notes what is delivered and answers with what `say` gives: a status, or a whole answer."""

    def __init__(self, say):
        self.say = say
        self.got = []
        self.secrets = []
        self.now = self.most = 0

    async def handle(self, request):
        body = await request.read()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            answer = self.say(body)
            if asyncio.iscoroutine(answer):
                answer = await answer
        finally:
            self.now -= 1
        self.got.append(body)
        return answer if isinstance(answer, web.Response) else web.Response(status=answer)

    @property
    def updates(self):
        return [json.loads(body) for body in self.got]

    @property
    def texts(self):
        return [one["message"]["text"] for one in self.updates if "message" in one]


@contextlib.asynccontextmanager
async def world(say, retry_pause=0.1, **webhook):
    bot = Bot(say)
    listener = web.Server(bot.handle)
    place = await asyncio.get_running_loop().create_server(listener, "127.0.0.1", 0)
    port = place.sockets[0].getsockname()[1]
    try:
        async with BotApiServer(retry_pause=retry_pause) as server, ClientSession() as client:

            async def call(method, **params):
                url = f"{server.base_url}{server.token}/{method}"
                async with client.post(url, json=params) as answer:
                    return await answer.json()

            said = await call("setWebhook", url=f"http://127.0.0.1:{port}/", **webhook)
            assert said == {"ok": True, "result": True, "description": "Webhook was set"}
            yield server, bot, call
    finally:
        place.close()
        await listener.shutdown(0.1)


async def settled(server, seconds=5.0):
    async with asyncio.timeout(seconds):
        while server.pending:  # noqa: ASYNC110  # the server knows no events of tests
            await asyncio.sleep(0.005)


def test_messages_arrive_in_order_with_the_secret():
    async def run():
        async with world(lambda _body: 200, secret_token=SECRET) as (server, bot, call):
            phone = server.phone(1)
            phone.start()
            for number in range(20):
                phone.say(str(number))
            await settled(server)
            assert bot.texts == ["/start", *map(str, range(20))]
            assert set(bot.secrets) == {SECRET}
            info = (await call("getWebhookInfo"))["result"]
            assert info["pending_update_count"] == 0
            assert "last_error_date" not in info

    asyncio.run(run())


def test_a_failing_update_holds_up_its_own_queue_only():
    failures = []

    def say(body):
        if b"stuk" in body and len(failures) < 4:
            failures.append(asyncio.get_running_loop().time())
            return 500
        return 204

    async def run():
        async with world(say, retry_pause=0.2) as (server, bot, call):
            server.phone(1).start()
            await settled(server)
            server.phone(1).say("stuk")
            server.phone(1).say("daarna")
            server.phone(2).start()
            await settled(server)
            assert bot.texts == [
                "/start",
                "stuk",
                "/start",
                "stuk",
                "stuk",
                "stuk",
                "stuk",
                "daarna",
            ]
            pauses = [later - sooner for sooner, later in itertools.pairwise(failures)]
            assert pauses[0] < 0.08  # the retry at once
            assert pauses[1] >= 0.2
            assert pauses[2] >= 0.4
            info = (await call("getWebhookInfo"))["result"]
            assert info["last_error_message"] == "Wrong response from the webhook: 500"

    asyncio.run(run())


def test_a_tap_overtakes_a_message_that_is_held_up():
    def say(body):
        return 503 if b"stuk" in body else 200

    async def run():
        async with world(say) as (server, bot, call):
            phone = server.phone(1)
            phone.start()
            await call("sendMessage", chat_id=1, text="Goed?", reply_markup=KEYBOARD)
            await settled(server)
            phone.say("stuk")
            phone.tap("Ja")
            phone.block()
            await asyncio.sleep(0.1)
            kinds = {kind for update in bot.updates for kind in update}
            assert {"callback_query", "my_chat_member"} <= kinds
            assert server.pending == 1
            server.advance(86_401)
            await settled(server)  # expired, so given up

    asyncio.run(run())


def test_no_more_at_once_than_wished():
    async def slowly(_body):
        await asyncio.sleep(0.02)
        return 200

    async def run():
        async with world(slowly, max_connections=3) as (server, bot, _call):
            for user in range(12):
                server.phone(user + 1).start()
            await settled(server)
            assert bot.most == 3

    asyncio.run(run())


def test_retry_after_is_honoured():
    times = []

    def say(_body):
        times.append(asyncio.get_running_loop().time())
        return web.Response(status=429, headers={"Retry-After": "1"}) if len(times) == 1 else 200

    async def run():
        async with world(say) as (server, _bot, _call):
            server.phone(1).start()
            await settled(server)
            assert times[1] - times[0] >= 1

    asyncio.run(run())


def test_an_answer_may_be_a_call():
    def say(_body):
        return web.json_response({"method": "sendMessage", "chat_id": 1, "text": "Dag"})

    async def run():
        async with world(say) as (server, _bot, _call):
            phone = server.phone(1)
            phone.start()
            assert (await phone.wait()).text == "Dag"
            assert [call.method for call in server.calls] == ["setWebhook", "sendMessage"]
            server.assert_clean()

    asyncio.run(run())


@pytest.mark.parametrize("body", [{"method": "sing"}, {"method": "getUpdates"}])
def test_not_every_call_may_be_an_answer(body):
    async def run():
        async with world(lambda _body: web.json_response(body)) as (server, _bot, _call):
            server.phone(1).start()
            await settled(server)
            assert len(server.violations) == 1

    asyncio.run(run())


def test_raw_bytes_and_repetitions():
    async def run():
        async with world(lambda _body: 200) as (server, bot, _call):
            server.phone(1).start()
            server.push(b"\xff{", queue=1)
            first = server.state.updates.next_id - 1
            await settled(server)
            server.push_again(first)
            await settled(server)
            assert bot.got[1] == b"\xff{"
            assert bot.got[0] == bot.got[2]

    asyncio.run(run())


def test_what_waited_before_the_webhook_is_delivered_and_the_rest_can_be_polled():
    async def run():
        async with world(lambda _body: 500) as (server, bot, call):
            server.phone(1).start()
            await asyncio.sleep(0.05)
            assert bot.got
            await call("deleteWebhook")
            found = (await call("getUpdates"))["result"]
            assert [one["message"]["text"] for one in found] == ["/start"]

    asyncio.run(run())


def test_delivery_goes_on_after_an_outage():
    async def run():
        async with world(lambda _body: 200, max_connections=1) as (server, bot, _call):
            server.phone(1).start()
            await settled(server)
            await server.stop()
            server.phone(1).say("a")
            server.phone(2).start()
            await asyncio.sleep(0.02)
            assert len(bot.got) == 1
            await server.start()
            await settled(server)
            assert sorted(bot.texts) == ["/start", "/start", "a"]

    asyncio.run(run())


def test_new_settings_deliver_nothing_twice():
    async def run():
        async with world(lambda _body: 200) as (server, bot, _call):
            server.phone(1).start()
            server.webhook.set({"url": server.webhook.url, "max_connections": 5})
            await settled(server)
            await asyncio.sleep(0.02)
            assert bot.texts == ["/start"]

    asyncio.run(run())


def test_a_bot_that_is_not_there():
    async def run():
        async with BotApiServer(retry_pause=0.01) as server, ClientSession() as client:
            url = f"{server.base_url}{server.token}/"
            hook = {"url": "http://127.0.0.1:9/"}
            async with client.post(f"{url}setWebhook", json=hook):
                pass
            async with client.post(f"{url}setWebhook", json=hook) as answer:
                assert (await answer.json())["description"] == "Webhook is already set"
            server.phone(1).start()
            await asyncio.sleep(0.05)
            async with client.get(f"{url}getWebhookInfo") as answer:
                info = (await answer.json())["result"]
            assert info["last_error_message"].startswith("Connection failed")
            assert info["pending_update_count"] == 1

    asyncio.run(run())
