"""Pages with nothing of anybody: privacy, accessibility, clearing traces; guide and team."""

from functools import partial
from typing import TYPE_CHECKING

from bot.portal.answers import go, page
from bot.portal.gate import Page

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.site import Site

_SOMEWHERE = "https://nl.wikipedia.org/"
"""Where the quick exit leads unless the organisation says another place."""


def _told(name: str, site: "Site", asked: "Asked") -> "Response":
    return page(site, asked, name, organisation=site.organisation)


def _guide(name: str, site: "Site", asked: "Asked") -> "Response":
    return page(site, asked, name)


def _away(site: "Site", asked: "Asked") -> "Response":  # noqa: ARG001 - as every page
    """Leave, quickly."""
    portal = getattr(site.organisation, "portal", None)
    return go(getattr(portal, "exit_url", None) or _SOMEWHERE)


PAGES: tuple[Page, ...] = (
    Page("/privacy", get=partial(_told, "privacy"), access="anybody"),
    Page("/toegankelijkheid", get=partial(_told, "accessibility"), access="anybody"),
    Page("/sporen-wissen", get=partial(_told, "clear_traces"), access="anybody"),
    Page("/weg", get=_away, access="anybody"),
    Page("/gids", get=partial(_guide, "guide")),
    Page("/team", get=partial(_guide, "team")),
)
