"""Whether a form was sent by a page of the portal, and not by one of somebody else.

Two things are asked: what the browser itself says of where the request comes from, as far as it
says anything (with `no-referrer` the origin of a form is `null`, older browsers say nothing of the
site), and always a value that only a page of the portal can know: it is made of a cookie that
scripts cannot read and other sites cannot send.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping

FORM_COOKIE = "__Host-kring-form"
"""For forms of who is not signed in; a random value that stands for nobody."""
FIELD = "csrf"
HEADER = "x-kring-csrf"

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""32 random bytes in base64url."""


def new_form_secret() -> str:
    """A value for the cookie of forms."""
    return secrets.token_urlsafe(32)


def csrf_of(secret: str) -> str:
    """The value of the hidden field that belongs to a session token or a form cookie."""
    digest = hmac.digest(secret.encode("ascii"), b"kring form", "sha256")
    return urlsafe_b64encode(digest[:24]).decode("ascii")


def is_right(given: str, secret: str) -> bool:
    """Whether the hidden field is the one of this cookie, in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), csrf_of(secret).encode("ascii"))


def is_from_here(headers: Mapping[str, str], origin: str) -> bool:
    """Whether nothing in the headers says that another site sent this.

    Args:
        headers: With names in small letters.
        origin: Of the portal, such as `https://kring.example.org`.
    """
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return headers.get("origin", "null") in {"null", origin}
