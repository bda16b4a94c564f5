"""Which address a request counts for, and where the portal is."""

from ipaddress import ip_network

import pytest

from bot.portal.address import Address
from bot.portal.headers import headers_of
from bot.portal.sources import source_of

TRUSTED = (ip_network("10.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize(
    ("client", "forwarded", "source"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # nobody trusts it
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the first was written by anybody
        ("10.0.0.1", "198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("10.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1"),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("10.0.0.1", "onzin", "unknown"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
        ("", "198.51.100.1", "unknown"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_it_is_trusted(client, forwarded, source):
    assert source_of({"client": (client, 1) if client else None}, forwarded, TRUSTED) == source


def test_a_header_without_end_is_not_read():
    assert source_of({"client": ("10.0.0.1", 1)}, "10.0.0.2," * 100_000, TRUSTED)


@pytest.mark.parametrize(
    ("url", "origin", "host", "is_https"),
    [
        ("https://Kring.Example.org", "https://kring.example.org", "kring.example.org", True),
        ("https://kring.example.org:443", "https://kring.example.org", "kring.example.org", True),
        ("https://kring.example:8443", "https://kring.example:8443", "kring.example", True),
        ("http://localhost:8080", "http://localhost:8080", "localhost", False),
        ("http://[::1]:8080", "http://[::1]:8080", "::1", False),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart_as_browsers_do(url, origin, host, is_https):
    found = Address.of(url)
    assert (found.origin, found.host, found.is_https) == (origin, host, is_https)


def test_browsers_are_held_to_https_only_where_it_is_there():
    for url, is_there in (("https://kring.test", True), ("http://localhost:8080", False)):
        names = {name for name, _ in headers_of(Address.of(url))}
        assert (b"strict-transport-security" in names) is is_there
