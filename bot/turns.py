"""One turn with the database: load, converse, and ONE commit; or erase; or set aside.

`prepare` decides and writes nothing, for front ends that wait for many clients at once; `answer`
does it all, for one client at a time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from bot.conversation import Conversation
from bot.deeds import to_write
from bot.logs import log_exception, log_warning
from bot.offers import Offers
from bot.raw_input import FromPortal, Opened, Person, RawInput, decode_raw
from bot.rendering import RenderedScreen, encode_screen
from bot.trouble import Trouble
from bot.worked import Worked
from states.errors import BotError, DossierInvalid
from states.input import Command, Offered
from storage.clients import ClientRef
from storage.errors import RecordDamaged, StorageError
from storage.inbox import InboxItem
from storage.kept import StoredDossier
from storage.lanes import Lane
from storage.outbox import OutboxDraft
from storage.store import Store
from storage.turns import Outcome, TurnCommit

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
class Prepared:
    """What one input comes to: a dossier to be stored, an erasure, or an input to be set aside.

    Attributes:
        screen: What to show; None for nothing.
        worked: The turn that is to be committed; None where there is none.
        read_version: Version of the dossier that it was computed from.
        erase: Whether everything of the client is to be erased.
        bury: Why the input is to be set aside; empty where it is not.
    """

    screen: RenderedScreen | None
    worked: Worked | None = None
    read_version: int = 0
    erase: bool = False
    bury: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one input came to."""

    messages: tuple[Message, ...] = ()
    is_erased: bool = False


class Turns:
    """Takes inputs out of claimed lanes."""

    def __init__(
        self,
        store: Store,
        conversation: Conversation,
        trouble: Trouble,
        offers: Offers | None = None,
    ) -> None:
        """Make turns; without `offers` no code is looked up."""
        self._store = store
        self._conversation = conversation
        self._trouble = trouble
        self.offers = offers

    def prepare(
        self,
        client: ClientRef,
        read: Callable[[], RawInput],
        load: Callable[[], StoredDossier | None],
        offer: Offered | None = None,
    ) -> Prepared:
        """What one input comes to; a poison one is to be set aside, so that it blocks nobody.

        Args:
            client: Whose input it is.
            read: Gives the input; may fail where it cannot be read.
            load: Gives the dossier.
            offer: Whose code the input is, where it is one that works.

        Raises:
            StorageError: the dossier cannot be loaded now.
        """
        raw: RawInput = Opened()
        try:
            raw = read()
            stored = load()
            content = stored.content if stored else None
            worked = self._conversation.take(content, raw, offer=offer)
        except (RecordDamaged, DossierInvalid) as error:
            return self._damaged(raw, error)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            log_exception("turn_failed", error)
            if isinstance(raw, FromPortal):  # nobody asked anything
                return Prepared(None, bury="turn_failed")
            return Prepared(self._trouble.failed(self.question_of(client)), bury="turn_failed")
        if worked.erase:
            return Prepared(worked.screen, erase=True)
        return Prepared(
            None if worked.is_silent else worked.screen,
            worked,
            stored.version if stored else 0,
        )

    def answer(
        self, lane: Lane, item: InboxItem, also_done: Sequence[int], before: Sequence[Message]
    ) -> Answered:
        """Do one input, now and in this thread.

        Args:
            lane: The claimed lane.
            item: The input, out of this lane.
            also_done: Inputs that are dropped in the same commit.
            before: What is shown before, so that no question is shown twice.

        Raises:
            StorageError: nothing of this turn was kept.
        """
        offer = self._offer(lane, item)
        for _ in range(TRIES):
            prepared = self.prepare(
                lane.client,
                lambda: decode_raw(item.payload),
                lambda: self._store.load(lane.client),
                offer,
            )
            answered = self._written(prepared, lane, (item.id, *also_done), before)
            if answered is not None:
                return answered
        raise StorageError("version_conflict")

    def _offer(self, lane: Lane, item: InboxItem) -> Offered | None:
        """Whose code an input is, if it is one that works."""
        if self.offers is None:
            return None
        try:
            raw = decode_raw(item.payload)
        except msgspec.MsgspecError:  # `prepare` meets it again, and sets it aside
            return None
        return self.offers.look_up(lane.client, raw)

    def first_screen(self) -> RenderedScreen:
        """What somebody sees of whom nothing is kept."""
        return self._conversation.screen(None)

    def question_of(self, client: ClientRef) -> RenderedScreen | None:
        """The question that stands, if it can be read."""
        try:
            stored = self._store.load(client)
            return self._conversation.screen(stored.content if stored else None)
        except BotError:
            return None

    def question_for(self, person: Person) -> RenderedScreen | None:
        """The question that stands, if it can be read."""
        try:
            client = self._store.find_client(person.channel, person.external_id)
        except StorageError:
            return None
        return self.question_of(client) if client else self.first_screen()

    def erase(self, client: ClientRef) -> None:
        """Erase all of a client; what a reader still holds is wiped by the next `tidy`."""
        if not self._store.erase(client):
            log_warning("erasure_to_be_finished")

    def _written(
        self, prepared: Prepared, lane: Lane, done: tuple[int, ...], before: Sequence[Message]
    ) -> Answered | None:
        """Store what was prepared; None where another turn came between."""
        shown = (Message(prepared.screen),) if prepared.screen else ()
        if prepared.erase:
            # The last words go by no outbox: nothing may be left.
            self.erase(lane.client)
            return Answered(shown, is_erased=True)
        worked = prepared.worked
        if worked is None:
            self._store.bury(lane, done[0], prepared.bury)
            return Answered(shown)
        drafts = () if worked.is_silent or _stands(worked, before) else (_draft(worked),)
        commit = TurnCommit(
            lane.client,
            worked.dossier,
            prepared.read_version,
            drafts,
            done,
            lane,
            worked.check_ins,
            deeds=to_write(lane.client, worked.deeds, self._conversation.now()),
        )
        [result] = self._store.commit([commit])
        if result.is_committed and worked.tells:
            # Nothing is to be sent: who is here sees it now, and who is not when they come.
            return Answered((Message(self._conversation.notice(worked.dossier)),))
        if result.is_committed:
            return Answered(tuple(Message(worked.screen, i) for i in result.outbox_ids))
        if result.outcome is Outcome.CLIENT_GONE:
            return Answered((Message(self.first_screen()),), is_erased=True)
        if result.outcome is not Outcome.VERSION_CONFLICT:
            raise result.error or StorageError(result.code)
        return None

    def _damaged(self, raw: RawInput, error: BotError) -> Prepared:
        """A kind text and the numbers; and a way to begin anew, for who asks for it in full."""
        log_exception("dossier_unreadable", error)
        if isinstance(raw, FromPortal):
            return Prepared(None, bury=error.code)
        if self._conversation.read_alone(raw) == Command("delete"):
            return Prepared(self.first_screen(), erase=True)
        return Prepared(self._trouble.damaged(can_erase=True), bury=error.code)


def _draft(worked: Worked) -> OutboxDraft:
    return OutboxDraft(QUESTION, encode_screen(worked.screen))


def _stands(worked: Worked, before: Sequence[Message]) -> bool:
    """Whether the last message is this question already, with what was said before it."""
    is_same = bool(before) and before[-1].screen.turn == worked.screen.turn
    return is_same and not worked.is_new
