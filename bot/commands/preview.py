"""`preview`: every screen as pages to look at, for authors and before a pilot."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap import ALL, organisation_file
from bot.preview.folder import check_folder, put
from bot.settings import Settings
from dialogues.checks import run_checks
from dialogues.issues import DialogueInvalid
from dialogues.loader import build, parse
from dialogues.source import FOLDER

if TYPE_CHECKING:
    from dialogues.issues import Issue
    from states.content import Content


def make_preview(settings: Settings, name: str) -> int:
    """Write the preview to the folder `name` and say where to open it; 1 if anything is wrong.

    Content that cannot be read gives the lines of `check`, and nothing is written. Where only a
    rule fails, everything is written: an author wants to see the text that fails.

    Raises:
        FolderRefused: the folder holds something else, or cannot be written to.
    """
    folder = Path(name)
    check_folder(folder)
    organisation = organisation_file(settings)
    try:
        parsed = parse(FOLDER, organisation)
    except DialogueInvalid as error:
        _print(_lines(error.issues))
        _print([f"{len(error.issues)} problems: mend these first. Nothing was written."])
        return 1
    content = build(parsed, None, ALL)
    failing = _failing(content, organisation)
    from bot.preview.site import make_site  # noqa: PLC0415 - after what may stop it

    site = make_site(content, FOLDER, failing)
    put(site.files, folder)
    _print(failing)
    _print(f"warning: {line}" for line in site.warnings)
    _print([f"{site.screens} screens. Open {folder / 'index.html'} in a browser."])
    return 1 if failing else 0


def _failing(content: "Content", organisation: Path) -> tuple[str, ...]:
    """What `check` would say of rules that fail."""
    verdicts = run_checks(content, FOLDER, organisation)
    return tuple(
        f"{verdict.rule} {line}" for verdict in verdicts for line in _lines(verdict.issues)
    )


def _lines(issues: "Iterable[Issue]") -> list[str]:
    return [str(issue) for issue in sorted(issues)]


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
