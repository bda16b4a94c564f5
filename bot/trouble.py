"""What a client gets to see when something went wrong: kind words, numbers, and the question again.

None of it needs the database. Where even the texts fail, there is `emergency_text`.
"""

from collections.abc import Callable

from bot.conversation import Conversation
from bot.emergency_text import EMERGENCY_TEXT
from bot.logs import log_exception
from bot.raw_input import Opened, RawInput
from bot.rendering import UNKNOWN_TURN, RenderedScreen
from bot.wording import DAMAGED, DAMAGED_ERASE, FAILED, HELP, NOT_ERASED, NOT_KEPT
from states.input import Command, Say
from storage.errors import RecordDamaged, StorageError


def emergency_screen() -> RenderedScreen:
    """The words that stand in the program itself."""
    return RenderedScreen(UNKNOWN_TURN, EMERGENCY_TEXT.split("\n\n"))


class Trouble:
    """Makes the screens; it never raises."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def for_error(
        self, error: StorageError, question: RenderedScreen | None, raw: RawInput
    ) -> RenderedScreen:
        """Storage did not do its work: who asks for help gets it, the rest is asked again."""
        if isinstance(error, RecordDamaged):
            return self.damaged(can_erase=False)
        return _safely(lambda: self._unkept(question, raw))

    def failed(self, question: RenderedScreen | None) -> RenderedScreen:
        """The program made an error with this input; it is set aside."""
        numbers = [HELP] if question is None else []
        return _safely(lambda: self._screen(question, FAILED, *numbers))

    def damaged(self, *, can_erase: bool) -> RenderedScreen:
        """What is kept of this client cannot be read."""
        keys = [DAMAGED, *([DAMAGED_ERASE] if can_erase else []), HELP]
        return _safely(lambda: self._screen(None, *keys))

    def _unkept(self, question: RenderedScreen | None, raw: RawInput) -> RenderedScreen:
        if isinstance(raw, Opened):
            return question or self._screen(None, FAILED, HELP)
        given = self._conversation.read_alone(raw)
        if given in (Command("help"), Command("person")):
            return self._screen(question, HELP)
        kept = NOT_ERASED if given == Command("delete") else NOT_KEPT
        is_danger = isinstance(given, Say) and given.danger is not None
        return self._screen(question, kept, *([HELP] if is_danger or question is None else []))

    def _screen(self, question: RenderedScreen | None, *keys: str) -> RenderedScreen:
        """Some of the front end's own texts, and the question again where it is known."""
        form = question.form if question else "je"
        said = [part for key in keys for part in self._conversation.text(key, form)]
        if question is None:
            return RenderedScreen(UNKNOWN_TURN, said, form=form)
        return question.after(said)


def _safely(make: Callable[[], RenderedScreen]) -> RenderedScreen:
    """Where the texts cannot be shown either, show the one that needs none."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - this is the last thing that stands
        log_exception("text_failed", error)
        return emergency_screen()
