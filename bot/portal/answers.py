"""The answers that pages give.

What is not there and what is not yours get the same page, byte for byte: it is made without
anything of who asks.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.portal.csrf import csrf_of
from dialogues.portal.pages import Shell, render

if TYPE_CHECKING:
    from bot.portal.asked import Asked
    from bot.portal.site import Site

NOT_THERE, NOT_SO, SIGNED_OUT = 404, 405, 401
_WHAT = {429: "busy", 500: "fault", 503: "fault"}


def page(site: "Site", asked: "Asked", name: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - of a template
    """A page with what stands round it."""
    visitor = asked.visitor
    shell = Shell(
        organisation=site.organisation.name,
        path="" if asked.parts else asked.path,
        csrf=csrf_of(asked.secret) if asked.secret else "",
        worker=visitor.details.name if visitor else None,
    )
    return HTMLResponse(render(name, shell=shell, **values), status)


def gone(site: "Site", status: int = NOT_THERE) -> Response:
    """Not there, not yours, not any more: nobody can tell which."""
    return HTMLResponse(_quiet("gone", site.organisation.name), status)


def signed_out(site: "Site") -> Response:
    """What was asked needs somebody who is signed in."""
    return HTMLResponse(_quiet("signed_out", site.organisation.name), SIGNED_OUT)


def trouble(site: "Site", status: int) -> Response:
    """Something was not taken, and why in so far as it helps."""
    what = _WHAT.get(status, "form")
    return HTMLResponse(_quiet("trouble", site.organisation.name, what), status)


def missed(site: "Site", asked: "Asked") -> Response:
    """A token that opens nothing: the source pays, and after many it is told to wait."""
    return gone(site) if site.limits.failures.take(asked.source) else trouble(site, 429)


def go(path: str) -> Response:
    """On to another page, after something was done."""
    return RedirectResponse(path, 303)


def nothing() -> Response:
    """All is well, and there is nothing to say."""
    return Response(status_code=204)


def told(values: dict[str, Any], status: int = 200) -> Response:
    """An answer to a script."""
    return JSONResponse(values, status)


@cache
def _quiet(name: str, organisation: str, what: str = "") -> bytes:
    values = {"what": what} if what else {}
    return render(name, shell=Shell(organisation=organisation, path=""), **values).encode()
