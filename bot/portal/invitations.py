"""Coming in for the first time: a link that works once, for seven days.

Looking at it changes nothing, however often, so a robot that previews links spends none. It is
spent when a passkey or an app is right.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.portal.answers import go, gone, missed, page, told
from bot.portal.codes import qr_svg
from bot.portal.csrf import TOKEN
from bot.portal.entry import HOME, signed_in
from bot.portal.gate import Page
from bot.portal.passkeys import ask_to_create, created, encode_passkey
from bot.portal.people import WorkerDetails, as_email, decode_worker, encode_worker, one_line
from bot.portal.totp import App, encode_app, in_groups, link_of, secret_of, used
from storage.errors import StorageError, StorageUnavailable

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.site import Site

_KIND = "invitation"
_WRONG = 422
_PURPOSE = "invite"


class _Invited:
    """Who an invitation is for."""

    def __init__(self, token: str, worker: bytes, details: WorkerDetails) -> None:
        self.token, self.worker, self.details = token, worker, details


def _invited(site: "Site", asked: "Asked") -> _Invited | None:
    token = asked.parts.get("token", "")
    ticket = site.store.look(_KIND, token) if TOKEN.fullmatch(token) else None
    worker = ticket.worker if ticket else None
    found = site.store.worker(worker) if worker else None
    if worker is None or found is None:
        return None
    return _Invited(token, worker, decode_worker(found.details))


def _reading(site: "Site", asked: "Asked") -> "Response":
    invited = _invited(site, asked)
    return missed(site, asked) if invited is None else _form(site, asked, invited)


def _form(
    site: "Site", asked: "Asked", invited: _Invited, errors: dict[str, str] | None = None
) -> "Response":
    return page(
        site,
        asked,
        "invitation",
        status=_WRONG if errors else 200,
        details=invited.details,
        token=invited.token,
        has_mail=site.letters.has_mail,
        errors=errors or {},
    )


def _by_app(site: "Site", asked: "Asked") -> "Response":
    """Name, role and address, before the app is set up."""
    invited = _invited(site, asked)
    if invited is None:
        return missed(site, asked)
    if not site.letters.has_mail:
        return gone(site)
    typed = _typed(invited.details, asked.form)
    email = as_email(asked.form.get("email", ""))
    errors = {} if typed.name else {"name": ""}
    if email is None:
        errors["email"] = ""
    invited.details = replace(typed, email=email or asked.form.get("email", "")[:254])
    if not errors and not save_details(site, invited.worker, invited.details):
        errors["email"] = ""
    if errors:
        return _form(site, asked, invited, errors)
    return go(f"/uitnodiging/{invited.token}/app")


def _typed(details: WorkerDetails, fields: "dict[str, str] | object") -> WorkerDetails:
    """The details with the name and the role that were filled in."""
    name, role = (_field(fields, key) for key in ("name", "role"))
    return replace(details, name=one_line(name), role=one_line(role))


def _field(fields: object, name: str) -> str:
    found = fields.get(name) if hasattr(fields, "get") else None
    return found if isinstance(found, str) else ""


def save_details(site: "Site", worker: bytes, details: WorkerDetails) -> bool:
    """Keep what is known of a worker; False where another one has this address."""
    try:
        site.store.save_worker(worker, encode_worker(details), details.email or None)
    except StorageUnavailable:
        raise
    except StorageError:  # the address is the one thing that only one row may have
        return False
    return True


# With a passkey


def _options(site: "Site", asked: "Asked") -> "Response":
    invited = _invited(site, asked)
    if invited is None:
        return missed(site, asked)
    name = _typed(invited.details, asked.sent).name
    if not name:
        return told({"errors": {"name": ""}}, _WRONG)
    return told(ask_to_create(site, asked, _PURPOSE, invited.worker, name))


def _finish(site: "Site", asked: "Asked") -> "Response":
    invited = _invited(site, asked)
    if invited is None:
        return missed(site, asked)
    typed = _typed(invited.details, asked.sent)
    found = created(site, asked, _PURPOSE, invited.worker) if typed.name else None
    if found is None or site.store.passkey(found[0]) is not None:  # else it is spent for nothing
        return told({"errors": {}}, _WRONG)
    if site.store.spend(_KIND, invited.token) is None:
        return missed(site, asked)
    save_details(site, invited.worker, typed)
    site.store.add_passkey(invited.worker, found[0], encode_passkey(found[1]))
    return signed_in(site, asked, invited.worker, told({"next": HOME}))


# With an app


def _setting_up(site: "Site", asked: "Asked") -> "Response":
    invited = _invited(site, asked)
    if invited is None:
        return missed(site, asked)
    if not site.letters.has_mail or not invited.details.email:
        return gone(site)
    return _app_form(site, asked, invited, "")


def _app_form(site: "Site", asked: "Asked", invited: _Invited, error: str) -> "Response":
    secret = secret_of(asked.secret, invited.token)
    link = link_of(secret, "Kring", site.organisation.name)
    return page(
        site,
        asked,
        "totp_setup",
        status=_WRONG if error else 200,
        token=invited.token,
        qr=qr_svg(link),
        secret=in_groups(secret),
        error=error,
    )


def _set_up(site: "Site", asked: "Asked") -> "Response":
    invited = _invited(site, asked)
    if invited is None:
        return missed(site, asked)
    if not site.letters.has_mail or not invited.details.email:
        return gone(site)
    app = used(App(secret_of(asked.secret, invited.token)), asked.form.get("code", ""), site.now)
    if app is None:
        return _app_form(site, asked, invited, "code")
    if site.store.spend(_KIND, invited.token) is None:
        return missed(site, asked)
    site.store.set_totp(invited.worker, encode_app(app))
    return signed_in(site, asked, invited.worker, go(HOME))


PAGES: tuple[Page, ...] = (
    Page("/uitnodiging/{token}", get=_reading, post=_by_app, access="anybody", has_form=True),
    Page(
        "/uitnodiging/{token}/sleutel",
        post=_options,
        access="anybody",
        has_form=True,
        is_script=True,
    ),
    Page(
        "/uitnodiging/{token}/klaar",
        post=_finish,
        access="anybody",
        has_form=True,
        is_script=True,
    ),
    Page(
        "/uitnodiging/{token}/app", get=_setting_up, post=_set_up, access="anybody", has_form=True
    ),
)
