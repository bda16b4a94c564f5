"""One client at a time, from the inbox to the outbox, waiting for the database.

    input ─► inbox (committed) ─► lane ─► engine ─► ONE commit (dossier, outbox, inbox done)
    ─► shown ─► outbox done

What came in is safe before anything is done with it, and a screen is remembered until it was
shown; so after a crash at any point nothing is lost and nothing counts twice. A front end for
many clients uses the same `Turns` and `Conversation` with the store's queues.
"""

import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from bot.logs import log_exception
from bot.portal_news import wrapped
from bot.raw_input import Opened, Person, RawInput, encode_raw
from bot.rendering import RenderedScreen, decode_screen
from bot.roster import Roster
from bot.trouble import Trouble
from bot.turns import QUESTION, Message, Turns
from storage.errors import StorageError
from storage.inbox import Incoming
from storage.lanes import Claim, Lane
from storage.outbox import OutboxItem
from storage.store import Store

LEASE = 1
"""Seconds for which a lane is held; so long one waits after a crash in the middle of a turn."""

PAUSE = 0.2
"""Seconds between two looks at a lane that somebody else holds."""

LOOKS = 15


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show, in this order. Hand it to `Desk.shown` afterwards."""

    messages: tuple[Message, ...]
    lane: Lane | None = None


class Desk:
    """Serves one client at a time."""

    def __init__(
        self, store: Store, turns: Turns, trouble: Trouble, roster: Roster | None = None
    ) -> None:
        """Work on an open store; without a roster there are no workers to hear of."""
        self._store = store
        self._turns = turns
        self._trouble = trouble
        self._roster = roster
        self._claim = Claim(uuid.uuid4().hex, LEASE)
        self._lane: Lane | None = None
        self._refused: set[int] = set()
        """Inbox items of which the client was told that they were not kept."""
        self._shown: set[int] = set()
        """Outbox items that were shown, while that could not be written down."""

    def open(self, person: Person) -> Reply:
        """What to show at the start: what was not seen yet, else the question that stands.

        Nothing is written about somebody who has not said anything.
        """
        self._catch_up()
        try:
            if self._store.find_client(person.channel, person.external_id) is None:
                return Reply((Message(self._turns.first_screen()),))
        except StorageError as error:
            log_exception("open_failed", error)
            return Reply((Message(self._trouble.for_error(error, None, Opened())),))
        return self._handled(person, Opened(), None)

    def handle(self, person: Person, raw: RawInput, seen: RenderedScreen | None) -> Reply:
        """Take one input; `seen` is the screen that the client looked at."""
        self._catch_up()
        return self._handled(person, raw, seen)

    def _handled(self, person: Person, raw: RawInput, seen: RenderedScreen | None) -> Reply:
        try:
            return self._work(self._received(person, raw), raw, seen)
        except StorageError as error:
            log_exception("input_not_kept", error)
            question = self._turns.question_for(person) or seen
            return Reply((Message(self._trouble.for_error(error, question, raw)),))

    def shown(self, reply: Reply) -> Reply | None:
        """Note that a reply was shown; what is to be shown next, if more came in meanwhile."""
        self._shown.update(one.outbox for one in reply.messages if one.outbox is not None)
        if reply.lane is None:
            return None
        try:
            has_more = self._store.mark_sent(reply.lane.client, sorted(self._shown), reply.lane)
            self._shown.clear()
            if not has_more:
                self._lane = None
                return None
            more = self._work(self._store.refresh(reply.lane), Opened(), None)
        except StorageError as error:
            # It was seen, and that is what counts; it is noted with the next input.
            log_exception("shown_not_noted", error)
            return None
        return more if more.messages else None

    def tidy(self) -> None:
        """Finish what an erasure left; to be called at the end."""
        try:
            self._store.tidy()
        except StorageError as error:
            log_exception("tidy_failed", error)

    def _catch_up(self) -> None:
        """Hear of workers, and put what they did in the inboxes; it may also be done later."""
        if self._roster is None:
            return
        try:
            self._roster.refresh()
            while self._store.forward_news(wrapped):
                continue
        except StorageError as error:
            log_exception("news_failed", error)

    def _received(self, person: Person, raw: RawInput) -> Lane:
        """Put the input in the inbox, and take the client's lane.

        Raises:
            StorageError: nothing was kept; or `lane_busy`: somebody else is at work on it.
        """
        for _ in range(LOOKS):
            number = uuid.uuid4().hex
            incoming = Incoming(person.channel, person.external_id, number, encode_raw(raw))
            [receipt] = self._store.receive([incoming], self._claim)
            if not receipt.is_new:
                raise StorageError("lane_full")
            self._lane = receipt.lane or self._still_held()
            if self._lane is not None:
                return self._lane
            # The input itself is in the inbox now; from here on only look.
            raw = Opened()
            time.sleep(PAUSE)
        raise StorageError("lane_busy")

    def _still_held(self) -> Lane | None:
        """The lane that was kept because a commit failed, with what came in since."""
        lane = self._store.refresh(self._lane) if self._lane is not None else None
        return lane if lane is not None and lane.items else None

    def _work(self, lane: Lane, raw: RawInput, seen: RenderedScreen | None) -> Reply:
        """Do all that waits in a lane, in its order."""
        messages = list(_unseen(lane.unsent, self._shown))
        refused = [item.id for item in lane.items if item.id in self._refused]
        for item in (one for one in lane.items if one.id not in self._refused):
            try:
                answered = self._turns.answer(lane, item, refused, messages)
            except StorageError as error:
                log_exception("turn_not_kept", error)
                self._refused.add(item.id)
                question = self._turns.question_of(lane.client) or seen
                messages.append(Message(self._trouble.for_error(error, question, raw)))
                return Reply(tuple(messages))
            messages += answered.messages
            if answered.is_erased:
                self._forget()
                return Reply(tuple(messages))
        self._refused.difference_update(refused)
        return Reply(tuple(messages), lane)

    def _forget(self) -> None:
        """Drop what was about a client who is erased."""
        self._lane = None
        self._refused.clear()
        self._shown.clear()


def _unseen(items: Sequence[OutboxItem], shown: set[int]) -> Iterator[Message]:
    """Screens that nobody saw yet; one that cannot be read is passed by."""
    for item in items:
        if item.id in shown or item.kind != QUESTION:  # the terminal is not told of what waits
            shown.add(item.id)
            continue
        try:
            yield Message(decode_screen(item.payload), item.id)
        except msgspec.MsgspecError as error:
            log_exception("outbox_unreadable", error)
