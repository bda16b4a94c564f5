"""The codebook: what may be recorded about ego, an alter or a tie, declared once.

Steps refer to variables; summary, pictures and suggestions read variables, never steps
(the idea is Network Canvas's). The field's words: ego is the client, an alter is a person that
ego names, a tie is a relation between alters.
"""

from typing import Literal

from pydantic import Field

from states.conditions import Condition
from states.model import Declared, InSummary, Sensitivity, Slug

Subject = Literal["ego", "alter", "action", "thought", "gathering"]
EntrySubject = Literal["action", "thought", "gathering"]
"""What ego makes in the course of time; each is an entry of the dossier."""

VariableType = Literal[
    "choice", "several", "text", "number", "flag", "alters", "groups", "request", "entries"
]


class Variable(Declared):
    """One thing that can be recorded.

    `options` are the codes of a choice or several; `list` takes them from a codebook list.
    `summary` says whether it may ever appear in a summary (R-13, R-30).
    """

    subject: Subject
    type: VariableType
    options: tuple[Slug, ...] = ()
    list: Slug | None = None
    summary: InSummary
    hidden: bool = False
    """Shown on a screen only after a second choice: someone may look along (decisions, 5)."""
    hidden_codes: tuple[Slug, ...] = ()
    """The same for single answers, such as that one wants less with somebody."""
    part_of: Slug | None = None
    """The variable that says it all together: where that is answered, a summary leaves this out."""
    own_only: bool = False
    """In a summary only where the client wrote the words: a draft of ours says all of it twice."""
    block: Slug | None = None
    """The part of a summary that it belongs to: an entry of the list `parts`."""
    of: EntrySubject | None = None
    """For a list of entries: which kind."""
    labels: Slug | None = None
    """The view that tells what each code is called, where the codes come from elsewhere."""
    internal: bool = False
    """How the talk goes, nothing that a client would call an answer: in the JSON only."""
    common: bool = False
    """The same on both sides of one person (`states.sides`): how the talk goes."""
    renamed: tuple[Slug, ...] = ()
    """Former names of this variable, so that older dossiers are still read."""


class ListItem(Declared):
    """An entry of a codebook list, such as a life domain that prompts for names."""

    id: Slug
    quadrant: Slug | None = None
    kind: Slug | None = None
    sensitivity: Sensitivity | None = None
    when: Condition | None = None


class Codebook(Declared):
    """All variables and lists, under one version number."""

    format: Literal[1]
    version: int = Field(ge=1)
    variables: dict[Slug, Variable]
    lists: dict[Slug, tuple[ListItem, ...]] = {}

    def codes(self, variable: str) -> tuple[str, ...]:
        """The codes that a choice or several may take; empty for other types."""
        declared = self.variables[variable]
        if declared.list is not None:
            return tuple(item.id for item in self.lists.get(declared.list, ()))
        return declared.options

    def item(self, name: str, item_id: str) -> ListItem | None:
        """The entry `item_id` of list `name`, or None where there is none such."""
        return next((item for item in self.lists.get(name, ()) if item.id == item_id), None)
