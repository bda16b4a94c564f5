"""What a worker keeps of themselves: name, role, away until, stand-in, mail, passkeys."""

from base64 import urlsafe_b64encode
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.portal.answers import go, page, told
from bot.portal.gate import Page
from bot.portal.invitations import save_details
from bot.portal.passkeys import ask_to_create, created, decode_passkey, encode_passkey
from bot.portal.people import WorkerDetails, as_email, away_day, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from bot.portal.asked import Asked
    from bot.portal.site import Site

_EPOCH = date(1970, 1, 1)
_WRONG = 422
_MOST_PASSKEYS = 10
_LONGEST_STAND_IN, _LONGEST_LABEL = 120, 40
_PURPOSE = "add"


def _showing(site: "Site", asked: "Asked") -> "Response":
    details = asked.me.details
    away = details.away.isoformat() if details.away else ""
    return _form(site, asked, {**_shown(details), "away_until": away}, {})


def _shown(details: WorkerDetails) -> dict[str, str]:
    return {
        "name": details.name,
        "organisation": details.organisation,
        "role": details.role,
        "email": details.email,
        "stand_in": details.stand_in,
    }


def _form(
    site: "Site", asked: "Asked", values: dict[str, str], errors: dict[str, str]
) -> "Response":
    found = [
        (urlsafe_b64encode(name).decode("ascii"), decode_passkey(data))
        for name, data in site.store.passkeys(asked.me.worker)
    ]
    found.sort(key=lambda one: (one[1].added, one[0]))
    passkeys = [
        {"id": name, "label": one.label, "added": _EPOCH + timedelta(days=one.added)}
        for name, one in found
    ]
    return page(
        site,
        asked,
        "me",
        status=_WRONG if errors else 200,
        worker=values,
        passkeys=passkeys,
        has_mail=site.letters.has_mail,
        saved=not errors and asked.query.get("bewaard") == "1",
        errors=errors,
        today=site.today,
    )


def _saving(site: "Site", asked: "Asked") -> "Response":
    me, form = asked.me, asked.form
    typed, errors = _typed(me.details, form, site.today)
    if not site.letters.has_mail:
        typed = replace(typed, email=me.details.email)
        errors.pop("email", None)
    elif not typed.email and not errors and site.store.totp(me.worker) is not None:
        errors["email"] = ""  # the link to sign in goes there
    if not errors and not save_details(site, me.worker, typed):
        errors["email"] = ""
    if errors:
        shown = {"away_until": form.get("away_until", "")[:10]}
        email = form.get("email", "")[:254]
        return _form(site, asked, {**_shown(replace(typed, email=email)), **shown}, errors)
    return go("/ik?bewaard=1")


def _typed(
    details: WorkerDetails, form: "Mapping[str, str]", today: date
) -> tuple[WorkerDetails, dict[str, str]]:
    """The details as they were filled in, and what is wrong with them."""
    errors = {}
    name = one_line(form.get("name", ""))
    away = away_day(form.get("away_until", ""), today)
    email = as_email(form.get("email", "")) if form.get("email", "").strip() else ""
    if not name:
        errors["name"] = ""
    if away is None:
        errors["away_until"] = ""
    if email is None:
        errors["email"] = ""
    return replace(
        details,
        name=name,
        role=one_line(form.get("role", "")),
        away_until=away or 0,
        stand_in=one_line(form.get("stand_in", ""), _LONGEST_STAND_IN),
        email=email or "",
    ), errors


def _options(site: "Site", asked: "Asked") -> "Response":
    me = asked.me
    if len(site.store.passkeys(me.worker)) >= _MOST_PASSKEYS:
        return told({"errors": {}}, _WRONG)
    return told(ask_to_create(site, asked, _PURPOSE, me.worker, me.details.name))


def _finish(site: "Site", asked: "Asked") -> "Response":
    label = asked.sent.get("label", "")
    label = one_line(label, _LONGEST_LABEL) if isinstance(label, str) else ""
    found = created(site, asked, _PURPOSE, asked.me.worker, label)
    if found is None or site.store.passkey(found[0]) is not None:
        return told({"errors": {}}, _WRONG)
    site.store.add_passkey(asked.me.worker, found[0], encode_passkey(found[1]))
    return told({"next": "/ik"})


def _removing(site: "Site", asked: "Asked") -> "Response":
    """Take a passkey away; never the last way in."""
    me = asked.me.worker
    with site.stripes.one_at_a_time(me):
        named = asked.form.get("passkey", "")
        kept = {urlsafe_b64encode(one).decode("ascii"): one for one, _ in site.store.passkeys(me)}
        if named not in kept:
            return go("/ik")
        if len(kept) == 1 and site.store.totp(me) is None:
            away = asked.me.details.away
            values = {**_shown(asked.me.details), "away_until": away.isoformat() if away else ""}
            return _form(site, asked, values, {"passkey": ""})
        site.store.remove_passkey(me, kept[named])
    return go("/ik?bewaard=1")


PAGES: tuple[Page, ...] = (
    Page("/ik", get=_showing, post=_saving),
    Page("/ik/sleutel", post=_options, is_script=True),
    Page("/ik/sleutel/klaar", post=_finish, is_script=True),
    Page("/ik/sleutel/weg", post=_removing),
)
