"""Where the portal is, as browsers see it: PUBLIC_URL taken apart."""

from dataclasses import dataclass
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """The address of the portal.

    Attributes:
        url: Without a stroke at the end.
        origin: As browsers write it in `Origin`.
        host: What passkeys are bound to.
        is_https: Whether browsers may be told to come by https only.
    """

    url: str
    origin: str
    host: str
    is_https: bool

    @classmethod
    def of(cls, public_url: str) -> "Address":
        """Take a PUBLIC_URL apart, which settings have checked."""
        parts = urlsplit(public_url)
        host = (parts.hostname or "").lower()
        shown = f"[{host}]" if ":" in host else host
        is_usual = parts.port in (None, _PORTS[parts.scheme])
        origin = (
            f"{parts.scheme}://{shown}" if is_usual else f"{parts.scheme}://{shown}:{parts.port}"
        )
        return cls(public_url.rstrip("/"), origin, host, parts.scheme == "https")
