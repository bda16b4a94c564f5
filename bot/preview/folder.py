"""Putting a preview in a folder: whole or not at all, and never over somebody's files.

All files are written in a new folder beside it, which then takes its place. A list of what was
written stays in the folder: only a folder in which nothing else stands is ever replaced.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from states.errors import BotError

MARKER = ".kring-preview"
"""The file that says that a folder holds a preview, with the names of its files."""

_FIRST_LINE = "Made by `python -m bot preview`, which may replace this folder. Its files:"


class FolderRefused(BotError):
    """This folder is not written to; the message says why, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__("preview_folder", message)


def check_folder(folder: Path) -> None:
    """See whether a preview may be put there, before it is made.

    Raises:
        FolderRefused: it is no folder, or holds something else than a preview.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderRefused(f"{folder} is a file. Name a folder that is new or empty.")
    marker = folder / MARKER
    if not marker.is_file():
        if any(folder.iterdir()):
            raise FolderRefused(
                f"{folder} is not empty, and what is in it is no preview. "
                "Name a folder that is new or empty."
            )
        return
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    if others := there - {MARKER, *_listed(marker)}:
        raise FolderRefused(
            f"{folder} holds a preview, and also {min(others)}, which Kring did not write. "
            "Move that elsewhere, or name another folder."
        )


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Write all files to a folder, in the place of the preview that was there.

    Raises:
        FolderRefused: as in `check_folder`, or it cannot be written to.
    """
    check_folder(folder)
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as made:
            new, old = Path(made) / "new", Path(made) / "old"
            _write(files, new)
            if place.exists():
                place.rename(old)
            try:
                new.rename(place)
            except OSError:
                if old.exists():
                    old.rename(place)
                raise
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FolderRefused(
            f"{folder} cannot be written to ({why}). Name a folder where you may write, "
            "and no place where a disk is mounted."
        ) from error


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    listed = "\n".join([_FIRST_LINE, *sorted(files)])
    (folder / MARKER).write_text(f"{listed}\n", "utf-8")


def _listed(marker: Path) -> list[str]:
    return marker.read_text("utf-8", errors="replace").splitlines()[1:]
