"""All files that a client can take along, and one archive of them.

Two folders: what is the client's own, with all names, and what may go to somebody who does
research. So the second can be given away without the first.
"""

import io
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.conversation import form_of
from bot.export import as_text
from bot.exports.codebook_files import codebook_csv, codebook_json
from bot.exports.csv_files import EXCEL, STANDARD, csv_files
from bot.exports.everything import as_json, encoded, schema
from bot.exports.graphml import as_graphml
from states.content import Content
from states.dossier import Dossier, SideName
from states.exports.codebook import codebook
from states.exports.tables import EGO, tables
from states.screen import TextKey

README = "LEESMIJ.txt"
MINE = "voor-mij"
RESEARCH = "voor-onderzoek"
GRAPHS: Mapping[SideName, str] = {"self": "kring.graphml", "care": "kring-als-ik-zorg.graphml"}
"""The graph of each side; that of a carer where something was told as one."""

_README_PARTS = ("title", "mine", "research", "tables", "careful")
_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can tell: files are the same whenever they are made."""
_UNIX = 3
_MODE = 0o100600 << 16
"""A plain file that is its owner's alone, where the program that unpacks cares."""


def files(
    content: Content, dossier: Dossier, *, with_names: bool, now: int, ego_id: str = EGO
) -> dict[str, bytes]:
    """The files by their paths, with `/` between folders, in order.

    Args:
        content: Loaded content.
        dossier: What shows of the client (`states.lock.visible`).
        with_names: Whether names and own words are in the tables too. What is the client's own
            has them always.
        now: Epoch seconds.
        ego_id: What the client is called in the tables; a code.
    """
    mine = {
        "alles-over-mij.json": encoded(as_json(content, dossier)),
        "alles-over-mij.schema.json": schema(),
        "alles-over-mij.txt": _as_bytes(as_text(content, dossier, now)),
    }
    made = tables(content, dossier, with_names=with_names, now=now, ego_id=ego_id)
    explained = codebook(content, dossier, with_names=with_names)
    research = {
        "codebook.json": encoded(codebook_json(explained)),
        **{GRAPHS[side]: as_graphml(made, side) for side in GRAPHS if made.on(side).ego},
    }
    for folder, form in (("csv", STANDARD), ("csv-excel", EXCEL)):
        for name, written in csv_files(made, form):
            research[f"{folder}/{name}"] = written
        research[f"{folder}/codebook.csv"] = codebook_csv(explained, form)
    return {
        README: _as_bytes(_readme(content, dossier, with_names=with_names)),
        **_in_folder(MINE, mine),
        **_in_folder(RESEARCH, research),
    }


def archive(
    content: Content,
    dossier: Dossier,
    *,
    with_names: bool,
    now: int,
    further: Mapping[str, bytes] | None = None,
) -> bytes:
    """The same files as a zip; the same bytes for the same client, content and moment.

    Args:
        content: Loaded content.
        dossier: What shows of the client.
        with_names: As in `files`.
        now: Epoch seconds.
        further: Other forms of what is the client's own, such as a PDF, by file name.
    """
    found = files(content, dossier, with_names=with_names, now=now)
    found |= _in_folder(MINE, further or {})
    written = io.BytesIO()
    with ZipFile(written, "w") as packed:
        for path, data in found.items():
            entry = ZipInfo(path, _NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            packed.writestr(entry, data)
    return written.getvalue()


def _readme(content: Content, dossier: Dossier, *, with_names: bool) -> str:
    form = form_of(dossier)
    return "\n\n".join(
        content.texts.render(TextKey(f"pictures/document_export_{block}"), form)
        for block in _readme_blocks(with_names=with_names)
    )


def _readme_blocks(*, with_names: bool) -> Iterator[str]:
    for part in _README_PARTS:
        yield part
        if part == "research":
            yield "names" if with_names else "pseudonyms"


def _in_folder(folder: str, found: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": found[name] for name in sorted(found)}


def _as_bytes(text: str) -> bytes:
    return f"{text}\n".encode(errors="replace")
