"""What the client saw last of a snapshot: only the same can be sent (R-31)."""

from msgspec.structs import replace

from states.days import local_day
from states.scope import Scope
from states.sharing.offers import being_made, pairing
from states.sharing.records import MYSELF
from states.sharing.snapshot import digest, snapshot_bytes

VIEWS = frozenset({"snapshot", "snapshot_to_copy"})
"""Views that show it word for word."""


def note_preview(scope: Scope) -> None:
    """Remember what is shown now; a preview of another day gets the date of this one."""
    sharing = being_made(scope.dossier)
    if sharing is None:
        return
    if local_day(sharing.at) != local_day(scope.now):
        sharing = scope.dossier.sharing = replace(sharing, at=scope.now)
    seen = digest(snapshot_bytes(scope))
    if seen != sharing.previewed:
        scope.dossier.sharing = replace(sharing, previewed=seen)


def is_as_seen(scope: Scope) -> bool:
    """Whether what would be sent now is what the client saw, today, and there is somebody to it."""
    sharing = being_made(scope.dossier)
    if sharing is None or not sharing.previewed or not is_addressed(scope):
        return False
    is_of_today = local_day(sharing.at) == local_day(scope.now)
    return is_of_today and digest(snapshot_bytes(scope)) == sharing.previewed


def is_addressed(scope: Scope) -> bool:
    """Whether it is chosen for whom it is, and that still holds."""
    sharing = being_made(scope.dossier)
    if sharing is None:
        return False
    found = pairing(scope.dossier, sharing.to)
    return sharing.to == MYSELF or (found is not None and found.is_live)
