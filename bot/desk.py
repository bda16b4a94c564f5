"""One input of one client, from the inbox to the outbox.

    input ─► inbox (committed) ─► lane ─► engine ─► ONE commit (dossier, outbox, inbox done)
    ─► shown ─► outbox done

What came in is safe before anything is done with it, and a screen is remembered until it was
shown; so after a crash at any point nothing is lost and nothing counts twice. This desk works for
one client at a time and waits for the database; a front end for many clients uses the same
`Conversation` with the store's queues.
"""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from bot.conversation import Conversation, Worked
from bot.logs import log_exception
from bot.raw_input import Opened, Person, RawInput, decode_raw, encode_raw
from bot.rendering import RenderedScreen, decode_screen, encode_screen
from bot.trouble import Trouble
from states.errors import BotError, DossierInvalid
from states.input import Command
from storage.clients import ClientRef
from storage.errors import RecordDamaged, StorageError
from storage.inbox import InboxItem, Incoming
from storage.lanes import Claim, Lane
from storage.outbox import OutboxDraft, OutboxItem
from storage.store import Store
from storage.turns import Outcome, StoredDossier, TurnCommit

QUESTION = "question"
"""The kind of all that goes out here: where it is uncertain whether it was seen, show it again."""

LEASE = 1
"""Seconds for which a lane is held; so long one waits after a crash in the middle of a turn."""

TRIES = 5
PAUSE = 0.2
"""Seconds between two looks at a lane that somebody else holds."""


@dataclass(frozen=True, slots=True)
class Message:
    """A screen to show; with an `outbox` id where it has to be told that it was shown."""

    screen: RenderedScreen
    outbox: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show, in this order. Hand it to `Desk.shown` afterwards."""

    messages: tuple[Message, ...]
    lane: Lane | None = None


class Desk:
    """Serves one client at a time."""

    def __init__(self, store: Store, conversation: Conversation) -> None:
        """Work on an open store."""
        self._store = store
        self._conversation = conversation
        self._trouble = Trouble(conversation)
        self._claim = Claim(uuid.uuid4().hex, LEASE)
        self._held: Lane | None = None
        self._refused: set[int] = set()
        """Inbox items of which the client was told that they were not kept."""
        self._shown: set[int] = set()
        """Outbox items that were shown, while that could not be written down."""

    def open(self, person: Person) -> Reply:
        """What to show at the start: what was not seen yet, else the question that stands.

        Nothing is written about somebody who has not said anything.
        """
        try:
            if self._store.find_client(person.channel, person.external_id) is None:
                return Reply((Message(self._conversation.first_screen()),))
        except StorageError as error:
            log_exception("open_failed", error)
            return Reply((Message(self._trouble.for_error(error, None)),))
        return self.handle(person, Opened(), None)

    def handle(self, person: Person, raw: RawInput, seen: RenderedScreen | None) -> Reply:
        """Take one input; `seen` is the screen that the client looked at."""
        try:
            lane = self._received(person, raw)
            return self._work(lane, raw, seen)
        except StorageError as error:
            log_exception("input_not_kept", error)
            question = seen or self._question(person)
            return Reply((Message(self._trouble.for_error(error, question, raw)),), self._held)

    def shown(self, reply: Reply) -> Reply | None:
        """Note that a reply was shown; what is to be shown next, if more came in."""
        self._shown.update(one.outbox for one in reply.messages if one.outbox is not None)
        if reply.lane is None:
            return None
        try:
            more = self._store.mark_sent(reply.lane.client, sorted(self._shown), reply.lane)
            self._shown.clear()
            if not more:
                self._held = None
                return None
            lane = self._store.refresh(reply.lane)
            return self._work(lane, Opened(), None) if lane.items or lane.unsent else None
        except StorageError as error:
            # It was seen, and that is what counts; it is noted with the next input.
            log_exception("shown_not_noted", error)
            return None

    def tidy(self) -> None:
        """Finish what an erasure left; to be called at the end."""
        try:
            self._store.tidy()
        except StorageError as error:
            log_exception("tidy_failed", error)

    # Lanes

    def _received(self, person: Person, raw: RawInput) -> Lane:
        """Put the input in the inbox, and take the client's lane.

        Raises:
            StorageError: nothing was kept, or `lane_busy`: it is kept, and somebody else has it.
        """
        for _ in range(round(2 * LEASE / PAUSE) + TRIES):
            incoming = Incoming(
                person.channel, person.external_id, uuid.uuid4().hex, encode_raw(raw)
            )
            [receipt] = self._store.receive([incoming], self._claim)
            if not receipt.is_new:
                raise StorageError("lane_full")
            lane = receipt.lane or self._still_held()
            if lane is not None:
                self._held = lane
                return lane
            # The next time round, only ask: the input itself is in the inbox now.
            raw = Opened()
            time.sleep(PAUSE)
        raise StorageError("lane_busy")

    def _still_held(self) -> Lane | None:
        """The lane that was kept because a commit failed, with what came in since."""
        lane = self._store.refresh(self._held) if self._held is not None else None
        return lane if lane is not None and lane.items else None

    def _work(self, lane: Lane, raw: RawInput, seen: RenderedScreen | None) -> Reply:
        """Do all that waits in a lane."""
        messages = [Message(*one) for one in _unsent(lane.unsent, self._shown)]
        done = [item.id for item in lane.items if item.id in self._refused]
        for item in (one for one in lane.items if one.id not in self._refused):
            try:
                answer = self._answered(lane, item, done, messages)
            except StorageError as error:
                log_exception("turn_not_kept", error)
                self._refused.add(item.id)
                question = seen or self._question_of(lane.client)
                answer = Message(self._trouble.for_error(error, question, raw))
            if answer is not None:
                messages.append(answer)
        return Reply(tuple(messages), lane)

    # Turns

    def _answered(
        self, lane: Lane, item: InboxItem, done: Iterable[int], before: list[Message]
    ) -> Message | None:
        """One turn; a poison input is set aside, so that it blocks nobody."""
        raw: RawInput = Opened()
        try:
            raw = decode_raw(item.payload)
            return self._turn(lane, item.id, raw, done, before)
        except (RecordDamaged, DossierInvalid) as error:
            return self._damaged(lane, item.id, raw, error)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            log_exception("turn_failed", error)
            self._bury(lane, item.id, "turn_failed")
            question = self._question_of(lane.client)
            return Message(self._trouble.failed(question))

    def _turn(
        self, lane: Lane, item: int, raw: RawInput, done: Iterable[int], before: list[Message]
    ) -> Message | None:
        for _ in range(TRIES):
            stored = self._store.load(lane.client)
            worked = self._conversation.take(stored.content if stored else None, raw)
            if worked.erase:
                return self._erased(lane.client, worked)
            is_seen = not worked.is_new and _stands(worked.screen, before)
            drafts = () if is_seen else (OutboxDraft(QUESTION, encode_screen(worked.screen)),)
            commit = _commit(lane, stored, worked, drafts, (item, *done))
            [result] = self._store.commit([commit])
            if result.is_committed:
                self._refused.difference_update(done)
                return None if is_seen else Message(worked.screen, result.outbox_ids[0])
            if result.outcome is Outcome.CLIENT_GONE:
                return Message(self._conversation.first_screen())
            if result.outcome is not Outcome.VERSION_CONFLICT:
                raise result.error or StorageError(result.code)
        raise StorageError("version_conflict")

    def _erased(self, client: ClientRef, worked: Worked) -> Message:
        """Erase, and only then say so; the words go by no outbox, as nothing may be left."""
        self._store.erase(client)
        self._held = None
        self._refused.clear()
        self._shown.clear()
        return Message(worked.screen)

    def _damaged(self, lane: Lane, item: int, raw: RawInput, error: BotError) -> Message:
        """A kind text and the numbers; and a way to begin anew, for who asks for it in full."""
        log_exception("dossier_unreadable", error)
        if self._conversation.read_alone(raw) == Command("delete"):
            self._store.erase(lane.client)
            self._held = None
            return Message(self._conversation.first_screen())
        self._bury(lane, item, error.code)
        return Message(self._trouble.damaged(can_erase=True))

    def _bury(self, lane: Lane, item: int, code: str) -> None:
        if not self._store.bury(lane, item, code):
            self._held = None

    # The question that stands

    def _question(self, person: Person) -> RenderedScreen | None:
        try:
            client = self._store.find_client(person.channel, person.external_id)
        except StorageError:
            return None
        return self._question_of(client) if client else self._conversation.first_screen()

    def _question_of(self, client: ClientRef) -> RenderedScreen | None:
        try:
            stored = self._store.load(client)
            return self._conversation.screen(stored.content if stored else None)
        except BotError:
            return None


def _commit(
    lane: Lane,
    stored: StoredDossier | None,
    worked: Worked,
    drafts: tuple[OutboxDraft, ...],
    done: tuple[int, ...],
) -> TurnCommit:
    version = stored.version if stored else 0
    return TurnCommit(lane.client, worked.dossier, version, drafts, done, lane)


def _unsent(
    items: Iterable[OutboxItem], shown: set[int]
) -> Iterable[tuple[RenderedScreen, int]]:
    """Screens that nobody saw yet; one that cannot be read is passed by."""
    for item in items:
        if item.id in shown:
            continue
        try:
            yield decode_screen(item.payload), item.id
        except msgspec.MsgspecError as error:
            log_exception("outbox_unreadable", error)


def _stands(screen: RenderedScreen, before: list[Message]) -> bool:
    """Whether the last message is this question already, with what was said before it."""
    return bool(before) and before[-1].screen.turn == screen.turn


__all__ = ["Desk", "Message", "Person", "Reply", "replace"]
