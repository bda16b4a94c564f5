"""What the operator sets: environment variables, `.env` in the working directory, secret files.

The one module that reads the environment. A wrong value stops the start with an error that names
the variable and what is expected, never the value. A variable that nothing reads is not here.
"""

import os
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from states.errors import BotError

ENV_FILE = Path(".env")
SECRETS = ("telegram_bot_token", "database_url")
"""Settings that can also come from `NAME_FILE`; `MASTER_KEYS_FILE` is a setting of its own."""

_SQLITE = "sqlite:///"
_DATABASES = (_SQLITE, "postgresql://", "postgres://")
_EXPECTED = {
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


def _problem(name: str) -> str:
    return f"{name.upper()}: expected {_EXPECTED.get(name, 'another value')}"


def _dotenv() -> dict[str, str | None]:
    return dotenv_values(ENV_FILE, encoding="utf-8") if ENV_FILE.is_file() else {}
