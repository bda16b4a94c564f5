"""What Telegram has to know before updates come in: which commands there are, and where to go."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from telegram.error import InvalidToken, TelegramError

from bot.conversation import Conversation
from bot.logs import log_exception, log_warning
from bot.settings import Settings, SettingsInvalid
from bot.telegram.failures import NotSent
from bot.telegram.reading import UPDATES
from bot.telegram.transport import Transport
from bot.web.health import Health
from storage.errors import StorageError

COMMANDS = ("start", "menu", "terug", "hulp", "stop")
"""Only neutral names: whoever holds the phone sees them (decisions, section 5)."""

CONNECTIONS = 40
RETRY_SECONDS = 5.0
WATCH_SECONDS = 60.0


class _Info(msgspec.Struct):
    url: str = ""
    pending_update_count: int = 0
    last_error_date: int = 0


class _Me(msgspec.Struct):
    username: str = ""


_info = msgspec.json.Decoder(_Info)
_me = msgspec.json.Decoder(_Me)


class SettingUp:
    """Tells Telegram what it has to know, and tries until it does."""

    def __init__(self, transport: Transport, settings: Settings, health: Health) -> None:
        self._transport = transport
        self._settings = settings
        self._health = health

    async def check_token(self, note_name: Callable[[str], None]) -> None:
        """Ask who we are, and note our name: the portal makes links to the chat with it.

        Raises:
            SettingsInvalid: Telegram does not know this token.
        """
        name = _me.decode(await self._until_done("getMe", {})).username
        while name:
            try:
                await asyncio.to_thread(note_name, name)
            except StorageError as error:
                log_exception("bot_name_not_noted", error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return

    async def name_commands(self, conversation: Conversation) -> None:
        """Fill the menu beside the place to type."""
        commands = [
            {"command": name, "description": " ".join(conversation.text(_key(name), "je"))}
            for name in COMMANDS
        ]
        await self._until_done("setMyCommands", {"commands": commands})

    async def use_polling(self) -> None:
        """Updates are asked for; what waits stays."""
        await self._until_done("deleteWebhook", {"drop_pending_updates": False})

    async def use_webhook(self) -> None:
        """Updates are brought; then look now and then whether they are."""
        secret = self._settings.telegram_webhook_secret
        parameters = {
            "url": self._settings.webhook_url,
            "secret_token": secret.get_secret_value() if secret else "",
            "allowed_updates": UPDATES,
            "max_connections": CONNECTIONS,
            "drop_pending_updates": False,
        }
        await self._until_done("setWebhook", parameters)
        self._health.webhook_ok()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self._watch(parameters)

    async def _watch(self, parameters: dict[str, Any]) -> None:
        try:
            info = _info.decode(await self._transport.call("getWebhookInfo", {}))
            if info.url != self._settings.webhook_url:
                log_warning("webhook_was_taken")
                self._health.webhook_lost()
                await self._transport.call("setWebhook", parameters)
            self._health.webhook_ok()
        except TelegramError as error:
            log_exception("webhook_not_watched", error)

    async def _until_done(self, method: str, parameters: dict[str, Any]) -> msgspec.Raw:
        while True:
            try:
                return await self._transport.call(method, parameters)
            except InvalidToken:
                raise token_unknown() from None
            except TelegramError as error:
                _tell(method, error)
                await asyncio.sleep(RETRY_SECONDS)


def token_unknown() -> SettingsInvalid:
    """The error where the token is not, or no longer, one of Telegram's."""
    return SettingsInvalid(["TELEGRAM_BOT_TOKEN: Telegram does not know this token"])


def _key(command: str) -> str:
    return f"_shared/command_{command}"


def _tell(method: str, error: TelegramError) -> None:
    """Say which variable may be wrong; messages of Telegram may hold values, so none is shown."""
    if isinstance(error, NotSent):
        log_warning("telegram_not_reached", variable="TELEGRAM_API_URL", method=method)
    elif method == "setWebhook":
        log_warning("webhook_not_set", variable="PUBLIC_URL", type=type(error).__name__)
    else:
        log_warning("telegram_refused", method=method, type=type(error).__name__)
