"""What goes with a question, piece by piece: sizes, uploads, and what older versions stored."""

import asyncio
import warnings

import msgspec
import pytest
from telegram.error import BadRequest

from bot.rendering import RenderedFile, RenderedScreen
from bot.taking_along import Made
from bot.telegram import enclosures
from bot.telegram.api import Api
from bot.telegram.chat import KEPT_MEDIA, Chat, decode_chat, encode_chat
from bot.telegram.delivery import Delivery, decode_delivery, encode_delivery
from bot.telegram.enclosures import PLAIN, Enclosures, fits_photo
from bot.telegram.failures import Uncertain
from bot.telegram.limiter import Limiter
from bot.telegram.transport import Transport, Upload
from bot.telegram.work import Work
from states.documents import Block, Document
from states.pictures.chart import Chart, Person
from tests.telegram.drawn import opened, png
from tests.telegram.server import BotApiServer

CHART = Chart("circle", (Person("a1", "Quirijn"),))
TO = 1


class Rooms:
    """A studio that makes the same picture each time."""

    async def picture(self, _chart, _form):
        return Made(png(60, 60))

    async def file(self, file, _form):
        return Made(file.name.encode())


def with_api(doing):
    """Do something with an api and the server that it calls."""

    async def run():
        async with BotApiServer() as server:
            server.phone(TO).start()
            transport = Transport(server.base_url, server.token)
            await transport.initialize()
            limiter = Limiter(0, asyncio.get_running_loop().time)
            api = Api(transport, limiter, lambda _method, _outcome: None)
            try:
                await doing(api, server)
            finally:
                await transport.shutdown()
            server.assert_clean()

    asyncio.run(run())


# Sizes


@pytest.mark.parametrize(
    ("width", "height", "fits"),
    [
        (1280, 1280, True),
        (1281, 600, False),
        (600, 1281, False),
        (60, 1200, True),
        (59, 1200, False),
    ],
)
def test_what_goes_as_a_photo(width, height, fits):
    assert fits_photo(png(width, height)) is fits


def test_a_heavy_picture_is_no_photo():
    assert not fits_photo(png(60, 60) + bytes(10 << 20))


def test_the_plain_picture_is_one():
    image = opened(PLAIN.data)
    assert fits_photo(PLAIN.data)
    assert len(image.getcolors()) == 1


# Uploads


@pytest.mark.parametrize("name", ["mijn kring.pdf", "één “kring”.pdf", "a&b=c;d.zip"])
def test_the_name_of_a_file_comes_as_it_is(name):
    async def doing(api, server):
        await api.send_file(TO, Upload(name, b"text", "application/pdf"))
        shown = server.phone(TO).last.content["document"]
        assert (shown["file_name"], shown["mime_type"]) == (name, "application/pdf")

    with_api(doing)


def test_a_large_file_goes_without_a_word():
    data = bytes(range(256)) * (3 << 12)

    async def doing(api, server):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            await api.send_file(TO, Upload("a.zip", data, "application/zip"))
        assert [one.data for one in server.state.files.values()] == [data]

    with_api(doing)


def test_a_connection_that_breaks_under_an_upload_leaves_it_uncertain():
    async def cut(reader, writer):
        await reader.read(10_000)
        writer.transport.abort()

    async def run():
        server = await asyncio.start_server(cut, "127.0.0.1")
        async with server:
            port = server.sockets[0].getsockname()[1]
            transport = Transport(f"http://127.0.0.1:{port}/bot", "1:a")
            await transport.initialize()
            upload = Upload("a.zip", bytes(8 << 20), "application/zip")
            try:
                with pytest.raises(Uncertain) as told:
                    await transport.call_with_files("sendDocument", {}, {"document": upload})
            finally:
                await transport.shutdown()
            assert "1:a" not in str(told.value)

    asyncio.run(run())


def test_a_picture_that_is_gone_needs_no_other():
    async def doing(api, server):
        message = await api.send_file(TO, Upload("a.png", png(), "image/png"), as_photo=True)
        assert await api.replace_picture(TO, message, PLAIN, "Goed.")
        assert await api.replace_picture(TO, message, PLAIN, "Goed.")
        server.phone(TO).delete(message)
        assert not await api.replace_picture(TO, message, PLAIN, "Goed.")
        text = await api.send(TO, "Dag")
        with pytest.raises(BadRequest):
            await api.replace_picture(TO, text, PLAIN, "Goed.")

    with_api(doing)


# Once or anew


@pytest.mark.parametrize(
    ("screen", "is_fresh", "is_anew"),
    [
        (RenderedScreen(2, ["a"], picture=CHART, is_told=True), False, False),
        (RenderedScreen(2, ["a"], picture=CHART), False, True),
        (RenderedScreen(2, ["a"], picture=CHART, is_told=True), True, True),
        (RenderedScreen(2, ["a"], picture=CHART, is_told=True, form="u"), False, True),
        (RenderedScreen(2, ["a"], picture=CHART, is_told=True, wipe=True), False, True),
        (RenderedScreen(2, ["a"], picture=CHART, is_told=True, discreet=True), False, True),
        (RenderedScreen(2, ["a"], picture=Chart("circle", ()), is_told=True), False, True),
    ],
)
def test_when_a_picture_that_stands_is_sent_anew(screen, is_fresh, is_anew):
    async def doing(api, server):
        made, chat = Enclosures(api, Rooms(), lambda key, _form: [key]), Chat()
        first = RenderedScreen(1, ["a"], picture=CHART)
        chat.parts = (await made.send(TO, first, chat, 0)).parts
        found = await made.send(TO, screen, chat, 0, is_fresh=is_fresh)
        assert len(server.calls_of("sendPhoto")) == 1 + is_anew
        assert (found.parts == chat.parts) is not is_anew
        assert not found.said

    with_api(doing)


@pytest.mark.parametrize(("people", "is_protected"), [((), False), (CHART.people, True)])
def test_names_in_a_picture_are_not_passed_on_whatever_the_words(people, is_protected):
    async def doing(api, server):
        made = Enclosures(api, Rooms(), lambda key, _form: [key])
        screen = RenderedScreen(1, ["a"], picture=Chart("circle", people))
        await made.send(TO, screen, Chat(), 0)
        assert server.phone(TO).last.is_protected is is_protected

    with_api(doing)


@pytest.mark.parametrize(
    ("screen", "must"),
    [
        (RenderedScreen(1, ["a"]), False),
        (RenderedScreen(1, ["a"], picture=CHART), False),
        (RenderedScreen(1, ["a"], files=[RenderedFile("png", "a.png", chart=CHART)]), True),
    ],
)
def test_a_file_is_never_left_out_because_the_next_words_are_there(screen, must):
    work = Work(None, TO, lambda: None, 0, 0, next=Delivery(screen))
    assert work.must_be_shown is must


def test_quick_work_is_not_announced(monkeypatch):
    monkeypatch.setattr(enclosures, "SHOW_WORK_AFTER", 0.05)

    async def doing(api, server):
        made = Enclosures(api, Rooms(), lambda key, _form: [key])
        await made.send(TO, RenderedScreen(1, ["a"], picture=CHART), Chat(), 0)
        await asyncio.sleep(0.1)
        assert not server.calls_of("sendChatAction")

    with_api(doing)


# What is kept


def test_a_delivery_comes_out_of_the_outbox_as_it_went_in():
    document = Document("Mijn kring", (Block(lines=["Quirijn"]),))
    files = [
        RenderedFile("pdf", "kring.pdf", document=document),
        RenderedFile("zip", "data.zip", dossier=b"\x00\xff", at=7),
    ]
    delivery = Delivery(RenderedScreen(1, ["a"], picture=CHART, files=files), tapped=3)
    kept = encode_delivery(delivery)
    assert encode_delivery(decode_delivery(kept)) == kept
    assert decode_delivery(kept).screen.picture == CHART
    assert decode_delivery(kept).screen.files[1].dossier == b"\x00\xff"
    assert "Quirijn" not in repr(delivery)


@pytest.mark.parametrize("picture", ['"circle"', "null"])
def test_what_version_0_2_0_left_in_the_outbox_is_shown_in_words(picture):
    stored = b'{"screen":{"turn":5,"paragraphs":["Dag"],"picture":%s,"is_told":true},"tapped":7}'
    found = decode_delivery(stored % picture.encode())
    assert found.screen == RenderedScreen(5, ["Dag"], is_told=True)
    assert found.tapped == 7


def test_what_version_0_2_0_knew_of_a_chat_is_known():
    chat = decode_chat(b'{"parts":[5,6],"turn":9,"ids":[5,6],"minutes":[1,1]}')
    assert (chat.question, chat.media, chat.picture) == (6, [], 0)


def test_only_so_many_pictures_are_remembered():
    chat = Chat()
    for message in range(1, KEPT_MEDIA + 11):
        chat.add_media(message, 0)
    chat = decode_chat(encode_chat(chat))
    assert chat.media == list(range(11, KEPT_MEDIA + 11))
    assert chat.old_media() == []
    chat.forget_old(49 * 3600)
    assert chat.old_media() == chat.media
    chat.drop({20})
    assert 20 not in chat.media
    chat.add_media(0, 0)
    assert 0 not in (*chat.media, *chat.ids)


def test_a_payload_of_nonsense_is_refused():
    with pytest.raises(msgspec.MsgspecError):
        decode_delivery(b'{"screen":{"turn":5,"paragraphs":["Dag"],"chart":"circle"}}')
