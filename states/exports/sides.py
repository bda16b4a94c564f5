"""One client as what was told on each side: as themselves, and as a carer (`states.sides`).

All that goes out is made of these, so that it is the same wherever the client stands just then.
"""

from collections.abc import Iterator, Mapping

import msgspec

from states.content import Content
from states.dossier import Answer, Dossier, SideName
from states.sides import CARE, SELF, put_on, sides_there


class ToldSide(msgspec.Struct, frozen=True):
    """One side of a client.

    Attributes:
        name: Which side.
        dossier: The client, put on that side.
        ego: Ego's answers there, in the order of the codebook. What is common to both sides is
            with `self` only.
    """

    name: SideName
    dossier: Dossier
    ego: Mapping[str, Answer]

    def answers(self) -> Iterator[Answer]:
        """Every answer of this side: of ego, of alters and of entries."""
        yield from self.ego.values()
        for alter in self.dossier.alters:
            yield from alter.answers.values()
        for entry in self.dossier.entries:
            yield from entry.answers.values()

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"ToldSide({self.name})"


def told_sides(content: Content, dossier: Dossier) -> tuple[ToldSide, ...]:
    """`self`, and `care` where something was told there."""
    mine = _put(content, dossier, SELF)
    found = [ToldSide(SELF, mine, _in_order(content, mine.ego))]
    there = mine.other_side
    if there is not None and (there.ego or there.alters or there.entries or there.maps):
        found.append(ToldSide(CARE, _put(content, mine, CARE), _in_order(content, there.ego)))
    return tuple(found)


def all_answers(dossier: Dossier) -> Iterator[tuple[str, Answer]]:
    """Every answer on both sides, with its variable."""
    for _, there in sides_there(dossier):
        yield from there.ego.items()
        for alter in there.alters:
            yield from alter.answers.items()
        for entry in there.entries:
            yield from entry.answers.items()


def _in_order(content: Content, ego: Mapping[str, Answer]) -> dict[str, Answer]:
    known = [name for name in content.codebook.variables if name in ego]
    return {name: ego[name] for name in (*known, *(name for name in ego if name not in known))}


def _put(content: Content, dossier: Dossier, side: SideName) -> Dossier:
    there = dossier.copy()
    put_on(content, there, side)
    return there
