"""aiogram-dialog: a window for each question, with the package's own widgets, in memory."""

import asyncio
import operator
from typing import Any

from aiogram import Dispatcher
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Multiselect, Select
from aiogram_dialog.widgets.text import Const, Format

from benchmarks.peers.aiogram_guided import make_bot
from benchmarks.peers.dialogue import STEPS, Step, first, following, title
from benchmarks.peers.launch import options

Guided = type("Guided", (StatesGroup,), {f"step_{step.number}": State() for step in STEPS})
STATES: list[State] = [getattr(Guided, f"step_{step.number}") for step in STEPS]


async def _go_on(manager: DialogManager, said: list[str]) -> None:
    number = _number(manager)
    manager.dialog_data.setdefault("answers", {})[str(number)] = said
    mode = ShowMode.SEND if manager.middleware_data["calls"] == 3 else None
    behind = following(number) if number else first(manager.event.from_user.id)
    await manager.switch_to(STATES[behind], show_mode=mode)


async def _chosen(_: CallbackQuery, __: object, manager: DialogManager, option: str) -> None:
    await _go_on(manager, [STEPS[_number(manager)].options[int(option)]])


async def _done(_: CallbackQuery, __: object, manager: DialogManager) -> None:
    ticks = manager.find(str(_number(manager)))
    said = [STEPS[_number(manager)].options[int(place)] for place in ticks.get_checked()]
    await ticks.reset_checked()
    await _go_on(manager, said)


async def _skipped(_: CallbackQuery, __: object, manager: DialogManager) -> None:
    await _go_on(manager, [])


async def _named(message: Message, _: object, manager: DialogManager) -> None:
    await _go_on(manager, [message.text or ""])


def _number(manager: DialogManager) -> int:
    return STATES.index(manager.current_context().state)


def _widgets(step: Step) -> list[Any]:
    number = str(step.number)
    items = [(label, str(place)) for place, label in enumerate(step.options)]
    chosen = operator.itemgetter(1)
    if step.kind == "choice":
        label = Format("{item[0]}")
        return [Group(Select(label, number, chosen, items, on_click=_chosen), width=2)]
    if step.kind == "several":
        on, off = Format("☑ {item[0]}"), Format("☐ {item[0]}")
        ticks = Multiselect(on, off, number, chosen, items)
        return [Group(ticks, width=2), Button(Const("Klaar"), f"{number}_done", on_click=_done)]
    return [MessageInput(_named), Button(Const("Overslaan"), f"{number}_skip", on_click=_skipped)]


def _window(step: Step) -> Window:
    async def getter(dialog_manager: DialogManager, **_: object) -> dict[str, str]:
        return {"title": title(step, len(dialog_manager.dialog_data.get("answers", {})))}

    widgets = _widgets(step)
    return Window(Format("{title}"), *widgets, state=STATES[step.number], getter=getter)


def main() -> None:
    """Poll for ever."""
    given = options(__doc__, calls=(2, 3))
    dispatcher = Dispatcher(storage=MemoryStorage(), calls=given.calls)

    @dispatcher.message(CommandStart())
    async def start(_: Message, dialog_manager: DialogManager) -> None:
        await dialog_manager.start(STATES[0], mode=StartMode.RESET_STACK)

    dispatcher.include_router(Dialog(*map(_window, STEPS)))
    setup_dialogs(dispatcher)
    asyncio.run(dispatcher.start_polling(make_bot(given)))


if __name__ == "__main__":
    main()
