"""From inbox to outbox when something goes wrong, and that nobody else notices."""

import sqlite3
import uuid
from contextlib import contextmanager

import pytest

from bot.raw_input import Opened, Typed, encode_raw
from bot.rendering import UNKNOWN_TURN
from bot.terminal.app import person_called
from storage.database import _PRAGMAS
from storage.errors import StorageUnavailable
from storage.inbox import Incoming
from storage.turns import CommitResult, Outcome
from tests.bot.conftest import desk_on

ANNA, PIET = person_called("Anna"), person_called("Piet")
NUMBERS = ("112", "113", "0800-2000")


class Talk:
    """One person at a desk, as the terminal does it."""

    def __init__(self, desk, person):
        self.desk = desk
        self.person = person
        self.screens = self._show(desk.open(person))

    @property
    def screen(self):
        return self.screens[-1]

    def say(self, line):
        reply = self.desk.handle(self.person, Typed(line, self.screen.turn), self.screen)
        self.screens = self._show(reply)
        return self.screen

    def _show(self, reply):
        shown = []
        while reply is not None:
            shown += [message.screen for message in reply.messages]
            reply = self.desk.shown(reply)
        return shown


@pytest.fixture
def anna(desk):
    return Talk(desk, ANNA)


def words(screen):
    return "\n".join(screen.paragraphs)


def asks_the_same(screen, question):
    same = screen.options == question.options
    return same and screen.paragraphs[-1] == question.paragraphs[-1]


@contextmanager
def locked(place):
    other = sqlite3.connect(place.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def change(place, statement, *values):
    with sqlite3.connect(place.database) as other:
        assert other.execute(statement, values).rowcount > 0
    other.close()


# A database that cannot write


def test_while_the_database_is_locked_an_answer_is_asked_again(place, anna, conversation):
    question = anna.say("1")
    with locked(place):
        refused = anna.say("1")
        assert refused.paragraphs[0] == conversation.text("_shared/front_not_kept", "je")[0]
        assert asks_the_same(refused, question)
        twice = anna.say("1")
        assert len(twice.paragraphs) == len(refused.paragraphs)
    after = anna.say("1")
    assert not asks_the_same(after, question)
    assert asks_the_same(anna.say("/terug"), question)


def test_while_the_database_is_locked_help_is_given(place, anna):
    anna.say("1")
    with locked(place):
        assert all(number in words(anna.say("/hulp")) for number in NUMBERS)
        assert all(number in words(anna.say("ik wil dood")) for number in NUMBERS)


def test_while_the_database_is_locked_the_question_is_shown_at_the_start(place, anna):
    question = anna.say("1")
    with locked(place):
        screen = Talk(anna.desk, ANNA).screen
    assert asks_the_same(screen, question)


def test_a_full_disk_keeps_nothing_half(place, clock, conversation, monkeypatch):
    with place.store(now=clock, patience=0.1) as store:
        Talk(desk_on(store, conversation), ANNA).say("1")
    with sqlite3.connect(place.database) as other:
        [pages] = other.execute("PRAGMA page_count").fetchone()
    other.close()
    monkeypatch.setattr("storage.database._PRAGMAS", (*_PRAGMAS, f"PRAGMA max_page_count={pages}"))
    with place.store(now=clock, patience=0.1) as store:
        talk = Talk(desk_on(store, conversation), ANNA)
        question = talk.screen
        full = until_it_is_full(talk)
        assert full.paragraphs[0] == conversation.text("_shared/front_not_kept", "je")[0]
    monkeypatch.undo()
    with place.store(now=clock, patience=0.1) as store:
        screen = Talk(desk_on(store, conversation), ANNA).screen
        assert screen.options == full.options or asks_the_same(screen, question)


def until_it_is_full(talk):
    not_kept = talk.desk._trouble._conversation.text("_shared/front_not_kept", "je")[0]
    for number in range(60):
        screen = talk.say("1" if number % 2 else "x" * 7_000)
        if screen.paragraphs[0] == not_kept:
            return screen
    raise AssertionError("it never filled up")


def test_an_answer_that_was_refused_does_not_count_afterwards(anna, store, monkeypatch):
    """The inbox took it, the commit of the turn did not: the client was told that it is gone."""
    question = anna.say("1")
    with monkeypatch.context() as broken:
        broken.setattr(store, "commit", lambda batch: [failed() for _ in batch])
        assert asks_the_same(anna.say("1"), question)
    after = anna.say("3")  # another choice than the one before
    assert not asks_the_same(after, question)
    assert anna.say("/terug").options == question.options
    assert len(anna.screens) == 1


def failed():
    return CommitResult(Outcome.FAILED, error=StorageUnavailable("disk_full"))


# Damage


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers SET blob = zeroblob(length(blob))",
        "UPDATE clients SET wrapped_key = zeroblob(length(wrapped_key))",
    ],
)
def test_a_damaged_row_is_told_to_that_client_only(place, desk, anna, capsys, statement):
    question = anna.say("1")
    change(place, statement)
    damaged = anna.say("1")
    assert all(number in words(damaged) for number in NUMBERS)
    assert damaged.options == []
    log = capsys.readouterr().err
    assert "record_damaged" in log
    assert "Anna" not in log
    assert asks_the_same(Talk(desk, PIET).say("1"), question)
    assert words(anna.say("1")) == words(damaged)


def test_swapped_rows_are_damaged_rows(place, desk, anna):
    anna.say("1")
    piet = Talk(desk, PIET)
    piet.say("1")
    with sqlite3.connect(place.database) as other:
        rows = other.execute("SELECT client, blob FROM dossiers").fetchall()
        for (client, _), (_, blob) in zip(rows, reversed(rows), strict=True):
            other.execute("UPDATE dossiers SET blob = ? WHERE client = ?", (blob, client))
    other.close()
    assert all(number in words(anna.say("1")) for number in NUMBERS)
    assert all(number in words(piet.say("1")) for number in NUMBERS)


def test_who_was_damaged_can_erase_and_begin_anew(place, anna):
    first = anna.screen
    anna.say("1")
    change(place, "UPDATE dossiers SET blob = zeroblob(length(blob))")
    anna.say("1")
    assert asks_the_same(anna.say("/wissen"), first)
    assert not asks_the_same(anna.say("1"), first)


def test_an_error_in_the_program_blocks_nobody(anna, conversation, monkeypatch):
    question = anna.say("1")
    with monkeypatch.context() as broken:
        broken.setattr(conversation, "take", lambda _stored, _raw: 1 / 0)
        screen = anna.say("1")
    assert screen.paragraphs[0] == conversation.text("_shared/front_failed", "je")[0]
    assert asks_the_same(screen, question)
    assert not asks_the_same(anna.say("1"), question)


# After a crash


def test_what_waits_in_the_inbox_is_done_first(store, conversation, anna):
    question = anna.say("1")
    arrive(store, Typed("1", question.turn))
    screens = Talk(desk_on(store, conversation), ANNA).screens
    assert len(screens) == 1
    assert not asks_the_same(screens[0], question)


def test_a_screen_that_nobody_saw_is_shown_once(store, conversation, anna):
    question = anna.say("1")
    unseen = anna.desk.handle(ANNA, Typed("1", question.turn), question)
    release_lanes(store)
    [screen] = Talk(desk_on(store, conversation), ANNA).screens
    assert screen == unseen.messages[0].screen
    again = Talk(desk_on(store, conversation), ANNA).screens
    assert len(again) == 1
    assert asks_the_same(again[0], screen)


def test_a_line_that_came_twice_counts_once(store, conversation, anna):
    question = anna.say("1")
    for _ in range(2):
        arrive(store, Typed("1", question.turn))
    screens = Talk(desk_on(store, conversation), ANNA).screens
    assert [screen.options for screen in screens] == [screens[0].options] * 2


def arrive(store, raw):
    incoming = Incoming(ANNA.channel, ANNA.external_id, uuid.uuid4().hex, encode_raw(raw))
    assert store.receive([incoming])[0].is_new


def release_lanes(store):
    """As if the lease of the process that died had ended."""
    with store._database.write() as connection:
        connection.exec_driver_sql("UPDATE lanes SET claimed_until = 0")


# Two at once, and coming back


def test_a_line_for_an_older_question_is_no_answer(store, conversation, anna):
    question = anna.say("1")
    other = Talk(desk_on(store, conversation), ANNA)
    moved = other.say("1")
    late = anna.say("2")
    assert asks_the_same(late, moved)
    assert not asks_the_same(late, question)


def test_erased_elsewhere_the_conversation_begins_anew(store, anna):
    first = anna.screen
    anna.say("1")
    store.erase(store.find_client(ANNA.channel, ANNA.external_id))
    anna.say("/menu")
    assert asks_the_same(anna.say("/terug"), first)


def test_who_comes_back_from_a_pause_gets_the_question(anna):
    question = anna.say("1")
    paused = anna.say("/stop")
    assert not asks_the_same(paused, question)
    assert asks_the_same(Talk(anna.desk, ANNA).screen, question)


def test_who_comes_back_after_days_is_welcomed(anna, clock):
    anna.say("1")
    question = anna.say("1")
    clock.at += 3 * 86_400
    back = Talk(anna.desk, ANNA).screen
    assert asks_the_same(back, question)
    assert len(back.paragraphs) > len(question.paragraphs)
    assert len(Talk(anna.desk, ANNA).screen.paragraphs) == len(question.paragraphs)


def test_opening_twice_changes_nothing(anna):
    question = anna.say("1")
    assert Talk(anna.desk, ANNA).screen == question
    assert conversation_is_where_it_was(anna, question)


def conversation_is_where_it_was(anna, question):
    reply = anna.desk.handle(ANNA, Opened(), None)
    anna.desk.shown(reply)
    return reply.messages[-1].screen == question


def test_the_last_screen_of_an_erasure_is_no_question(anna):
    anna.say("1")
    gone = anna.say(anna.say("/wissen").options[0].label)
    assert gone.turn == UNKNOWN_TURN
    assert gone.wipe
