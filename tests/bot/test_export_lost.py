"""`export --to` where a file cannot be made: the others are written, and the operator is told."""

import pytest

from bot.commands.client import Wanted, export_client
from bot.pictures.typesetting import PictureError
from bot.settings import Settings
from bot.taking_along import Workshop
from bot.terminal.app import person_called
from states.dossier import encode, new_dossier
from storage.turns import TurnCommit

NAME = "Quirijntje"


@pytest.fixture
def settings(place, monkeypatch) -> Settings:
    """The settings of a place where one client is."""
    monkeypatch.chdir(place.folder)
    for name in ("DATABASE_URL", "MASTER_KEYS", "MASTER_KEYS_FILE"):
        monkeypatch.delenv(name, raising=False)
    dossier = new_dossier()
    dossier.add_alter(NAME, "free_list", 0)
    person = person_called("Mira")
    with place.store() as store:
        client = store.client(person.channel, person.external_id)
        store.commit([TurnCommit(client, encode(dossier), 0)])
    return Settings()


@pytest.fixture
def without(monkeypatch):
    """Lets the files of some kinds fail."""
    make = Workshop.file

    def fails(*kinds: str) -> None:
        def file(self, file, form):
            if file.kind in kinds:
                raise PictureError("not_drawn", NAME)
            return make(self, file, form)

        monkeypatch.setattr(Workshop, "file", file)

    return fails


@pytest.mark.parametrize("kinds", [("pdf",), ("pdf", "png")])
def test_what_cannot_be_made_is_told_and_all_else_is_written(
    kinds, place, settings, without, capsys
) -> None:
    without(*kinds)
    folder = place.folder / "weg"
    assert export_client(settings, "Mira", "", Wanted(folder=folder)) == 1
    written = [one for one in folder.rglob("*") if one.is_file()]
    told, *lost = capsys.readouterr().err.splitlines()
    assert told.startswith(f"{len(written)} files written.")
    assert len(lost) == len(kinds)
    assert not any(NAME in line for line in lost)
    suffixes = {line.split()[0].rpartition(".")[2] for line in lost}
    assert suffixes == set(kinds)
    assert not any(one.suffix[1:] in kinds for one in written)
    assert NAME in (folder / "voor-mij" / "alles-over-mij.txt").read_text("utf-8")


def test_when_all_can_be_made_nothing_is_told(place, settings, capsys) -> None:
    folder = place.folder / "weg"
    assert export_client(settings, "Mira", "", Wanted(folder=folder)) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert {one.suffix for one in (folder / "voor-mij").iterdir()} >= {".pdf", ".png"}
