"""Reading what was shared: the list, the question before the first opening, the page, the file.

Of a share that is not there and of one of somebody else the store says the same: nothing. And
content leaves only after the look was logged, in the transaction that saw the share still there.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from bot.portal import news
from bot.portal.answers import go, gone, nothing, page
from bot.portal.gate import STAYS, Page
from bot.portal.notes import replies_of
from bot.portal.reading import head_of
from bot.portal.site import day_of, moment_of
from dialogues.portal.words import mark

if TYPE_CHECKING:
    from bot.portal.asked import Asked
    from bot.portal.site import Site
    from storage.portal.shares import StoredShare

_NOBODYS = bytes(16)
"""In the place of an id that is none, so that the same is done for it."""
_AHEAD = timedelta(days=365)
_STAYING = 30
"""Seconds in which a page that draws itself anew is the same look."""


def share_asked(site: "Site", asked: "Asked") -> "StoredShare | None":
    """The share that a path names, as far as it is this worker's and still there."""
    return site.store.share(asked.me.worker, id_of(asked.parts.get("share", "")))


def id_of(text: str) -> bytes:
    """An id from a path; one that nobody has where this is none."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return _NOBODYS
    return found if len(found) == len(_NOBODYS) and found.hex() == text else _NOBODYS


def line_of(share: "StoredShare") -> dict[str, Any]:
    """What stands in a list of a share."""
    head = head_of(share.payload)
    return {
        "path": path_of(share),
        "called": head.called,
        "sent": head.sent,
        "until": head.until,
        "is_new": not share.opened,
        "opened": day_of(share.opened) if share.opened else "",
    }


def path_of(share: "StoredShare") -> str:
    """Where a share is read."""
    return f"/gedeeld/{share.id.hex()}"


def _listing(site: "Site", asked: "Asked") -> Response:
    found = [line_of(share) for share in site.store.shares(asked.me.worker)]
    return page(site, asked, "shares", shares=found)


def _same_list(site: "Site", asked: "Asked") -> Response:
    paths = map(path_of, site.store.shares(asked.me.worker))
    return nothing() if asked.query.get("wat") == mark(paths) else gone(site)


def _reading(site: "Site", asked: "Asked") -> Response:
    share = share_asked(site, asked)
    if share is None:
        return gone(site)
    if not share.opened:
        number = site.today.toordinal()
        return page(site, asked, "before_opening", share=line_of(share), number=number)
    return _content(site, asked, share)


def _content(site: "Site", asked: "Asked", share: "StoredShare") -> Response:
    me = asked.me.worker
    reader = site.reading.reader_of(share.page)
    if reader is None:  # an older Kring made it
        made = site.reading.page_of(share.payload)
        site.store.save_page(me, share.id, made)
        reader = site.reading.reader_of(made)
    if reader is None:
        return gone(site)
    given = replies_of(share.notes)
    answer = page(
        site,
        asked,
        "snapshot",
        share={"path": path_of(share), "sent": reader.sent, "until": reader.until},
        fragment=reader.fragment,
        facts=reader.facts,
        can_keep=reader.can_keep,
        replies=[
            {"code": one.code, "at": moment_of(one.at).date(), "day": one.on or ""} for one in given
        ],
        error="",
        **days(site),
    )
    return answer if _log_look(site, asked, share) else gone(site)


def days(site: "Site") -> dict[str, Any]:
    """The first and the last day on which a talk can be."""
    today = site.today
    return {"today": today, "last_day": today + _AHEAD}


def _log_look(site: "Site", asked: "Asked", share: "StoredShare") -> bool:
    """Log it; a page that draws itself anew is logged too, and is no new look for the client."""
    who = asked.me.worker + share.id
    stays = site.looks.seen(who, site.now, _STAYING) and asked.query.get(STAYS) == "1"
    what, told = ("stay", b"") if stays else ("page", _look_told(site, who, share))
    return site.store.log_view(asked.me.worker, share.id, what, told)


def _look_told(site: "Site", who: bytes, share: "StoredShare") -> bytes:
    """News of a look, once in a minute as clients count them: looking on and on floods nobody."""
    minute = site.now // 60
    is_told = site.told.seen(who + minute.to_bytes(8), site.now, 60)
    return b"" if is_told else news.looked(share.id, site.now)


def _opening(site: "Site", asked: "Asked") -> Response:
    share = share_asked(site, asked)
    if share is None:
        return gone(site)
    if not share.opened:
        made = site.reading.page_of(share.payload)
        told = news.opened(share.id, site.now)
        if not site.store.open_share(asked.me.worker, share.id, made, told):
            return gone(site)
    return go(path_of(share))


def _file(site: "Site", asked: "Asked") -> Response:
    share = share_asked(site, asked)
    if share is None:
        return gone(site)
    found = site.reading.file_of(share.payload) if share.opened else None
    if found is None:
        return gone(site)
    name, made = found
    told = _look_told(site, asked.me.worker + share.id, share)
    if not site.store.log_view(asked.me.worker, share.id, "pdf", told):
        return gone(site)
    media = "application/pdf" if name.endswith(".pdf") else "text/plain; charset=utf-8"
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(made.data, media_type=media, headers=kept)


def _still_there(site: "Site", asked: "Asked") -> Response:
    return gone(site) if share_asked(site, asked) is None else nothing()


PAGES: tuple[Page, ...] = (
    Page("/gedeeld", get=_listing),
    Page("/gedeeld/er-nog", get=_same_list, access="watch"),
    Page("/gedeeld/{share}", get=_reading),
    Page("/gedeeld/{share}/openen", post=_opening, is_heavy=True),
    Page("/gedeeld/{share}/pdf", post=_file, is_heavy=True),
    Page("/gedeeld/{share}/er-nog", get=_still_there, access="watch"),
)
