"""Codes of an app (TOTP), for who cannot have a passkey: the second half beside a link by mail.

Each code opens once: the step of 30 seconds that was used last is kept with the secret.
"""

import hmac
from base64 import b32encode

import msgspec
import pyotp

_STEP = 30
_SECRET_BYTES = 20
_DIGITS = 6


class App(msgspec.Struct, frozen=True):
    """The secret that a worker's app has, and the last step of which a code was used."""

    secret: str
    last: int = 0

    def __repr__(self) -> str:
        """Say nothing of the secret."""
        return "App()"


_decoder = msgspec.json.Decoder(App)


def encode_app(app: App) -> bytes:
    """The app as it is kept."""
    return msgspec.json.encode(app)


def decode_app(data: bytes) -> App | None:
    """The app again; None where it cannot be read."""
    try:
        return _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def secret_of(form_secret: str, invitation: str) -> str:
    """A secret that needs both the invitation and this browser, so that looking keeps nothing.

    Args:
        form_secret: The cookie of forms.
        invitation: Its token.
    """
    digest = hmac.digest(form_secret.encode(), b"app " + invitation.encode(), "sha256")
    return b32encode(digest[:_SECRET_BYTES]).decode("ascii")


def link_of(secret: str, site_name: str, name: str) -> str:
    """What the QR for an app says."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=site_name)


def in_groups(secret: str) -> str:
    """A secret to type over."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def used(app: App, code: str, now: int) -> App | None:
    """The app after a code was used; None where the code is wrong, past, or was used before."""
    typed = "".join(code.split())[: _DIGITS + 1].encode("utf-8", "replace")
    maker = pyotp.TOTP(app.secret)
    step = now // _STEP
    fitting = None
    for one in (step - 1, step, step + 1):  # clocks differ; always all three
        is_it = hmac.compare_digest(typed, maker.generate_otp(one).encode("ascii"))
        if is_it and one > app.last:
            fitting = one
    return App(app.secret, fitting) if fitting is not None else None
