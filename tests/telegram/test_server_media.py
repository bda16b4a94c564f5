"""Photos and files: the test server refuses what Telegram refuses, and shows what it shows."""

import json

import pytest

from tests.telegram.caller import KEYBOARD, Caller
from tests.telegram.drawn import png
from tests.telegram.server import ServerThread
from tests.telegram.server.independent import check_calls

LATER = 49 * 3600


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def post(api, method, fields, files):
    """A call as a multipart body, put together by hand."""
    body = b""
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value)
        body += f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
    for name, (filename, data) in files.items():
        about = f'form-data; name="{name}"; filename="{filename}"'
        body += f"--x\r\nContent-Disposition: {about}\r\n\r\n".encode() + data + b"\r\n"
    return api.raw(method, body + b"--x--\r\n", "multipart/form-data; boundary=x")[1]


def photo(api, data, **fields):
    return post(api, "sendPhoto", {"chat_id": 1, **fields}, {"photo": ("a.png", data)})


def document(api, name, data=b"text", **fields):
    return post(api, "sendDocument", {"chat_id": 1, **fields}, {"document": (name, data)})


def edit(api, message, data, **media):
    shown = {"type": "photo", "media": "attach://new", **media}
    fields = {"chat_id": 1, "message_id": message, "media": shown}
    return post(api, "editMessageMedia", fields, {"new": ("b.png", data)})


def id_of(said):
    assert said["ok"], said
    return said["result"]["message_id"]


@pytest.mark.parametrize(
    ("width", "height", "is_taken"),
    [
        (100, 2000, True),
        (100, 2001, False),
        (2001, 100, False),
        (5000, 5000, True),
        (5001, 5000, False),
        (1, 20, True),
    ],
)
def test_sides_of_a_photo(api, width, height, is_taken):
    said = photo(api, png(width, height))
    assert said["ok"] is is_taken
    if not is_taken:
        assert said["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert document(api, "a.png", png(width, height))["ok"]


def test_a_photo_that_is_made_smaller_is_remarked_on(api):
    said = photo(api, png(1080, 2160))
    sizes = said["result"]["photo"][-1]
    assert (sizes["width"], sizes["height"]) == (640, 1280)
    [remark] = api.server.violations
    assert remark.startswith("sendPhoto: a photo of 2160 pixels is made smaller")


def test_weights(api):
    heavy = b"\xff\xd8\xff" + bytes(10 << 20)
    why = photo(api, heavy)["description"]
    assert why.startswith("Bad Request: file of size 10485763 bytes is too big for a photo;")
    assert photo(api, heavy[: 10 << 20])["ok"]
    assert document(api, "a.jpg", heavy)["ok"]
    assert photo(api, b"")["description"] == "Bad Request: file must be non-empty"


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_half_a_picture_is_none(api, cut):
    assert photo(api, png()[:-cut])["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


def test_a_bit_that_fell_over_is_noticed(api):
    data = bytearray(png())
    data[len(data) // 2] ^= 1
    assert photo(api, bytes(data))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


@pytest.mark.parametrize("name", ["mijn%20kring.pdf", "a/b.pdf", ""])
def test_names_that_would_look_odd_are_remarked_on(api, name):
    said = document(api, name)
    assert api.server.violations or not said["ok"]


def test_words_never_take_the_place_of_a_photo(api):
    message = id_of(photo(api, png(), caption="Kaart"))
    why = api.refused("editMessageText", chat_id=1, message_id=message, text="Goed.")
    assert why == "Bad Request: there is no text in the message to edit"
    api.ok("editMessageCaption", chat_id=1, message_id=message, caption="Goed.")
    why = api.refused("editMessageCaption", chat_id=1, message_id=message, caption="Goed.")
    assert "message is not modified" in why
    why = api.refused("editMessageCaption", chat_id=1, message_id=message, caption="a" * 1025)
    assert why == "Bad Request: message caption is too long"
    assert api.server.phone(1).last.text == "Goed."


def test_a_text_has_no_caption_and_no_media(api):
    message = api.ok("sendMessage", chat_id=1, text="Dag")["message_id"]
    why = api.refused("editMessageCaption", chat_id=1, message_id=message, caption="Goed.")
    assert why == "Bad Request: there is no caption in the message to edit"
    why = edit(api, message, png())["description"]
    assert why == "Bad Request: there is no media in the message to edit"


def test_another_picture_in_the_place_of_an_old_one(api):
    first = photo(api, png(), protect_content=True, reply_markup=KEYBOARD)
    message, file_id = id_of(first), first["result"]["photo"][0]["file_id"]
    api.server.advance(LATER)
    why = api.refused("deleteMessage", chat_id=1, message_id=message)
    assert why == "Bad Request: message can't be deleted for everyone"
    said = edit(api, message, png(60, 60), caption="<b>Goed</b>", parse_mode="HTML")["result"]
    assert (said["caption"], said["photo"][0]["width"]) == ("Goed", 60)
    assert said["photo"][0]["file_id"] != file_id
    assert said["has_protected_content"]
    shown = api.server.phone(1).last
    assert (shown.message_id, shown.kind, shown.buttons) == (message, "photo", [])
    again = edit(api, message, png(60, 60), caption="<b>Goed</b>", parse_mode="HTML")
    assert "message is not modified" in again["description"]
    assert check_calls(api.server.calls) == []
    api.server.assert_clean()


def test_a_file_becomes_a_picture(api):
    message = id_of(document(api, "kring.pdf", b"%PDF"))
    edit(api, message, png())
    shown = api.server.phone(1).last
    assert shown.kind == "photo"
    assert "document" not in shown.content


@pytest.mark.parametrize(
    ("media", "why"),
    [
        ({"type": "photo"}, "media not found"),
        ({"type": "song", "media": "attach://new"}, "failed to parse InputMedia"),
        ({"type": "photo", "media": "attach://old"}, "there is no file in the request"),
        ({"type": "photo", "media": "attach://new", "caption": "a" * 1025}, "caption is too long"),
    ],
)
def test_media_that_cannot_be_read(api, media, why):
    message = id_of(photo(api, png()))
    fields = {"chat_id": 1, "message_id": message, "media": media}
    said = post(api, "editMessageMedia", fields, {"new": ("b.png", png(60, 60))})
    assert why in said["description"]


def test_unknown_fields_of_media_are_found_by_both(api):
    message = id_of(photo(api, png()))
    edit(api, message, png(60, 60), colour="red")
    assert api.server.violations == ["editMessageMedia: unknown field 'colour' of media"]
    [problem] = check_calls(api.server.calls)
    assert "colour" in problem
