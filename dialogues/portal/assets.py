"""The few files that pages load, each at an address of its own content.

So a browser may keep them for ever, and a changed one is a new one. The letters of pictures come
along: a picture is laid out by their widths, and in others a name would leave its place.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent / "static"
_TEXTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_LETTERS = ("AtkinsonHyperlegible-Regular.ttf",)
"""Names are never bold; for a few headings a browser makes these bolder, which saves 54 KB."""
_PACKAGE = "fontpkg_atkinson_hyperlegible"


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
    letters = {file.name: _at(file.name, file.read_bytes(), "font/ttf") for file in _letters()}
    files = sorted(path for path in _HERE.iterdir() if path.suffix in _TEXTS)
    return letters | {file.name: _text(file, letters) for file in files}


def _letters() -> list[Path]:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    return [Path(spec.origin).parent / "files" / name for name in _LETTERS]


def _text(file: Path, letters: Mapping[str, tuple[str, Asset]]) -> tuple[str, Asset]:
    """A text file, in which each font stands at the address that it has."""
    words = file.read_text("utf-8")
    for name, (path, _) in letters.items():
        words = words.replace(f"url({name})", f"url({path})")
    return _at(file.name, words.encode(), f"{_TEXTS[file.suffix]}; charset=utf-8")


def _at(name: str, body: bytes, media: str) -> tuple[str, Asset]:
    return f"/static/{sha256(body).hexdigest()[:16]}/{name}", Asset(body, media)
