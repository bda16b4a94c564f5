"""Earlier versions of the map, kept so that a change can be seen later (S3-09; journey F3).

A version is what the picture showed on its day and nothing else: no feeling, no wish, no mark
(R-13). It is packed, as most turns have no need of it, and is never changed afterwards.
"""

import zlib
from collections.abc import Iterable

import msgspec

from states.dossier import Dossier, MapVersion
from states.errors import DossierInvalid
from states.pictures.chart import Person

MOST = 4
"""Versions of one side of a client: the first one and the latest three."""


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a version holds: who was on the map, in the order of naming.

    `apart` are pairs with one name whom the client told apart, as `a1+a4`: where one of those is
    gone it is no second entry of the other.
    """

    people: tuple[Person, ...] = ()
    apart: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Kept()"


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Kept)


def keep(dossier: Dossier, people: Iterable[Person], day: int, apart: Iterable[str] = ()) -> None:
    """Keep the map as it is; nothing where it equals the version that was kept last.

    Of one day the last version stays, beside the very first one.

    Args:
        dossier: The client, on the side of the map.
        people: Who is on it.
        day: The day of its last change, in days since 1970-01-01.
        apart: Pairs with one name whom the client told apart.
    """
    kept = Kept(tuple(map(_as_shown, people)), tuple(apart))
    maps = dossier.maps
    if maps and read(maps[-1]) == kept:
        return
    before = maps[:-1] if len(maps) > 1 and maps[-1].day == day else maps
    after = [*before, MapVersion(day, zlib.compress(_encoder.encode(kept), 9))]
    dossier.maps = after if len(after) <= MOST else [after[0], *after[1 - MOST :]]


def read(version: MapVersion) -> Kept:
    """What was kept.

    Raises:
        DossierInvalid: `dossier_damaged`; it holds nothing of the content.
    """
    try:
        return _decoder.decode(zlib.decompress(version.kept))
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError):
        # The library's message holds what it could not read, so it is not passed on.
        raise DossierInvalid("dossier_damaged") from None


def former(dossier: Dossier, today: int) -> list[MapVersion]:
    """The versions of days before `today`, the oldest first; of each day the last one."""
    by_day = {version.day: version for version in dossier.maps if version.day < today}
    return [by_day[day] for day in sorted(by_day)]


def forget_all(dossier: Dossier) -> None:
    """Drop all earlier versions, because the client said so; the map of now stays."""
    dossier.maps = []


def _as_shown(person: Person) -> Person:
    """The facts that a map shows; each is named here, so that no other comes in by itself."""
    return Person(
        id=person.id,
        label=person.label,
        kind=person.kind,
        ring=person.ring,
        quadrant=person.quadrant,
        tasks=person.tasks,
        often=person.often,
        listens=person.listens,
        takes_over=person.takes_over,
        cared_for=person.cared_for,
    )
