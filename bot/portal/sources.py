"""Where a request comes from: the address of the caller, or what a trusted proxy says of it.

A forwarded address can be written by anybody, so it counts only as far as proxies of
TRUSTED_PROXIES wrote it: the list is read from the end, up to the first that is not one of them.
"""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

_MOST = 20
"""Addresses that are read of a header; nobody has more proxies."""
_SAME_HOUSE = 64
"""Bits of an IPv6 address that one house shares; the rest changes as it likes."""


def source_of(
    scope: Mapping[str, Any], forwarded: str, trusted: Sequence[IPv4Network | IPv6Network]
) -> str:
    """A name for the source of a request, that limits can count by.

    Args:
        scope: Of ASGI.
        forwarded: `X-Forwarded-For`, empty where it is not there.
        trusted: Networks of proxies that are believed.
    """
    client = scope.get("client")
    found = client[0] if client else ""
    hops = [hop.strip() for hop in forwarded.split(",")[-_MOST:]] if forwarded else []
    while hops and _is_within(found, trusted):
        found = hops.pop()
    return _grouped(found)


def _is_within(text: str, trusted: Sequence[IPv4Network | IPv6Network]) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in trusted)


def _grouped(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, _SAME_HOUSE), strict=False).network_address)
    return str(address)
