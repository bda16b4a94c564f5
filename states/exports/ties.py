"""Who knows whom, from the groups that a client made.

It is asked by group and never pair by pair: 25 people are 300 pairs (A37). So a tie says that two
are in one group of people who know each other; it is estimated.
"""

from itertools import combinations

import msgspec

from states.codebook import Codebook
from states.dossier import Dossier


class Group(msgspec.Struct, frozen=True):
    """Alters who know each other. `number` counts from 1, in the order of telling."""

    variable: str
    number: int
    members: tuple[str, ...]


class Tie(msgspec.Struct, frozen=True):
    """Two alters who know each other; `source` was named before `target`.

    `groups` are the numbers of all groups that both are in.
    """

    variable: str
    source: str
    target: str
    groups: tuple[int, ...]


def groups_of(dossier: Dossier, codebook: Codebook) -> tuple[Group, ...]:
    """All groups, those kept private too; members who are off the list are left out."""
    there = {alter.id for alter in dossier.alters}
    found = []
    for name, variable in codebook.variables.items():
        answer = dossier.ego.get(name)
        if variable.type != "groups" or answer is None or not isinstance(answer.value, list):
            continue
        for number, text in enumerate(answer.value, start=1):
            members = tuple(dict.fromkeys(one for one in text.split("+") if one in there))
            found.append(Group(name, number, members))
    return tuple(found)


def ties_of(dossier: Dossier, codebook: Codebook) -> tuple[Tie, ...]:
    """All ties but those kept private, each pair once, in the order of the list of alters."""
    order = {alter.id: place for place, alter in enumerate(dossier.alters)}
    names = list(codebook.variables)
    found: dict[tuple[int, int, int], list[int]] = {}
    ids = list(order)
    for group in groups_of(dossier, codebook):
        answer = dossier.ego[group.variable]
        if answer.private or answer.status != "answered":
            continue
        relation = names.index(group.variable)
        for first, second in combinations(sorted(order[one] for one in group.members), 2):
            found.setdefault((relation, first, second), []).append(group.number)
    return tuple(
        Tie(names[relation], ids[first], ids[second], tuple(numbers))
        for (relation, first, second), numbers in sorted(found.items())
    )
