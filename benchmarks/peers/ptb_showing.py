"""How the peers on python-telegram-bot show a question, in one, two or three calls."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from benchmarks.peers.dialogue import Question


def keyboard(shown: Question) -> InlineKeyboardMarkup:
    """The buttons of a question."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(text, callback_data=data) for text, data in row]
            for row in shown.rows
        ]
    )


async def show(
    update: Update,
    context: ContextTypes.DEFAULT_TYPE,
    shown: Question,
    *,
    calls: int,
    is_same: bool,
) -> None:
    """Answer a tap or a line with a question.

    Args:
        update: the tap or line.
        context: keeps the number of the message that has buttons, where they are taken away.
        shown: the question.
        calls: the shape of a turn, see the package.
        is_same: whether it is the question that stands, with another tick.
    """
    tap, chat = update.callback_query, update.effective_chat
    assert chat is not None
    assert context.user_data is not None
    if tap and calls > 1:
        await tap.answer()
        if calls == 2 or is_same:
            await tap.edit_message_text(shown.text, reply_markup=keyboard(shown))
            return
    if calls == 3:
        if tap:
            await tap.edit_message_reply_markup(None)
        elif standing := context.user_data.get("question"):
            await context.bot.edit_message_reply_markup(chat.id, standing, reply_markup=None)
    sent = await chat.send_message(shown.text, reply_markup=keyboard(shown))
    if calls == 3:
        context.user_data["question"] = sent.message_id
