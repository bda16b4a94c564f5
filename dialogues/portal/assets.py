"""The few files that pages load, each at an address of its own content.

So a browser may keep them for ever, and a changed one is a new one.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent / "static"
_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Asset(NamedTuple):
    """One file: its bytes, and what it says it is."""

    body: bytes
    media: str


def assets() -> Mapping[str, Asset]:
    """Every file by its path on the site (`/static/<hash>/portal.css`); no other path is there."""
    return {path: asset for _, (path, asset) in _found().items()}


def path_of(name: str) -> str:
    """The path of one file by its name.

    Raises:
        KeyError: there is none.
    """
    return _found()[name][0]


@cache
def _found() -> Mapping[str, tuple[str, Asset]]:
    files = sorted(path for path in _HERE.iterdir() if path.suffix in _MEDIA)
    return {file.name: _at(file) for file in files}


def _at(file: Path) -> tuple[str, Asset]:
    body = file.read_bytes()
    media = f"{_MEDIA[file.suffix]}; charset=utf-8"
    return f"/static/{sha256(body).hexdigest()[:16]}/{file.name}", Asset(body, media)
