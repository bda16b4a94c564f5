"""What the operator sets: environment variables, `.env` in the working directory, secret files.

The one module that reads the environment. A wrong value stops the start with an error that names
the variable and what is expected, never the value. A variable that nothing reads is not here.
"""

import os
import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from states.errors import BotError

ENV_FILE = Path(".env")
SECRETS = ("telegram_bot_token", "telegram_webhook_secret", "database_url", "smtp_url")
"""Settings that can also come from `NAME_FILE`; `MASTER_KEYS_FILE` is a setting of its own."""
WEBHOOK_PATH = "/telegram/webhook"
"""Behind `PUBLIC_URL`: where Telegram brings updates in webhook mode."""

Network = IPv4Network | IPv6Network
"""One address, or all that begin the same."""

_SQLITE = "sqlite:///"
_DATABASES = (_SQLITE, "postgresql://", "postgres://")
_MAIL = ("smtp", "smtps")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9._~:-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LISTEN = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9.-]+)):(?P<port>[0-9]{1,5})"
)
_EXPECTED = {
    "telegram_bot_token": "DIGITS:REST, as @BotFather gives it",
    "telegram_api_url": "the URL before the token, such as https://api.telegram.org/bot",
    "telegram_webhook": "1 or 0",
    "telegram_webhook_secret": "1 to 256 of A-Z a-z 0-9 _ -, and TELEGRAM_WEBHOOK needs it",
    "telegram_send_rate": "a number, 0 or more",
    "public_url": "https://HOST, and TELEGRAM_WEBHOOK needs it",
    "listen": "HOST:PORT or [IPV6]:PORT",
    "trusted_proxies": "addresses or networks such as 10.0.0.0/8, with commas between",
    "smtp_url": "smtp://USER:PASSWORD@HOST:PORT?from=MAIL or smtps://…",
    "database_url": "sqlite:///FILE or postgresql://…",
    "organisation_file": "a file that can be read",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
}


class SettingsInvalid(BotError):
    """Some settings are wrong; the message has one line for each, with the variable's name."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("settings_invalid", "\n".join(problems))


class _SecretFiles(PydanticBaseSettingsSource):
    """Secrets that stand in a file of their own, as container platforms hand them over."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - the base class asks for it
        """Read the file that `NAME_FILE` names, if it is set."""
        variable = f"{field_name.upper()}_FILE"
        path = os.environ.get(variable) or _dotenv().get(variable)
        if not path or field_name not in SECRETS:
            return None, field_name, False
        try:
            return Path(path).read_text("utf-8").strip(), field_name, False
        except (OSError, ValueError):
            raise SettingsInvalid([f"{variable}: the file cannot be read"]) from None

    def __call__(self) -> dict[str, Any]:
        """All secrets that are given in this way."""
        fields = self.settings_cls.model_fields
        found = {name: self.get_field_value(fields[name], name)[0] for name in SECRETS}
        return {name: value for name, value in found.items() if value}


class Settings(BaseSettings):
    """All settings, as they are in the environment under the same names in capitals."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org/bot"
    telegram_webhook: bool = False
    telegram_webhook_secret: SecretStr | None = None
    telegram_send_rate: float = Field(default=30, ge=0, allow_inf_nan=False)
    public_url: str | None = None
    listen: str = "127.0.0.1:8080"
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    smtp_url: SecretStr | None = None
    database_url: SecretStr = SecretStr("sqlite:///data/kring.db")
    master_keys: SecretStr | None = None
    master_keys_file: Path = Path("data/master.keys")
    organisation_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by ours
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The variable itself goes before the file that it may stand in."""
        return init_settings, env_settings, dotenv_settings, _SecretFiles(settings_cls)

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _comes_before_the_token(cls, value: str) -> str:
        # Telegram's paths are /bot<token>/<method>; without `bot` each call would be a 404.
        if not _web_address(value).path.endswith("bot"):
            raise ValueError
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _is_a_secret_of_telegram(
        cls, value: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        _wanted_by_the_webhook(value, info)
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError
        return value

    @field_validator("public_url")
    @classmethod
    def _is_a_web_address(cls, value: str | None, info: ValidationInfo) -> str | None:
        _wanted_by_the_webhook(value, info)
        if value is not None:
            _web_address(value)
        return value and value.rstrip("/")

    @field_validator("listen")
    @classmethod
    def _can_be_listened_on(cls, value: str) -> str:
        _host_and_port(value)
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _with_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(one.strip() for one in value.split(",") if one.strip())

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _mail_server(value.get_secret_value())
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(_DATABASES):
            raise ValueError
        return value

    @field_validator("organisation_file")
    @classmethod
    def _is_a_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.strip().upper() if isinstance(value, str) else value

    @property
    def listen_address(self) -> tuple[str, int]:
        """Host and port of the web server; an IPv6 address comes without its brackets."""
        return _host_and_port(self.listen)

    @property
    def has_portal(self) -> bool:
        """Whether workers can read what clients share: they need an address to come to."""
        return self.public_url is not None

    @property
    def webhook_url(self) -> str | None:
        """Where Telegram is to bring updates; None where Kring fetches them."""
        if not self.telegram_webhook:
            return None
        return f"{self.public_url}{WEBHOOK_PATH}"

    @property
    def data_folder(self) -> Path:
        """Where Kring keeps what is its own: beside the SQLite file, or `data`."""
        url = self.database_url.get_secret_value()
        if not url.startswith(_SQLITE):
            return Path("data")
        return Path(url.removeprefix(_SQLITE).partition("?")[0]).parent


def read_settings() -> Settings:
    """Read the settings once, at start.

    Raises:
        SettingsInvalid: with every variable that is wrong.
    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsInvalid([f"{ENV_FILE}: this is not UTF-8"]) from None
    except ValidationError as error:
        # Pydantic's own messages may hold the value, so only the names are taken from it.
        wrong = dict.fromkeys(str(one["loc"][0]) for one in error.errors(include_input=False))
        raise SettingsInvalid([_problem(name) for name in wrong]) from None


def unread_variables() -> list[str]:
    """Names in `.env` that nothing reads, such as one with a typing error."""
    known = {name.upper() for name in Settings.model_fields}
    known |= {f"{name.upper()}_FILE" for name in SECRETS}
    return sorted(set(_dotenv()) - known)


def _wanted_by_the_webhook(value: object, info: ValidationInfo) -> None:
    """Raise ValueError where the webhook is on and this is missing (`info` has earlier fields)."""
    if value is None and info.data.get("telegram_webhook"):
        raise ValueError


def _web_address(url: str) -> SplitResult:
    """Take a URL apart; ValueError where it is none, or more than an address and a path."""
    parts = urlsplit(url)
    _ = parts.port  # raises ValueError for one that is no number
    is_plain = url.isascii() and url.isprintable() and " " not in url
    has_more = parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in ("http", "https") or not parts.hostname or has_more or not is_plain:
        raise ValueError
    return parts


def _mail_server(url: str) -> None:
    """Raise ValueError where a URL names no mail server, or not who the mail is from."""
    parts = urlsplit(url)
    _ = parts.port
    given = parse_qs(parts.query, strict_parsing=True)
    is_plain = url.isascii() and url.isprintable() and " " not in url
    has_more = parts.path.strip("/") or parts.fragment or set(given) - {"from"}
    if parts.scheme not in _MAIL or not parts.hostname or has_more or not is_plain:
        raise ValueError
    if "@" not in given.get("from", [""])[0]:
        raise ValueError


def _host_and_port(listen: str) -> tuple[str, int]:
    found = _LISTEN.fullmatch(listen)
    if found is None or int(found["port"]) >= 2**16:
        raise ValueError
    return found["six"] or found["host"], int(found["port"])


def _problem(name: str) -> str:
    return f"{name.upper()}: expected {_EXPECTED.get(name, 'another value')}"


def _dotenv() -> dict[str, str | None]:
    return dotenv_values(ENV_FILE, encoding="utf-8") if ENV_FILE.is_file() else {}
