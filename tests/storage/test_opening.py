"""The first start, later starts, and starts that must be refused."""

import base64
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.errors import MasterKeyError, StorageError
from storage.keys import KeySource
from storage.store import Store

DRIVER = Path(__file__).with_name("open_driver.py")
OTHER_KEY = base64.b64encode(b"k" * 32).decode()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def used(place) -> None:
    """Make the place a database in use."""
    place.open().client("terminal", "jan")
    place.close()


def test_the_first_start_makes_tables_and_a_private_key(empty):
    client = empty.open().client("terminal", "jan")
    assert mode(empty.folder / "master.keys") == 0o600
    assert empty.open().find_client("terminal", "jan") == client


def test_the_database_is_private_from_its_first_moment(tmp_path):
    folder = tmp_path / "data"
    with Store.open(f"sqlite:///{folder}/k.db", KeySource(path=folder / "keys")) as store:
        store.client("terminal", "jan")
        files = list(folder.glob("k.db*"))
        assert len(files) == 3
        assert {mode(path) for path in files} == {0o600}
        assert mode(folder) == 0o700


def test_keys_from_a_variable_need_no_file(empty):
    empty.open(keys=KeySource(text=OTHER_KEY)).client("terminal", "jan")
    assert not (empty.folder / "master.keys").exists()


def test_a_key_file_that_is_there_is_used(empty):
    empty.keys.create()
    before = (empty.folder / "master.keys").read_bytes()
    used(empty)
    assert (empty.folder / "master.keys").read_bytes() == before


def test_without_any_place_for_a_key_an_empty_database_is_refused_and_stays_empty(empty):
    with pytest.raises(MasterKeyError) as caught:
        empty.open(keys=KeySource())
    assert caught.value.code == "master_key_missing"
    used(empty)


def test_a_missing_key_is_named_and_no_new_one_is_made(empty):
    used(empty)
    (empty.folder / "master.keys").unlink()
    before = empty.files().get("kring.db")
    with pytest.raises(MasterKeyError, match="MASTER_KEYS_FILE") as caught:
        empty.open()
    assert caught.value.code == "master_key_missing"
    assert not (empty.folder / "master.keys").exists()
    assert empty.files().get("kring.db") == before


def test_a_wrong_key_is_refused_before_anything_changes(empty):
    used(empty)
    before = empty.files().get("kring.db")
    with pytest.raises(MasterKeyError, match="MASTER_KEYS") as caught:
        empty.open(keys=KeySource(text=OTHER_KEY))
    assert caught.value.code == "master_key_wrong"
    assert OTHER_KEY not in str(caught.value)
    assert empty.files().get("kring.db") == before


def test_a_wrong_key_is_refused_before_a_migration(empty, monkeypatch):
    used(empty)
    monkeypatch.setattr("storage.schema.HEAD", "9999")
    monkeypatch.setattr("storage.schema.migrate", lambda _: pytest.fail("migrated"))
    with pytest.raises(MasterKeyError):
        empty.open(keys=KeySource(text=OTHER_KEY))


def test_a_new_key_in_front_of_the_old_one_loses_nobody(empty):
    used(empty)
    old = (empty.folder / "master.keys").read_text()
    store = empty.open(keys=KeySource(text=f"{OTHER_KEY},{old}"))
    assert store.find_client("terminal", "jan")


def test_processes_that_start_together_make_one_key(empty):
    command = [sys.executable, DRIVER, empty.url, empty.folder]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(3)]
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        process.communicate(timeout=20)
    assert [process.returncode for process in started] == [0, 0, 0]
    assert empty.open().find_client("terminal", "jan")


def test_a_newer_database_is_refused_and_untouched(empty):
    used(empty)
    store = empty.open()
    with store._database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    empty.close()
    before = empty.files().get("kring.db")
    with pytest.raises(StorageError) as caught:
        empty.open()
    assert caught.value.code == "schema_unknown"
    assert empty.files().get("kring.db") == before


def test_clients_without_their_meta_row_are_not_given_a_new_key(empty):
    used(empty)
    with empty.open()._database.write() as connection:
        connection.execute(text("DELETE FROM meta"))
    with pytest.raises(StorageError) as caught:
        empty.open()
    assert caught.value.code == "record_damaged"


@pytest.mark.parametrize(
    "url", ["", "geheim", "mysql://jan:geheim@host/x", "sqlite://", "sqlite:///:memory:"]
)
def test_a_wrong_url_is_named_by_its_variable_only(url, tmp_path):
    with pytest.raises(StorageError, match="DATABASE_URL") as caught:
        Store.open(url, KeySource(path=tmp_path / "keys"))
    assert caught.value.code == "database_url_invalid"
    assert "geheim" not in str(caught.value)


def test_a_database_that_cannot_be_reached_says_so_without_its_address(tmp_path):
    url = f"postgresql://jan:geheim@/x?host={tmp_path}"
    with pytest.raises(StorageError) as caught:
        Store.open(url, KeySource(path=tmp_path / "keys"))
    assert caught.value.code == "unavailable"
    assert "geheim" not in str(caught.value)
    assert not (tmp_path / "keys").exists()


def test_something_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "kring.db"
    path.write_bytes(b"een boodschappenlijst" * 100)
    with pytest.raises(StorageError):
        Store.open(f"sqlite:///{path}", KeySource(path=tmp_path / "keys"))
    assert path.read_bytes() == b"een boodschappenlijst" * 100
    assert not (tmp_path / "keys").exists()


def test_a_start_with_tables_ready_imports_neither_alembic_nor_psycopg(sqlite_place):
    command = [sys.executable, DRIVER, sqlite_place.url, sqlite_place.folder, "modules"]
    done = subprocess.run(command, input="go\n", capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & {"alembic", "psycopg", "sqlalchemy"} == {"sqlalchemy"}


def test_sqlite_is_set_to_keep_what_is_committed_and_to_wipe_what_is_deleted(sqlite_place):
    store = sqlite_place.open()
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    with store._database.read() as connection:
        for name, value in wanted.items():
            assert connection.execute(text(f"PRAGMA {name}")).scalar() == value
