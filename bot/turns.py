"""One turn with the database: load, converse, and ONE commit; or erase; or set aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import Conversation, Worked
from bot.logs import log_exception, log_warning
from bot.raw_input import Opened, Person, RawInput, decode_raw
from bot.rendering import RenderedScreen, encode_screen
from bot.trouble import Trouble
from states.errors import BotError, DossierInvalid
from states.input import Command
from storage.clients import ClientRef
from storage.errors import RecordDamaged, StorageError
from storage.inbox import InboxItem
from storage.lanes import Lane
from storage.outbox import OutboxDraft
from storage.store import Store
from storage.turns import Outcome, StoredDossier, TurnCommit

QUESTION = "question"
"""The kind of what goes out here: where it is uncertain whether it was seen, show it again."""

TRIES = 5
"""Times a turn is computed anew when another one of the same client came between."""


@dataclass(frozen=True, slots=True)
class Message:
    """A screen to show; `outbox` is the id to note afterwards, where it has one."""

    screen: RenderedScreen
    outbox: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What one input came to."""

    messages: tuple[Message, ...] = ()
    is_erased: bool = False


class Turns:
    """Takes inputs out of claimed lanes."""

    def __init__(self, store: Store, conversation: Conversation, trouble: Trouble) -> None:
        self._store = store
        self._conversation = conversation
        self._trouble = trouble

    def answer(
        self, lane: Lane, item: InboxItem, also_done: Sequence[int], before: Sequence[Message]
    ) -> Answered:
        """Do one input; a poison one is set aside, so that it blocks nobody.

        Args:
            lane: The claimed lane.
            item: The input, out of this lane.
            also_done: Inputs that are dropped in the same commit.
            before: What is shown before, so that no question is shown twice.

        Raises:
            StorageError: nothing of this turn was kept.
        """
        raw: RawInput = Opened()
        try:
            raw = decode_raw(item.payload)
            return self._turn(lane, (item.id, *also_done), raw, before)
        except (RecordDamaged, DossierInvalid) as error:
            return self._damaged(lane, item.id, raw, error)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            log_exception("turn_failed", error)
            self._store.bury(lane, item.id, "turn_failed")
            return Answered((Message(self._trouble.failed(self.question_of(lane.client))),))

    def first_screen(self) -> RenderedScreen:
        """What somebody sees of whom nothing is kept."""
        return self._conversation.screen(None)

    def question_of(self, client: ClientRef) -> RenderedScreen | None:
        """The question that stands, if it can be read."""
        try:
            return self._conversation.screen(_content(self._store.load(client)))
        except BotError:
            return None

    def question_for(self, person: Person) -> RenderedScreen | None:
        """The question that stands, if it can be read."""
        try:
            client = self._store.find_client(person.channel, person.external_id)
        except StorageError:
            return None
        return self.question_of(client) if client else self.first_screen()

    def _turn(
        self, lane: Lane, done: tuple[int, ...], raw: RawInput, before: Sequence[Message]
    ) -> Answered:
        for _ in range(TRIES):
            stored = self._store.load(lane.client)
            worked = self._conversation.take(_content(stored), raw)
            if worked.erase:
                # The last words go by no outbox: nothing may be left.
                self._erase(lane.client)
                return Answered((Message(worked.screen),), is_erased=True)
            drafts = () if _stands(worked, before) else (_draft(worked),)
            version = stored.version if stored else 0
            commit = TurnCommit(lane.client, worked.dossier, version, drafts, done, lane)
            [result] = self._store.commit([commit])
            if result.is_committed:
                return Answered(tuple(Message(worked.screen, i) for i in result.outbox_ids))
            if result.outcome is Outcome.CLIENT_GONE:
                return Answered((Message(self.first_screen()),), is_erased=True)
            if result.outcome is not Outcome.VERSION_CONFLICT:
                raise result.error or StorageError(result.code)
        raise StorageError("version_conflict")

    def _damaged(self, lane: Lane, item: int, raw: RawInput, error: BotError) -> Answered:
        """A kind text and the numbers; and a way to begin anew, for who asks for it in full."""
        log_exception("dossier_unreadable", error)
        if self._conversation.read_alone(raw) == Command("delete"):
            self._erase(lane.client)
            return Answered((Message(self.first_screen()),), is_erased=True)
        self._store.bury(lane, item, error.code)
        return Answered((Message(self._trouble.damaged(can_erase=True)),))

    def _erase(self, client: ClientRef) -> None:
        if not self._store.erase(client):
            # The key and the rows are gone; `Desk.tidy` wipes what a reader still holds.
            log_warning("erasure_to_be_finished")


def _content(stored: StoredDossier | None) -> bytes | None:
    return stored.content if stored else None


def _draft(worked: Worked) -> OutboxDraft:
    return OutboxDraft(QUESTION, encode_screen(worked.screen))


def _stands(worked: Worked, before: Sequence[Message]) -> bool:
    """Whether the last message is this question already, with what was said before it."""
    is_same = bool(before) and before[-1].screen.turn == worked.screen.turn
    return is_same and not worked.is_new
