"""What all step kinds share: their fields, their options, and what they answer to the engine.

A step kind is one frozen model with its behaviour: what it shows (`show`) and what it makes of
an input (`accept`). It knows no front end, no clock and no other step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args

from pydantic import GetJsonSchemaHandler, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from states.conditions import Condition, Scalar
from states.dossier import Value
from states.input import Say, Tap, Unreadable
from states.model import Declared, Sensitivity, Slug
from states.pictures.chart import Chart
from states.scope import Scope
from states.screen import ScreenOption, TextKey, TextMode

PAGE = 3
"""Content options on one screen (R-34)."""

OptOutId = Literal["skip", "none", "dont_know", "private", "part_skip", "soft", "later"]
Ending = Literal["small_step", "talk", "rest", "enough", "stop"]


@dataclass(frozen=True, slots=True)
class Go:
    """The input was an answer: leave the step by this edge of the machine."""

    trigger: str = "default"
    notes: tuple[TextKey, ...] = ()
    gives: str | None = None
    """A file that comes with it (`Option.gives`)."""


@dataclass(frozen=True, slots=True)
class Stay:
    """The input was good and the question stays: a toggle, a page, a part of an answer."""

    notes: tuple[TextKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Refuse:
    """The input was no answer here; `reason` is a block of the shared texts."""

    reason: str = "reask"


@dataclass(frozen=True, slots=True)
class Order:
    """The option asks for a universal command; with a trigger it leaves the step first."""

    command: str
    trigger: str | None = None


@dataclass(frozen=True, slots=True)
class Erase:
    """The client confirmed the erasure of everything."""


Outcome = Go | Stay | Refuse | Order | Erase


@dataclass(frozen=True, slots=True)
class Shown:
    """A step's part of a screen; the engine adds notes, opt-outs and the way to the menu."""

    body: tuple[TextKey, ...]
    options: tuple[ScreenOption, ...] = ()
    others: tuple[ScreenOption, ...] = ()
    text: TextMode = "no"
    several: bool = False
    former: TextKey | None = None
    picture: Chart | None = None


class OptOut(Declared):
    """A way to leave a question: `skip` is no answer, `none` ("nobody") is a full one.

    One that is not shown works when it is typed ("ik heb niemand").
    """

    id: OptOutId
    next: Slug | None = None
    is_shown: bool = True
    when: Condition | None = None
    sets: dict[Slug, Scalar] = {}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Tell editors of the short form too: the id alone."""
        return {"anyOf": [{"enum": list(get_args(OptOutId))}, handler(core)]}


class Option(Declared):
    """One content option. `next` leads elsewhere than the step's own `next`.

    `value` is what is written (the id, unless given); nothing is where it `leads_on` to the
    second step of a two-step choice. `sets` writes further variables,
    `forget` drops some, `effect` does one of a closed list of things to the dossier, `command`
    gives a universal command, `gives` a file to take along (`states.files`). `needs` hides it where
    a dialogue or feature is missing.
    """

    id: Slug
    next: Slug | None = None
    value: Scalar | None = None
    leads_on: bool = False
    when: Condition | None = None
    needs: Slug | None = None
    sets: dict[Slug, Scalar] = {}
    forget: tuple[Slug, ...] = ()
    effect: Slug | None = None
    command: Slug | None = None
    gives: Slug | None = None
    pinned: bool = False
    """On every page, below the others: the way out of a longer list."""

    def is_there(self, scope: Scope) -> bool:
        """Whether it is shown to this client now."""
        if self.needs is not None and self.needs not in scope.content.capabilities:
            return False
        return self.when is None or self.when.holds(scope)


class Step(Declared):
    """Fields of every kind. `next` is the next step in the file unless it is given.

    `only_alone` steps are left out while someone helps at the same table or may read along
    (decisions, sections 4 and 5).
    `shows` names views whose values the text may use.
    """

    id: Slug
    kind: str
    next: Slug | None = None
    when: Condition | None = None
    needs: Slug | None = None
    sensitivity: Sensitivity = "L0"
    opt_outs: tuple[OptOut, ...] = ()
    only_alone: bool = False
    shows: tuple[Slug, ...] = ()
    ending: Ending | None = None
    item_text: Slug | None = None
    """Inside a loop over a list: the text is `codebook/<item_text>__<item>`, one for each item."""
    fallback: Slug | None = None
    """The option that is taken where the client cannot be understood and nothing can be skipped."""

    rests: ClassVar[bool] = True
    asks: ClassVar[bool] = True

    @field_validator("opt_outs", mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple({"id": item} if isinstance(item, str) else item for item in value)
        return value

    def declared_options(self) -> tuple[Option, ...]:
        """The options with edges of their own, for the machine and the checks."""
        return ()

    def labelled(self) -> tuple[str, ...]:
        """Ids of all options that need a label of this step's own or of its variable."""
        return tuple(option.id for option in self.declared_options())

    def further_texts(self) -> tuple[str, ...]:
        """Blocks that it shows besides the one that is called as itself."""
        return ()

    def written(self) -> Iterator[str]:
        """Names of the variables that this step may write."""
        for option in self.declared_options():
            yield from option.sets
        for opt_out in self.opt_outs:
            yield from opt_out.sets

    def mentioned(self) -> Iterator[str]:
        """Names of further variables that it reads, besides its conditions."""
        yield from ()

    def text_values(self) -> frozenset[str]:
        """Names that the step's own text may use, besides the common vocabulary and `shows`."""
        return frozenset()

    def is_open(self, scope: Scope) -> bool:
        """Whether the step is there for this client now; a closed one is passed by."""
        if self.needs is not None and self.needs not in scope.content.capabilities:
            return False
        if self.only_alone and scope.value("company") in ("helped", "watched"):
            return False
        return self.when is None or self.when.holds(scope)

    def show(self, scope: Scope) -> Shown:
        """What this step puts on the screen."""
        raise NotImplementedError(self.kind)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """What it makes of an input; writes to the scope's dossier."""
        raise NotImplementedError(self.kind)

    def leave_out(self, scope: Scope, status: Literal["skipped", "dont_know", "none"]) -> None:
        """Note how it was left: "none" is a full answer, the others keep an earlier one."""
        variable = getattr(self, "variable", None)
        if variable is not None and (status == "none" or not scope.has_answer(variable)):
            scope.write(variable, None, status)

    def body(self, scope: Scope, **values: Any) -> TextKey:  # noqa: ANN401 - texts take anything
        """The step's own text with its values."""
        views = {name: scope.content.views[name](scope) for name in self.shows}
        key = f"{scope.frame.dialogue}/{self.id}"
        if self.item_text is not None:
            key = f"codebook/{self.item_text}__{scope.frame.item}"
        return TextKey(key, {**views, **item_values(scope), **values})

    def opt_outs_there(self, scope: Scope) -> tuple[OptOut, ...]:
        """The opt-outs that are there for this client now."""
        return tuple(o for o in self.opt_outs if o.when is None or o.when.holds(scope))


def item_values(scope: Scope) -> Mapping[str, Any]:
    """The name of the alter that is talked about, for texts inside a loop."""
    return {"name": scope.alter.label} if scope.alter is not None else {}


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a longer list; `others` are on its other pages."""

    shown: tuple[str, ...]
    others: tuple[str, ...] = ()


def page_of(ids: tuple[str, ...], page: int, size: int) -> Paged:
    """Page `page` (counted from 0, going round) of `ids`; a list that fits has one page."""
    if len(ids) <= size:
        return Paged(ids)
    start = page % -(-len(ids) // size) * size
    return Paged(ids[start : start + size], (*ids[:start], *ids[start + size :]))


def turn_page(scope: Scope) -> Stay:
    """Show the next page of the same screen."""
    page = scope.frame.work.get("page")
    scope.frame.work["page"] = (page if isinstance(page, int) else 0) + 1
    return Stay()


def current_page(scope: Scope) -> int:
    """The page that the client looks at, counted from 0."""
    page = scope.frame.work.get("page")
    return page if isinstance(page, int) else 0


def more_option(key: str = "option_other_choices") -> ScreenOption:
    """The option that turns the page."""
    return ScreenOption("page", TextKey(f"_shared/{key}"), "navigation")


def picked_in(scope: Scope) -> list[str]:
    """The toggles that were tapped on, in the order of tapping."""
    return as_list(scope.frame.work.get("picked"))


def as_list(value: Value) -> list[str]:
    """A copy of a value that is a list; an empty one of any other."""
    return list(value) if isinstance(value, list) else []
