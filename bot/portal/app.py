"""The portal as one ASGI application: which path leads where, and what holds for every answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route, Router

from bot.portal import by_mail, entry, invitations, me, pairing, public, replying, shares
from bot.portal.address import Address
from bot.portal.answers import NOT_SO, gone
from bot.portal.gate import Gate, Page, Threads
from bot.portal.headers import headers_of
from bot.portal.letters import Letters, Mail
from bot.portal.limits import Limits
from bot.portal.notices import Notices
from bot.portal.reading import Reading
from bot.portal.site import Site
from dialogues.portal.assets import assets

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from bot.settings import Settings
    from bot.taking_along import Workshop
    from states.content import Content
    from storage.portal.store import PortalStore

_QUICK, _HEAVY = 4, 1
"""Threads. One draws: two at once would keep the others from the processor for longer."""

PAGES: tuple[Page, ...] = (
    *public.PAGES,
    *entry.PAGES,
    *invitations.PAGES,
    *by_mail.PAGES,
    *shares.PAGES,
    *replying.PAGES,
    *pairing.PAGES,
    *me.PAGES,
)


class Portal:
    """The ASGI application; `close` when it serves no more."""

    def __init__(self, site: Site, trusted: tuple = ()) -> None:  # type: ignore[type-arg]
        self.site = site
        self.notices = Notices(site)
        self._pools = [
            ThreadPoolExecutor(_QUICK, "portal"),
            ThreadPoolExecutor(_HEAVY, "portal-heavy"),
        ]
        threads = Threads(*self._pools)
        routes = [Route(page.path, Gate(site, page, threads, trusted)) for page in PAGES]
        self._router = Router(routes, redirect_slashes=False, default=self._nowhere)
        self._assets = assets()
        self._headers = headers_of(site.address)
        self._asset_headers = headers_of(site.address, is_asset=True)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        asset = self._assets.get(scope["path"])
        found = asset is not None and scope["method"] in ("GET", "HEAD")
        more = self._asset_headers if found else self._headers

        async def send_guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        if asset is None:
            await self._router(scope, receive, send_guarded)
        elif found:
            body = b"" if scope["method"] == "HEAD" else asset.body
            answer = Response(body, media_type=asset.media)
            answer.headers["content-length"] = str(len(asset.body))
            await answer(scope, receive, send_guarded)
        else:
            await gone(self.site, NOT_SO)(scope, receive, send_guarded)

    async def _nowhere(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        await gone(self.site)(scope, receive, send)

    def close(self) -> None:
        """Finish what is under way, and send the letters that wait."""
        for pool in self._pools:
            pool.shutdown()
        self.site.letters.close()


def make_portal(  # noqa: PLR0913 - all that it is joined from
    store: "PortalStore",
    content: "Content",
    workshop: "Workshop",
    settings: "Settings",
    *,
    mail: Mail | None,
    clock: Callable[[], float],
    limits: Limits | None = None,
) -> Portal:
    """Join the portal.

    Args:
        store: What it keeps.
        content: Words of pictures, and the organisation.
        workshop: Makes pictures and files.
        settings: With PUBLIC_URL, without which there is no portal.
        mail: How letters are sent; None where they are not.
        clock: Epoch seconds.
        limits: Others than the usual ones.
    """
    if settings.public_url is None:
        raise ValueError("PUBLIC_URL")
    address = Address.of(settings.public_url)
    site = Site(
        store=store,
        organisation=content.organisation,
        address=address,
        reading=Reading(content, workshop),
        letters=Letters(mail),
        limits=limits or Limits(),
        clock=clock,
    )
    return Portal(site, settings.trusted_proxies)
