"""Noting how the sending of messages went, and freeing the lane when that was the last of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage import kept, lanes, outbox
from storage.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.clients import ClientRef
    from storage.lanes import Lane


@dataclass(frozen=True)
class Delivered:
    """Messages of one client of which the sending is over."""

    client: ClientRef
    ids: tuple[int, ...]
    lane: Lane | None
    chat: dict[str, bytes] | None = field(default=None, repr=False)
    """The sealed row of what the front end remembers of the chat; None leaves it as it is."""
    lease_seconds: int = 0


def sent(connection: Connection, some: list[Delivered]) -> list[bool]:
    """Drop messages that were sent; tell of each client whether more waits in its lane."""
    states = lanes.lock(connection, [each.client.id for each in some])
    gone = outbox.finish(connection, [number for each in some for number in each.ids])
    if not gone.keys() <= states.keys():
        raise StorageError("not_of_this_client")
    for client, state in states.items():
        state.waiting -= gone[client]
    found = [each.client.id in states and states[each.client.id].settle(each.lane) for each in some]
    lanes.save(connection, states.values())
    return found


def handed_on(connection: Connection, some: list[Delivered], now: float) -> list[Lane | None]:
    """Drop messages that were sent, and return each lane with what came in meanwhile.

    None where nothing did: that lane is free. What is kept of the client is not read again, as
    who holds the lane knows it. The lease begins anew.
    """
    states = lanes.lock(connection, [each.client.id for each in some])
    gone = outbox.finish(connection, [number for each in some for number in each.ids])
    if not gone.keys() <= states.keys():
        raise StorageError("not_of_this_client")
    # Who lost the lane knows of the chat less than who has it now.
    rows = [
        each.chat
        for each in some
        if each.chat
        and each.lane
        and (state := states.get(each.client.id))
        and state.is_held(each.lane)
    ]
    kept.remember(connection, rows)
    more = []
    for each in some:
        state = states.get(each.client.id)
        if state is None:
            continue
        state.waiting -= gone[each.client.id]
        if state.settle(each.lane):
            state.until = max(state.until, int(now) + each.lease_seconds)
            more.append((each.client, state))
    read = lanes.read(connection, more, now, is_fresh=False) if more else []
    waiting = {
        lane.client.id: lane
        for lane, (_, state) in zip(read, more, strict=True)
        if state.settle(lane)  # what could not be read is set aside, and may have been all
    }
    lanes.save(connection, states.values())
    return [waiting.get(each.client.id) for each in some]


def unsure(connection: Connection, one: Delivered) -> bool:
    """Note that messages may have been sent, so that they are no longer work for the lane."""
    state = lanes.lock(connection, [one.client.id]).get(one.client.id)
    if state is None:
        return False
    state.waiting -= outbox.doubt(connection, one.client.id, one.ids)
    has_more = state.settle(one.lane)
    lanes.save(connection, [state])
    return has_more


def put_off(connection: Connection, one: Delivered) -> None:
    """Keep messages for another hour: until `take_up` they are no work for the lane."""
    state = lanes.lock(connection, [one.client.id]).get(one.client.id)
    if state is not None:
        state.waiting -= outbox.put_off(connection, one.client.id, one.ids)
        lanes.save(connection, [state])


def take_up(connection: Connection, limit: int) -> int:
    """Make messages that were put off work again; how many there were."""
    states = lanes.lock(connection, outbox.put_off_ones(connection, limit))
    found = outbox.take_up(connection, list(states))
    for client, state in states.items():
        state.waiting += found[client]
    lanes.save(connection, states.values())
    return found.total()
