"""A throw-away PostgreSQL for tests: own folder, own socket, no TCP, gone afterwards.

    cluster = Cluster.start()          # None where PostgreSQL is not installed
    url = cluster.database()           # a fresh database; `template=` copies another one

It does not sync to disk, so it is quick and proves nothing about power cuts.
"""

from __future__ import annotations

import atexit
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
}
USER = "kring"


class Cluster:
    """A running server of our own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self.folder = folder
        self._numbers = itertools.count(1)
        self._server: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls) -> Cluster | None:
        found = shutil.which("postgres")
        programs = Path(found).resolve().parent if found else next(iter(_PLACES), None)
        if programs is None or not (programs / "initdb").exists():
            return None
        cluster = cls(programs, Path(tempfile.mkdtemp(prefix="kring-pg-", dir="/tmp")))
        atexit.register(cluster.remove)  # also when a test run is broken off
        try:
            cluster._create()
            cluster.run()
        except BaseException:
            cluster.remove()
            raise
        return cluster

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def database(self, template: str = "template0") -> str:
        """Create a database; return its name."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self._dsn(database), autocommit=True) as connection:
            connection.execute(statement)

    def run(self) -> None:
        """Start the server and wait until it answers."""
        options = [word for item in _SETTINGS.items() for word in ("-c", "=".join(item))]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", "data", "-k", self.folder, *options],
                cwd=self.folder, stdout=log, stderr=log, **self._as_user(),
            )  # fmt: skip
        self._wait()

    def stop(self, *, how: int = signal.SIGINT) -> None:
        """Stop the server: SIGINT breaks all connections, SIGQUIT is a crash."""
        if self._server:
            self._server.send_signal(how)
            self._server.wait(20)
            self._server = None

    def remove(self) -> None:
        self.stop(how=signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self) -> None:
        if os.geteuid() == 0:
            owner = self._as_user()["user"]
            shutil.chown(self.folder, owner)
        command = [self._programs / "initdb", "-D", "data", "-U", USER, "--no-sync", "--auth=trust"]
        subprocess.run(
            [*command, "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"],
            cwd=self.folder, check=True, capture_output=True, **self._as_user(),
        )  # fmt: skip

    def _wait(self) -> None:
        until = time.monotonic() + 20
        while True:
            try:
                psycopg.connect(self._dsn("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > until or self._server.poll() is not None:
                    raise
                time.sleep(0.02)
            else:
                return

    def _dsn(self, database: str) -> str:
        return f"host={self.folder} user={USER} dbname={database}"

    @staticmethod
    def _as_user() -> dict[str, object]:
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return {}
        names = {entry.pw_name for entry in pwd.getpwall()}
        name = "postgres" if "postgres" in names else "nobody"
        return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres():
    """A cluster for this test process; import this fixture into a conftest."""
    cluster = Cluster.start()
    if cluster is None:
        pytest.skip("PostgreSQL not found")
    yield cluster
    cluster.remove()
