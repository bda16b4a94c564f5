"""Who the workers are, in memory: names, and who is away. It is read anew now and then.

A turn does not wait for it. As long as it could not be read nobody is known, and what a dossier
holds of a worker stays as it is.
"""

from collections.abc import Callable, Mapping

import msgspec

from states.sharing.records import WorkerFacts


class _Details(msgspec.Struct):
    """What of a worker's details a client may see."""

    name: str = ""
    organisation: str = ""
    role: str = ""
    away_until: int = 0
    stand_in: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "_Details()"


_details = msgspec.json.Decoder(_Details)

ReadRoster = Callable[[], Mapping[bytes, bytes]]
"""Gives for each worker, by id, the details as JSON (`Store.roster`)."""


class Roster:
    """All workers; it is asked from one thread while another reads it anew."""

    def __init__(self, read: ReadRoster) -> None:
        """Know nothing yet; `refresh` reads."""
        self._read = read
        self._known: dict[str, WorkerFacts] = {}

    def __call__(self) -> Mapping[str, WorkerFacts]:
        """All workers by id; none before they were read."""
        return self._known

    def refresh(self) -> None:
        """Read all workers.

        Raises:
            StorageError: that is not possible now; what was known stays.
        """
        before = self._known
        found = self._read()
        self._known = {
            worker.hex(): facts
            for worker, details in found.items()
            if (facts := facts_of(worker, details) or before.get(worker.hex())) is not None
        }


def facts_of(worker: bytes, details: bytes) -> WorkerFacts | None:
    """What a client may know of a worker; None where the details cannot be read."""
    try:
        read = _details.decode(details)
    except msgspec.MsgspecError:
        return None
    return WorkerFacts(
        id=worker.hex(),
        name=read.name,
        organisation=read.organisation,
        role=read.role,
        away_until=read.away_until,
        stand_in=read.stand_in,
    )
