"""The row of updates that wait for the bot.

Rules: tdlib/telegram-bot-api. `getUpdates` with an offset confirms everything below it; what is
not confirmed comes back. Messages expire a day after their date, taps after 150 seconds
(`Client.cpp`). Each update also belongs to a queue, which matters for webhooks only.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .specification import DEFAULT_UPDATES

MESSAGE_LIFETIME = 86_400.0
TAP_LIFETIME = 150.0
MOST_AT_ONCE = 100
FIRST_UPDATE_ID = 700_000_001


def message_queue(chat_id: int) -> int:
    """Messages of one chat keep their order."""
    return chat_id


def tap_queue(user_id: int) -> int:
    """Taps of one person keep their order, but not with respect to their messages."""
    return user_id + (3 << 33)


def membership_queue(chat_id: int) -> int:
    """Blocking, unblocking and being added keep their order."""
    return chat_id + (5 << 33)


@dataclass(slots=True, eq=False)
class Entry:
    """An update that waits."""

    update_id: int
    update: dict[str, object] | bytes
    queue: int
    expires: float
    is_out_of_row: bool = False
    was_given: bool = False
    serial: int = 0


class Updates:
    """Everything that waits, in order of arrival.

    Not safe for several threads by itself: callers hold the lock of the server.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._waiting: OrderedDict[int, Entry] = OrderedDict()
        self._serial = 0
        self._last_id = 0
        self._recent: OrderedDict[int, Entry] = OrderedDict()
        self.next_id = FIRST_UPDATE_ID
        self.allowed: frozenset[str] = DEFAULT_UPDATES
        self.on_arrival: Callable[[Entry], None] = lambda _entry: None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, content: dict[str, object], queue: int, lifetime: float) -> int | None:
        """A new update with the next number; None when the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        update = {"update_id": update_id, kind: content}
        self._enter(Entry(update_id, update, queue, self._now() + lifetime))
        return update_id

    def push(self, update: dict[str, object] | bytes, queue: int, lifetime: float) -> None:
        """An update exactly as given; bytes can be delivered by webhook only.

        One whose number is not above the numbers before it would count as confirmed already. It is
        given once all the same, like the repetitions that real bots see.
        """
        update_id = update.get("update_id") if isinstance(update, dict) else None
        is_number = type(update_id) is int and update_id > self._last_id
        number = update_id if is_number else 0
        entry = Entry(number, update, queue, self._now() + lifetime)  # type: ignore[arg-type]
        entry.is_out_of_row = not is_number
        if is_number:
            self.next_id = max(self.next_id, number + 1)  # type: ignore[operator, type-var]
        self._enter(entry)

    def push_again(self, update_id: int) -> None:
        """The same update a second time."""
        again = self._recent[update_id]
        entry = Entry(update_id, again.update, again.queue, again.expires, is_out_of_row=True)
        self._enter(entry)

    def _enter(self, entry: Entry) -> None:
        self._serial += 1
        entry.serial = self._serial
        self._waiting[entry.serial] = entry
        if not entry.is_out_of_row:
            self._last_id = entry.update_id
            self._recent[entry.update_id] = entry
            if len(self._recent) > 10_000:
                self._recent.popitem(last=False)
        self.on_arrival(entry)

    def jump(self, update_id: int) -> None:
        """Go on numbering from here, as Telegram does after a week without updates."""
        self.next_id = update_id
        self._last_id = update_id - 1

    def take(self, offset: int, limit: int) -> list[dict[str, object]]:
        """What `getUpdates` answers now; what lies below the offset is confirmed."""
        if offset < 0:
            self._keep_last(-offset)
        now, found, gone = self._now(), [], []
        for serial, entry in self._waiting.items():
            if len(found) >= limit:
                break
            is_confirmed = entry.was_given if entry.is_out_of_row else entry.update_id < offset
            if is_confirmed or entry.expires <= now or isinstance(entry.update, bytes):
                gone.append(serial)
                continue
            entry.was_given = True
            found.append(entry.update)
        for serial in gone:
            del self._waiting[serial]
        return found

    def _keep_last(self, count: int) -> None:
        while len(self._waiting) > count:
            self._waiting.popitem(last=False)

    def waiting(self) -> Iterator[Entry]:
        """Everything that waits and has not expired, oldest first."""
        now = self._now()
        for serial, entry in list(self._waiting.items()):
            if entry.expires <= now:
                del self._waiting[serial]
            else:
                yield entry

    def remove(self, entry: Entry) -> None:
        """This one was delivered, or expired."""
        self._waiting.pop(entry.serial, None)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
