"""Parsed content kept between starts, so that a second start needs no YAML and no checks.

The file is named after a hash of all content, the code that reads and checks it, the
organisation file and the versions of the libraries: any change makes a new one. Only content
that passed every check is kept, so finding it means that it is right. It holds nothing of a
client. Absent, damaged or read-only: everything is computed anew.
"""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from dialogues.parsed import Parsed

LIBRARIES = ("jinja2", "pydantic", "ruamel.yaml", "transitions")
CODE = Path(__file__).parent.parent

_adapter = TypeAdapter(Parsed)


@dataclass(frozen=True, slots=True)
class Cache:
    """One place for parsed content; `folder` is None where nothing can be kept."""

    folder: Path | None
    key: str = ""

    @classmethod
    def at(cls, folder: Path | None, root: Path, organisation: Path) -> "Cache":
        """The place for this content in `folder`."""
        if folder is None:
            return cls(None)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return cls(None)
        return cls(folder, _key(root, organisation))

    def read(self) -> Parsed | None:
        """What was kept for exactly this content, or None."""
        if self.folder is None:
            return None
        try:
            return _adapter.validate_json((self.folder / f"{self.key}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def write(self, parsed: Parsed) -> None:
        """Keep it for the next start; what was kept before is dropped."""
        if self.folder is None:
            return
        try:
            for old in self.folder.glob("*.json"):
                old.unlink()
            part = self.folder / f"{self.key}.part"
            part.write_bytes(_adapter.dump_json(parsed, by_alias=True, exclude_defaults=True))
            part.replace(self.folder / f"{self.key}.json")
        except OSError:
            return


def _key(root: Path, organisation: Path) -> str:
    digest = hashlib.sha256()
    libraries = [f"{name}={version(name)}" for name in LIBRARIES]
    digest.update(repr([sys.version_info, libraries]).encode())
    for path in (*_files(root), organisation):
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:32]


def _files(root: Path) -> Iterator[Path]:
    """All content, and all code that reads, checks or shapes it."""
    for folder, patterns in (
        (root, ("*.yaml", "*.j2")),
        (CODE / "dialogues", ("*.py",)),
        (CODE / "dialogues" / "checks", ("*.yaml",)),
        (CODE / "states", ("*.py",)),
    ):
        for pattern in patterns:
            yield from sorted(folder.rglob(pattern))
