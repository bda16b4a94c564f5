"""What a worker can say back: a fixed reply, or that the pairing ends. No free words (E8)."""

from typing import TYPE_CHECKING

from bot.portal import news
from bot.portal.answers import go, gone, page
from bot.portal.gate import Page
from bot.portal.notes import GivenReply, left_of, replies_of, talk_day, with_reply
from bot.portal.shares import days, line_of, path_of, share_asked

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.site import Site
    from storage.portal.shares import StoredShare

_TALK = "talk"
_WRONG_DAY = "dag"


def _asking(site: "Site", asked: "Asked") -> "Response":
    """The day of a talk, on a page with nothing of the client."""
    share = share_asked(site, asked)
    if share is None:
        return gone(site)
    error = "day" if asked.query.get("fout") == _WRONG_DAY else ""
    return page(site, asked, "reply", share={"path": path_of(share)}, error=error, **days(site))


def _replying(site: "Site", asked: "Asked") -> "Response":
    with site.stripes.one_at_a_time(asked.me.worker):
        share = share_asked(site, asked)
        if share is None:
            return gone(site)
        code = asked.form.get("reply", "")
        if not share.opened or code not in left_of(replies_of(share.notes)):
            return go(path_of(share))
        return _give(site, asked, share, code)


def _give(site: "Site", asked: "Asked", share: "StoredShare", code: str) -> "Response":
    day: int | None = 0
    if code == _TALK:
        span = days(site)
        day = talk_day(asked.form.get("day", ""), span["today"], span["last_day"])
    if day is None:
        return go(f"{path_of(share)}/antwoord?fout={_WRONG_DAY}")
    now = site.now
    notes = with_reply(share.notes, GivenReply(code, now, day))
    told = news.replied(share.id, now, code, day)
    before = share.notes or b""
    is_there = site.store.note_reply(asked.me.worker, share.id, notes, told, before)
    return go(path_of(share)) if is_there else gone(site)


def _before_end(site: "Site", asked: "Asked") -> "Response":
    share = share_asked(site, asked)
    return gone(site) if share is None else page(site, asked, "end", share=line_of(share))


def _ending(site: "Site", asked: "Asked") -> "Response":
    share = share_asked(site, asked)
    if share is None:
        return gone(site)
    told = news.ended(share.pairing, site.now)
    is_there = site.store.end_pairing(asked.me.worker, share.id, told)
    return go("/gedeeld") if is_there else gone(site)


PAGES: tuple[Page, ...] = (
    Page("/gedeeld/{share}/antwoord", get=_asking, post=_replying),
    Page("/gedeeld/{share}/stoppen", get=_before_end, post=_ending),
)
