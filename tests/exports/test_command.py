"""`python -m bot export`, from a real database to standard output and to a folder."""

import io
import json

import pandas as pd
import pytest
import typer

from bot.commands.client import Wanted, export_client
from bot.exports.folder import FolderInvalid, write_files
from bot.raw_input import Person
from bot.settings import Settings
from bot.terminal.app import person_called
from states.dossier import CodeWord, Dossier, encode, new_dossier
from states.exports.tables import EGO
from storage.turns import TurnCommit
from tests.exports.dossiers import someone

NAME = "Zkanarie"


def store(place, person, dossier: Dossier) -> None:
    with place.store() as opened:
        client = opened.client(person.channel, person.external_id)
        (result,) = opened.commit([TurnCommit(client, encode(dossier), 0)])
        assert result.is_committed


@pytest.fixture
def mira(place) -> Dossier:
    dossier = someone(12, NAME)
    store(place, person_called("Mira"), dossier)
    return dossier


@pytest.fixture
def settings(place, monkeypatch) -> Settings:
    """The settings of that place, for a command in this process."""
    monkeypatch.chdir(place.folder)
    for name in ("DATABASE_URL", "MASTER_KEYS", "MASTER_KEYS_FILE"):
        monkeypatch.delenv(name, raising=False)
    return Settings()


def test_all_files_go_to_a_folder_that_nobody_else_can_read(place, mira) -> None:
    done = place.command("export", "--as", "Mira", "--to", "weg/mira", "--code", "K7")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert b"delete your copy" in done.stderr
    folder = place.folder / "weg" / "mira"
    modes = {str(one.relative_to(folder)): one for one in (folder, *folder.rglob("*"))}
    for name, one in modes.items():
        assert one.stat().st_mode & 0o777 == (0o700 if one.is_dir() else 0o600), name
    told = json.loads((folder / "voor-mij" / "alles-over-mij.json").read_text("utf-8"))
    assert {alter["label"] for alter in told["alters"]} == {NAME}
    alters = (folder / "voor-onderzoek" / "csv" / "alters.csv").read_bytes()
    assert set(pd.read_csv(io.BytesIO(alters))["egoID"]) == {"K7"}
    assert len(pd.read_csv(io.BytesIO(alters))) == len(mira.alters)
    for one in (folder / "voor-onderzoek").rglob("*.*"):
        assert NAME.encode() not in one.read_bytes(), one.name

    again = place.command("export", "--as", "Mira", "--to", "weg/mira")
    assert again.returncode == 1
    assert b"export_folder_taken" in again.stderr
    assert b"--to" in again.stderr
    assert b"mira" not in again.stderr.lower()


def test_options_that_do_not_go_together_are_told_before_anything_is_read(place) -> None:
    done = place.command("export", "--as", "Mira", "--names")
    assert done.returncode == 2
    assert b"--to" in done.stderr
    assert not list(place.data.glob("*.db"))
    with pytest.raises(typer.BadParameter, match="--json"):
        Wanted.of("weg", "", is_for_programs=True, with_names=False)
    with pytest.raises(typer.BadParameter, match="--to"):
        Wanted.of("", "K7", is_for_programs=False, with_names=False)


@pytest.mark.parametrize("code", ["", "K7", "a" * 40])
def test_a_code_is_a_word(code: str) -> None:
    wanted = Wanted.of("weg", code, is_for_programs=False, with_names=False)
    assert wanted.ego_id == (code or EGO)


@pytest.mark.parametrize("code", ["123456789", "+31", "Mira K", "a" * 41, "é", "x\n"])
def test_a_code_is_no_number_of_the_client_and_nothing_to_calculate(code: str) -> None:
    with pytest.raises(typer.BadParameter):
        Wanted.of("weg", code, is_for_programs=False, with_names=False)


def test_names_come_by_a_choice(place, mira, settings) -> None:
    wanted = Wanted(folder=place.folder / "weg", with_names=True)
    assert export_client(settings, "Mira", "", wanted) == 0
    alters = (place.folder / "weg" / "voor-onderzoek" / "csv" / "alters.csv").read_text("utf-8")
    assert alters.count(NAME) >= len(mira.alters)


def test_what_a_code_word_locks_stays_out(place, settings) -> None:
    dossier = someone(5, NAME)
    dossier.code_word = CodeWord("zout", "hash")
    store(place, person_called("Mira"), dossier)
    assert export_client(settings, "Mira", "", Wanted(folder=place.folder / "weg")) == 0
    for one in (place.folder / "weg").rglob("*.*"):
        assert NAME.encode() not in one.read_bytes(), one.name
    ego = pd.read_csv(place.folder / "weg" / "voor-onderzoek" / "csv" / "ego.csv")
    assert list(ego["alterCount"]) == [0]


def test_who_is_not_known_gets_no_folder(place, mira, settings) -> None:  # noqa: ARG001
    assert export_client(settings, "Fatima", "", Wanted(folder=place.folder / "weg")) == 1
    assert not (place.folder / "weg").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("of mine")
    with pytest.raises(FolderInvalid, match="--to") as error:
        write_files(tmp_path, {"a.txt": b"a"})
    assert error.value.code == "export_folder_taken"
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_becomes_the_owners_alone(tmp_path) -> None:
    tmp_path.chmod(0o755)
    write_files(tmp_path, {"b/c.txt": b"c"})
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "b" / "c.txt").read_bytes() == b"c"


def test_where_nothing_can_be_written_is_told(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FolderInvalid, match="--to") as error:
            write_files(folder, {"a.txt": b"a"})
        assert error.value.code == "export_not_written"
        assert str(tmp_path) not in str(error.value)


def test_a_client_of_telegram_by_the_number(place, settings, capsysbinary) -> None:
    store(place, Person("telegram", "424242424"), new_dossier())
    assert export_client(settings, "", "424242424", Wanted(is_for_programs=True)) == 0
    assert json.loads(capsysbinary.readouterr().out)["alters"] == []
    assert export_client(settings, "", "424242424", Wanted(folder=place.folder / "weg")) == 0
    for one in (place.folder / "weg").rglob("*.*"):
        assert b"424242424" not in one.read_bytes(), one.name
