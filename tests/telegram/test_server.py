"""The test server as a whole: ways to call it, independent clients, speed."""

import asyncio
import json
import time

import aiogram
import pytest
import telegram
import telegram.ext
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.caller import KEYBOARD, Caller
from tests.telegram.drawn import png
from tests.telegram.server import BotApiServer, Call, ServerThread
from tests.telegram.server.independent import check_call, check_calls
from tests.telegram.server.specification import METHODS

PNG = png(100, 50)
MULTIPART = b"""--x\r
Content-Disposition: form-data; name="chat_id"\r
\r
1\r
--x\r
Content-Disposition: form-data; name="text"\r
\r
Dag \xc3\xa9\r
--x--\r
"""
NAMES = [
    "inline_keyboard",
    "keyboard",
    "remove_keyboard",
    "text",
    "callback_data",
    "url",
    "web_app",
    "copy_text",
    "type",
    "offset",
    "length",
    "message_id",
    "chat_id",
    "command",
    "description",
]
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def test_the_shape_of_answers(api):
    token = api.server.token
    assert api.request(f"/bot{token}/GETME")[0] == 200
    cases = {
        f"/bot{token}/sing": (404, "Not Found: method not found"),
        "/bot1:x/getMe": (401, "Unauthorized"),
        "/bot/getMe": (404, "Not Found"),
        "/": (404, "Not Found"),
        f"/file/bot{token}/files/x": (404, "Not Found"),
    }
    for path, (code, description) in cases.items():
        status, body = api.request(path)
        assert status == code, path
        assert json.loads(body) == {"ok": False, "error_code": code, "description": description}
    assert api.server.violations == ["unknown method sing"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"chat_id": 1, "text": "Dag \\u00e9"}', "application/json"),
        (b"chat_id=1&text=Dag+%C3%A9", FORM),
        (
            MULTIPART,
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_ways_to_give_parameters(api, body, kind):
    status, said = api.raw("sendMessage", body, kind)
    assert (status, said["result"]["text"]) == (200, "Dag é")


def test_parameters_in_the_address(api):
    path = f"/bot{api.server.token}/sendMessage?chat_id=1&text=Dag+%C3%A9"
    assert json.loads(api.request(path)[1])["result"]["text"] == "Dag é"
    markup = "reply_markup=" + json.dumps(KEYBOARD)
    assert api.raw("sendMessage?chat_id=1&text=a", markup.encode(), FORM)[0] == 200
    assert api.server.phone(1).last.buttons == ["Ja"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'{"chat_id": NaN}', "application/json"),
        (b"text=%FF", FORM),
        (b"chat_id=1&text=a&protect_content=yes", FORM),
        (b"chat_id=1&text=a&reply_markup={", FORM),
        (b"chat_id=1&text=a&entities=[1,", FORM),
        (b'chat_id=1&text=a&link_preview_options={"url":"\\ud800"}', FORM),
        (b"chat_id=&text=a", FORM),
        (b"text", "text/plain"),
    ],
)
def test_bodies_that_cannot_be_read(api, body, kind):
    status, said = api.raw("sendMessage", body, kind)
    assert status == 400
    assert said["description"].startswith("Bad Request: ")
    assert api.server.calls[-1].outcome == said["description"]
    api.ok("sendMessage", chat_id=1, text="a")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
CHAT_IDS = st.sampled_from([1, "1", -1, 0, "@x", None, [1]])
OBJECTS = st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=3)
ROWS = st.lists(st.lists(OBJECTS | JUNK, max_size=3), max_size=3)
SHAPED = {
    "object": OBJECTS | st.fixed_dictionaries({"inline_keyboard": ROWS}),
    "objects": st.lists(OBJECTS, max_size=3),
}


@pytest.fixture(scope="module")
def sturdy():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


@given(st.data())
def test_no_junk_breaks_the_server(sturdy, data):
    method = data.draw(st.sampled_from(sorted(METHODS)))
    params = {"chat_id": 1, "text": "a", "message_id": 2}
    expected = METHODS[method]
    for name in data.draw(st.sets(st.sampled_from(sorted(expected) or ["a"]), max_size=4)):
        kind = expected[name].kind if name in expected else ""
        params[name] = data.draw(SHAPED.get(kind, JUNK) if name != "chat_id" else CHAT_IDS)
    params.pop("timeout", None)
    said = sturdy(method, **params)
    assert said["ok"] or said["error_code"] in {400, 403, 404, 409}, sturdy.server.violations[-1]


async def everything(bot, phone):
    """What Kring does with Telegram, by way of python-telegram-bot."""
    assert (await bot.get_me()).is_bot
    phone.start("abc")
    update = (await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"]))[0]
    button = telegram.InlineKeyboardButton("Verder", callback_data="v")
    keyboard = telegram.InlineKeyboardMarkup([[button]])
    message = await bot.send_message(
        1,
        "Dag <b>Anna</b> &amp; co",
        parse_mode="HTML",
        reply_markup=keyboard,
        protect_content=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        reply_parameters=telegram.ReplyParameters(update.message.message_id),
    )
    phone.tap("Verder")
    update = (await bot.get_updates(offset=update.update_id + 1))[0]
    assert update.callback_query.message == message
    await update.callback_query.answer("Goed")
    await message.edit_text("Anders", reply_markup=keyboard)
    with pytest.raises(telegram.error.BadRequest, match="not modified"):
        await message.edit_text("Anders", reply_markup=keyboard)
    await message.edit_reply_markup()
    await bot.send_chat_action(1, "typing")
    photo = await bot.send_photo(1, PNG, caption="Kaart")
    assert (photo.photo[0].width, photo.photo[0].height) == (100, 50)
    photo = await photo.edit_caption("Mijn kaart")
    photo = await photo.edit_media(telegram.InputMediaPhoto(png(60, 60), caption="Goed"))
    assert (photo.photo[0].width, photo.caption) == (60, "Goed")
    file = await bot.send_document(1, PNG, filename="kring.png", thumbnail=PNG)
    await bot.send_document(1, file.document.file_id)
    assert (await bot.get_file(file.document.file_id)).file_size == len(PNG)
    await bot.delete_messages(1, [photo.message_id, file.message_id])
    await bot.delete_message(1, message.message_id)
    await settings(bot)


async def settings(bot):
    scope = telegram.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("stop", "Stoppen")], scope=scope, language_code="nl")
    found = await bot.get_my_commands(scope=scope, language_code="nl")
    assert found == (telegram.BotCommand("stop", "Stoppen"),)
    await bot.delete_my_commands(scope=scope, language_code="nl")
    await bot.set_my_name("Kring")
    await bot.set_my_description("Dag")
    await bot.set_my_short_description("Dag", language_code="nl")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_chat(1)).first_name == "Anna"
    hook = "https://kring.example/"
    assert await bot.set_webhook(hook, secret_token="a")  # noqa: S106
    assert (await bot.get_webhook_info()).url == hook
    await bot.delete_webhook()


def test_python_telegram_bot_and_aiogram_agree_with_the_server():
    async def run():
        async with (
            BotApiServer() as server,
            telegram.Bot(server.token, base_url=server.base_url) as bot,
        ):
            phone = server.phone(1, "Anna")
            await everything(bot, phone)
            server.assert_clean()
            assert check_calls(server.calls) == []
            assert server.record.methods.keys() < METHODS.keys()
            assert server.state.texts["name", ""] == "Kring"

    asyncio.run(run())


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sing", {}, "sing: aiogram does not know this method"),
        ("sendMessage", {"chat_id": 1}, "sendMessage: text: Field required"),
        ("deleteMessage", {"chat_id": 1, "message_id": "x"}, "deleteMessage: message_id: "),
        ("getMe", {"a": 1}, "getMe: unknown field a"),
        (
            "sendMessage",
            {
                "chat_id": 1,
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "pizza": 1}]]},
            },
            "sendMessage: unknown field reply_markup.inline_keyboard.pizza",
        ),
    ],
)
def test_aiogram_finds_wrong_calls(method, params, problem):
    found = check_call(Call(method, params, 0.0, "ok", had_effect=True))
    assert found
    assert found[0].startswith(problem)


def test_the_second_opinion_takes_an_even_sample():
    calls = [Call("getMe", {"a": number}, 0.0, "ok", had_effect=True) for number in range(100)]
    assert len(check_calls(calls, most=10)) == 10
    assert check_calls([calls[0]._replace(had_effect=False)]) == []


def test_a_turn_costs_little(api):
    """Well under a millisecond of the server; the bound leaves room for a busy machine."""
    phone, turns = api.server.phone(1), 200
    begin = time.process_time() - time.thread_time()
    for number in range(turns):
        phone.say("hallo")
        one = api.ok("sendMessage", chat_id=1, text="a &amp; b", parse_mode="HTML")["message_id"]
        api.ok("editMessageText", chat_id=1, message_id=one, text=str(number))
        api.ok("sendChatAction", chat_id=1, action="typing")
    spent = time.process_time() - time.thread_time() - begin
    assert spent / turns < 0.004


def test_aiogram_as_a_client():
    async def run():
        async with BotApiServer() as server:
            session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
            async with aiogram.Bot(server.token, session=session) as bot:
                phone = server.phone(1)
                phone.start()
                update = (await bot.get_updates(timeout=5))[0]
                assert update.message.text == "/start"
                keyboard = aiogram.types.InlineKeyboardMarkup.model_validate(KEYBOARD)
                await bot.send_message(
                    1, "Dag <i>é😀</i>", parse_mode="HTML", reply_markup=keyboard
                )
                phone.tap("Ja")
                update = (await bot.get_updates(offset=update.update_id + 1))[0]
                await bot.answer_callback_query(update.callback_query.id)
                file = aiogram.types.BufferedInputFile(PNG, "kring.png")
                assert (await bot.send_photo(1, file, caption="Kaart")).photo[0].width == 100
                assert phone.last.text == "Kaart"
            server.assert_clean()

    asyncio.run(run())


def test_a_whole_python_telegram_bot_application():
    async def greet(update, _context):
        await update.effective_message.reply_text("Dag")

    async def run():
        async with BotApiServer() as server:
            builder = telegram.ext.Application.builder().token(server.token)
            application = builder.base_url(server.base_url).build()
            application.add_handler(telegram.ext.CommandHandler("start", greet))
            async with application:
                await application.start()
                await application.updater.start_polling(poll_interval=0)
                phone = server.phone(1)
                phone.start("x")
                assert (await phone.wait()).text == "Dag"
                await application.updater.stop()
                await application.stop()
            assert server.pending == 0
            server.assert_clean()

    asyncio.run(run())
