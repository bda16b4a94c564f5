"""One lane while it is worked on, and what is to be shown of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.raw_input import Opened
from bot.rendering import RenderedScreen
from bot.telegram.arrivals import Arrived
from bot.telegram.chat import Chat, decode_chat
from bot.telegram.delivery import Delivery
from storage.errors import RecordDamaged
from storage.kept import StoredDossier
from storage.lanes import Lane


@dataclass
class Work:
    """One lane while it is worked on."""

    lane: Lane
    to: int
    stored: Callable[[], StoredDossier | None]
    since: float
    """When what waits was handed over, in monotonic seconds."""
    held: float
    """When the lease was last begun."""
    chat: Chat = field(default_factory=Chat)
    arrived: Arrived | None = None
    typed: list[int] = field(default_factory=list)
    """Ids of the client's own messages to which no screen was shown yet."""
    shown: list[int] = field(default_factory=list)
    """Outbox items that are shown, or need no showing any more; to be noted."""
    next: Delivery | None = None
    """What is to be shown, unless the next answer is here already."""
    next_ids: tuple[int, ...] = ()
    """The outbox items of that."""
    is_discreet: bool = False
    """Whether little is to stand in the chat."""
    is_changed: bool = False
    """Whether there is something new to remember of the chat."""
    has_more: bool = False
    """Whether something is left in the lane, as the last commit saw it."""

    def delivery(self, screen: RenderedScreen) -> Delivery:
        """A screen with what it answers."""
        arrived, typed = self.arrived, list(self.typed)
        if arrived is None or arrived.is_own:
            is_fresh = arrived is not None and isinstance(arrived.raw, Opened)
            return Delivery(screen, typed=typed, is_fresh=is_fresh)
        return Delivery(screen, arrived.message, arrived.at, arrived.shown, arrived.chosen, typed)

    @property
    def must_be_shown(self) -> bool:
        """Whether something would be missed if another screen came in the place of the next."""
        screen = self.next.screen if self.next is not None else None
        if screen is None:
            return False
        return screen.is_told or screen.wipe or screen.clear or bool(screen.files)

    def followed(self) -> tuple[int, ...]:
        """Outbox items that are done with as soon as another screen follows on them."""
        return (*self.shown, *(() if self.must_be_shown else self.next_ids))


def chat_of(lane: Lane) -> Chat:
    """What is remembered of the chat; where that is damaged, nothing is lost but tidiness."""
    try:
        return decode_chat(lane.kept.chat(lane.client))
    except RecordDamaged:
        return decode_chat(None)
