"""`doctor` and `keys`: what is found where something is wrong, and that nobody is named."""

import re
import sqlite3
import stat
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.doctor import examine
from bot.commands.keys import KeyFileRefused, export_portal_key
from bot.settings import Settings
from dialogues.source import NATIONAL_EXAMPLE
from storage.errors import MasterKeyError
from storage.keys import KeySource
from storage.portal.store import PortalStore
from storage.store import Store
from storage.turns import TurnCommit
from tests.bot.conftest import ROOT
from tests.fronts.sharing import Worker, give_share

CANARY = "kanarie"


@pytest.fixture
def organisation(tmp_path):
    """An organisation's file that was checked yesterday, by somebody who called."""
    return organisation_of(tmp_path, datetime.now(UTC) - timedelta(days=1))


def organisation_of(folder, checked):
    text = NATIONAL_EXAMPLE.read_text("utf-8")
    text = re.sub(r"checked: \S+", f"checked: {checked:%Y-%m-%d}", text)
    path = folder / "organisation.yaml"
    path.write_text(re.sub(r"^ *verified: false\n", "", text, flags=re.MULTILINE), "utf-8")
    return path


@pytest.fixture
def settings(place, organisation, monkeypatch):
    monkeypatch.chdir(place.folder)
    return settings_of(place, organisation_file=organisation)


def settings_of(place, **given):
    values = {
        "database_url": f"sqlite:///{place.database}",
        "master_keys_file": place.data / "master.keys",
        **given,
    }
    return Settings(_env_file=None, **values)


@pytest.fixture
def used(place):
    """A database with a client who shared something, and a worker who looked twice."""
    with place.store() as store:
        client = store.client("terminal", CANARY)
        store.commit([TurnCommit(client, b'{"format":1}', 0)])
        worker = Worker(store, time.time, CANARY)
        share = give_share(store, client, worker, time.time())
        assert worker.open(share)
        assert worker.look(share)
        assert worker.look(share)
    return place


def lines(capsys):
    return dict(line[5:].split(": ", 1) for line in capsys.readouterr().out.splitlines())


def marks(capsys):
    found = capsys.readouterr().out
    assert CANARY not in found
    return {line[5:].split(": ", 1)[0]: line[:4].strip() for line in found.splitlines()}


@pytest.mark.usefixtures("used")
def test_where_all_is_well_it_says_so_of_each_part(settings, capsys):
    assert examine(settings) == 0
    assert marks(capsys) == dict.fromkeys(
        ("settings", "portal", "content", "help lines", "database", "keys", "views"), "ok"
    )


@pytest.mark.usefixtures("used")
def test_the_chain_of_looks_is_counted_and_has_a_fingerprint(settings, capsys):
    examine(settings)
    found = re.fullmatch(r"2 in a whole chain, fingerprint ([0-9a-f]{16,})", lines(capsys)["views"])
    assert found
    examine(settings)
    assert lines(capsys)["views"].endswith(found[1])


@pytest.mark.parametrize("change", ["DELETE FROM views WHERE seq = 1", "UPDATE views SET at = 1"])
def test_a_chain_that_was_changed_is_told(used, settings, capsys, change):
    with sqlite3.connect(used.database) as connection:
        connection.execute(change)
    connection.close()
    assert examine(settings) == 1
    assert marks(capsys)["views"] == "FAIL"


def test_without_a_database_nothing_is_made(place, settings, capsys):
    assert examine(settings) == 1
    assert marks(capsys)["database"] == "FAIL"
    assert not place.database.exists()
    assert not (place.data / "master.keys").exists()


def test_older_tables_are_told_and_stay_as_they_are(used, settings, capsys):
    with sqlite3.connect(used.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    for _ in range(2):
        assert examine(settings) == 1
        found = marks(capsys)
        assert found["database"] == "FAIL"
        assert "keys" not in found, "opening the store would change the tables"


@pytest.mark.usefixtures("used")
def test_a_key_of_another_database_is_told(place, organisation, tmp_path, capsys):
    other = tmp_path / "other.keys"
    Store.open(f"sqlite:///{tmp_path / 'other.db'}", KeySource(path=other)).close()
    assert examine(settings_of(place, organisation_file=organisation, master_keys_file=other)) == 1
    assert marks(capsys)["keys"] == "FAIL"


@pytest.mark.usefixtures("used")
def test_help_lines_that_nobody_checked_lately_are_told(place, tmp_path, capsys):
    old = organisation_of(tmp_path, datetime.now(UTC) - timedelta(days=91))
    assert examine(settings_of(place, organisation_file=old)) == 1
    assert marks(capsys)["help lines"] == "FAIL"


@pytest.mark.usefixtures("used")
def test_lines_that_nobody_called_are_only_named(place, organisation, capsys):
    text = organisation.read_text("utf-8")
    organisation.write_text(
        re.sub(r"( *)(always: true)", r"\1\2\n\1verified: false", text), "utf-8"
    )
    assert examine(settings_of(place, organisation_file=organisation)) == 0
    assert marks(capsys)["help lines"] == "look"


@pytest.mark.usefixtures("used")
def test_content_that_is_broken_is_told_and_the_rest_is_looked_at(place, organisation, capsys):
    organisation.write_text("format: 1\nname: [", "utf-8")
    assert examine(settings_of(place, organisation_file=organisation)) == 1
    found = marks(capsys)
    assert found["content"] == "FAIL"
    assert found["views"] == "ok"


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize(
    ("url", "mark"), [("https://a.example", "ok"), ("http://a.example", "look")]
)
def test_a_portal_without_https_is_looked_at(place, organisation, capsys, url, mark):
    assert examine(settings_of(place, organisation_file=organisation, public_url=url)) == 0
    assert marks(capsys)["portal"] == mark


@pytest.mark.usefixtures("used")
def test_a_name_that_nothing_reads_is_looked_at(place, settings, capsys):
    (place.folder / ".env").write_text("TELEGRAM_BOT_TOKN=kanarie\n", "utf-8")
    assert examine(settings) == 0
    assert marks(capsys)["settings"] == "look"


# The key of the portal


@pytest.mark.usefixtures("used")
def test_the_key_of_the_portal_opens_a_portal_and_no_dossier(place, settings, organisation, capsys):
    file = place.folder / "portal.key"
    assert export_portal_key(settings, str(file)) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("ascii").startswith("portal ")
    url = f"sqlite:///{place.database}"
    with PortalStore.open(url, KeySource(path=file)) as portal:
        assert portal.verify_views().count == 2
    with pytest.raises(MasterKeyError) as raised:
        Store.open(url, KeySource(path=file))
    assert raised.value.code == "master_key_of_portal"
    capsys.readouterr()
    apart = settings_of(place, organisation_file=organisation, master_keys_file=file)
    assert examine(apart) == 0
    assert marks(capsys)["portal key"] == "ok"


@pytest.mark.usefixtures("used")
def test_a_file_that_is_there_is_not_written_over(place, settings):
    file = place.folder / "portal.key"
    file.write_text(CANARY, "utf-8")
    with pytest.raises(KeyFileRefused):
        export_portal_key(settings, str(file))
    with pytest.raises(KeyFileRefused):
        export_portal_key(settings, str(place.folder / "nowhere" / "portal.key"))
    assert file.read_text("utf-8") == CANARY


def test_as_commands_they_say_how_it_went_by_their_code(used, organisation):
    given = {"ORGANISATION_FILE": str(organisation)}
    assert used.command("doctor", **given).returncode == 0
    done = used.command("keys", "export-portal", "portal.key", **given)
    assert done.returncode == 0
    key = (used.folder / "portal.key").read_bytes().split()[1]
    assert len(key) > 40
    assert key not in done.stdout + done.stderr
    again = used.command("keys", "export-portal", "portal.key", **given)
    assert again.returncode == 1
    assert b"key_file_refused" in again.stderr
    apart = used.command("doctor", MASTER_KEYS_FILE="portal.key", **given)
    assert apart.returncode == 0
    assert not (ROOT / "portal.key").exists()


def test_the_portal_alone_needs_an_address(used):
    done = used.command("portal")
    assert done.returncode == 1
    assert b"PUBLIC_URL" in done.stderr
