"""What an organisation fills in: its help lines, its local routes, its notices.

Facts here carry where they come from and when a person checked them (R-14, R-29).
"""

from datetime import date
from typing import Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from states.model import Declared, Slug

RouteKind = Literal[
    "worker",
    "desk",
    "independent_supporter",
    "buddy",
    "neighbour_mediation",
    "shared_meal",
    "volunteer",
    "volunteer_work",
    "exchange_circle",
    "matching",
    "neighbour_help",
    "phone_line",
    "peers",
    "respite",
    "complaints",
]


class Wording(Declared):
    """Words to the client in both forms of address; one text where the two are the same."""

    je: str
    u: str

    @model_validator(mode="before")
    @classmethod
    def _same_in_both(cls, value: object) -> object:
        return {"je": value, "u": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Tell editors of the short form too."""
        return {"anyOf": [{"type": "string"}, handler(core)]}

    def in_form(self, form: str) -> str:
        """The sentence for *je* or *u*."""
        return self.u if form == "u" else self.je


class HelpLine(Declared):
    """A number to call. `always` ones stand in every urgent message, whatever their age."""

    id: Slug
    name: str
    number: str
    what: str
    hours: str
    source: str
    checked: date
    verified: bool = True
    always: bool = False


class Route(Declared):
    """A way to help that is not the people around you; `needs` says for which needs it fits.

    `cannot` says in one sentence what Kring cannot arrange there (R-29). One that is `for_carers`
    is shown where somebody talks as a carer, and not to others.
    """

    id: Slug
    kind: RouteKind
    title: Wording
    what: Wording
    how: Wording
    cannot: Wording
    needs: tuple[Slug, ...] = ()
    for_carers: bool = False
    owner: str
    source: str
    checked: date


class PortalNotice(Declared):
    """What the portal tells anybody who opens it: who is responsible, and their statements.

    `privacy` and `accessibility` are in plain Dutch, paragraphs parted by an empty line. `exit_url`
    is where the button leads that leaves the page at once.
    """

    controller: str
    contact: str
    privacy: str
    accessibility: str
    exit_url: str = Field(default="https://www.knmi.nl", pattern=r"^https://[^\s]+$")


class Organisation(Declared):
    """One organisation's file, or the national example that is shipped."""

    format: Literal[1]
    name: str
    privacy_notice: Wording
    minimum_age: int = Field(default=18, ge=12, le=120)
    stale_after_days: int = Field(default=90, ge=1)
    help_lines: tuple[HelpLine, ...]
    routes: tuple[Route, ...]
    portal: PortalNotice | None = None
    """Needed where there is a portal."""

    def line(self, line_id: str) -> HelpLine | None:
        """The help line with this id."""
        return next((line for line in self.help_lines if line.id == line_id), None)

    def stale_lines(self, today: date) -> tuple[HelpLine, ...]:
        """Lines whose number was last checked too long ago: the operator is warned."""
        limit = self.stale_after_days
        return tuple(line for line in self.help_lines if (today - line.checked).days > limit)
