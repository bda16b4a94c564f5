"""What happened in the portal on its way to a client: an input like others, in their lane.

Who looks and replies there knows nothing of front ends: they store plain news. The bot wraps it
as the front end of that client reads its inputs.
"""

import msgspec

from bot.logs import log_exception
from bot.raw_input import FromPortal, encode_raw
from bot.telegram.arrivals import Arrived, encode_arrived
from states.sharing.news import News

TELEGRAM = "telegram"

_decoder = msgspec.json.Decoder(News)


def wrapped(channel: str, payload: bytes) -> bytes:
    """News as it was stored, as an input for the inbox of a client of this channel.

    What is no news becomes news of nothing: one such row may not keep all others waiting.
    """
    try:
        news = _decoder.decode(payload)
    except msgspec.MsgspecError as error:
        log_exception("news_unreadable", error)
        news = News("looked")
    return as_input(channel, news)


def as_input(channel: str, news: News) -> bytes:
    """News as an input for the inbox of a client of this channel."""
    raw = FromPortal(news)
    return encode_arrived(Arrived(raw)) if channel == TELEGRAM else encode_raw(raw)
