"""Updates as they may come and as they never should: every kind, and all that can be wrong in it.

One seed gives one row of updates. Each is made in three steps: a value after the shape of the Bot
API, a blow at some place in it, and a blow at its bytes. What Telegram sends most (messages, taps,
edits, blocks, in private chats) is made most, so that the fuzz gets past the front door.
"""

import json
import re
from dataclasses import dataclass
from functools import partial
from random import Random

from tests.telegram.odd_shapes import SHAPE_OF

KINDS = tuple(name for name in SHAPE_OF["Update"] if name != "update_id")
USUAL = ("message", "callback_query", "edited_message", "my_chat_member")

FIRST_USER, USERS = 7_300_000_001, 120
NOBODY = 8_800_000_001
"""From here ids of people are of nobody that the server knows."""

BODY_BOUND = 1_000_000
FIRST_NUMBER = 910_000_000

WORDS = (
    *("hoi", "Ja", "nee", "1", "2", "99", "niemand", "Sanne, Mo en Truus", "mijn zus", "\u0661"),
    *(
        "/start",
        "/start hulp",
        "/START@KringBot",
        "/start " + "x" * 300,
        "/menu",
        "/terug",
        "/hulp",
    ),
    *("/stop", "/wissen", "/", "//", "/ start", "/start\x00", "/verzin iets", "/start \ud83d"),
    *("ik wil niet meer leven", "hij slaat me", "<b>vet</b> & <i>", "{{ 7 * 7 }}", "%s%n", "'; --"),
)
SIGNS = (
    *("\x00", "\x01", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\ufeff", "\ufffe", "\U0010ffff"),
    *(
        "\ud800",
        "\udfff",
        "\udc00\ud800",
        "\ud83d",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200f",
        "\u0301",
    ),
    *(
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f1f3\U0001f1f1",
        "\U0001f44d\U0001f3ff",
        "\u0645",
    ),
    *(
        "\u0634",
        "\u4f60",
        "\u1100\u1161",
        "\ufdfd",
        "\n",
        "\r\n",
        "\t",
        " ",
        "\u00a0",
        "\u3000",
        "\u2800",
    ),
)
LONE = "\ud800"
NUMBERS = (
    *(0, -1, 1, 2, 2**31 - 1, 2**31, -(2**31), 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 2**64),
    *(10**30, 10**300, 10**4290, 0.5, -0.0, 1e300, 1.0, 5e-324),
)
CHATS = (0, -1, 1, -(10**9), -1_001_234_567_890, 2**52, -(2**63), 2**63, 2**64, 10**40)
CHAT_TYPES = ("private", "group", "supergroup", "channel", "sender", "", "PRIVATE", "\x00")
OPTIONS = (
    *(
        "begin",
        "understood",
        "je",
        "u",
        "yes",
        "no",
        "skip",
        "page",
        "done",
        "menu",
        "delete",
        "a1",
    ),
    *("help", "resume", "here", "private", "", "-1", "a" * 40, "\u00e9", "1:0:1", ".."),
)
DATA = (
    *("", "here", "HERE", "here ", "x" * 64, "\u00e9" * 32, ":", "::", ":" * 64, "1", "1:", ":yes"),
    *("0:yes", "-1:yes", "-5:begin", "+1:yes", "1.0:yes", "1e3:yes", " 1:yes", "\u0661\u0662:yes"),
    *(
        "\u00b2:yes",
        "\uff11:yes",
        "9" * 15 + ":yes",
        "9" * 16 + ":yes",
        "9" * 64,
        "1:yes:2",
        "1:a1:1",
    ),
    *("1:a1:0:1", "vote_12_up", "pagina#3", '{"a":1}', "\x00", "1:\x00", "\ud83d:yes", "None:None"),
)
STATUSES = ("member", "kicked", "left", "administrator", "creator", "restricted", "", "x", "\x00")


@dataclass(frozen=True)
class Odd:
    """One update: its bytes, and its value where it can come by polling from the test server."""

    body: bytes
    value: dict | None
    kind: str


class OddUpdates:
    """A row of updates from one seed.

    Args:
        seed: What makes the row.
        turn: A turn number, near which the taps lie that could count.
    """

    def __init__(self, seed, turn):
        self.dice = Random(seed)  # noqa: S311
        self._turn = turn
        self._last = FIRST_NUMBER

    def __iter__(self):
        while True:
            yield self.one()

    def one(self):
        """The next one."""
        kind = self.dice.choice(USUAL if self._is(0.7) else KINDS)
        update = self._update(kind)
        if self._is(0.45):
            for _ in range(self.dice.choice((1, 1, 1, 2, 5))):
                if update:
                    self._strike(update)
        text = json.dumps(update, ensure_ascii=self._is(0.5))
        body = _deepened(text).encode("utf-8", "surrogatepass")
        value = update if self._is_pollable(update, text) else None
        if self._is(0.12):
            body = self.dice.choice(_BLOWS)(self, body)
            value = None
        return Odd(body, value, kind)

    def _is(self, chance):
        return self.dice.random() < chance

    def _is_pollable(self, update, text):
        """Whether the test server can write it, and number it as Telegram does: without jumps."""
        number = update.get("update_id")
        return type(number) is int and 0 <= number <= self._last and _DEEP not in text

    # A value after its shape

    def _update(self, kind):
        self._last = number = self._last + 1
        if self._is(0.05):
            number = self.dice.choice((number - 1, number - 5, *NUMBERS, "5", None, True))
        make = getattr(self, f"_a_{kind}", partial(self._shaped, SHAPE_OF["Update"][kind], 0))
        update = {"update_id": number, kind: make()}
        if self._is(0.03):
            other = self.dice.choice(KINDS)
            update[other] = self._shaped(SHAPE_OF["Update"][other], 0)
        if self._is(0.02):
            del update["update_id"]
        return update

    def _a_message(self):
        message = {"message_id": self._id(), "date": self._turn, "chat": self._chat()}
        if self._is(0.95):
            message["from"] = self._user(message["chat"]["id"])
        if self._is(0.6):
            message["text"] = self._text()
        else:
            fields = SHAPE_OF["Message"]
            for name in self.dice.sample(tuple(fields), self.dice.choice((1, 1, 2, 4))):
                message.setdefault(name, self._shaped(fields[name], 1))
            if self._is(0.4):
                message["caption"] = self._text()
        if self._is(0.1):
            message["reply_to_message"] = self._shaped("Message", 1)
        return message

    _a_edited_message = _a_message

    def _a_callback_query(self):
        chat = self._chat()
        data = self.dice.choice(DATA) if self._is(0.5) else self._near_data()
        query = {"id": str(self.dice.getrandbits(63)), "from": self._user(chat["id"]), "data": data}
        if self._is(0.9):
            query["message"] = {"message_id": self._id(), "date": 0, "chat": chat}
            if self._is(0.8):
                button = {"text": self._text(), "callback_data": data}
                keyboard = {"inline_keyboard": [[button]]}
                query["message"] |= {"date": 1, "text": self._text(), "reply_markup": keyboard}
        return query

    def _near_data(self):
        turn = self._turn + self.dice.randint(-3, 3)
        wanted = self.dice.choice(("", "", ":1", ":0"))
        return f"{turn}:{self.dice.choice(OPTIONS)}{wanted}"

    def _a_my_chat_member(self):
        member = {"status": self.dice.choice(STATUSES), "user": self._user(1)}
        return {"chat": self._chat(), "date": self._turn, "new_chat_member": member}

    def _shaped(self, shape, depth):
        if shape.startswith("*"):
            return [self._shaped(shape[1:], depth + 1) for _ in range(self.dice.choice((0, 1, 2)))]
        if shape in _PLAIN:
            return _PLAIN[shape](self)
        fields = SHAPE_OF.get(shape, {"name": "s", "count": "i", "is_new": "b"})
        most = 6 if depth < 2 else 2
        names = self.dice.sample(tuple(fields), min(len(fields), self.dice.randint(0, most)))
        kept = names if depth < 4 else [name for name in names if fields[name] in _PLAIN]
        made = {name: self._shaped(fields[name], depth + 1) for name in kept}
        if shape in ("Chat", "User", "Message") and self._is(0.7):
            made["message_id" if shape == "Message" else "id"] = self._id()
        return made

    def _chat(self):
        if self._is(0.85):
            return {"id": FIRST_USER + self.dice.randrange(USERS), "type": "private"}
        if self._is(0.3):
            return {"id": NOBODY + self.dice.randrange(10**6), "type": "private"}
        chat = {"id": self.dice.choice(CHATS), "type": self.dice.choice(CHAT_TYPES)}
        if self._is(0.2):
            del chat["type"]
        return chat

    def _user(self, usual):
        return {"id": usual if self._is(0.9) else self._id(), "is_bot": self._is(0.1)}

    def _id(self):
        return self.dice.randint(1, 10**6) if self._is(0.95) else self.dice.choice(NUMBERS)

    def _number(self):
        return self.dice.randint(0, 10**6) if self._is(0.8) else self.dice.choice(NUMBERS)

    def _text(self):
        roll = self.dice.random()
        if roll < 0.6:
            return self.dice.choice(WORDS)
        if roll < 0.62:
            return self.dice.choice((*SIGNS, "a", "a ", "/")) * self.dice.choice(
                (2_048, 4_096, 9_000)
            )
        some = self.dice.choices((*SIGNS, *WORDS, "a", "\n\n"), k=self.dice.randint(0, 12))
        return "".join(some)

    # Blows at a value

    def _strike(self, update):
        """Spoil one place in the value."""
        place, key = self._place(update)
        self.dice.choice(_STRIKES)(self, place, key)

    def _place(self, value):
        """A dict or list within the value, and a key of it; near the top more often than below."""
        while True:
            keys = list(value) if isinstance(value, dict) else list(range(len(value)))
            if "update_id" in keys and len(keys) > 1 and self._is(0.9):
                keys.remove("update_id")
            key = self.dice.choice(keys)
            inner = value[key]
            if not isinstance(inner, dict | list) or not inner or self._is(0.15):
                return value, key
            value = inner

    def _wrong_type(self, place, key):
        wrong = ("", "5", 5, 5.5, True, False, None, [], {}, [[]], [None], {"id": None}, {"": {}})
        place[key] = self.dice.choice(wrong)

    def _missing(self, place, key):
        del place[key]

    def _unknown(self, place, _key):
        if isinstance(place, dict):
            place[self.dice.choice(("", "new_thing", "__class__", "\x00", LONE, "tag"))] = (
                self._text()
            )

    def _odd_number(self, place, key):
        place[key] = self.dice.choice(NUMBERS)

    def _odd_text(self, place, key):
        place[key] = self._text()

    def _deep(self, place, key):
        depth = self.dice.choice((20, 500, 990, 1_500, 5_000))
        place[key] = f"{_DEEP}{depth}{self.dice.choice('[{')}"

    def _huge(self, place, key):
        place[key] = self.dice.choice("ax<\u00e9\x00") * self.dice.choice((5_000, 60_000))

    def _moved(self, place, key):
        if isinstance(place, dict):
            place[self.dice.choice(tuple(SHAPE_OF["Message"]))] = place[key]

    # Blows at the bytes

    def _cut_off(self, body):
        return body[: self.dice.randrange(len(body))]

    def _spoilt(self, body):
        found = bytearray(body)
        for _ in range(self.dice.choice((1, 1, 3, 20))):
            found[self.dice.randrange(len(found))] = self.dice.randrange(256)
        return bytes(found)

    def _with_raw(self, body):
        """Bytes that are no UTF-8 within a text: a surrogate, a cut sign, NUL."""
        raw = self.dice.choice(
            (b"\xed\xa0\x80", b"\xff", b"\xc3", b"\xf0\x9f\x98", b"\x00", b"\xc0\xaf")
        )
        at = body.rfind(b'"', 0, self.dice.randrange(1, len(body) + 1))
        return body[: at + 1] + raw + body[at + 1 :] if at >= 0 else raw + body

    def _doubled_keys(self, body):
        return body[:-1] + b", " + body[1:]

    def _about(self, body):
        before = self.dice.choice((b"\xef\xbb\xbf", b" \n\t", b"[", b"\x1e", b"/**/", b""))
        after = self.dice.choice((b" \n", b"\x00", b"]", b"{}", body, b","))
        return before + body + after

    def _no_json(self, _body):
        return self.dice.choice(_NO_JSON)

    def _large(self, body):
        """As large as may be, or just larger."""
        bound = self.dice.choice((BODY_BOUND - 1, BODY_BOUND, BODY_BOUND + 1))
        return body + b" " * (bound - len(body)) if self._is(0.1) else body

    def _constants(self, body):
        constant = self.dice.choice((b"NaN", b"-Infinity", b"1e999", b"-0", b"01", b"1" * 5_000))
        return body.replace(b"1", constant, 1)


def _deepened(text):
    """Nested as deep as was asked for, which Python cannot write itself."""
    return _DEEP_MARK.sub(lambda found: _nested(int(found[1]), found[2]), text)


def _nested(depth, sign):
    return "[" * depth + "]" * depth if sign == "[" else '{"a":' * depth + "1" + "}" * depth


_DEEP = "deeper and deeper "
_DEEP_MARK = re.compile(f'"{_DEEP}([0-9]+)(.)"')
_PLAIN = {
    "i": OddUpdates._number,
    "f": lambda row: row.dice.uniform(-180, 180),
    "b": lambda row: row._is(0.5),
    "s": OddUpdates._text,
}
_STRIKES = (
    *(OddUpdates._wrong_type, OddUpdates._missing, OddUpdates._unknown, OddUpdates._odd_number),
    *(OddUpdates._odd_text, OddUpdates._moved, OddUpdates._wrong_type, OddUpdates._missing),
    *(OddUpdates._deep, OddUpdates._huge),
)
_BLOWS = (
    *(OddUpdates._cut_off, OddUpdates._spoilt, OddUpdates._with_raw, OddUpdates._doubled_keys),
    *(OddUpdates._about, OddUpdates._no_json, OddUpdates._large, OddUpdates._constants),
)
_NO_JSON = (
    *(
        b"",
        b" ",
        b"null",
        b"true",
        b"5",
        b'"x"',
        b"[]",
        b"{}",
        b"[1,2]",
        b"\x00",
        b"\xff\xfe{\x00}\x00",
    ),
    *(
        b"<html>",
        b"update_id=5&message=x",
        b"{" * 5_000,
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b"{'a': 1}",
    ),
)
