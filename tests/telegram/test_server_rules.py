"""What the test server refuses and what it takes: one example of each for every rule."""

import json

import pytest

from tests.telegram.caller import KEYBOARD, Caller
from tests.telegram.server import ServerThread
from tests.telegram.server.errors import NOT_MODIFIED

HOUR = 3600
LETTER = "é"  # two bytes


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def data(text):
    return {"inline_keyboard": [[{"text": "Ja", "callback_data": text}]]}


def buttons(*rows):
    return {
        "inline_keyboard": [
            [{"text": "x", "callback_data": "y"} for _ in range(row)] for row in rows
        ]
    }


def button(**fields):
    return {"inline_keyboard": [[fields]]}


NO_TEXT_BUTTONS = (
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)
ONLY_HTTPS = (
    "inline keyboard button Web App URL 'http://kring.example' is invalid: "
    "Only HTTPS links are allowed"
)
SEND = {"chat_id": 1, "text": "Dag"}
TEXT_RULES = [
    ({"text": ""}, {"text": "a"}, "message text is empty"),
    ({"text": " \n "}, {"text": " a "}, "text must be non-empty"),
    ({"text": "a" * 4097}, {"text": "a" * 4096}, "message is too long"),
    ({"text": "😀" * 2049}, {"text": "😀" * 2048}, "message is too long"),
    ({"text": 5}, {"text": "5"}, "parameter text must be of type String"),
    ({"text": "\ud800"}, {"text": "\ud83d\ude00"}, "strings must be encoded in UTF-8"),
    ({"chat_id": 2}, {"chat_id": 1}, "chat not found"),
    ({"chat_id": "@nobody"}, {"chat_id": "1"}, "chat not found"),
    ({"chat_id": 1.5}, {"chat_id": 1}, "parameter chat_id must be of type Integer"),
    ({"parse_mode": "XML"}, {"parse_mode": "html"}, "unsupported parse_mode"),
    (
        {"parse_mode": "HTML", "text": "<b>" + "a" * 4097 + "</b>"},
        {"parse_mode": "HTML", "text": "<b>" + "a" * 4096 + "</b>"},
        "message is too long",
    ),
    (
        {"protect_content": 1},
        {"protect_content": True},
        "parameter protect_content must be of type Boolean",
    ),
    (
        {"reply_parameters": {"message_id": 99}},
        {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
        "message to be replied not found",
    ),
    (
        {"link_preview_options": {"is_disabled": "yes"}},
        {"link_preview_options": {"is_disabled": True}},
        'field "is_disabled" of link_preview_options must be of type bool',
    ),
    (
        {"entities": [{"type": "loud", "offset": 0, "length": 1}]},
        {"entities": [{"type": "bold", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: unsupported type 'loud'",
    ),
    ({"entities": [1]}, {"entities": []}, "entities must be a list of dict"),
]
KEYBOARD_RULES = [
    (data("a" * 65), data("a" * 64), "BUTTON_DATA_INVALID"),
    (data(LETTER * 33), data(LETTER * 32), "BUTTON_DATA_INVALID"),
    (data(""), data("a"), NO_TEXT_BUTTONS),
    (buttons(9), buttons(8), "more than 8 buttons in a row"),
    (buttons(*[8] * 12, 5), buttons(*[8] * 12, 4), "reply markup is too long"),
    (
        button(text=" ", callback_data="a"),
        button(text="a", callback_data="a"),
        "can't parse inline keyboard button: the text of a button must be non-empty",
    ),
    (
        button(text="a"),
        button(text="a", url="https://kring.example/x"),
        NO_TEXT_BUTTONS,
    ),
    (
        button(text="a", url="kring"),
        button(text="a", url="http://127.0.0.1:8080/kring"),
        "inline keyboard button URL 'kring' is invalid: Wrong HTTP URL",
    ),
    (
        button(text="a", web_app={"url": "http://kring.example"}),
        button(text="a", web_app={"url": "https://kring.example"}),
        ONLY_HTTPS,
    ),
    (
        button(text="a", callback_data="a", style="loud"),
        button(text="a", callback_data="a", style="primary"),
        "can't parse inline keyboard button: invalid button style 'loud'",
    ),
    (
        button(text="a", copy_text={"text": ""}),
        button(text="a", copy_text={"text": "a"}),
        "BUTTON_COPY_TEXT_INVALID",
    ),
    ({}, {"inline_keyboard": []}, "reply markup is empty"),
    ({"inline_keyboard": [1]}, {"keyboard": [["Ja"]]}, "keyboard row must be an Array"),
    ({"remove_keyboard": False}, {"remove_keyboard": True}, "remove_keyboard must be true"),
]
METHOD_RULES = [
    ("sendChatAction", {"chat_id": 1, "action": "sing"}, {"chat_id": 1, "action": "typing"}),
    ("deleteMessages", {"chat_id": 1, "message_ids": [0]}, {"chat_id": 1, "message_ids": [1]}),
    ("deleteMessages", {"chat_id": 1, "message_ids": []}, {"chat_id": 1, "message_ids": [7]}),
    (
        "deleteMessages",
        {"chat_id": 1, "message_ids": list(range(10, 111))},
        {"chat_id": 1, "message_ids": list(range(10, 110))},
    ),
    (
        "setMyCommands",
        {"commands": "x"},
        {"commands": [{"command": "stop", "description": "Stop"}]},
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "Stop", "description": "Stop"}]},
        {"commands": [{"command": "stop_2", "description": "Stop"}], "language_code": "nl"},
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "Stop"}]},
        {"commands": [{"command": "a" * 32, "description": "Stop"}]},
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "stop", "description": "a" * 257}]},
        {"commands": [{"command": "stop", "description": "a" * 256}]},
    ),
    (
        "setMyCommands",
        {"commands": [{"command": f"a{n}", "description": "a"} for n in range(101)]},
        {"commands": [{"command": f"a{n}", "description": "a"} for n in range(100)]},
    ),
    (
        "getMyCommands",
        {"scope": {"type": "everybody"}},
        {"scope": {"type": "all_private_chats"}, "language_code": "nl"},
    ),
    ("getMyCommands", {"language_code": "dutch"}, {"language_code": "nl"}),
    ("deleteMyCommands", {"scope": {"type": "chat"}}, {"scope": {"type": "chat", "chat_id": 1}}),
    ("setMyName", {"name": "a" * 65}, {"name": "a" * 64}),
    ("setMyDescription", {"description": "a" * 513}, {"description": "a" * 512}),
    ("setMyShortDescription", {"short_description": "a" * 121}, {"short_description": "a" * 120}),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "pizza"}},
        {"menu_button": {"type": "commands"}, "chat_id": 1},
    ),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "web_app", "text": "Kring"}},
        {
            "menu_button": {
                "type": "web_app",
                "text": "Kring",
                "web_app": {"url": "https://kring.example"},
            }
        },
    ),
    ("getChat", {"chat_id": 9}, {"chat_id": 1}),
    ("getUpdates", {"allowed_updates": ["massage"]}, {"allowed_updates": ["message"]}),
    ("getUpdates", {"offset": "soon"}, {"offset": "-1"}),
    ("setWebhook", {"url": "kring"}, {"url": ""}),
    ("setWebhook", {"url": "", "max_connections": 0}, {"url": "", "max_connections": 1}),
    ("setWebhook", {"url": "", "max_connections": 101}, {"url": "", "max_connections": 100}),
    ("setWebhook", {"url": "", "secret_token": "a b"}, {"url": "", "secret_token": "a-b_C9"}),
    ("setWebhook", {"url": "", "secret_token": "a" * 257}, {"url": "", "secret_token": "a" * 256}),
    ("leaveChat", {"chat_id": 1}, None),
    ("getFile", {"file_id": "nothing"}, None),
    ("sendPhoto", {"chat_id": 1, "photo": "nothing"}, None),
    ("sendPhoto", {"chat_id": 1}, None),
]


@pytest.mark.parametrize(("wrong", "right", "why"), TEXT_RULES)
def test_a_rule_of_texts(api, wrong, right, why):
    assert api.refused("sendMessage", **{**SEND, **wrong}).removeprefix("Bad Request: ") == why
    api.ok("sendMessage", **{**SEND, **right})
    api.server.assert_clean()


@pytest.mark.parametrize(("wrong", "right", "why"), KEYBOARD_RULES)
def test_a_rule_of_keyboards(api, wrong, right, why):
    assert api.refused("sendMessage", **SEND, reply_markup=wrong) == f"Bad Request: {why}"
    api.ok("sendMessage", **SEND, reply_markup=right)
    api.server.assert_clean()


@pytest.mark.parametrize(("method", "wrong", "right"), METHOD_RULES)
def test_a_rule_of_other_methods(api, method, wrong, right):
    assert api.refused(method, **wrong).startswith("Bad Request: ")
    if right is not None:
        api.ok(method, **right)
    api.server.assert_clean()


@pytest.mark.parametrize(
    ("method", "params", "what"),
    [
        ("sendMessage", {**SEND, "mood": "good"}, "unknown parameter 'mood'"),
        ("sendMessage", {**SEND, "parse_mode": None}, "parameter 'parse_mode' is null"),
        ("sendMessage", {**SEND, "parse_mode": "HTML", "text": "a & b"}, "an ampersand"),
        (
            "sendMessage",
            {**SEND, "parse_mode": "HTML", "text": '<a href="x">a</a>'},
            "a link without a usable address",
        ),
        ("sendMessage", {**SEND, "message_thread_id": 3}, "message_thread_id makes no sense"),
        (
            "sendMessage",
            {**SEND, "reply_markup": button(text="a", callback_data="a", colour="red")},
            "button has an unknown field 'colour'",
        ),
        (
            "sendMessage",
            {**SEND, "link_preview_options": {"disabled": True}},
            "link_preview_options has an unknown field",
        ),
        (
            "sendMessage",
            {**SEND, "entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "an entity outside the text",
        ),
        (
            "sendMessage",
            {**SEND, "entities": [], "parse_mode": "HTML"},
            "both parse_mode and entities",
        ),
        ("deleteMessages", {"chat_id": 1, "message_ids": [1, 1]}, "the same id twice"),
        ("getUpdates", {"limit": 101}, "limit 101 is not between"),
        ("setMyCommands", {"commands": []}, "an empty list of commands"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "a"}] * 2},
            "a command stands twice",
        ),
        ("logOut", {}, "should not log out"),
    ],
)
def test_what_telegram_overlooks_is_a_violation(api, method, params, what):
    api.ok(method, **params)
    assert len(api.server.violations) == 1
    assert api.server.violations[0].startswith(f"{method}: ")
    assert what in api.server.violations[0]
    with pytest.raises(AssertionError):
        api.server.assert_clean()


def test_edits(api):
    first = api.ok("sendMessage", **SEND, reply_markup=KEYBOARD)["message_id"]
    one = {"chat_id": 1, "message_id": first}
    not_modified = f"Bad Request: {NOT_MODIFIED}"
    assert api.refused("editMessageText", **one, text="Dag", reply_markup=KEYBOARD) == not_modified
    assert api.refused("editMessageReplyMarkup", **one, reply_markup=KEYBOARD) == not_modified
    edited = api.ok("editMessageText", **one, text="Dag")  # the keyboard goes
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    assert api.refused("editMessageReplyMarkup", **one) == not_modified
    api.ok("editMessageReplyMarkup", **one, reply_markup=KEYBOARD)
    assert [version.text for version in api.server.phone(1).last.history] == ["Dag", "Dag"]
    typed = {"chat_id": 1, "message_id": 1, "text": "Dag"}
    assert api.refused("editMessageText", **typed) == "Bad Request: message can't be edited"
    gone = {"chat_id": 1, "message_id": 99, "text": "Dag"}
    assert api.refused("editMessageText", **gone) == "Bad Request: message to edit not found"
    api.server.assert_clean()


def test_edits_of_messages_with_another_markup_or_without_text_are_refused(api):
    one = api.ok("sendMessage", **SEND, reply_markup={"keyboard": [["Ja"]]})["message_id"]
    why = api.refused("editMessageText", chat_id=1, message_id=one, text="x")
    assert why == "Bad Request: message can't be edited"
    one = api.ok("sendMessage", **SEND)["message_id"]
    why = api.refused(
        "editMessageText", chat_id=1, message_id=one, text="x", reply_markup={"keyboard": []}
    )
    assert why == "Bad Request: inline keyboard expected"
    why = api.refused("editMessageText", chat_id=1, text="x")
    assert why == "Bad Request: message identifier is not specified"
    why = api.refused("editMessageText", inline_message_id="5", text="x")
    assert why == "Bad Request: MESSAGE_ID_INVALID"


def test_deletions(api):
    old = api.ok("sendMessage", **SEND)["message_id"]
    api.server.advance(48 * HOUR + 1)
    new = api.ok("sendMessage", **SEND)["message_id"]
    gone = "Bad Request: message to delete not found"
    too_old = "Bad Request: message can't be deleted for everyone"
    assert api.refused("deleteMessage", chat_id=1, message_id=99) == gone
    assert api.refused("deleteMessage", chat_id=1, message_id=old) == too_old
    assert api.refused("deleteMessages", chat_id=1, message_ids=[old, new]) == too_old
    assert len(api.server.phone(1).from_bot) == 2
    api.ok("deleteMessages", chat_id=1, message_ids=[new, 99])
    assert api.refused("deleteMessage", chat_id=1, message_id=new) == gone
    assert [one.message_id for one in api.server.phone(1).from_bot] == [old]
    api.ok("editMessageText", chat_id=1, message_id=old, text="nog steeds")


def test_answers_to_taps(api):
    api.ok("sendMessage", **SEND, reply_markup=KEYBOARD)
    tap = api.server.phone(1).tap("Ja")[0]
    assert api.refused("answerCallbackQuery", callback_query_id=tap, text="a" * 201)
    api.ok("answerCallbackQuery", callback_query_id=tap, text="a" * 200, show_alert=True)
    assert api.server.query(tap).answers == [{"text": "a" * 200, "show_alert": True}]
    api.server.advance(151)
    why = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert api.refused("answerCallbackQuery", callback_query_id=tap) == why
    assert api.refused("answerCallbackQuery", callback_query_id="5") == why


def test_people_who_cannot_be_reached(api):
    api.server.phone(2)
    not_started = "Forbidden: bot can't initiate conversation with a user"
    assert api.refused("sendMessage", chat_id=2, text="Dag") == not_started
    message = api.ok("sendMessage", **SEND)["message_id"]
    phone = api.server.phone(1)
    phone.block()
    blocked = "Forbidden: bot was blocked by the user"
    assert api.refused("sendMessage", **SEND) == blocked
    assert api.refused("editMessageText", **SEND, message_id=message) == blocked
    assert api.refused("sendChatAction", chat_id=1, action="typing") == blocked
    phone.unblock()
    api.ok("sendMessage", **SEND)
    phone.deactivate()
    assert api.refused("sendMessage", **SEND) == "Forbidden: user is deactivated"
    assert api("sendMessage", **SEND)["error_code"] == 403


def test_a_group_that_moves_says_where_to(api):
    group = api.server.group(-5, kind="group")
    group.add_bot(api.server.phone(1))
    api.ok("sendMessage", chat_id=-5, text="Dag")
    group.migrate_to(-1005)
    said = api("sendMessage", chat_id=-5, text="Dag")
    assert said["description"].endswith("group chat was upgraded to a supergroup chat")
    assert said["parameters"] == {"migrate_to_chat_id": -1005}


def test_captions_are_shorter_than_texts(api):
    form = {"chat_id": "1", "caption": "a" * 1025}
    why = upload(api, "sendPhoto", form, "photo", b"\xff\xd8\xff\xe0")["description"]
    assert why == "Bad Request: message caption is too long"
    form["caption"] = "a" * 1024
    said = upload(api, "sendPhoto", form, "photo", b"\xff\xd8\xff\xe0")["result"]
    assert said["caption"] == form["caption"]
    file_id = said["photo"][-1]["file_id"]
    assert api.ok("sendPhoto", chat_id=1, photo=file_id)["photo"] == said["photo"]
    why = upload(api, "sendPhoto", form, "photo", b"text")["description"]
    assert why == "Bad Request: IMAGE_PROCESS_FAILED"
    why = upload(api, "sendDocument", form, "document", b"")["description"]
    assert why == "Bad Request: file must be non-empty"
    said = upload(api, "sendDocument", form, "document", b"text")["result"]
    file_id = said["document"]["file_id"]
    place = api.ok("getFile", file_id=file_id)["file_path"]
    assert api.request(f"/file/bot{api.server.token}/{place}") == (200, b"text")
    api.server.assert_clean()


def upload(api, method, fields, name, content):
    lines = []
    for field, value in fields.items():
        lines += ["--x", f'Content-Disposition: form-data; name="{field}"', "", value]
    lines += ["--x", f'Content-Disposition: form-data; name="{name}"; filename="a.bin"']
    lines += ["Content-Type: application/octet-stream", "", ""]
    body = "\r\n".join(lines).encode() + content + b"\r\n--x--\r\n"
    return api.raw(method, body, "multipart/form-data; boundary=x")[1]


def test_what_is_kept_of_a_message(api):
    first = api.ok("sendMessage", **SEND)["message_id"]
    said = api.ok(
        "sendMessage",
        chat_id=1,
        text="Dag <b>Anna</b>",
        parse_mode="HTML",
        protect_content=True,
        disable_notification=True,
        link_preview_options={"is_disabled": True},
        reply_parameters={"message_id": first},
        reply_markup=KEYBOARD,
    )
    assert said["reply_to_message"]["message_id"] == first
    assert said["has_protected_content"]
    kept = api.server.phone(1).last
    assert (kept.text, kept.buttons, kept.rows) == ("Dag Anna", ["Ja"], [["Ja"]])
    assert kept.entities == [{"type": "bold", "offset": 4, "length": 4}]
    assert kept.is_protected
    assert kept.is_silent
    assert kept.link_preview == {"is_disabled": True}
    assert json.dumps(said)
