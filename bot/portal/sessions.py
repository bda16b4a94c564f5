"""The cookie of who is signed in; what it stands for is kept by the storage, under a hash.

Idle for 30 minutes or 8 hours old, it stands for nothing any more. It is gone with the browser.
"""

from typing import TYPE_CHECKING

from bot.portal.csrf import FORM_COOKIE, TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

COOKIE = "__Host-kring"
"""The prefix makes browsers take it by https only, for this host only, and for all paths."""


def cookies_in(lines: "Sequence[str]") -> dict[str, str]:
    """The cookies of a request, by the very names that browsers guard by their prefix.

    Another site of the same domain may set a cookie whose name only looks like one of ours, with
    an odd space before it: that is another cookie. One that comes twice with two values is none.
    """
    found: dict[str, str] = {}
    for pair in ";".join(lines).split(";"):
        name, _, value = pair.strip(" \t").partition("=")
        found[name] = value if found.get(name, value) == value else ""
    return found


def token_in(cookies: "Mapping[str, str]", name: str = COOKIE) -> str:
    """The token in a cookie, empty where there is none that could be one."""
    found = cookies.get(name, "")
    return found if TOKEN.fullmatch(found) else ""


def set_session(response: "Response", token: str) -> None:
    """Sign in; the cookie of forms has done its work."""
    _set(response, COOKIE, token)
    _drop(response, FORM_COOKIE)


def set_form(response: "Response", secret: str) -> None:
    """Give who is not signed in what their forms need."""
    _set(response, FORM_COOKIE, secret)


def drop_session(response: "Response") -> None:
    """Sign out in this browser."""
    _drop(response, COOKIE)


def _set(response: "Response", name: str, value: str) -> None:
    response.set_cookie(name, value, path="/", secure=True, httponly=True, samesite="strict")


def _drop(response: "Response", name: str) -> None:
    # Without `expires`, which would hold the present second: the same answer is to be the same.
    response.set_cookie(
        name, "", max_age=0, path="/", secure=True, httponly=True, samesite="strict"
    )
