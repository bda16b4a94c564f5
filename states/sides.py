"""Two sides of one person: as themselves, and as a carer of somebody (decisions, 3).

What is told on one side is out of sight on the other: answers, people, plans and maps. Nothing
comes over but by the client's own choice. How the talk goes (the form of address, who may read
along) is the same on both, as the codebook says with `common`.

Where the client stands decides on which side the dossier is: a dialogue with `side` puts it there,
with all that is opened over it, and leaving it puts it back. So nobody has to filter anything:
what is not of this side is not there.
"""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from states.codebook import Variable
from states.content import Content
from states.dossier import SIDE, Answer, Dossier, Frame, Side, SideName
from states.scope import Scope

SELF: SideName = "self"
CARE: SideName = "care"


def side_of(content: Content, stack: list[Frame]) -> SideName:
    """The side on which somebody stands: the innermost dialogue that has one says it."""
    for frame in reversed(stack):
        if SIDE in frame.work:
            return CARE if frame.work[SIDE] == CARE else SELF
        compiled = content.dialogues.get(frame.dialogue)
        if compiled is not None and compiled.dialogue.side is not None:
            return compiled.dialogue.side
    return SELF


def put_on(content: Content, dossier: Dossier, side: SideName) -> None:
    """Put a dossier on a side; what is common goes along."""
    if dossier.side == side:
        return
    other = dossier.other_side or Side()
    variables = content.codebook.variables
    left, common = _parted(dossier.ego, variables)
    dossier.other_side = Side(left, dossier.alters, dossier.entries, dossier.maps)
    dossier.ego = {**other.ego, **common}
    dossier.alters = list(other.alters)
    dossier.entries = list(other.entries)
    dossier.maps = list(other.maps)
    dossier.side = side


def seen_from(scope: Scope, side: SideName) -> Scope:
    """The same person from a side, to read only: what is written there is lost."""
    if scope.dossier.side == side:
        return scope
    dossier = scope.dossier.copy()
    put_on(scope.content, dossier, side)
    return Scope(scope.content, dossier, scope.frame, scope.now)


def other(side: SideName) -> SideName:
    """The other side."""
    return SELF if side == CARE else CARE


def sides_there(dossier: Dossier) -> Iterator[tuple[SideName, Side]]:
    """Both sides, the one in sight first."""
    yield dossier.side, Side(dossier.ego, dossier.alters, dossier.entries, dossier.maps)
    if dossier.other_side is not None:
        yield other(dossier.side), dossier.other_side


def forget_on(dossier: Dossier, side: SideName, entry_id: str, variable: str) -> None:
    """Drop one answer of ego, or of an entry, wherever it is."""
    if side == dossier.side:
        if not entry_id:
            dossier.ego.pop(variable, None)
        elif dossier.entry(entry_id) is not None:
            dossier.edit_entry(entry_id).answers.pop(variable, None)
    elif dossier.other_side is not None:
        dossier.other_side = _without(dossier.other_side, entry_id, variable)


def _without(there: Side, entry_id: str, variable: str) -> Side:
    """A side without one answer; a fresh one, as sides are shared between copies of a dossier."""
    if not entry_id:
        return replace(there, ego={n: a for n, a in there.ego.items() if n != variable})
    entries = [
        replace(e, answers={n: a for n, a in e.answers.items() if n != variable})
        if e.id == entry_id
        else e
        for e in there.entries
    ]
    return replace(there, entries=entries)


def _parted(
    ego: Mapping[str, Answer], variables: Mapping[str, Variable]
) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """What is of one side, and what is common."""
    left: dict[str, Answer] = {}
    common: dict[str, Answer] = {}
    for name, answer in ego.items():
        is_common = name in variables and variables[name].common
        (common if is_common else left)[name] = answer
    return left, common
