"""Servers that a bot needs beside it, in a folder of their own, with real syncs to disk."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bots.processes import BotProcess


class NotInstalled(Exception):
    """A program that a row needs is not on this machine."""


@dataclass(frozen=True)
class Beside:
    """What runs beside the bot: its address, and the process whose time counts with the bot's."""

    url: str = ""
    process: BotProcess | None = None


def nothing(_: Path) -> AbstractContextManager[Beside]:
    """The bot runs by itself."""

    @contextmanager
    def none() -> Iterator[Beside]:
        yield Beside()

    return none()


@contextmanager
def redis(folder: Path) -> Iterator[Beside]:
    """Redis with its defaults, on a free port."""
    program = shutil.which("redis-server")
    if program is None:
        raise NotInstalled("no redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--dir", str(folder), "--bind", "127.0.0.1"]
    server = BotProcess(command, {}, _own(folder / "redis"), user=None)
    try:
        _wait(lambda: socket.create_connection(("127.0.0.1", port)).close())
        yield Beside(f"redis://127.0.0.1:{port}/0", server)
    finally:
        server.kill()


@contextmanager
def postgresql(folder: Path) -> Iterator[Beside]:
    """PostgreSQL with its defaults, on a socket in the folder."""
    programs = _postgresql_programs()
    user = _postgresql_user()
    home = _own(folder / "postgresql", user)
    folder.chmod(0o755)  # the other user must come through
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    create = [programs / "initdb", "-D", home / "data", "-U", "kring", "--auth=trust"]
    subprocess.run(  # noqa: S603 - a program of PostgreSQL
        [*create, "--locale=C.UTF-8"], cwd=home, check=True, capture_output=True, **identity,  # type: ignore[call-overload]
    )  # fmt: skip
    command = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home), "-h", ""]
    server = BotProcess(command, {}, home, user=user)
    try:
        _wait(lambda: _create_database(home))
        yield Beside(f"postgresql://kring@/kring?host={home}", server)
    finally:
        server.kill()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _postgresql_programs() -> Path:
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists():
            return place
    raise NotInstalled("no PostgreSQL")


def _postgresql_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def _own(folder: Path, user: str | None = None) -> Path:
    folder.mkdir()
    if user:
        shutil.chown(folder, user)
    return folder


def _create_database(home: Path) -> None:
    import psycopg  # noqa: PLC0415 - only this row needs it

    dsn = f"host={home} user=kring dbname=postgres"
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE kring")


def _wait(attempt: object) -> None:
    """Try until it works, for ten seconds."""
    until = time.monotonic() + 10
    while True:
        try:
            attempt()  # type: ignore[operator]
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
