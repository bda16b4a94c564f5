"""A portal that runs apart has one key: it opens what was shared, and nothing of a dossier."""

import base64
import copy
import pickle

import pytest
from sqlalchemy import select, text

from storage import records, schema
from storage.encryption import STEP
from storage.errors import MasterKeyError, RecordDamaged, StorageError
from storage.keys import KeySource, MasterKeys
from storage.portal.keys import PortalKeys
from storage.portal.store import PortalStore
from storage.turns import TurnCommit
from tests.storage.portal_steps import SNAPSHOT, all_set, worker_of

KEY = base64.b64encode(b"p" * 32).decode()
SECRET = b"alleen voor mij"


@pytest.fixture
def in_use(store):
    """A store with a client who told something, shared something, and has news."""
    client, worker, _, share = all_set(store)
    store.commit([TurnCommit(client, SECRET, store.load(client).version)])
    store.portal().open_share(worker, share, b"pagina", b"nieuws")
    store.note_bot_name("kring_bot")
    return store, client, worker, share


@pytest.fixture
def apart(in_use, place):
    """The same database in a portal of its own."""
    portal = PortalStore.open(place.url, KeySource(text=in_use[0].portal_line()), now=place.clock)
    yield portal
    portal.close()


def test_a_portal_apart_reads_workers_and_shares(in_use, apart):
    store, _, worker, share = in_use
    assert apart.worker(worker).details == b'{"name":"Fatima"}'
    assert apart.share(worker, share).payload == SNAPSHOT
    assert apart.share(worker, share).page == b"pagina"
    assert apart.log_view(worker, share, "page", b"gezien")
    assert apart.bot_name() == store.portal().bot_name() == "kring_bot"
    assert apart.verify_views() == store.portal().verify_views()
    assert store.forward_news(lambda _, payload: payload) == 2
    code = apart.make_code(worker)
    assert store.reserve_code(store.client("telegram", "piet"), code).worker == worker
    token = store.portal().issue("mail", b"x", 60)
    assert apart.spend("mail", token).payload == b"x"


def test_the_key_of_the_portal_opens_nothing_else(in_use, apart):
    """Whatever is tried with each blob of the other tables."""
    store, *_ = in_use
    keys = PortalKeys(base64.b64decode(store.portal_line().split()[1]))
    assert keys.key_id == apart._keys.key_id
    master = MasterKeys([keys._key])
    blobs = []
    with store._database.read() as connection:
        for table in (records.clients, records.dossiers, records.meta):
            for row in connection.execute(select(table)).mappings():
                blobs += [(row, value) for value in row.values() if isinstance(value, bytes)]
    assert len(blobs) >= 9
    for row, blob in blobs:
        for name in ("workers", "portal_news", "totp", "tickets", "passkeys", "codes"):
            with pytest.raises(RecordDamaged):
                keys.open(name, row.get("client") or b"", blob)
        with pytest.raises(RecordDamaged):
            master.unwrap(blob, b"portal key")
        with pytest.raises(RecordDamaged):
            keys.share(blob[:16], blob)


def test_a_store_does_not_open_with_the_key_of_the_portal(in_use, place):
    line = in_use[0].portal_line()
    (place.folder / "portal.keys").write_text(f"{line}\n")
    for source in (KeySource(text=line), KeySource(path=place.folder / "portal.keys")):
        with pytest.raises(MasterKeyError, match="portal") as caught:
            place.open(keys=source)
        assert caught.value.code == "master_key_of_portal"
        assert line.split()[1] not in str(caught.value)
        PortalStore.open(place.url, source).close()


def test_an_empty_database_is_not_begun_with_the_key_of_a_portal(empty):
    source = KeySource(text=f"portal {KEY}")
    with pytest.raises(MasterKeyError):
        empty.open(keys=source)
    with pytest.raises(StorageError) as caught:
        PortalStore.open(empty.url, source)
    assert caught.value.code == "schema_unknown"
    empty.open()


def test_a_portal_with_the_key_of_another_database_is_refused(place):
    place.open()
    with pytest.raises(MasterKeyError) as caught:
        PortalStore.open(place.url, KeySource(text=f"portal {KEY}"))
    assert caught.value.code == "master_key_wrong"


def test_a_portal_opens_with_the_master_keys_too(in_use, place):
    _, _, worker, share = in_use
    with PortalStore.open(place.url, place.keys, now=place.clock) as portal:
        assert portal.share(worker, share)


@pytest.mark.parametrize(
    "words", ["portal", "portal x", f"portal {KEY} {KEY}", f"{KEY} portal {KEY}", "portal a2V5"]
)
def test_a_line_of_the_portal_that_does_not_fit_is_named(place, words):
    place.open()
    with pytest.raises(MasterKeyError, match="MASTER_KEYS") as caught:
        PortalStore.open(place.url, KeySource(text=words))
    assert caught.value.code == "master_key_invalid"
    assert KEY not in str(caught.value)


def test_the_store_of_a_portal_shares_what_it_came_from(place):
    store = place.open()
    portal = store.portal()
    assert (portal._database, portal._writer) == (store._database, store._writer)
    portal.close()
    assert store.client("telegram", "jan")
    assert portal.workers() == []


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_database_of_an_earlier_version_goes_on_with_its_data(store, place, revision):
    client = store.client("telegram", "jan")
    store.commit([TurnCommit(client, SECRET, 0)])
    with store._database.write() as connection:
        schema.migrate(connection, revision)
    place.close()
    if not place.is_sqlite:
        place.cluster.execute("DROP TABLE first_head", place.database)
    store = place.open()
    if not place.is_sqlite:
        place.cluster.execute("CREATE TABLE first_head AS SELECT * FROM views_head", place.database)
    assert store.load(store.find_client("telegram", "jan")).content == SECRET
    line = store.portal_line()
    _, worker, _, share = all_set(store, "piet")
    assert store.portal().log_view(worker, share, "page", b"x")
    place.close()
    assert place.open().portal_line() == line
    assert place.open().portal().verify_views().count == 1


def test_a_portal_apart_waits_for_the_bot_to_bring_the_tables_up_to_date(sqlite_place):
    store = sqlite_place.open()
    source = KeySource(text=store.portal_line())
    with store._database.write() as connection:
        schema.migrate(connection, "0002")
    sqlite_place.close()
    with pytest.raises(StorageError) as caught:
        PortalStore.open(sqlite_place.url, source)
    assert caught.value.code == "schema_unknown"


def test_workers_without_their_key_are_not_given_a_new_one(sqlite_place):
    store = sqlite_place.open()
    worker_of(store)
    with store._database.write() as connection:
        connection.execute(text("UPDATE meta SET portal_key = NULL"))
    sqlite_place.close()
    with pytest.raises(RecordDamaged):
        sqlite_place.open()


# The keys themselves

KEYS = PortalKeys(b"k" * 32)


def test_what_was_sealed_opens_in_its_own_row_only():
    blob = KEYS.seal("workers", b"1", b"Fatima")
    assert KEYS.open("workers", b"1", blob) == b"Fatima"
    for wrong in (("totp", b"1", blob), ("workers", b"2", blob), ("workers", b"1", blob[:-1])):
        with pytest.raises(RecordDamaged):
            KEYS.open(*wrong)
    with pytest.raises(RecordDamaged):
        PortalKeys(b"o" * 32).open("workers", b"1", blob)
    assert len(KEYS.seal("workers", b"1", b"x" * 100)) == len(blob) == STEP + 29


def test_each_share_has_a_key_of_its_own():
    one, wrapped = KEYS.new_share(b"1")
    two, other = KEYS.new_share(b"2")
    blob = one.seal("payload", b"verhaal")
    assert KEYS.share(b"1", wrapped).open("payload", blob) == b"verhaal"
    for attempt in (
        lambda: two.open("payload", blob),
        lambda: one.open("page", blob),
        lambda: KEYS.share(b"1", other),
    ):
        with pytest.raises(RecordDamaged):
            attempt()


def test_hashes_of_one_kind_say_nothing_of_another():
    kinds = ("ticket mail", "ticket invitation", "session", "code", "email", "passkey")
    assert len({KEYS.hash(kind, b"x") for kind in kinds}) == len(kinds)
    assert PortalKeys(b"o" * 32).hash("code", b"x") != KEYS.hash("code", b"x")


def test_tokens_have_256_bits():
    tokens = {KEYS.new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert {len(base64.urlsafe_b64decode(token + "=")) for token in tokens} == {32}


def test_keys_show_nothing_of_themselves(in_use):
    store, _, worker, share = in_use
    shown = repr(
        (KEYS, KEYS.new_share(b"1")[0], store.portal(), store.portal().share(worker, share))
    )
    for secret in (b"k" * 32, SNAPSHOT, b"pagina"):
        assert repr(secret)[2:-1] not in shown
    for refuse in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            refuse(KEYS)
