"""From what a turn decided to what the storage writes in the same commit."""

from collections.abc import Sequence

from bot.portal_news import as_input
from states.sharing import deeds as decided
from states.sharing.news import News
from storage import deeds as written
from storage.clients import ClientRef


def to_write(
    client: ClientRef, deeds: Sequence[decided.Deed], now: float
) -> tuple[written.Deed, ...]:
    """The deeds of one turn of this client, in their order."""
    return tuple(_one(client, deed, int(now)) for deed in deeds)


def _one(client: ClientRef, deed: decided.Deed, now: int) -> written.Deed:
    match deed:
        case decided.Pair(pairing=pairing):
            return written.Pair(bytes.fromhex(pairing), _ended(client, pairing, "", now))
        case decided.Unpair(pairing=pairing):
            return written.Unpair(bytes.fromhex(pairing))
        case decided.Publish(share=share, pairing=pairing, until=until, payload=payload):
            otherwise = _ended(client, pairing, share, now)
            share_id, pairing_id = bytes.fromhex(share), bytes.fromhex(pairing)
            return written.Publish(share_id, pairing_id, until, payload, otherwise)
        case decided.Withdraw(share=share):
            return written.Withdraw(bytes.fromhex(share))


def _ended(client: ClientRef, pairing: str, share: str, now: int) -> bytes:
    """What the client hears where the worker went while the turn was computed."""
    return as_input(client.channel, News("ended", share=share, pairing=pairing, at=now))
