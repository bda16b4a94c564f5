"""Signing in by a link in the mail and a code of an app, for who cannot have a passkey.

Whoever asks for a link gets the same answer, as soon, whether the address is known or not. A link
works for 15 minutes, once, and is gone after five wrong codes.
"""

from functools import partial
from typing import TYPE_CHECKING

from bot.portal.answers import go, gone, missed, page
from bot.portal.csrf import TOKEN
from bot.portal.entry import signed_in
from bot.portal.gate import Page
from bot.portal.people import as_email, decode_worker
from bot.portal.totp import decode_app, encode_app, used
from dialogues.portal.pages import mail as letter

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.letters import Mail
    from bot.portal.site import Site

_KIND = "mail"
_SECONDS = 15 * 60
_TRIES = 5
_WRONG = 422


def _asking(site: "Site", asked: "Asked") -> "Response":
    if not site.letters.has_mail:
        return gone(site)
    return page(site, asked, "sign_in_mail", error="", email="")


def _asked(site: "Site", asked: "Asked") -> "Response":
    if not site.letters.has_mail:
        return gone(site)
    email = as_email(asked.form.get("email", ""))
    if email is None:
        typed = asked.form.get("email", "")[:254]
        return page(site, asked, "sign_in_mail", status=_WRONG, error="email", email=typed)
    site.letters.look(partial(_send_link, site, email))
    return page(site, asked, "mail_sent")


def _send_link(site: "Site", email: str) -> None:
    """Send a link to who has this address; to nobody else, and not too many."""
    worker = site.store.find_by_email(email)
    if worker is None or site.store.totp(worker) is None:
        return
    found = site.store.worker(worker)
    if found is None or not site.limits.letters.take(worker):
        return
    token = site.store.issue(_KIND, b"", _SECONDS, worker, tries=_TRIES)
    subject, text = letter("sign_in", link=f"{site.address.url}/inloggen/mail/{token}")
    to = decode_worker(found.details).email or email
    site.letters.later(partial(_send, to, subject, text))


def _send(to: str, subject: str, text: str, mail: "Mail") -> None:
    mail.send(to, subject, text)


def _before_code(site: "Site", asked: "Asked") -> "Response":
    token = asked.parts.get("token", "")
    if not TOKEN.fullmatch(token) or site.store.look(_KIND, token) is None:
        return missed(site, asked)
    return page(site, asked, "totp_sign_in", token=token, error="")


def _with_code(site: "Site", asked: "Asked") -> "Response":
    token = asked.parts.get("token", "")
    if not TOKEN.fullmatch(token):
        return missed(site, asked)
    tried = site.store.try_app(_KIND, token, partial(_used, site, asked.form.get("code", "")))
    if not tried.is_there:
        return missed(site, asked)
    if tried.worker is None:
        return page(site, asked, "totp_sign_in", status=_WRONG, token=token, error="code")
    return signed_in(site, asked, tried.worker, go("/gedeeld"))


def _used(site: "Site", code: str, kept: bytes) -> bytes | None:
    """What is to be kept of an app after this code; None where the code is wrong."""
    app = decode_app(kept)
    after = app and used(app, code, site.now)
    return encode_app(after) if after else None


PAGES: tuple[Page, ...] = (
    Page("/inloggen/mail", get=_asking, post=_asked, access="anybody", has_form=True),
    Page(
        "/inloggen/mail/{token}", get=_before_code, post=_with_code, access="anybody", has_form=True
    ),
)
