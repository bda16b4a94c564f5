"""Every page of the portal with values: as in life, and with the worst that may come."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import SimpleNamespace as Value
from typing import Any

from dialogues.portal.fragment import fragment_of
from dialogues.portal.guide import FACTS
from dialogues.portal.pages import Shell, render
from states.documents import Document
from tests.portal_pages.shown import crowd, document, drawer, empty

TODAY = date(2026, 11, 22)
QR = '<svg width="205" height="205"><path fill="#000" d="M20 20h165v165H20z"/></svg>'
NASTY = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{ 7 * 7 }}",
    "\u202eomgekeerd\u202c \u0000\u0007 \ud800 \u2028",
    "سلام عليكم من صديقتي العزيزة",
    "👩🏽‍🤝‍👨🏻🇳🇱 ﷺ Ǎ̶̡̛ Łukasz",
    "W" * 300,
)


def organisation(words: str = "", *, has_portal: bool = True) -> Any:
    """An organisation with what its notices say."""
    portal = Value(
        controller=words, contact=words, privacy=words, accessibility=words, exit_url="/"
    )
    return Value(name="Welzijn Oost", portal=portal if has_portal else None)


def worker(text: str = "") -> Value:
    return Value(
        name=text or "Els de Vries",
        organisation=text or "Welzijn Oost",
        role=text or "maatschappelijk werker",
        email=text or "els@voorbeeld.nl",
        away_until="2026-12-01",
        stand_in=text or "Ali, via de balie",
    )


def share(text: str = "", **more: Any) -> Value:
    known = {"is_new": True, "opened": "", "called": text or "Samira"}
    return Value(
        path="/gedeeld/3f2a9c0d11223344",
        sent=date(2026, 11, 20),
        until=date(2027, 2, 18),
        **{**known, **more},
    )


def snapshot_values(shown: Callable[[], Document] = document, **more: Any) -> dict[str, Any]:
    """Values of a snapshot; `shown` makes what is in it, once it is wanted."""
    values = {
        "share": share(),
        "shown": shown,
        "facts": ("request", "likes", "plan", "obstacle_fear", "bring_to_talk", "do_not_discuss"),
        "can_keep": True,
        "replies": [],
        "error": "",
        "today": TODAY,
        "last_day": date(2027, 2, 18),
    }
    return {**values, **more}


@cache
def pages() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Every page in every state: its template and its values."""
    code = Value(
        code="BKT-WLM-RZN", link="https://t.me/kring_bot?start=k-BKTWLMRZN", qr=QR, minutes=14
    )
    bare = Value(code="BKT-WLM-RZN", link="", qr="", minutes=1)
    opened = share("محمد", is_new=False, opened=date(2026, 11, 21))
    replies = [
        Value(code="read", at=TODAY, day=""),
        Value(code="talk", at=TODAY, day=date(2026, 11, 30)),
    ]
    me = {
        "worker": worker(),
        "passkeys": [
            Value(id="a1", label="Mijn telefoon", added=TODAY),
            Value(id="b2", label="", added=TODAY),
        ],
        "has_mail": True,
        "saved": True,
        "errors": {},
        "today": TODAY,
    }
    wrong_me = {
        "name": "",
        "role": "",
        "email": "",
        "away_until": "",
        "stand_in": "",
        "passkey": "",
    }
    invited = {"details": worker(), "token": "tok", "has_mail": True, "errors": {}}
    plain = Value(name="", organisation="Welzijn Oost", role="")
    return {
        "welcome": ("welcome", {"organisation": organisation()}),
        "invitation": ("invitation", invited),
        "invitation-plain": (
            "invitation",
            {**invited, "details": plain, "has_mail": False},
        ),
        "invitation-wrong": (
            "invitation",
            {**invited, "errors": {"name": "", "role": "", "email": "Dit adres klopt niet."}},
        ),
        "totp_setup": (
            "totp_setup",
            {"token": "tok", "qr": QR, "secret": "ABCD EFGH", "error": ""},
        ),
        "totp_setup-wrong": (
            "totp_setup",
            {"token": "tok", "qr": QR, "secret": "ABCD EFGH", "error": "code"},
        ),
        "sign_in": ("sign_in", {"has_mail": True}),
        "sign_in-plain": ("sign_in", {"has_mail": False}),
        "sign_in_mail": ("sign_in_mail", {"error": "", "email": ""}),
        "sign_in_mail-wrong": ("sign_in_mail", {"error": "email", "email": "els@"}),
        "mail_sent": ("mail_sent", {}),
        "totp_sign_in": ("totp_sign_in", {"token": "tok", "error": ""}),
        "totp_sign_in-wrong": ("totp_sign_in", {"token": "tok", "error": "code"}),
        "shares": ("shares", {"shares": [share(), opened, share(called="", is_new=False)]}),
        "shares-none": ("shares", {"shares": []}),
        "before_opening": ("before_opening", {"share": share(), "number": 20779}),
        "snapshot": ("snapshot", snapshot_values()),
        "snapshot-all": (
            "snapshot",
            snapshot_values(facts=tuple(FACTS), replies=replies, can_keep=False, error="day"),
        ),
        "snapshot-talk-wrong": ("snapshot", snapshot_values(error="day")),
        "snapshot-empty": ("snapshot", snapshot_values(empty, facts=())),
        "snapshot-crowd": ("snapshot", snapshot_values(crowd, facts=("more",))),
        "reply": (
            "reply",
            {"share": share(), "error": "day", "today": TODAY, "last_day": date(2027, 2, 18)},
        ),
        "end": ("end", {"share": share()}),
        "pairing": ("pairing", {"codes": [code, bare], "minutes": 15}),
        "pairing-none": ("pairing", {"codes": [], "minutes": 15}),
        "me": ("me", me),
        "me-wrong": ("me", {**me, "saved": False, "errors": wrong_me, "passkeys": []}),
        "team": ("team", {}),
        "guide": ("guide", {}),
        "privacy": ("privacy", {"organisation": organisation("Bel 000.\n\nOf mail.")}),
        "privacy-none": ("privacy", {"organisation": organisation(has_portal=False)}),
        "accessibility": ("accessibility", {"organisation": organisation("Bel 000.")}),
        "accessibility-none": ("accessibility", {"organisation": organisation()}),
        "clear_traces": ("clear_traces", {"organisation": organisation()}),
        "gone": ("gone", {}),
        "signed_out": ("signed_out", {}),
        **{
            f"trouble-{what}": ("trouble", {"what": what})
            for what in ("form", "busy", "fault", "method")
        },
    }


PATHS = {
    "shares": "/gedeeld",
    "pairing": "/koppelen",
    "me": "/ik",
    "team": "/team",
    "guide": "/gids",
    "privacy": "/privacy",
}
SIGNED_IN = {
    "shares",
    "before_opening",
    "snapshot",
    "reply",
    "end",
    "pairing",
    "me",
    "team",
    "guide",
}


def page(state: str) -> str:
    """The HTML of a page in one of its states."""
    template, values = pages()[state]
    return page_of(template, values)


def page_of(template: str, values: Mapping[str, Any]) -> str:
    """The HTML of a page, as it is for who may see it."""
    name = "Els de Vries" if template in SIGNED_IN else None
    shell = Shell("Welzijn Oost", PATHS.get(template, ""), csrf="c0ffee", worker=name)
    return render(template, shell=shell, **filled(values))


def filled(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values, with what is shown drawn."""
    if "shown" not in values:
        return values
    rest = {name: value for name, value in values.items() if name != "shown"}
    return {"fragment": _drawn(values["shown"]), **rest}


@cache
def _drawn(shown: Callable[[], Document]) -> str:
    return fragment_of(shown(), drawer())


NOT_FREE = {"path", "token", "link", "qr", "fragment", "what", "id", "code", "sent", "until"}
NOT_FREE |= {"added", "at", "day", "opened", "today", "last_day", "away_until", "exit_url"}


def with_text(value: Any, text: str) -> Any:
    """The same values, with these words wherever somebody may write any."""
    if isinstance(value, Value):
        return Value(**with_text(vars(value), text))
    if isinstance(value, dict):
        return {
            name: part if name in NOT_FREE else with_text(part, text)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [with_text(part, text) for part in value]
    return text if isinstance(value, str) and value else value
