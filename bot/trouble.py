"""What a client gets to see when something went wrong: kind words, numbers, and the question again.

None of it needs the database. Where even the texts fail, there is `emergency_text`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from bot.conversation import Conversation
from bot.emergency_text import EMERGENCY_TEXT
from bot.logs import log_exception
from bot.raw_input import RawInput
from bot.rendering import RenderedScreen
from bot.wording import DAMAGED, DAMAGED_ERASE, FAILED, NOT_ERASED, NOT_KEPT
from states.input import Command, Say
from storage.errors import RecordDamaged, StorageError

P = ParamSpec("P")


def _or_emergency_text(
    method: Callable[Concatenate["Trouble", P], RenderedScreen],
) -> Callable[Concatenate["Trouble", P], RenderedScreen]:
    """Where the texts cannot be shown either, show the one that stands in the program."""

    @wraps(method)
    def guarded(self: "Trouble", *args: P.args, **kwargs: P.kwargs) -> RenderedScreen:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - this is the last thing that stands
            log_exception("text_failed", error)
            return RenderedScreen(0, EMERGENCY_TEXT.split("\n\n"))

    return guarded


class Trouble:
    """Makes the screens; it never raises."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    @_or_emergency_text
    def for_error(
        self, error: StorageError, question: RenderedScreen | None, raw: RawInput | None = None
    ) -> RenderedScreen:
        """Storage did not do its work: what was asked for help is given, the rest asked again."""
        if isinstance(error, RecordDamaged):
            return self.damaged(can_erase=False)
        form = question.form if question else "je"
        given = self._conversation.read_alone(raw) if raw is not None else None
        if given in (Command("help"), Command("person")):
            return self._with_numbers([], question, form)
        key = NOT_ERASED if given == Command("delete") else NOT_KEPT
        note = self._conversation.text(key, form)
        if question is None or (isinstance(given, Say) and given.danger is not None):
            return self._with_numbers([note], question, form)
        return question.after(note)

    @_or_emergency_text
    def failed(self, question: RenderedScreen | None) -> RenderedScreen:
        """The program made an error with this input; it is set aside."""
        form = question.form if question else "je"
        note = self._conversation.text(FAILED, form)
        return self._with_numbers([note], None, form) if question is None else question.after(note)

    @_or_emergency_text
    def damaged(self, *, can_erase: bool) -> RenderedScreen:
        """What is kept of this client cannot be read."""
        notes = [self._conversation.text(DAMAGED, "je")]
        if can_erase:
            notes.append(self._conversation.text(DAMAGED_ERASE, "je"))
        return self._with_numbers(notes, None, "je")

    def _with_numbers(
        self, notes: list[str], question: RenderedScreen | None, form: str
    ) -> RenderedScreen:
        numbers = self._conversation.help_paragraphs(form)
        if question is None:
            return RenderedScreen(0, [*notes, *numbers], form=form)
        screen = question
        for note in reversed([*notes, *numbers]):
            screen = screen.after(note)
        return screen
