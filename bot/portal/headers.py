"""The headers of every answer: nothing runs that is not Kring's, nothing is kept or framed."""

from bot.portal.address import Address

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; connect-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_ALWAYS = (
    ("content-security-policy", _POLICY),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow, noarchive"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)
_NO_STORE = ("cache-control", "no-store")
_FOR_EVER = ("cache-control", "public, max-age=31536000, immutable")
_ONLY_HTTPS = ("strict-transport-security", "max-age=31536000")


def headers_of(address: Address, *, is_asset: bool = False) -> list[tuple[bytes, bytes]]:
    """What stands on every answer; an asset may be kept, as its address is of its content."""
    found = [*_ALWAYS, _FOR_EVER if is_asset else _NO_STORE]
    if address.is_https:
        found.append(_ONLY_HTTPS)
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in found]
