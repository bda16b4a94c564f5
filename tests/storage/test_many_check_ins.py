"""Many check-ins, several processes, kills and clocks that jump: each once, and none at night."""

import random
import subprocess
import sys
import threading
import time

from sqlalchemy import select, text

from storage import check_ins, clients, lanes, records
from storage.check_ins import REMINDER_DAYS, CheckInDraft
from storage.outbox import OutboxDraft
from storage.quiet_hours import is_quiet, local_day, may_begin
from tests.storage.check_in_driver import DAY
from tests.storage.conftest import IS_FULL
from tests.storage.lane_steps import rows
from tests.storage.test_check_ins import (
    DRIVER,
    SEED,
    epoch,
)

PER_CLIENT = 5
MANY = 100_000 if IS_FULL else 2_000
KILLS = 60 if IS_FULL else 3
SECONDS = 120 if IS_FULL else 2
AT_ONCE = 250 if IS_FULL else 20
# Days around both changes of the clock; a span ends when the last reminder is due.
SPANS = [
    (int(epoch(2027, 3, 24)), int(epoch(2027, 4, 6))),
    (int(epoch(2027, 10, 27)), int(epoch(2027, 11, 9))),
]
LAST_DAY = 6  # of a span, on which something is to be asked

STORY = {
    "sqlite": """
        CREATE TABLE story (n INTEGER PRIMARY KEY, client BLOB, what TEXT, number INTEGER);
        CREATE TRIGGER asked AFTER UPDATE ON check_ins BEGIN INSERT INTO story
            (client, what, number) VALUES (old.client, 'left stage ' || old.stage, old.id); END;
        CREATE TRIGGER reminded AFTER DELETE ON check_ins BEGIN INSERT INTO story
            (client, what, number) VALUES (old.client, 'gone at ' || old.stage, old.id); END;
        CREATE TRIGGER line AFTER INSERT ON outbox BEGIN INSERT INTO story
            (client, what, number) VALUES (new.client, 'line', new.id); END
    """,
    "postgresql": """
        CREATE TABLE story (n BIGSERIAL PRIMARY KEY, client BYTEA, what TEXT, number BIGINT);
        CREATE FUNCTION check_in_moves() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO story (client, what, number) VALUES (old.client, CASE TG_OP
            WHEN 'UPDATE' THEN 'left stage ' ELSE 'gone at ' END || old.stage, old.id);
            RETURN NULL; END $$;
        CREATE FUNCTION line_comes() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO story (client, what, number) VALUES (new.client, 'line', new.id);
            RETURN NULL; END $$;
        CREATE TRIGGER moves AFTER UPDATE OR DELETE ON check_ins
            FOR EACH ROW EXECUTE FUNCTION check_in_moves();
        CREATE TRIGGER line AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION line_comes()
    """,
}
"""The database itself writes down, in the same transaction, what happens to each row."""


def tell_the_story(place, store):
    if place.cluster:
        place.cluster.execute(STORY["postgresql"], place.database)
        return
    connection = store._database.engine.raw_connection()
    connection.executescript(STORY["sqlite"])
    connection.close()


def fill(store, chance, now):
    """Plan check-ins for many clients; return the day of each by its number."""
    people = [("telegram", str(n)) for n in range(MANY // PER_CLIENT)]
    days = [local_day(first) + n for first, _ in SPANS for n in range(1, LAST_DAY + 1)]
    for begin in range(0, len(people), 500):
        with store._database.write() as connection:
            made = []
            for who in clients.meet(connection, store._keyring, people[begin : begin + 500], now):
                drafts = [CheckInDraft(b"%d" % n, chance.choice(days)) for n in range(PER_CLIENT)]
                made += check_ins.sealed(who, drafts, now).rows.values()
            check_ins.add(connection, made)
    with store._database.read() as connection:
        found = connection.execute(select(records.check_ins.c.id, records.check_ins.c.day))
        return dict(map(tuple, found))


class Runner:
    """A driver that is started again when it was killed."""

    def __init__(self, place, number):
        self.place, self.number, self.starts, self.told = place, number, 0, 0
        self.start()

    def start(self):
        self.starts += 1
        moments = [str(moment) for span in SPANS for moment in span]
        where = [self.place.url, self.place.folder]
        numbers = map(str, (self.number * 1000 + self.starts, AT_ONCE, SECONDS))
        command = [sys.executable, DRIVER, *where, *numbers, *moments]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, **pipes, text=True)

    def wait_until_ready(self):
        assert self.process.stdout.readline() == "ready\n"

    def go(self, began):
        with self.process.stdin as words:
            words.write(f"{began}\n")
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        with self.process.stdout as words:
            self.told += sum(map(int, words))

    def kill(self):
        """Kill it; tell whether it was at work."""
        is_at_work = self.process.poll() is None
        self.process.kill()
        self.wait()
        return is_at_work

    def wait(self):
        self.process.wait(600)
        self.reader.join()
        return self.process.returncode


def run_and_kill(runners, chance):
    """Let processes fire by one clock, and kill one now and then; return how many were killed."""
    for runner in runners:
        runner.wait_until_ready()
    began = time.time()
    for runner in runners:
        runner.go(began)
    killed = 0
    for _ in range(KILLS):
        time.sleep(chance.uniform(0, SECONDS / KILLS / 2))
        victim = chance.choice(runners)
        killed += victim.kill()
        victim.start()
        victim.wait_until_ready()
        victim.go(began)
    assert [runner.wait() for runner in runners] == [0] * len(runners)
    return killed


def read_story(store):
    with store._database.read() as connection:
        rows = connection.execute(text("SELECT client, what, number FROM story ORDER BY n")).all()
    by_client = {}
    for client, what, number in rows:
        by_client.setdefault(bytes(client), []).append((what, number))
    return by_client


def lines_of(store, who):
    """When each line was put out, by the clock of who did it."""
    client = store.find_client("telegram", who)
    return client.id, {item.id: int(item.payload) for item in store.pending_outbox(client)}


def check_story(events, lines, days):
    """Follow one client: a line, and the check-ins it is for. Return the numbers of these."""
    asked, reminded, now, is_for_something = {}, [], 0, True
    for what, number in events:
        if what == "line":
            assert is_for_something
            now, is_for_something = lines[number], False
            assert may_begin(now)
            assert not is_quiet(now)
            continue
        is_for_something = True
        if what == "left stage 0":
            assert number not in asked
            assert days[number] <= local_day(now)
            asked[number] = local_day(now)
        else:
            assert what == "gone at 1"
            assert number not in reminded
            assert asked[number] + REMINDER_DAYS <= local_day(now)
            reminded.append(number)
    assert is_for_something
    assert sorted(asked) == sorted(reminded)
    return reminded


def test_many_check_ins_are_fired_once_each_by_processes_that_are_killed(empty):
    chance = random.Random(SEED)  # noqa: S311
    empty.clock.at = SPANS[0][0] - DAY
    store = empty.open()
    days = fill(store, chance, empty.clock.at)
    assert len(days) == MANY
    tell_the_story(empty, store)
    runners = [Runner(empty, number) for number in range(4)]
    try:
        killed = run_and_kill(runners, chance)
    finally:
        for runner in runners:
            with runner.process:  # closes the pipes
                runner.process.kill()
    if IS_FULL:  # in a short run on a busy machine one may have done it all
        assert killed > KILLS // 2
        assert all(runner.told for runner in runners)
    fire_the_rest(empty, store)
    check_all(store, days)


def check_all(store, days):
    """Each check-in was asked once and reminded of once, each in a line of its client."""
    story = read_story(store)
    done = []
    for n in range(MANY // PER_CLIENT):
        client, lines = lines_of(store, str(n))
        assert len(lines) == len([what for what, _ in story[client] if what == "line"])
        done += check_story(story[client], lines, days)
    assert sorted(done) == sorted(days)
    assert rows(store, records.check_ins) == 0
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0


def fire_the_rest(place, store):
    """Fire what fell to none of the processes: its lane was locked, or who had it was killed."""
    place.clock.at = SPANS[-1][1] + DAY // 2
    for _ in range(3):
        while store.fire_check_ins(OutboxDraft("waiting", b"%d" % place.clock.at)):
            pass
        place.clock.at += REMINDER_DAYS * DAY
