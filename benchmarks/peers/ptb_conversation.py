"""python-telegram-bot with a ConversationHandler and PicklePersistence, as its examples have it."""

from functools import partial

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from benchmarks.peers.dialogue import new_state, present, question, take_tap, take_text
from benchmarks.peers.launch import options
from benchmarks.peers.ptb_showing import show

KINDS = {"choice": 0, "several": 1, "name": 2}
"""The conversation's states; which question stands is in the user's data."""


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE, *, calls: int) -> int:
    """Begin, or begin again."""
    assert context.user_data is not None
    assert update.effective_user is not None
    context.user_data["state"] = new_state(update.effective_user.id)
    return await _show(update, context, calls=calls)


async def tap(update: Update, context: ContextTypes.DEFAULT_TYPE, *, calls: int) -> int:
    """A button."""
    assert context.user_data is not None
    assert update.callback_query is not None
    is_same = take_tap(context.user_data["state"], update.callback_query.data or "")
    return await _show(update, context, calls=calls, is_same=is_same)


async def name(update: Update, context: ContextTypes.DEFAULT_TYPE, *, calls: int) -> int:
    """A typed name."""
    assert context.user_data is not None
    assert update.message is not None
    take_text(context.user_data["state"], update.message.text or "")
    return await _show(update, context, calls=calls)


async def _show(
    update: Update, context: ContextTypes.DEFAULT_TYPE, *, calls: int, is_same: bool = False
) -> int:
    assert context.user_data is not None
    state = context.user_data["state"]
    await show(update, context, question(state), calls=calls, is_same=is_same)
    return KINDS[present(state).kind]


def main() -> None:
    """Poll for ever."""
    given = options(__doc__)
    begin = CommandHandler("start", partial(start, calls=given.calls))
    buttons = CallbackQueryHandler(partial(tap, calls=given.calls))
    lines = MessageHandler(filters.TEXT & ~filters.COMMAND, partial(name, calls=given.calls))
    conversation: ConversationHandler[ContextTypes.DEFAULT_TYPE] = ConversationHandler(
        entry_points=[begin],
        states={0: [buttons], 1: [buttons], 2: [lines, buttons]},
        fallbacks=[begin],
        name="guided",
        persistent=True,
    )
    application = (
        Application.builder()
        .token(given.token)
        .base_url(f"{given.url}/bot")
        .persistence(PicklePersistence(given.folder / "conversation.pickle"))
        .concurrent_updates(False)  # asked for by ConversationHandler
        .build()
    )
    application.add_handler(conversation)
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
