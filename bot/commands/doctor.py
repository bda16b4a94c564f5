"""`doctor`: whether all that Kring stands on is in order. It changes nothing, and names nobody."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap import open_portal_store, open_store, organisation_file
from bot.settings import Settings, unread_variables
from states.errors import BotError

if TYPE_CHECKING:
    from states.organisation import Organisation
    from storage.portal.store import PortalStore

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part. `is_well` is None where it only needs looking at."""

    part: str
    said: str
    is_well: bool | None = True

    def __str__(self) -> str:
        mark = {True: "ok  ", False: "FAIL", None: "look"}[self.is_well]
        return f"{mark} {self.part}: {self.said}"


def examine(settings: Settings) -> int:
    """Print what was found, one line for each part; 1 where something is wrong."""
    findings = []
    for finding in _findings(settings):
        sys.stdout.write(f"{finding}\n")
        findings.append(finding)
    return 1 if any(finding.is_well is False for finding in findings) else 0


def _findings(settings: Settings) -> Iterator[Finding]:
    yield from _settings(settings)
    yield from _content(settings)
    database = _safely("database", lambda: _database(settings))
    yield database
    if database.is_well:
        yield from _keys(settings)


def _settings(settings: Settings) -> Iterator[Finding]:
    unknown = unread_variables()
    said = f"nothing reads {', '.join(unknown)}" if unknown else "all are read"
    yield Finding("settings", said, None if unknown else True)
    if settings.has_portal:
        is_safe = str(settings.public_url).startswith("https://")
        said = "with https" if is_safe else "without https: browsers let nobody sign in"
        yield Finding("portal", said, True if is_safe else None)
    else:
        yield Finding("portal", "none, as PUBLIC_URL is not set")


def _content(settings: Settings) -> Iterator[Finding]:
    from dialogues.loader import parse  # noqa: PLC0415 - takes time
    from dialogues.source import FOLDER  # noqa: PLC0415

    try:
        parsed = parse(FOLDER, organisation_file(settings))
    except BotError as error:
        yield Finding("content", f"`check` says what is wrong ({error.code})", is_well=False)
        return
    yield Finding("content", "it can be read; `check` looks at every rule")
    yield _help_lines(parsed.organisation)


def _help_lines(organisation: "Organisation") -> Finding:
    stale = [line.id for line in organisation.stale_lines(datetime.now(UTC).date())]
    unverified = [line.id for line in organisation.help_lines if not line.verified]
    if stale:
        return Finding("help lines", f"not checked lately: {', '.join(stale)}", is_well=False)
    if unverified:
        return Finding("help lines", f"called by nobody yet: {', '.join(unverified)}", None)
    return Finding("help lines", "checked lately")


def _database(settings: Settings) -> Finding:
    """At which revision the tables are; opening a store would bring them up to date."""
    from storage.database import Database  # noqa: PLC0415
    from storage.schema import HEAD, revision  # noqa: PLC0415

    url = settings.database_url.get_secret_value()
    if url.startswith(_SQLITE) and not _is_there(url):
        return Finding("database", "there is none yet; the first start makes it", is_well=False)
    database = Database(url)
    try:
        with database.read() as connection:
            found = revision(connection)
    finally:
        database.close()
    if found is None:
        return Finding("database", "it is empty; the first start fills it", is_well=False)
    if found != HEAD:
        said = f"revision {found} instead of {HEAD}; `migrate` brings it there, if it is older"
        return Finding("database", said, is_well=False)
    return Finding("database", f"revision {found}")


def _is_there(url: str) -> bool:
    return Path(url.removeprefix(_SQLITE).partition("?")[0]).is_file()


def _keys(settings: Settings) -> Iterator[Finding]:
    """What needs an open database: keys, and the log of who looked."""
    try:
        with open_store(settings) as store:
            yield Finding("keys", "they fit this database")
            yield _safely("views", lambda: _views(store.portal()))
    except BotError as error:
        if error.code == "master_key_of_portal":
            yield _safely("portal key", lambda: _portal_alone(settings))
        else:
            yield Finding("keys", _told(error), is_well=False)


def _portal_alone(settings: Settings) -> Finding:
    """On a computer that serves the portal alone there is no other key, and need not be one."""
    with open_portal_store(settings) as portal:
        found = _views(portal)
    said = f"it fits this database, and opens no dossier; views: {found.said}"
    return Finding("portal key", said, found.is_well)


def _views(portal: "PortalStore") -> Finding:
    """The log of who looked at what was shared: as it was written, or changed since."""
    report = portal.verify_views()
    if not report.is_whole:
        said = f"the log is not as it was written, from number {report.first_wrong} on"
        return Finding("views", said, is_well=False)
    return Finding("views", f"{report.count} in a whole chain, fingerprint {report.fingerprint}")


def _safely(part: str, look: Callable[[], Finding]) -> Finding:
    """What was found; Kring's own errors name files, variables and codes, never people."""
    try:
        return look()
    except BotError as error:
        return Finding(part, _told(error), is_well=False)


def _told(error: BotError) -> str:
    return f"{error} ({error.code})"
