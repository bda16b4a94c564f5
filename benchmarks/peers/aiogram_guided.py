"""The dialogue for aiogram's finite state machine, whatever keeps its states."""

import asyncio
from argparse import Namespace

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

from benchmarks.peers import dialogue
from benchmarks.peers.dialogue import Question, present, question, take_tap, take_text

router = Router()


class Ask(StatesGroup):
    """The kinds of question; which one stands is in the data of the state."""

    choice = State()
    several = State()
    name = State()


KINDS = {"choice": Ask.choice, "several": Ask.several, "name": Ask.name}


@router.message(CommandStart())
async def start(message: Message, state: FSMContext, calls: int) -> None:
    """Begin, or begin again."""
    data = dialogue.new_state(message.chat.id)
    await state.set_state(KINDS[present(data).kind])
    await state.set_data({"dialogue": data})
    await _send(message, state, question(data), calls)


@router.message(Ask.name, F.text)
async def name(message: Message, state: FSMContext, calls: int) -> None:
    """A typed name."""
    kept = await state.get_data()
    data = kept["dialogue"]
    take_text(data, message.text or "")
    await state.set_state(KINDS[present(data).kind])
    await state.update_data(dialogue=data)
    if calls == 3 and message.bot:
        await message.bot.edit_message_reply_markup(
            chat_id=message.chat.id, message_id=kept["question"]
        )
    await _send(message, state, question(data), calls)


@router.callback_query(Ask.choice)
@router.callback_query(Ask.several)
@router.callback_query(Ask.name)
async def tap(callback: CallbackQuery, state: FSMContext, calls: int) -> None:
    """A button."""
    data = (await state.get_data())["dialogue"]
    is_same = take_tap(data, callback.data or "")
    await state.set_state(KINDS[present(data).kind])
    await state.update_data(dialogue=data)
    assert isinstance(callback.message, Message)
    shown = question(data)
    if calls > 1:
        await callback.answer()
    if calls == 2 or (calls == 3 and is_same):
        await callback.message.edit_text(shown.text, reply_markup=_keyboard(shown))
        return
    if calls == 3:
        await callback.message.edit_reply_markup()
    await _send(callback.message, state, shown, calls)


async def _send(message: Message, state: FSMContext, shown: Question, calls: int) -> None:
    sent = await message.answer(shown.text, reply_markup=_keyboard(shown))
    if calls == 3:
        await state.update_data(question=sent.message_id)


def _keyboard(shown: Question) -> InlineKeyboardMarkup:
    builder = InlineKeyboardBuilder()
    for row in shown.rows:
        for text, data in row:
            builder.button(text=text, callback_data=data)
    return builder.adjust(*map(len, shown.rows)).as_markup()


def make_bot(given: Namespace) -> Bot:
    """A bot that talks to the server of the options."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.url))
    return Bot(given.token, session=session)


def poll(given: Namespace, storage: BaseStorage) -> None:
    """Poll for ever."""
    dispatcher = Dispatcher(storage=storage, calls=given.calls)
    dispatcher.include_router(router)
    asyncio.run(dispatcher.start_polling(make_bot(given)))
