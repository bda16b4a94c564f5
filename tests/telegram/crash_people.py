"""People on their phones, who follow a script and know what they have to see."""

import time
from collections import defaultdict
from itertools import pairwise

from tests.telegram.crash_scripts import CODE, LINE, REPLY
from tests.telegram.server.record import Record

FIRST_ID = 5_550_123_400_000
ID_CANARY = "55501234"
"""How all of their ids begin."""

LATE_SECONDS = 2.0
_HERE = "here"


def turn_of(keyboard):
    """The number on the buttons; None where there is none."""
    for row in keyboard:
        for button in row:
            number = button["callback_data"].partition(":")[0]
            return None if number == _HERE else int(number)
    return None


class Person:
    """Somebody who does one thing after the other, each when the answer to the last one came.

    They tap what they see: the question that was put last. Nothing is tapped or typed again, for
    what was not confirmed to Telegram comes back by itself.
    """

    def __init__(self, server, number, script, worker=None):
        self.script = script
        self.worker = worker
        self.share = b""
        self.phone = server.phone(FIRST_ID + number)
        self.at = -1
        self.acted_at = 0.0
        self.wrong = ""
        self.answers_above = 0
        """How often the answer came in an older message than one that still had buttons."""
        self._seen = -1
        self._before = (0, "", ())
        self._stood = {}

    @property
    def is_done(self):
        return self.at == self.script.length

    @property
    def waits(self):
        return 0 <= self.at < self.script.length

    @property
    def waits_for_farewell(self):
        return self.waits and not self.script.looks[self.at].is_asked

    @property
    def place(self):
        """Where in the script, to tell of what goes wrong."""
        return f"{self.script.name}, act {self.at} ({self.script.acts[self.at].words!r})"

    def act(self, *, times=1):
        """Do the next thing; `times` for who taps twice."""
        self.at = max(self.at, 0)
        act = self.script.acts[self.at]
        self.acted_at = time.monotonic()
        message, turn = self._question()
        if message is not None:
            self._before = (turn, message.text, tuple(message.buttons))
        self._stood = {one.message_id: len(one.history) for one in self.phone.from_bot}
        if act.words == CODE:
            self.phone.say(self.worker.code())
        elif act.words == REPLY:
            assert self.worker.reply(self.share, "call")
        elif act.words == LINE:
            line = [one for one in self.phone.from_bot if one.buttons == ["Verder"]][-1]
            self.phone.tap("Verder", line.message_id)
        elif act.is_tap:
            self.phone.tap(act.words, message.message_id, times)
        else:
            self.phone.say(act.words)

    def can_tap_twice(self):
        """Not before words, which go by another queue and might come in between."""
        acts = self.script.acts[self.at : self.at + 2]
        return len(acts) == 2 and all(act.is_tap for act in acts)

    def look(self):
        """Whether the answer is there now; then the next thing can be done."""
        events = len(self.phone.chat.events)
        if events == self._seen or not self.waits:
            return False
        self._seen = events
        wanted = self.script.looks[self.at]
        if not wanted.is_asked:
            found = any(one.text == wanted.text for one in self.phone.from_bot)
        else:
            found = self._is_answered(wanted)
        self.at += found
        self.answers_above += found and not self._is_lowest()
        return found

    def _is_answered(self, wanted):
        message, turn = self._question()
        if message is None or turn < self._before[0] or self._stood_before(message):
            return False
        # Of somebody who said nothing yet nothing is kept: the same question, with a new number.
        if (message.text, tuple(message.buttons)) == self._before[1:]:
            return False
        if (message.text, tuple(message.buttons)) != (wanted.text, wanted.labels):
            found = f"{message.text!r} {message.buttons}"
            self.wrong = f"{self.place}: {found} instead of {wanted.text!r} {wanted.labels}"
            return False
        return True

    def _stood_before(self, message):
        """Whether it stood there as it is when the person did something last."""
        return self._stood.get(message.message_id) == len(message.history)

    def _question(self):
        """The question that was put last, and its turn; of two copies the newer one."""
        asked = [
            (turn, one.message_id, one)
            for one in self.phone.from_bot
            if one.keyboard and (turn := turn_of(one.keyboard)) is not None
        ]
        if not asked:
            return None, 0
        turn, _, message = max(asked)
        return message, turn

    def seen(self):
        """The end of the chat, to find out what went wrong."""
        return "\n".join(
            f"{one.message_id} {'bot' if one.from_bot else 'I'}: {one.text[-60:]!r} {one.keyboard}"
            for one in self.phone.messages[-5:]
        )

    def old_questions(self):
        """How many messages still have buttons, besides the question that stands."""
        return sum(bool(one.keyboard) for one in self.phone.from_bot) - 1

    def _is_lowest(self):
        """Whether the question that was put last is also the lowest one with buttons."""
        asked = [one for one in self.phone.from_bot if one.keyboard]
        return not asked or asked[-1] is self._question()[0]


class Ledger(Record):
    """Notes which question was sent to whom, and when."""

    def __init__(self):
        super().__init__(keep=False)
        self.sent = defaultdict(list)

    def add(self, method, params, time_, outcome, *, effect):
        super().add(method, params, time_, outcome, effect=effect)
        keyboard = (params.get("reply_markup") or {}).get("inline_keyboard")
        if effect and method == "sendMessage" and keyboard:
            question = (params["chat_id"], turn_of(keyboard), params["text"])
            self.sent[question].append(time.monotonic())

    def repeats(self, kills):
        """How often a question came again, and for how many of these no kill is a reason.

        A kill is a reason for one question of each client. What was on its way at a kill may still
        arrive after it, where the test server has much to do.
        """
        again = defaultdict(list)
        for (chat, *_), times in self.sent.items():
            again[chat] += [(after, before) for before, after in pairwise(times)]
        unexplained = sum(_without_reason(sorted(spans), kills) for spans in again.values())
        return sum(map(len, again.values())), unexplained


def _without_reason(spans, kills):
    """How many of these spans are left when each takes a kill of its own, the earliest it can."""
    free, left = list(kills), 0
    for after, before in spans:
        kill = next((one for one in free if before - LATE_SECONDS <= one <= after), None)
        if kill is None:
            left += 1
        else:
            free.remove(kill)
    return left
