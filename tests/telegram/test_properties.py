"""Properties that hold for whatever comes: reading, buttons, texts, the limiter, the chat."""

import asyncio
import json
import re
from bisect import bisect_left

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.raw_input import Resumed, Tapped
from bot.rendering import UNKNOWN_TURN, RenderedOption, RenderedScreen
from bot.telegram.arrivals import decode_arrived, encode_arrived
from bot.telegram.buttons import HERE, button_data, read_button
from bot.telegram.chat import KEPT_HOURS, KEPT_MESSAGES, Chat, decode_chat, encode_chat
from bot.telegram.limiter import BURST, REFILL, Limiter
from bot.telegram.reading import read_batch, read_update
from bot.telegram.screens import ROW, answered_text, keyboard_of, label_of, texts_of
from dialogues.source import FOLDER
from states.controls import without_controls
from tests.conftest import IS_FULL
from tests.telegram.odd_updates import OddUpdates
from tests.telegram.server.formatted_text import cleaned, parse_html, utf16_length

EXAMPLES = 2_000 if IS_FULL else 60
LONGEST_TEXT, LONGEST_LABEL, LONGEST_DATA = 4_096, 30, 64
NOW = 1_900_000_000
LATEST_TURN = 9_999_999_999
"""In the year 2286."""

many = settings(max_examples=EXAMPLES)
rows = st.builds(OddUpdates, st.integers(0, 2**32), st.just(NOW))


def stretched(texts, longest):
    """Texts of all lengths, also the longest: random ones alone are nearly always short."""
    return st.builds(lambda text, times: (text * times)[:longest], texts, st.integers(1, longest))


# Reading


def assert_is_read(body):
    read = read_update(body)
    if read.arrived is not None:
        assert decode_arrived(encode_arrived(read.arrived)) == read.arrived
    assert str(read.chat)
    assert read.update_id is None or read.update_id >= 0
    return read


@many
@given(st.binary(max_size=300))
def test_bytes_are_read_or_passed_by(body):
    assert_is_read(body)
    assert_is_read(b'{"update_id":5,"message":' + body)
    read_batch(b'{"ok":true,"result":[' + body + b"]}")


@many
@given(rows)
def test_odd_updates_are_read_or_passed_by(row):
    for _ in range(20):
        assert_is_read(row.one().body)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@many
@given(st.integers(0, 10**17), st.sampled_from(("message", "callback_query", "new")), _values)
def test_the_number_is_kept_whatever_else_there_is(number, kind, value):
    for is_ascii in (True, False):
        update = json.dumps({"update_id": number, kind: value}, ensure_ascii=is_ascii)
        body = update.encode("utf-8", "surrogatepass")
        assert assert_is_read(body).update_id == number


@many
@given(st.integers(0, 10**17), st.integers(2, 6_000), st.sampled_from((b"[]", b"{}", b'"x')))
def test_the_number_is_kept_where_nothing_else_can_be_read(number, depth, signs):
    broken = b'{"update_id": %d, "message": ' % number + signs[:1] * depth
    assert assert_is_read(broken).update_id == number


@many
@given(stretched(st.text(st.characters(), max_size=20), 4_096))
def test_words_arrive_as_they_were_typed(words):
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": words}
    assume(words.strip() and not words.strip().startswith("/"))
    read = read_update(json.dumps({"update_id": 1, "message": message}).encode())
    typed = read.arrived.raw.text
    is_whole = not re.search("[\ud800-\udfff]", words)
    assert typed == words or not is_whole
    assert len(typed) == len(words) or not is_whole


# Buttons

SLUGS = sorted(
    {
        slug
        for path in FOLDER.rglob("*.yaml")
        for slug in re.findall(r"[a-z][a-z0-9_]*", path.read_text("utf-8"))
    }
)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,48}", fullmatch=True)
turns = st.integers(0, LATEST_TURN)


@many
@given(turns, ids, st.none() | st.booleans())
def test_a_button_says_what_was_meant(turn, option, checked):
    data = button_data(turn, RenderedOption(option, "x", checked=checked))
    assert len(data.encode()) <= LONGEST_DATA
    wanted = None if checked is None else not checked
    assert read_button(data) == Tapped(option, turn, wanted)


def test_every_id_in_the_content_fits_on_a_button():
    assert len(SLUGS) > 300
    for option in (*SLUGS, "a" + "9" * 6):
        data = button_data(LATEST_TURN, RenderedOption(option, "x", checked=True))
        assert len(data.encode()) <= LONGEST_DATA
        assert read_button(data) == Tapped(option, LATEST_TURN, wanted=False)


@many
@given(st.text(st.characters(), max_size=64))
def test_any_data_is_a_tap(data):
    found = read_button(data)
    assert isinstance(found, Resumed) == (data == HERE)
    if isinstance(found, Tapped):
        assert 0 <= found.turn < 10**15


def test_a_button_without_a_question_says_so():
    assert button_data(UNKNOWN_TURN, RenderedOption("here", "Verder")) == HERE


# Texts and keyboards

_SIGNS = "ab é€ <>&\"';\n\n👨\u200d👩\u200d👧🇳🇱👍🏿مرحبا\u200f\u200bשלום你好\u0301\ufe0f\u00a0"
_signs = st.text(st.sampled_from(_SIGNS), max_size=400) | st.text(max_size=200)
_long = stretched(_signs, 12_000)
paragraphs = st.lists(_long.map(lambda text: without_controls(text).strip()).filter(bool))


def solid(text):
    return "".join(cleaned(text).split())


@many
@given(paragraphs)
def test_every_piece_fits_and_nothing_is_lost(parts):
    pieces = texts_of(RenderedScreen(1, parts))
    shown = [parse_html(piece) for piece in pieces]
    assert pieces
    for piece in shown:
        assert utf16_length(piece.text) <= LONGEST_TEXT
        assert not piece.remarks
        assert not piece.entities
    if parts:
        assert solid("".join(one.text for one in shown)) == solid("".join(parts))


@many
@given(st.text(st.sampled_from(_SIGNS + "&lt;&amp;<b>"), min_size=1, max_size=200), _signs)
def test_an_answered_question_reads_as_both(shown, chosen):
    assume(cleaned(chosen).strip(" \t\r\n\0\v") and cleaned(shown).strip(" \t\r\n\0\v"))
    found = parse_html(answered_text(shown, chosen))
    assert not found.remarks
    assert solid(found.text) == solid(f"{shown}👉{chosen}")


_marks = st.text(st.sampled_from(_SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=40)
labels = stretched(_marks, 60)
options = st.builds(
    RenderedOption,
    ids,
    labels.map(lambda text: " ".join(without_controls(text).split())).filter(bool),
    st.sampled_from(("content", "alter", "toggle", "example", "done", "opt_out", "navigation")),
    st.none() | st.booleans(),
)


@many
@given(st.lists(options, max_size=20))
def test_every_option_has_one_button_in_its_order(some):
    screen = RenderedScreen(NOW, ["?"], some)
    buttons = [button for row in keyboard_of(screen) for button in row]
    assert [one["callback_data"] for one in buttons] == [button_data(NOW, one) for one in some]
    assert [one["text"] for one in buttons] == [label_of(one) for one in some]
    assert all(0 < len(one["text"]) <= LONGEST_LABEL for one in buttons)
    assert all(keyboard_of(screen))


@many
@given(options)
def test_a_label_that_fits_is_shown_whole(option):
    shown = label_of(option)
    is_short = len(option.label) <= ROW - 2
    assert shown.endswith(option.label) or not is_short
    assert shown.endswith(("…", option.label))


# The limiter, by a clock that jumps to the next thing to do


A_MOMENT = 1e-6
"""Time never stands still, or what is a hair too early would be tried for ever."""


class QuickLoop(asyncio.SelectorEventLoop):
    """Waits for nothing: its time goes on where everybody sleeps."""

    now = 1_000.0

    def time(self):
        return self.now

    def _run_once(self):
        if not self._ready and self._scheduled:
            self.now = max(self.now + A_MOMENT, self._scheduled[0].when())
        super()._run_once()


def sent(rate, wishes, halts=()):
    """When each message goes. Wishes are (seconds, chat, is_answer); halts (chat, seconds)."""
    loop = QuickLoop()
    found = [None] * len(wishes)

    async def send(limiter, number, seconds, chat, is_answer):
        await asyncio.sleep(seconds)
        await limiter.wait(chat, is_answer=is_answer)
        found[number] = loop.time() - 1_000.0

    async def send_all():
        limiter = Limiter(rate, loop.time)
        for chat, seconds in halts:
            limiter.halt(chat, seconds)
        await asyncio.gather(*(send(limiter, n, *wish) for n, wish in enumerate(wishes)))

    try:
        loop.run_until_complete(send_all())
    finally:
        loop.close()
    return found


rates = st.sampled_from((0.5, 1, 3, 30, 7.5))
moments = st.floats(0, 5) | st.sampled_from((0.0, 0.0, 1.0))
chats = st.sampled_from((1, 1, 1, 2, 3, 4))
wishes = st.lists(st.tuples(moments, chats, st.booleans()), min_size=12, max_size=40)


def assert_within(times, most, rate):
    """In no stretch of time more than what may go at once, and what came back meanwhile."""
    times = sorted(times)
    for first, began in enumerate(times):
        for last in range(first, len(times)):
            assert last - first + 1 <= most + rate * (times[last] - began) + 0.001


@many
@given(rates, wishes)
def test_no_more_goes_than_may(rate, some):
    times = sent(rate, some)
    assert None not in times
    assert_within(times, max(1.0, rate), rate)
    for chat in {chat for _, chat, _ in some}:
        mine = [at for at, (_, whose, _) in zip(times, some, strict=True) if whose == chat]
        assert_within(mine, BURST, REFILL)
    assert all(at >= wish[0] - 0.001 for at, wish in zip(times, some, strict=True))


@many
@given(rates, st.lists(st.booleans(), min_size=1, max_size=60))
def test_answers_go_before_what_comes_by_itself(rate, are_answers):
    some = [(0.0, chat, is_answer) for chat, is_answer in enumerate(are_answers)]
    times = sent(rate, some)
    waited = [(at, one[2]) for at, one in zip(times, some, strict=True) if at > 0.001]
    answers = [at for at, is_answer in waited if is_answer]
    others = [at for at, is_answer in waited if not is_answer]
    assert not answers or not others or max(answers) <= min(others)


@many
@given(rates, wishes)
def test_a_chat_that_has_to_wait_makes_nobody_else_wait(rate, some):
    halted = 1
    others = [wish for wish in some if wish[1] != halted]
    times = sent(rate, some, [(halted, 10_000.0)])
    theirs = [at for at, wish in zip(times, some, strict=True) if wish[1] != halted]
    # Each costs the time of one message at most, over all chats and in its own.
    assert max(theirs, default=0.0) <= 5.0 + len(others) * (1 / rate + 1 / REFILL) + 0.001
    mine = [at for at, wish in zip(times, some, strict=True) if wish[1] == halted]
    assert all(at >= 10_000.0 for at in mine)


def test_without_a_rate_nothing_waits():
    assert sent(0, [(0.0, 1, True)] * 50) == [0.0] * 50


# What is remembered of a chat

steps = st.lists(
    st.tuples(
        st.sampled_from(("add", "add", "drop", "forget")),
        st.integers(0, 30),
        st.integers(0, 4_000) | st.sampled_from((0, 1, KEPT_HOURS * 60)),
    ),
    min_size=4,
)


@many
@given(steps)
def test_a_chat_remembers_what_can_still_be_deleted(some):
    chat, minute, there = Chat(), NOW // 60, {}
    for what, message, minutes in some:
        minute += minutes
        if what == "add":
            chat.add(message, minute * 60)
            there.setdefault(message, minute)
        elif what == "drop":
            chat.drop({message, message + 1})
            there = {one: at for one, at in there.items() if one not in (message, message + 1)}
        else:
            chat.forget_old(minute * 60)
            young = [one for one in chat.minutes if one > minute - KEPT_HOURS * 60]
            assert chat.minutes == young
    assert len(chat.ids) == len(chat.minutes)
    assert chat.minutes == sorted(chat.minutes)
    assert 0 not in chat.ids
    fresh = {one for one, at in there.items() if one and at > minute - KEPT_HOURS * 60}
    assert fresh <= set(chat.ids)
    assert decode_chat(encode_chat(chat)) == chat


def test_of_a_long_chat_the_newest_messages_are_remembered():
    chat = Chat()
    for message in range(1, 2 * KEPT_MESSAGES):
        chat.add(message, NOW)
    chat.forget_old(NOW)
    assert chat.ids == list(range(KEPT_MESSAGES, 2 * KEPT_MESSAGES))
    assert bisect_left(chat.minutes, NOW // 60) == 0


@many
@given(st.binary(max_size=80) | _values.map(lambda value: json.dumps(value).encode()))
def test_a_chat_that_cannot_be_read_is_an_empty_one(stored):
    found = decode_chat(stored)
    assert isinstance(found.question, int)


@pytest.mark.parametrize("stored", [None, b"", b"null", b"[" * 5_000, b'{"ids":["a"]}', b"\xff"])
def test_nothing_readable_is_an_empty_chat(stored):
    assert decode_chat(stored) == Chat()
