"""The library of ideas for a step, as it is declared in `dialogues/ideas.yaml`.

An idea is a general thing that one may do; its texts are shared texts `ideas/<id>`. It names no
person: who it may be done with is looked up in the circle each time (`states.plans.suggesting`).
"""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from states.conditions import Condition
from states.model import Declared, Slug

Strengthen = Literal[
    "revive",
    "shared_interest",
    "talk_it_over",
    "remove_block",
    "quality",
    "closeness",
    "upkeep",
]
"""Seven ways to make the contacts that are there stronger (S2-29).

Take up again what faded; do together what both like; talk over what is difficult; take away what
stands in the way; make it nicer; come closer; keep it up.
"""

Widen = Literal[
    "surroundings",
    "through_others",
    "worker_network",
    "neighbourhood",
    "support_point",
    "recruit_volunteers",
    "volunteer",
    "own_work",
    "bridge_builder",
    "support_circle",
    "friend_circle",
    "association",
]
"""Twelve ways to come to know new people (S2-30).

From the places where one already is, through people one knows, by whom a worker knows, to circles
of support and of friends, and associations.
"""

Way = Strengthen | Widen

STRENGTHEN: tuple[Way, ...] = get_args(Strengthen)
WIDEN: tuple[Way, ...] = get_args(Widen)

By = Literal["client", "worker"]
"""Who does it: the client, or a worker whom the client may ask for it."""

Tag = Literal["place", "role", "from_home", "low_cost", "no_alcohol", "alone", "together"]

People = Literal["nobody", "anybody", "faded", "liked", "close"]
"""Which alters may be proposed with an idea; `nobody` where it takes none."""

Source = Annotated[str, StringConstraints(pattern=r"^S\d-\d\d$")]
"""Where an idea comes from, by the number of the source in the domain notes."""


class Form(Declared):
    """One way to do an idea: at a place, in a role, from home."""

    id: Slug
    tags: tuple[Tag, ...] = ()


class Idea(Declared):
    """One card of the library.

    `effort` is 1 for a moment from where one is, 2 for an hour, 3 for more, or for something with
    people whom one does not know yet. `when` tells to whom it may be shown. `likes` are beginnings
    of words that bring it forward among ideas of the same effort where the client used them.
    `smaller` are codes of ready-made smaller versions, texts `ideas/smaller__<code>`.
    """

    id: Slug
    way: Way
    by: By = "client"
    sources: tuple[Source, ...] = Field(min_length=1)
    effort: Literal[1, 2, 3]
    people: People = "nobody"
    when: Condition | None = None
    likes: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    smaller: tuple[Slug, ...] = ()

    def form(self, form_id: str) -> Form | None:
        """The form with this id."""
        return next((form for form in self.forms if form.id == form_id), None)


class IdeaLibrary(Declared):
    """All ideas, in the order in which they are preferred where nothing else decides."""

    format: Literal[1]
    version: int = Field(ge=1)
    ideas: tuple[Idea, ...] = ()

    def idea(self, idea_id: str) -> Idea | None:
        """The idea with this id."""
        return next((idea for idea in self.ideas if idea.id == idea_id), None)
