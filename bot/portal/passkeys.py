"""Passkeys: what a browser is asked, and whether what it answers is right (WebAuthn).

The challenge for a new passkey is a one-time ticket of the storage: it holds what it was made for
and for which form, works for five minutes, and once. Nothing else is remembered between the two
requests. For signing in, which anybody may begin, not even that is (`challenges`).
"""

import hmac
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

import msgspec

from bot.portal.challenges import SECONDS, is_right, new_challenge, use
from bot.portal.csrf import TOKEN, csrf_of

if TYPE_CHECKING:
    from bot.portal.asked import Asked
    from bot.portal.site import Site

_KIND = "ceremony"
_TIMEOUT = SECONDS * 1000
_MOST_ID = 1023
"""Bytes of the id of a credential, by the standard."""


class Ceremony(msgspec.Struct, frozen=True):
    """What a challenge was made for: `invite` or `add`, in which browser, for whom (hex)."""

    purpose: str
    form: str
    worker: str

    def __repr__(self) -> str:
        """Say nothing of whose it is."""
        return "Ceremony()"


class Passkey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A passkey as it is kept. `added` is a day since 1970, `count` what its device counts."""

    key: bytes
    count: int
    added: int
    label: str = ""

    def __repr__(self) -> str:
        """Say nothing of the key."""
        return "Passkey()"


def encode_passkey(passkey: Passkey) -> bytes:
    """The passkey as it is kept."""
    return msgspec.json.encode(passkey)


def decode_passkey(data: bytes) -> Passkey:
    """The passkey again."""
    return msgspec.json.decode(data, type=Passkey)


def ask_to_create(
    site: "Site", asked: "Asked", purpose: str, worker: bytes, name: str
) -> dict[str, Any]:
    """Options for a new passkey.

    It must be one that a browser finds by itself: who signs in types no name. The purpose is
    `invite` or `add`; the name is what the browser shows beside it.
    """
    import webauthn  # noqa: PLC0415 - takes as long to load as all else here
    from webauthn.helpers import structs  # noqa: PLC0415

    known = [
        structs.PublicKeyCredentialDescriptor(id=found) for found, _ in site.store.passkeys(worker)
    ]
    wanted = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    options = webauthn.generate_registration_options(
        rp_id=site.address.host,
        rp_name=f"Kring {site.organisation.name}"[:64],
        user_id=worker,
        user_name=name or "Kring",
        challenge=_challenge(site, asked, purpose, worker),
        timeout=_TIMEOUT,
        authenticator_selection=wanted,
        exclude_credentials=known,
    )
    return _as_values(webauthn.options_to_json(options))


def created(
    site: "Site", asked: "Asked", purpose: str, worker: bytes, label: str = ""
) -> tuple[bytes, Passkey] | None:
    """The id and the passkey that a browser made; None where something is wrong."""
    import webauthn  # noqa: PLC0415 - as above

    credential, challenge = _answered(site, asked, purpose, worker)
    if challenge is None:
        return None
    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.address.host,
            expected_origin=site.address.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - of odd bytes it raises errors of all sorts
        return None
    added = site.today.toordinal() - _EPOCH
    return found.credential_id, Passkey(found.credential_public_key, found.sign_count, added, label)


def ask_to_get(site: "Site", asked: "Asked") -> dict[str, Any]:
    """Options to sign in, with whichever passkey the browser has for this site."""
    import webauthn  # noqa: PLC0415 - as above
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=site.address.host,
        challenge=new_challenge(site, csrf_of(asked.secret)),
        timeout=_TIMEOUT,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return _as_values(webauthn.options_to_json(options))


def worker_of(site: "Site", asked: "Asked") -> bytes | None:
    """The worker who signs in with a passkey; None where something is wrong."""
    import webauthn  # noqa: PLC0415 - as above

    credential = _part(asked.sent, "credential")
    challenge = _bytes_of(_token_of(credential))
    if not is_right(site, challenge, csrf_of(asked.secret)):
        return None
    name = _bytes_of(credential.get("id"))
    found = site.store.passkey(name) if 0 < len(name) <= _MOST_ID else None
    if found is None:
        return None
    worker, data = found
    passkey = decode_passkey(data)
    try:
        shown = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.address.host,
            expected_origin=site.address.origin,
            credential_public_key=passkey.key,
            credential_current_sign_count=passkey.count,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - as above
        return None
    handle = _bytes_of(_part(credential, "response").get("userHandle"))
    if (handle and handle != worker) or not use(site, challenge):
        return None
    counted = msgspec.structs.replace(passkey, count=shown.new_sign_count)
    site.store.save_passkey(name, encode_passkey(counted))
    return worker


def _challenge(site: "Site", asked: "Asked", purpose: str, worker: bytes) -> bytes:
    what = Ceremony(purpose, csrf_of(asked.secret), worker.hex())
    token = site.store.issue(_KIND, msgspec.json.encode(what), SECONDS, worker)
    return urlsafe_b64decode(f"{token}=")


def _answered(
    site: "Site", asked: "Asked", purpose: str, worker: bytes
) -> tuple[dict[str, Any], bytes | None]:
    """What the browser sent, and the challenge where it is right and was not used before."""
    credential = _part(asked.sent, "credential")
    token = _token_of(credential)
    ticket = site.store.spend(_KIND, token) if token else None
    if ticket is None:
        return credential, None
    what = msgspec.json.decode(ticket.payload, type=Ceremony)
    wanted = Ceremony(purpose, csrf_of(asked.secret), worker.hex())
    if not hmac.compare_digest(msgspec.json.encode(what), msgspec.json.encode(wanted)):
        return credential, None
    return credential, urlsafe_b64decode(f"{token}=")


class _ClientData(msgspec.Struct):
    challenge: str


def _token_of(credential: dict[str, Any]) -> str:
    """The ticket in what the browser signed; empty where there is none."""
    data = _bytes_of(_part(credential, "response").get("clientDataJSON"))
    try:
        found = msgspec.json.decode(data, type=_ClientData).challenge.rstrip("=")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return found if TOKEN.fullmatch(found) else ""


def _part(values: Any, name: str) -> dict[str, Any]:  # noqa: ANN401 - whatever was sent
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _bytes_of(text: object) -> bytes:
    """Bytes of base64url; none where this is something else."""
    if not isinstance(text, str) or not text.isascii():
        return b""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def _as_values(options: str) -> dict[str, Any]:
    return msgspec.json.decode(options, type=dict[str, Any])


_EPOCH = 719_163
"""The first of January 1970, as an ordinal."""
