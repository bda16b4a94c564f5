"""Settings: the names of the example, files for secrets, and errors without values."""

import os

import pytest

from bot.bootstrap import TELEGRAM, TERMINAL, features_of
from bot.settings import (
    SECRETS,
    Settings,
    SettingsInvalid,
    _problem,
    read_settings,
    unread_variables,
)
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


A_SECRET = {
    "telegram_bot_token": "123:abc",
    "telegram_webhook_secret": "one-two_3",
    "database_url": "postgresql://one:two@host/three",
    "smtp_url": "smtps://one:two@host:465?from=kring@example.org",
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_can_stand_in_a_file(bare, monkeypatch, name):
    (bare / "secret").write_text(f"{A_SECRET[name]}\n", "utf-8")
    monkeypatch.setenv(f"{name.upper()}_FILE", str(bare / "secret"))
    assert getattr(read_settings(), name).get_secret_value() == A_SECRET[name]


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
        "TELEGRAM_BOT_TOKEN": "kanarie5",
        "TELEGRAM_API_URL": "kanarie6",
        "TELEGRAM_WEBHOOK": "kanarie7",
        "TELEGRAM_WEBHOOK_SECRET": "kanarie8!",
        "TELEGRAM_SEND_RATE": "kanarie9",
        "PUBLIC_URL": "kanarie10",
        "LISTEN": "kanarie11",
        "TRUSTED_PROXIES": "127.0.0.1,kanarie12",
        "SMTP_URL": "smtp://kanarie13:kanarie14@",
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
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:kanarie")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "kanarie")
    monkeypatch.setenv("MASTER_KEYS", "kanarie")
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:kanarie@b/c")
    monkeypatch.setenv("SMTP_URL", "smtp://a:kanarie@b?from=k@example.org")
    assert "kanarie" not in repr(read_settings())


# Telegram and the web


RIGHT = {
    "TELEGRAM_BOT_TOKEN": ["1:a", "123456789:AAF-x_yz"],
    "TELEGRAM_API_URL": ["https://api.telegram.org/bot", "http://127.0.0.1:8081/deep/bot"],
    "TELEGRAM_WEBHOOK_SECRET": ["a", "A-z_9" * 51],
    "TELEGRAM_SEND_RATE": ["0", "0.5", "1000"],
    "PUBLIC_URL": ["https://kring.example.org", "http://10.0.0.1:81/sub/", "https://[::1]:8443"],
    "LISTEN": ["127.0.0.1:1", "[::1]:8080", "0.0.0.0:65535", "localhost:0"],
    "TRUSTED_PROXIES": ["127.0.0.1", " ::1 , 10.0.0.0/8,", "fd00::/8"],
    "SMTP_URL": [
        *("smtp://mail.example.org?from=kring@example.org", "smtps://u:p@[::1]:465?from=a@b"),
        "smtp://u%40example.org:p%2F%3F@mail:587/?from=kring@example.org",
    ],
}
WRONG = {
    "TELEGRAM_BOT_TOKEN": ["abc", "123", "123:", ":abc", "x1:abc", "1:a/b", "1:a b", "٣:abc"],
    "TELEGRAM_API_URL": [
        *("api.telegram.org/bot", "https://api.telegram.org", "https://api.telegram.org/bot/"),
        *("ftp://a/bot", "https:///bot", "https://a/bot?x=1", "https://a:b/bot"),
    ],
    "TELEGRAM_WEBHOOK": ["maybe", "2"],
    "TELEGRAM_WEBHOOK_SECRET": ["a b", "é", "a+b", "a" * 257],
    "TELEGRAM_SEND_RATE": ["-1", "nan", "inf", "fast"],
    "PUBLIC_URL": [
        *("kring.example.org", "https://", "https://a/?b", "https://a/#b", "https://u:p@a/"),
        *("https://a b/", "https://é.nl", "https://[::1", "file:///x"),
    ],
    "LISTEN": ["8080", ":8080", "::1:8080", "[::1]", "a:65536", "a:http", "a b:1", "a:1\n2"],
    "TRUSTED_PROXIES": ["localhost", "10.0.0.1/8", "1.2.3", "::1 127.0.0.1", "300.0.0.1"],
    "SMTP_URL": [
        *("mail.example.org", "http://mail?from=a@b", "smtp://?from=a@b", "smtp://mail"),
        *("smtp://mail?from=kring", "smtp://mail/x?from=a@b", "smtp://mail?from=a@b&to=c@d"),
        *("smtp://mail:x?from=a@b", "smtp://ma il?from=a@b", "smtp://mail?from=a@b#x"),
    ],
}


def pairs(table):
    return [pytest.param(name, value, id=name) for name in table for value in table[name]]


@pytest.mark.parametrize(("name", "value"), pairs(RIGHT))
def test_a_right_value_is_taken(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), name.lower()) is not None


@pytest.mark.parametrize(("name", "value"), pairs(WRONG))
def test_a_wrong_value_is_refused_by_its_name_alone(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as raised:
        read_settings()
    (line,) = str(raised.value).splitlines()
    assert line == _problem(name.lower())


@pytest.mark.parametrize("missing", ["PUBLIC_URL", "TELEGRAM_WEBHOOK_SECRET"])
def test_the_webhook_needs_an_address_and_a_secret(monkeypatch, missing):
    needed = {"PUBLIC_URL": "https://a.example", "TELEGRAM_WEBHOOK_SECRET": "geheim"}
    for name in set(needed) - {missing}:
        monkeypatch.setenv(name, needed[name])
    assert read_settings().webhook_url is None
    monkeypatch.setenv("TELEGRAM_WEBHOOK", "1")
    with pytest.raises(SettingsInvalid) as raised:
        read_settings()
    assert str(raised.value).startswith(f"{missing}: ")
    assert "TELEGRAM_WEBHOOK needs it" in str(raised.value)


def test_the_webhook_has_its_place_behind_the_public_address(bare, monkeypatch):
    (bare / "secret").write_text("geheim\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_WEBHOOK", "on")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET_FILE", str(bare / "secret"))
    monkeypatch.setenv("PUBLIC_URL", "https://kring.example.org/")
    assert read_settings().webhook_url == "https://kring.example.org/telegram/webhook"


@pytest.mark.parametrize(
    ("value", "address"),
    [("[::1]:8080", ("::1", 8080)), ("localhost:80", ("localhost", 80))],
)
def test_where_to_listen_is_a_host_and_a_port(monkeypatch, value, address):
    monkeypatch.setenv("LISTEN", value)
    assert read_settings().listen_address == address


def test_proxies_are_addresses_and_networks(monkeypatch):
    assert read_settings().trusted_proxies == ()
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,::1")
    shown = [str(one) for one in read_settings().trusted_proxies]
    assert shown == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]


def test_there_is_a_portal_where_the_world_can_reach_it(monkeypatch):
    for front_end in (TERMINAL, TELEGRAM):
        assert features_of(read_settings(), front_end) == front_end
    monkeypatch.setenv("PUBLIC_URL", "https://kring.example.org")
    for front_end in (TERMINAL, TELEGRAM):
        assert features_of(read_settings(), front_end) == front_end | {"sharing"}


def test_no_other_module_reads_the_environment():
    readers = [
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "dialogues", "states", "storage")
        for path in (ROOT / package).rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("os.environ", "getenv", "dotenv"))
    ]
    assert readers == ["bot/settings.py"]
