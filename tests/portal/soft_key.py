"""A passkey in Python: what a phone does when a page asks for one (WebAuthn, P-256)."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def letters(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def data_of(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SoftKey:
    """One passkey, of one person at one site; `answer…` is what a browser would send."""

    def __init__(self, origin, *, verifies=True):
        self.origin = origin
        self.verifies = verifies
        self.id = secrets.token_bytes(32)
        self.count = 0
        self.user = b""
        self.private = ec.generate_private_key(ec.SECP256R1())

    def create(self, options):
        """Answer to the options of a registration."""
        self.user = data_of(options["user"]["id"])
        assert -7 in [one["alg"] for one in options["pubKeyCredParams"]]
        point = self.private.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)
        about = self._about(options["rp"]["id"], _ATTESTED) + attested
        statement = {"fmt": "none", "attStmt": {}, "authData": about}
        return self._credential(
            clientDataJSON=letters(self._client("webauthn.create", options)),
            attestationObject=letters(cbor2.dumps(statement)),
            transports=["internal"],
        )

    def get(self, options):
        """Answer to the options of a sign-in."""
        self.count += 1
        client = self._client("webauthn.get", options)
        about = self._about(options["rpId"], 0)
        signed = about + hashlib.sha256(client).digest()
        return self._credential(
            clientDataJSON=letters(client),
            authenticatorData=letters(about),
            signature=letters(self.private.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=letters(self.user),
        )

    def _about(self, host, flags):
        flags |= _PRESENT | (_VERIFIED if self.verifies else 0)
        return (
            hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
        )

    def _client(self, kind, options):
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**told, "crossOrigin": False}).encode()

    def _credential(self, **response):
        return {
            "id": letters(self.id),
            "rawId": letters(self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": response,
        }
