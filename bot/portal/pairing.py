"""Making a code for a client to type or scan. What became of it is not told (R-30)."""

from typing import TYPE_CHECKING

from bot.portal.answers import go, page
from bot.portal.codes import code_link, qr_svg
from bot.portal.gate import Page

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.site import Site

MINUTES = 15
_MOST = 5
"""Codes that stand at a time; a sixth is made when one is past."""


def _showing(site: "Site", asked: "Asked") -> "Response":
    bot = site.store.bot_name()
    codes = []
    for code, expires in site.store.live_codes(asked.me.worker):
        link = code_link(bot, code)
        minutes = max(1, -(-(expires - site.now) // 60))
        qr = qr_svg(link) if link else ""
        codes.append({"code": code, "link": link, "qr": qr, "minutes": minutes})
    return page(site, asked, "pairing", codes=codes, minutes=MINUTES)


def _making(site: "Site", asked: "Asked") -> "Response":
    me = asked.me.worker
    with site.stripes.one_at_a_time(me):
        if len(site.store.live_codes(me)) < _MOST:
            site.store.make_code(me)
    return go("/koppelen")


PAGES: tuple[Page, ...] = (Page("/koppelen", get=_showing, post=_making),)
