"""All content that the engine works with, loaded and checked, as one value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from states.codebook import Codebook
from states.organisation import Organisation
from states.plans.ideas import IdeaLibrary
from states.screen import TextKey
from states.thoughts.deck import QuestionDeck

if TYPE_CHECKING:
    from states.machine import CompiledDialogue
    from states.scope import Scope

ROOT = "start"
"""The dialogue that everybody is in; it has no end."""

HOME = "home"
"""The step of it to come back to, from which all is reached."""

ASIDES = {
    "menu": "menu",
    "later": "pause",
    "stop": "pause",
    "map": "look",
    "everything": "everything",
    "delete": "delete",
    "hide": "hide",
}
"""Universal commands that open a dialogue of their own over the present question."""

OPTIONAL_ASIDES = {"share": "share"}
"""The same for dialogues that may be missing. Who is in one comes back to it as they left it."""

CLEARED = ("hide", "cleared")
"""The step that stands after the screen was cleared: it says nothing (decisions, section 5)."""

DANGER = "safety"
"""The dialogue that opens when someone is clearly in danger (R-14)."""

REQUIRED = (ROOT, DANGER, *sorted(set(ASIDES.values())))
"""Dialogues without which nothing starts; all others may be missing."""


class Texts(Protocol):
    """Turns text keys into plain text in one form of address."""

    def render(self, key: TextKey, form: str) -> str:
        """The text of `key` for form `je` or `u`; paragraphs are parted by an empty line."""
        ...


@dataclass(frozen=True, slots=True)
class Content:
    """Dialogues, codebook, organisation and texts, with the named rules that content may use.

    `capabilities` are the ids of the dialogues that are there, and the features of the program
    (such as `check_ins`): an option that needs a missing one is not shown.
    """

    codebook: Codebook
    organisation: Organisation
    dialogues: Mapping[str, "CompiledDialogue"]
    texts: Texts
    guards: Mapping[str, Callable[["Scope"], bool]]
    lists: Mapping[str, Callable[["Scope"], Sequence[str]]]
    views: Mapping[str, Callable[["Scope"], Any]]
    capabilities: frozenset[str]
    ideas: IdeaLibrary
    questions: QuestionDeck
