"""What stands before each page: who asks, by which method, from where, and with which proof.

A page itself is a plain function that may wait for the database: it runs in a thread. GET changes
nothing but the log of looks. HEAD of what is about a client gets nothing and is not logged.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.logs import log_exception
from bot.portal import csrf
from bot.portal.answers import NOT_SO, go, gone, signed_out, trouble
from bot.portal.asked import Asked, NotTaken, Visitor, read_body, read_form, read_sent
from bot.portal.people import decode_worker
from bot.portal.sessions import cookies_in, drop_session, set_form, token_in
from bot.portal.sources import source_of
from storage.errors import RecordDamaged, StorageUnavailable

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

    from starlette.types import Receive, Scope, Send

    from bot.portal.site import Site

Handler = Callable[["Site", Asked], Response]
Access = Literal["anybody", "perhaps", "worker", "watch"]

SIGN_IN = "/inloggen"
STAYS = "blijf"
"""Behind the question mark where a page draws itself anew, without anybody doing anything."""
_MOST_HEAVY = 2
"""Drawings under way for one session; more are told to come back, and keep nobody else waiting."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path, and what is done for each method.

    Attributes:
        access: `anybody` is not asked for; `perhaps` is looked up; a `worker` must be signed in,
            and a `watch` too, but that does not keep a session awake.
        has_form: Whether somebody who is not signed in fills in a form here.
        is_script: Whether what is posted is JSON of a script.
        is_heavy: Whether posting draws or sets something.
    """

    path: str
    get: Handler | None = None
    post: Handler | None = None
    access: Access = "worker"
    has_form: bool = False
    is_script: bool = False
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Threads:
    """Where pages are made: most in some threads, what draws in others, so nobody waits for it."""

    quick: Executor
    heavy: Executor


class Gate:
    """The ASGI application of one page."""

    def __init__(
        self,
        site: "Site",
        page: Page,
        threads: Threads,
        trusted: "tuple[IPv4Network | IPv6Network, ...]",
    ) -> None:
        self._site = site
        self._page = page
        self._threads = threads
        self._trusted = trusted
        self._heavy: Counter[str] = Counter()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        handler = self._handler(request.method)
        if handler is None:
            answer = gone(self._site, NOT_SO)
            answer.headers["allow"] = self._allowed
            return answer
        try:
            asked = await self._read(request)
        except NotTaken as error:
            return _not_taken(self._site, error.status)
        is_post = request.method == "POST"
        if is_post and not csrf.is_from_here(request.headers, self._site.address.origin):
            return trouble(self._site, 403)
        given = _proof(request, asked) if is_post else None
        work = partial(self._work, handler, asked, given)
        if is_post and self._page.is_heavy:
            return await self._alone(asked.session, work)
        return await _in(self._threads.quick, work)

    async def _alone(self, session: str, work: Callable[[], Response]) -> Response:
        """Draw, with few at a time for one session: who asks for many waits for nobody's turn."""
        if self._heavy[session] >= _MOST_HEAVY:
            return trouble(self._site, 429)
        self._heavy[session] += 1
        try:
            return await _in(self._threads.heavy, work)
        finally:
            self._heavy[session] -= 1
            if not self._heavy[session]:
                del self._heavy[session]

    def _handler(self, method: str) -> Handler | None:
        is_open = self._page.access in ("anybody", "perhaps")
        if method == "GET" or (method == "HEAD" and is_open):
            return self._page.get
        return self._page.post if method == "POST" else None

    @property
    def _allowed(self) -> str:
        methods = {"GET": self._page.get, "POST": self._page.post}
        return ", ".join(name for name, handler in methods.items() if handler)

    async def _read(self, request: Request) -> Asked:
        form, sent = {}, {}
        if request.method == "POST":
            body = await read_body(request)
            kind = request.headers.get("content-type", "")
            if self._page.is_script:
                sent = read_sent(kind, body)
            else:
                form = read_form(kind, body)
        forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
        cookies = cookies_in(request.headers.getlist("cookie"))
        return Asked(
            path=request.url.path,
            parts=request.path_params,
            query=request.query_params,
            form=form,
            sent=sent,
            source=source_of(request.scope, forwarded, self._trusted),
            secret=token_in(cookies, csrf.FORM_COOKIE),
            session=token_in(cookies),
        )

    def _work(self, handler: Handler, asked: Asked, given: str | None) -> Response:
        """What may wait for the database; in a thread."""
        try:
            return self._checked(handler, asked, given)
        except StorageUnavailable as error:
            log_exception("portal_storage", error)
            return trouble(self._site, 503)
        except RecordDamaged as error:
            log_exception("portal_damaged", error)
            return gone(self._site)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody learns of what
            log_exception("portal_failed", error)
            return trouble(self._site, 500)

    def _checked(self, handler: Handler, asked: Asked, given: str | None) -> Response:
        needs = self._page.access in ("worker", "watch")
        if self._page.access != "anybody":
            asked = self._with_visitor(asked)
            if needs and asked.visitor is None:
                return self._away(is_post=given is not None)
        is_new = not needs and self._page.has_form and not asked.secret and given is None
        if is_new:
            asked = replace(asked, secret=csrf.new_form_secret())
        if given is not None and not (asked.secret and csrf.is_right(given, asked.secret)):
            return trouble(self._site, 403)
        response = handler(self._site, asked)
        if is_new:
            set_form(response, asked.secret)
        return response

    def _away(self, *, is_post: bool) -> Response:
        is_page = not is_post and self._page.access != "watch"
        answer = go(SIGN_IN) if is_page else signed_out(self._site)
        drop_session(answer)
        return answer

    def _with_visitor(self, asked: Asked) -> Asked:
        """Who is signed in, with the forms that belong to the session; or nobody."""
        nobody = replace(asked, secret="")
        if not asked.session:
            return nobody
        quiet = self._page.access == "watch" or asked.query.get(STAYS) == "1"
        session = self._site.store.session(asked.session, quiet=quiet)
        found = self._site.store.worker(session.worker) if session else None
        if session is None or found is None:
            return nobody
        visitor = Visitor(session.worker, asked.session, decode_worker(found.details))
        return replace(asked, secret=asked.session, visitor=visitor)


async def _in(pool: Executor, work: Callable[[], Response]) -> Response:
    return await asyncio.get_running_loop().run_in_executor(pool, work)


def _proof(request: Request, asked: Asked) -> str:
    """The value that a form or a script has to send along."""
    return asked.form.get(csrf.FIELD) or request.headers.get(csrf.HEADER, "")


def _not_taken(site: "Site", status: int) -> Response:
    answer = trouble(site, status)
    if status in (408, 413):
        answer.headers["connection"] = "close"  # what is still on its way is not waited for
    return answer
