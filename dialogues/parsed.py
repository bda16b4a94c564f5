"""Content that was read and found right, before it is compiled."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues.texts import TextFile
from states.codebook import Codebook
from states.dialogue import Dialogue
from states.organisation import Organisation
from states.plans.ideas import IdeaLibrary
from states.thoughts.deck import QuestionDeck


@dataclass(frozen=True, slots=True)
class Parsed:
    """Models of all files, and the texts by the first part of their keys."""

    codebook: Codebook
    organisation: Organisation
    dialogues: Mapping[str, Dialogue]
    texts: Mapping[str, TextFile]
    ideas: IdeaLibrary
    questions: QuestionDeck
