"""A dialogue as it stands in its file: chapters of steps, with a version."""

from pydantic import Field

from states.conditions import Condition
from states.dossier import SideName
from states.model import Declared, Slug
from states.steps.any_step import AnyStep


class Chapter(Declared):
    """A part that one can leave as a whole; its first step is neutral or a gate (R-43, R-44)."""

    id: Slug
    steps: tuple[AnyStep, ...] = Field(min_length=1)


class AtHome(Declared):
    """Offers a dialogue on the home screen: found there, and in no list of another file.

    The label is the block `at_home` of its own texts; `when` tells to whom it is offered.
    """

    when: Condition | None = None


class Dialogue(Declared):
    """`dialogues/<id>/dialogue.yaml`.

    `renamed` maps step ids of older versions to present ones; a step that is gone without a
    successor maps to an earlier step. `languages` are the codes of the text files beside it.
    `side` says whether it is about the person or about the carer; without it it is about whom the
    dialogue under it is about (`states.sides`). `at_home` offers it on the home screen.
    """

    format: int = Field(ge=1, le=1)
    id: Slug
    version: int = Field(ge=1)
    languages: tuple[str, ...] = ("nl",)
    side: SideName | None = None
    at_home: AtHome | None = None
    renamed: dict[Slug, Slug] = {}
    chapters: tuple[Chapter, ...] = Field(min_length=1)
