"""Settings: the names of the example, files for secrets, and errors without values."""

import os

import pytest

from bot.settings import SECRETS, Settings, SettingsInvalid, read_settings, unread_variables
from tests.bot.conftest import ROOT

NAMES = {name.upper() for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def bare(tmp_path, monkeypatch):
    """Nothing set, and no `.env`."""
    for name in [n for n in os.environ if n in NAMES or n.removesuffix("_FILE") in NAMES]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example():
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_names_every_setting_and_no_other():
    assert set(example()) == NAMES


def test_the_example_shows_the_defaults(bare):
    default = read_settings()
    (bare / ".env").write_text((ROOT / ".env.example").read_text("utf-8"), "utf-8")
    assert read_settings() == default
    assert unread_variables() == []


def test_the_example_says_which_secrets_may_stand_in_a_file():
    text = (ROOT / ".env.example").read_text("utf-8")
    assert all(f"{name.upper()}_FILE" in text for name in SECRETS)


def test_the_environment_goes_before_the_file(bare, monkeypatch):
    (bare / ".env").write_text("LOG_LEVEL=error\nDATABASE_URL=sqlite:///other/x.db\n", "utf-8")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    settings = read_settings()
    assert settings.log_level == "DEBUG"
    assert str(settings.data_folder) == "other"


def test_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert read_settings().telegram_bot_token is None


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_can_stand_in_a_file(bare, monkeypatch, name):
    (bare / "secret").write_text("postgresql://one:two@host/three\n", "utf-8")
    monkeypatch.setenv(f"{name.upper()}_FILE", str(bare / "secret"))
    found = getattr(read_settings(), name).get_secret_value()
    assert found == "postgresql://one:two@host/three"


def test_a_secret_file_can_be_named_in_the_env_file(bare):
    (bare / "token").write_text("123:abc", "utf-8")
    (bare / ".env").write_text("TELEGRAM_BOT_TOKEN_FILE=token\n", "utf-8")
    assert read_settings().telegram_bot_token.get_secret_value() == "123:abc"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "/nowhere/kanarie")
    with pytest.raises(SettingsInvalid) as raised:
        read_settings()
    assert str(raised.value) == "TELEGRAM_BOT_TOKEN_FILE: the file cannot be read"


def test_wrong_values_are_all_named_and_none_is_shown(monkeypatch):
    wrong = {
        "LOG_LEVEL": "kanarie1",
        "DATABASE_URL": "kanarie2://user:kanarie3@host",
        "ORGANISATION_FILE": "/nowhere/kanarie4.yaml",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as raised:
        read_settings()
    message = str(raised.value)
    assert all(name in message for name in wrong)
    assert "kanarie" not in message
    assert raised.value.__cause__ is None


def test_an_env_file_that_is_no_text_is_named(bare):
    (bare / ".env").write_bytes(b"LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(SettingsInvalid, match=r"\.env"):
        read_settings()


def test_a_name_that_nothing_reads_is_told(bare):
    (bare / ".env").write_text("TELEGRAM_BOT_TOKN=1\nLOG_LEVEL=INFO\n", "utf-8")
    assert unread_variables() == ["TELEGRAM_BOT_TOKN"]


def test_no_secret_shows_in_a_repr(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "kanarie")
    monkeypatch.setenv("MASTER_KEYS", "kanarie")
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:kanarie@b/c")
    assert "kanarie" not in repr(read_settings())


def test_no_other_module_reads_the_environment():
    readers = [
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "dialogues", "states", "storage")
        for path in (ROOT / package).rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("os.environ", "getenv", "dotenv"))
    ]
    assert readers == ["bot/settings.py"]
