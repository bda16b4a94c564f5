"""The web application: which path leads where, and what holds for every page."""

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.logs import log_exception
from bot.settings import WEBHOOK_PATH

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.metrics import Metrics
    from bot.web.health import Health
    from bot.web.webhook import Webhook

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
_ON_EVERY_PAGE = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""A page may do nothing, unless it says itself what it does."""


def make_app(
    health: "Health",
    metrics: "Metrics | None",
    webhook: "Webhook | None",
    portal: "ASGIApp | None" = None,
) -> "ASGIApp":
    """Health pages and metrics, Telegram's webhook, and the portal; each where there is one.

    The portal has all paths that are none of the others, and headers of its own on its pages.
    """

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_: Request) -> Response:
        return _tell_readiness(health)

    routes: list[BaseRoute] = [Route("/healthz", alive), Route("/readyz", ready)]
    if metrics is not None:
        metrics.watch(health.telegram_silence, lambda: health.is_standby)
        routes.append(Route("/metrics", _measured(metrics)))
    if webhook is not None:
        routes.insert(0, Route(WEBHOOK_PATH, webhook, methods=["POST"]))
    if portal is not None:
        routes.append(Mount("", portal))
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # an unknown path is a 404, and leads nowhere
    return _Guarded(app)


def _measured(metrics: "Metrics") -> "Callable[[Request], Awaitable[Response]]":
    async def measured(_: Request) -> Response:
        return Response(metrics.export(), media_type=_PROMETHEUS)

    return measured


def _tell_readiness(health: "Health") -> Response:
    found = health.readiness()
    told = {"ready": found.is_ready, "standby": found.standby, "not_ready": list(found.missing)}
    return JSONResponse(told, status_code=200 if found.is_ready else 503)


class _Guarded:
    """Puts headers on every page, and tells the operator of a page that failed."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def send_guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                given = message["headers"] = list(message.get("headers", ()))
                names = {name for name, _ in given}
                given += [header for header in _ON_EVERY_PAGE if header[0] not in names]
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:  # noqa: BLE001 - Starlette answered 500; uvicorn tells no type
            log_exception("page_failed", error)
