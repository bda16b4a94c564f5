"""What a stolen disk, a log or an error tells: nothing. And what an erasure leaves: nothing."""

import base64
import logging
import shutil
import traceback

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage import erasure, records
from storage.errors import StorageError
from storage.inbox import Arrival, Incoming
from storage.lanes import Claim
from storage.outbox import OutboxDraft
from storage.turns import Outcome, TurnCommit

CANARY = "Grietje Kwikstaart"
LOOSE = "Wipstaart Loosdrecht"
"""What two tests store unencrypted on purpose. It must be another word: the tests of a worker share
one PostgreSQL, whose log and write-ahead log keep it."""

PERSON = "8675309123"
UPDATE = "918273645546"
CLAIM = Claim("here")


def spellings(word: str) -> list[bytes]:
    """The ways in which a word could stand in a file."""
    plain = word.encode()
    encodings = [plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain[::-1]]
    return [*encodings, plain.hex().encode(), base64.b64encode(plain)[:-4]]


def live(store, *, who=PERSON, turns=3, size=0):
    """Have a client use everything: updates, turns, messages, dead letters, things left waiting."""
    story = (CANARY * (size // len(CANARY) + 1)).encode()
    for number in range(turns):
        update = Incoming("telegram", who, f"{UPDATE}{who}{number}", CANARY.encode())
        (receipt,) = store.receive([update], CLAIM)
        lane = receipt.lane
        turn = TurnCommit(
            lane.client, story, number,
            (OutboxDraft("question", CANARY.encode()),),
            tuple(item.id for item in lane.items), lane,
        )  # fmt: skip
        (result,) = store.commit([turn])
        assert result.is_committed
        store.mark_sent(lane.client, result.outbox_ids[: number % 2], lane)
        store.mark_unsure(lane.client, result.outbox_ids, lane)
    last = [Incoming("telegram", who, f"{UPDATE}{who}{n}", CANARY.encode()) for n in "ab"]
    lane = store.receive(last, CLAIM)[0].lane
    store.bury(lane, lane.items[0].id, "poison")
    return lane.client


def on_disk(place) -> dict[str, bytes]:
    if place.is_sqlite:
        return place.files()
    place.cluster.execute("CHECKPOINT")
    paths = [path for path in place.cluster.folder.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in paths}


def test_no_word_and_no_id_stands_readable_on_the_disk(store, place):
    live(store, size=20_000)
    found = on_disk(place)
    assert any("wal" in name for name in found)
    assert sum(map(len, found.values())) > 40_000
    words = [spelled for word in (CANARY, PERSON, UPDATE) for spelled in spellings(word)]
    for name, content in found.items():
        assert not [word for word in words if word in content], name


def test_the_search_does_find_what_is_not_encrypted(store, place):
    """Else the test above would prove nothing."""
    with store._database.write() as connection:
        row = {"update_key": LOOSE.encode(), "day": 1}
        connection.execute(records.seen_updates.insert(), row)
    assert any(LOOSE.encode() in content for content in on_disk(place).values())


def test_logs_at_every_level_hold_no_people(place, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)
    try:
        store = place.open()
        client = live(store)
        bad = TurnCommit(client, CANARY.encode(), 3, (OutboxDraft(object(), b"?"),))
        assert store.commit([bad])[0].outcome is Outcome.FAILED
        store.erase(client)
    finally:
        logging.getLogger("sqlalchemy").setLevel(logging.NOTSET)
    assert "INSERT INTO outbox" in caplog.text
    assert "hide_parameters=True" in caplog.text  # SQLAlchemy says so in the place of values
    for word in (CANARY, PERSON, UPDATE):
        assert word not in caplog.text


def test_errors_hold_no_people(store):
    client = live(store)
    twice = [{"update_key": LOOSE.encode(), "day": 1}] * 2
    with pytest.raises(StorageError) as caught, store._database.write() as connection:
        connection.execute(records.seen_updates.insert(), twice)
    shown = "".join(traceback.format_exception(caught.value))
    assert LOOSE not in shown
    assert LOOSE.encode().hex() not in shown
    draft = OutboxDraft("question", CANARY.encode())
    turn = TurnCommit(client, CANARY.encode(), 0, (draft,))
    update = Incoming("telegram", PERSON, UPDATE, CANARY.encode())
    lane = store.claim(Claim("x")), store.pending_outbox(client), store.load(client)
    for word in (CANARY, PERSON, UPDATE):
        assert word not in repr((client, turn, update, lane, store, store._keyring))


# Erasure


def rows_of(store, client) -> int:
    with store._database.read() as connection:
        owned = [table for table in records.metadata.sorted_tables if "client" in table.columns]
        counts = [
            connection.execute(
                select(func.count()).select_from(table).where(table.c.client == client.id)
            ).scalar_one()
            for table in owned
        ]
        counts.append(
            connection.execute(
                select(func.count())
                .select_from(records.clients)
                .where(records.clients.c.id == client.id)
            ).scalar_one()
        )
    return sum(counts)


def bytes_of(store, client) -> list[bytes]:
    """All binary values of a client, cut so small that a piece fits in a page of the database."""
    found = []
    with store._database.read() as connection:
        for table in records.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                if row.get("client", row.get("id")) == client.id:
                    found += [value for value in row.values() if isinstance(value, bytes)]
    return [value[at : at + 16] for value in found for at in range(0, len(value) - 15, 100)]


def assert_gone(files, pieces):
    assert len(pieces) > 10
    for name, content in files.items():
        assert not [piece for piece in pieces if piece in content], name


def test_erased_leaves_no_row_and_touches_nobody_else(store):
    jan, piet = live(store), live(store, who="piet")
    assert rows_of(store, jan) >= 5
    before = rows_of(store, piet)
    assert store.erase(jan)
    assert rows_of(store, jan) == 0
    assert rows_of(store, piet) == before
    assert store.find_client("telegram", PERSON) is None
    assert store.load(piet) is not None


@settings(
    max_examples=12, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(turns=st.integers(1, 6), size=st.integers(0, 60_000), others=st.integers(0, 2))
def test_erased_leaves_no_byte_in_any_file_of_sqlite(sqlite_place, turns, size, others):
    store = sqlite_place.open()
    pieces = []
    for _ in range(2):  # twice: somebody may come back and leave again
        sqlite_place.clock.at += 10 * 86_400
        store.tidy()
        for number in range(others):
            live(store, who=f"ander {number} {sqlite_place.clock.at}", turns=1)
        client = live(store, turns=turns, size=size)
        pieces += bytes_of(store, client)
        assert store.erase(client)
        assert_gone(sqlite_place.files(), pieces)
    sqlite_place.close()
    assert_gone(sqlite_place.files(), pieces)


def test_the_search_does_find_what_is_not_erased(sqlite_place):
    store = sqlite_place.open()
    client = live(store, size=20_000)
    pieces = bytes_of(store, client)
    with pytest.raises(AssertionError):
        assert_gone(sqlite_place.files(), pieces)


def test_an_erasure_while_somebody_reads_is_finished_later(sqlite_place):
    store = sqlite_place.open(patience=0.1)
    client = live(store, size=20_000)
    pieces = bytes_of(store, client)
    reader = sqlite_place.open()
    with reader._database.read() as connection:
        connection.execute(select(records.clients)).all()
        assert store.erase(client) is False
    assert store.tidy() is True
    assert_gone(sqlite_place.files(), pieces)


def test_a_crash_between_deleting_and_wiping_is_finished_at_the_next_start(
    sqlite_place, tmp_path, monkeypatch
):
    store = sqlite_place.open()
    client = live(store, size=20_000)
    pieces = bytes_of(store, client)
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "truncate_wal", lambda _: False)
        store.erase(client)
    # What the disk holds at this moment is what a crash would leave.
    shutil.copytree(sqlite_place.folder, tmp_path / "crashed")
    sqlite_place.close()
    sqlite_place.folder = tmp_path / "crashed"
    sqlite_place.url = f"sqlite:///{sqlite_place.file}"
    with pytest.raises(AssertionError):
        assert_gone(sqlite_place.files(), pieces)
    sqlite_place.open()
    assert_gone(sqlite_place.files(), pieces)


def test_a_crash_between_the_log_and_the_deletion_can_be_done_again(store, place, monkeypatch):
    client = live(store)
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "delete_client", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.erase(client)
    assert store.load(client)
    assert store.erase(client)
    assert store.erase(client)
    assert rows_of(store, client) == 0
    assert len(erasure.read_log(place.folder / "erased.log")) == 1


def test_the_log_names_erased_clients_by_keyed_id_only(store, place):
    client = live(store)
    path = place.folder / "erased.log"
    store.erase(client)
    content = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert erasure.read_log(path) == {store._keyring.index.erased(client.id)}
    for secret in (client.id, client.id.hex().encode(), client.lookup.hex().encode()):
        assert secret not in content


def test_who_comes_back_after_an_erasure_is_somebody_new(store, place):
    first = live(store)
    store.erase(first)
    second = store.client("telegram", PERSON)
    assert second.id != first.id
    assert store.load(second) is None
    log = erasure.read_log(place.folder / "erased.log")
    assert store._keyring.index.erased(second.id) not in log


def test_a_redelivered_update_does_not_bring_back_who_was_erased(store):
    client = live(store)
    store.erase(client)
    again = Incoming("telegram", PERSON, f"{UPDATE}{PERSON}0", CANARY.encode())
    assert store.receive([again])[0].arrival is Arrival.DUPLICATE
    assert store.claim(CLAIM) == []


def test_a_cut_line_in_the_log_spoils_no_other(tmp_path):
    path = tmp_path / "erased.log"
    erasure.log(path, "a" * 64)
    with path.open("a") as file:
        file.write("b" * 20)
    erasure.log(path, "c" * 64)
    assert {"a" * 64, "c" * 64} <= erasure.read_log(path)


def test_when_the_log_cannot_be_written_nothing_is_erased(store, place):
    client = live(store)
    (place.folder / "erased.log").mkdir()
    with pytest.raises(StorageError) as caught:
        store.erase(client)
    assert caught.value.code == "unavailable"
    assert store.load(client)


def test_an_erasure_waits_for_a_turn_that_is_being_written(postgres_place):
    """And neither breaks the other: the turn is stored and then erased, or refused."""
    store, other = postgres_place.open(), postgres_place.open()
    for number in range(10):
        client = live(store, who=f"persoon {number}", turns=1)
        turns = [TurnCommit(client, b"x", 1, (OutboxDraft("question", b"?"),)) for _ in range(3)]
        futures = [other.submit(turn) for turn in turns]
        store.erase(client)
        codes = {future.result(10).code for future in futures}
        assert codes <= {"committed", "version_conflict", "client_gone"}
        assert rows_of(store, client) == 0


def test_foreign_keys_hold_even_against_hand_written_rows(store):
    row = {"client": b"nobody", "version": 1, "blob": b""}
    with pytest.raises(StorageError), store._database.write() as connection:
        connection.execute(records.dossiers.insert(), row)
