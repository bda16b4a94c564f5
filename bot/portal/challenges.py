"""The challenge of a sign-in: nothing of it is kept until somebody answers it rightly.

Whoever comes may ask for one, as often as they like, so it must cost no row and no limit that
others run into. It holds when it was made, and a proof that the portal made it for this browser.
"""

import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.portal.site import Site

SECONDS = 300
_TIME, _CHANCE, _PROOF = 4, 12, 16
"""Bytes of its parts: 32 together."""
_KIND = "sign-in"


def new_challenge(site: "Site", form: str) -> bytes:
    """A challenge for the browser in which this form stands."""
    head = site.now.to_bytes(_TIME) + secrets.token_bytes(_CHANCE)
    return head + _proof(site, head, form)


def is_right(site: "Site", challenge: bytes, form: str) -> bool:
    """Whether it was made here, for this browser, in the last five minutes."""
    head, proof = challenge[:-_PROOF], challenge[-_PROOF:]
    if len(head) != _TIME + _CHANCE or not hmac.compare_digest(proof, _proof(site, head, form)):
        return False
    return 0 <= site.now - int.from_bytes(head[:_TIME]) < SECONDS


def use(site: "Site", challenge: bytes) -> bool:
    """Use it up, once its answer is right; False where it was used before."""
    return site.store.use_once(_KIND, challenge, SECONDS)


def _proof(site: "Site", head: bytes, form: str) -> bytes:
    return site.store.proof(_KIND, head + form.encode("ascii"))[:_PROOF]
