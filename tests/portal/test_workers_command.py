"""`worker invite`, `list` and `remove`, as an operator uses them."""

import re
import sys
import time

import pytest

from bot.commands.worker import WorkerRefused, worker_invite, worker_list, worker_remove
from bot.settings import Settings, SettingsInvalid
from states.sharing.news import News
from tests.portal.house import Browser, House


@pytest.fixture
def settings(tmp_path):
    return Settings(
        _env_file=None,
        public_url="https://kring.test",
        database_url=f"sqlite:///{tmp_path}/kring.db",
        master_keys_file=tmp_path / "master.keys",
    )


def token_in(shown):
    return re.search(r"https://kring\.test/uitnodiging/([\w-]{43})\n", shown)[1]


def test_a_worker_is_invited_with_a_link_and_a_qr(settings, tmp_path, capsys):
    assert worker_invite(settings, " Sanne  de Wit", "Wijkteam", "") == 0
    shown = capsys.readouterr().out
    assert "█" in shown
    house = House(tmp_path)
    house.clock.at = time.time()
    page = Browser(house).get(f"/uitnodiging/{token_in(shown)}")
    house.close()
    assert page.status == 200
    assert "Sanne de Wit" in page.text


def test_without_an_organisation_it_is_that_of_the_file(settings, capsys):
    assert worker_invite(settings, "Sanne", "", "") == 0
    worker_list(settings)
    assert "Sanne  Kring" in capsys.readouterr().out


def test_who_is_invited_again_begins_anew(settings, tmp_path, capsys):
    worker_invite(settings, "Sanne", "Wijkteam", "sanne@wijkteam.test")
    first = token_in(capsys.readouterr().out)
    worker_invite(settings, "sanne", "wijkteam", "")
    second = token_in(capsys.readouterr().out)
    house = House(tmp_path)
    house.clock.at = time.time()
    seen = [Browser(house).get(f"/uitnodiging/{one}").status for one in (first, second)]
    house.close()
    assert seen == [404, 200]
    worker_list(settings)
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "email"), [("", ""), (" \u200b", ""), ("Noor", "x"), ("Noor", "sanne@wijkteam.test")]
)
def test_what_cannot_be_is_refused_without_a_name(settings, name, email):
    worker_invite(settings, "Sanne", "Wijkteam", "sanne@wijkteam.test")
    with pytest.raises(WorkerRefused) as found:
        worker_invite(settings, name, "Wijkteam", email)
    assert not name.strip() or name not in str(found.value)


def test_without_a_public_address_nobody_can_be_invited(settings):
    other = settings.model_copy(update={"public_url": None})
    with pytest.raises(SettingsInvalid, match="PUBLIC_URL"):
        worker_invite(other, "Sanne", "Wijkteam", "")


def test_a_worker_is_taken_away_and_clients_are_told(settings, tmp_path, capsys):
    house = House(tmp_path)
    worker = house.worker(name="Sanne", organisation="Wijkteam")
    sharer, _ = house.share_with(worker)
    with pytest.raises(WorkerRefused):
        worker_remove(settings, "Noor")
    worker_list(settings)
    short = capsys.readouterr().out.split()[0]
    assert worker_remove(settings, short) == 0
    (told,) = house.news()
    assert isinstance(told, News)
    assert (told.kind, told.pairing) == ("ended", sharer.pairing.hex())
    assert worker.get("/gedeeld").place == "/inloggen"
    house.close()


def test_of_two_with_one_name_nobody_is_taken_away_by_it(settings):
    worker_invite(settings, "Sanne", "Wijkteam", "")
    worker_invite(settings, "Sanne", "Thuiszorg", "")
    with pytest.raises(WorkerRefused, match="more than one"):
        worker_remove(settings, "sanne")


def test_a_person_at_the_keyboard_is_asked_first(settings, monkeypatch, capsys):
    worker_invite(settings, "Sanne", "Wijkteam", "")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert worker_remove(settings, "Sanne") == 1
    assert worker_invite(settings, "Sanne", "Wijkteam", "") == 1
    capsys.readouterr()
    worker_list(settings)
    assert "Sanne" in capsys.readouterr().out
