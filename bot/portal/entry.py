"""Coming in with a passkey, and going out."""

from typing import TYPE_CHECKING

from bot.portal.answers import go, gone, missed, page, told
from bot.portal.gate import Page
from bot.portal.passkeys import ask_to_get, worker_of
from bot.portal.sessions import drop_session, set_session

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.site import Site

HOME = "/gedeeld"
_LEAVE_NOTHING = '"cache", "storage"'


def signed_in(site: "Site", asked: "Asked", worker: bytes, answer: "Response") -> "Response":
    """Sign a worker in, with a new session; the one of before in this browser ends."""
    if asked.session:
        site.store.close_session(asked.session)
    token = site.store.open_session(worker)
    found = site.store.worker(worker)
    if found is None or not found.is_active:  # invited anew at this moment: no key counts any more
        site.store.close_session(token)
        return gone(site)
    set_session(answer, token)
    return answer


def _welcome(site: "Site", asked: "Asked") -> "Response":
    if asked.visitor is not None:
        return go(HOME)
    return page(site, asked, "welcome", organisation=site.organisation)


def _before(site: "Site", asked: "Asked") -> "Response":
    return page(site, asked, "sign_in", has_mail=site.letters.has_mail)


def _options(site: "Site", asked: "Asked") -> "Response":
    return told(ask_to_get(site, asked))


def _finish(site: "Site", asked: "Asked") -> "Response":
    worker = worker_of(site, asked)
    if worker is None:
        return missed(site, asked)
    return signed_in(site, asked, worker, told({"next": HOME}))


def _leave(site: "Site", asked: "Asked") -> "Response":
    site.store.close_session(asked.me.token)
    return _out()


def _leave_everywhere(site: "Site", asked: "Asked") -> "Response":
    site.store.close_sessions(asked.me.worker)
    return _out()


def _out() -> "Response":
    answer = go("/")
    drop_session(answer)
    answer.headers["clear-site-data"] = _LEAVE_NOTHING
    return answer


PAGES: tuple[Page, ...] = (
    Page("/", get=_welcome, access="perhaps"),
    Page("/inloggen", get=_before, access="anybody", has_form=True),
    Page("/inloggen/sleutel", post=_options, access="anybody", has_form=True, is_script=True),
    Page("/inloggen/klaar", post=_finish, access="anybody", has_form=True, is_script=True),
    Page("/uitloggen", post=_leave),
    Page("/uitloggen/overal", post=_leave_everywhere),
)
