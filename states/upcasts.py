"""Older dossiers lifted to the present format, one pure function per step.

A dossier is one encrypted value, so these functions take the place that column migrations have
elsewhere. Each is tested on what a release recorded, in `tests/released/`.
"""

from collections.abc import Callable
from typing import Any

from states.dossier import FORMAT
from states.errors import DossierInvalid

UPCASTS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a format number to the function that lifts a dossier to the next one."""


def upcast(raw: dict[str, Any]) -> dict[str, Any]:
    """Lift `raw` step by step to `FORMAT`.

    Raises:
        DossierInvalid: `dossier_damaged`, where no way leads from its format.
    """
    while raw["format"] < FORMAT:
        lift = UPCASTS.get(raw["format"])
        if lift is None:
            raise DossierInvalid("dossier_damaged")
        raw = lift(raw)
    return raw
