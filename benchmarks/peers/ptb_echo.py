"""python-telegram-bot as its own echo example: one call a turn, one update after the other."""

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.peers.launch import options


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same again, and how often it was."""
    assert update.message is not None
    assert context.user_data is not None
    count = context.user_data["count"] = context.user_data.get("count", 0) + 1
    await update.message.reply_text(f"{count}: {update.message.text}")


def main() -> None:
    """Poll for ever."""
    given = options(__doc__)
    application = Application.builder().token(given.token).base_url(f"{given.url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
