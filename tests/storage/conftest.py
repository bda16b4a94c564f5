"""Each store test runs on a real SQLite file and on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from storage.keys import KeySource
from storage.store import Store
from tests.postgres import Cluster, postgres

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["postgres"]

IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: float = 1_800_000_000.0  # 2027-01-15

    def __call__(self) -> float:
        return self.at


@dataclass
class Place:
    """A database and its surroundings."""

    url: str
    folder: Path
    clock: Clock = field(default_factory=Clock)
    cluster: Cluster | None = None
    database: str = ""
    stores: list[Store] = field(default_factory=list)

    @property
    def keys(self) -> KeySource:
        return KeySource(path=self.folder / "master.keys")

    @property
    def is_sqlite(self) -> bool:
        return self.cluster is None

    @property
    def file(self) -> Path:
        return self.folder / "kring.db"

    def open(self, **options) -> Store:
        options = {"now": self.clock, "erased_log": self.folder / "erased.log", **options}
        store = Store.open(self.url, options.pop("keys", self.keys), **options)
        self.stores.append(store)
        return store

    def close(self) -> None:
        while self.stores:
            self.stores.pop().close()

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.glob("kring.db*"))}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """A place where nothing was ever stored."""
    folder = tmp_path / "data"
    if request.param == "sqlite":
        place = Place(f"sqlite:///{folder}/kring.db", folder)
        yield place
        place.close()
        return
    cluster = request.getfixturevalue("postgres")
    name = cluster.database()
    place = Place(cluster.url(name), folder, cluster=cluster, database=name)
    yield place
    place.close()
    cluster.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A folder with an opened and closed SQLite database and its key."""
    folder = tmp_path_factory.mktemp("sqlite") / "data"
    Store.open(f"sqlite:///{folder}/kring.db", KeySource(path=folder / "master.keys")).close()
    return folder


@pytest.fixture(scope="session")
def postgres_ready(postgres, tmp_path_factory):
    """The same in PostgreSQL: the folder of the key, and the name of the database."""
    folder = tmp_path_factory.mktemp("postgres")
    name = postgres.database()
    log = folder / "erased.log"
    keys = KeySource(path=folder / "master.keys")
    Store.open(postgres.url(name), keys, erased_log=log).close()
    # How the log of who looked begins, to begin anew after each test.
    postgres.execute("CREATE TABLE first_head AS SELECT * FROM views_head", name)
    return folder, name


@pytest.fixture
def sqlite_place(tmp_path, sqlite_template):
    folder = tmp_path / "data"
    shutil.copytree(sqlite_template, folder)
    place = Place(f"sqlite:///{folder}/kring.db", folder)
    yield place
    place.close()


@pytest.fixture
def postgres_place(tmp_path, postgres, postgres_ready):
    folder, name = postgres_ready
    shutil.copytree(folder, tmp_path / "data")
    place = Place(postgres.url(name), tmp_path / "data", cluster=postgres, database=name)
    yield place
    place.close()
    # Much quicker than a database for each test.
    postgres.execute(
        "TRUNCATE clients, seen_updates, leases, workers, views, views_head"
        " RESTART IDENTITY CASCADE;"
        "INSERT INTO views_head SELECT * FROM first_head; UPDATE meta SET bot_name = NULL",
        name,
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request):
    """A place where tables and keys are ready."""
    is_sqlite = request.param == "sqlite"
    return request.getfixturevalue("sqlite_place" if is_sqlite else "postgres_place")


@pytest.fixture
def store(place):
    return place.open()
