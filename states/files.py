"""Files that a client can take along, by name: what is in each, not yet how it is made."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from states.documents import Document
from states.pictures.chart import Chart
from states.pictures.charting import circle_chart, ecogram_chart
from states.scope import Scope
from states.sharing.snapshot import circle_in, snapshot
from states.summaries import everything_document, list_document, summary_document

FileKind = Literal["png", "pdf", "zip"]


class File(msgspec.Struct, frozen=True):
    """One file: a picture, a document, or (`zip`) all data for other programs."""

    kind: FileKind
    chart: Chart | None = None
    document: Document | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"File({self.kind})"


def _picture(scope: Scope) -> File:
    return File("png", chart=circle_chart(scope))


def _ecogram(scope: Scope) -> File:
    return File("png", chart=ecogram_chart(scope))


def _summary(scope: Scope) -> File:
    return File("pdf", document=summary_document(scope))


def _list(scope: Scope) -> File:
    return File("pdf", document=list_document(scope))


def _everything(scope: Scope) -> File:
    return File("pdf", document=everything_document(scope))


def _share(scope: Scope) -> File:
    return File("pdf", document=snapshot(scope).document)


def _share_circle(scope: Scope) -> File:
    return File("png", chart=circle_in(snapshot(scope)) or Chart("circle", ()))


def _data(_scope: Scope) -> File:
    return File("zip")


FILES: Mapping[str, Callable[[Scope], File]] = {
    "circle": _picture,
    "ecogram": _ecogram,
    "summary": _summary,
    "list": _list,
    "everything": _everything,
    "data": _data,
    "share": _share,
    "share_circle": _share_circle,
}
"""What an option may give; the name of the file is the text `pictures/file__<name>`."""
