"""What a front end draws, and what a turn yields.

Front ends know screens, not step kinds: a new kind touches no front end. Texts are keys with
values; `dialogues.texts` makes plain text of them, and each front end escapes at its own edge.
"""

from collections.abc import Mapping
from typing import Any, Literal, Protocol

import msgspec

from states.dossier import Dossier
from states.pictures.chart import Chart
from states.sharing.deeds import Deed

Role = Literal["content", "alter", "toggle", "example", "done", "opt_out", "navigation"]


TextMode = Literal["no", "names", "words", "draft", "number"]
"""What free words are here: no answer, names, an answer, a new text for a draft, a number."""


class TextKey(msgspec.Struct, frozen=True):
    """A text by its key, such as `first_circle/gate_people`, with the values it speaks of.

    Values may be names and answers, so they stay out of the repr; a value may be a TextKey.
    """

    key: str
    values: Mapping[str, Any] = {}

    def __repr__(self) -> str:
        """Name the text only."""
        return f"TextKey({self.key})"


class ScreenOption(msgspec.Struct, frozen=True):
    """One thing to tap. `checked` is None where the option is no toggle."""

    id: str
    label: TextKey
    role: Role = "content"
    checked: bool | None = None

    def __repr__(self) -> str:
        """Say nothing of the content: the id may be an answer."""
        return f"ScreenOption({self.label.key}, {self.role})"


class Screen(msgspec.Struct, frozen=True):
    """One message with its options.

    `notes` come before the question: a reaction to what was just said. `former` is an earlier
    answer to this question, shown and kept until it is replaced. `others` are options of other
    pages, which can be typed. `several` tells that options
    are toggles and that several may be typed at once.
    """

    turn: int
    dialogue: str
    step: str
    kind: str
    body: tuple[TextKey, ...]
    options: tuple[ScreenOption, ...]
    others: tuple[ScreenOption, ...] = ()
    notes: tuple[TextKey, ...] = ()
    former: TextKey | None = None
    text: TextMode = "no"
    several: bool = False
    sensitivity: str = "L0"
    picture: Chart | None = None

    def option(self, option_id: str) -> ScreenOption | None:
        """The option with this id, or None when it is not on this screen."""
        return next((option for option in self.options if option.id == option_id), None)


class Asked(Protocol):
    """A question, as a step or as a screen; a front end wants to know how sensitive it is."""

    @property
    def sensitivity(self) -> str:
        """As in the content: L0 to L3."""
        ...


EventName = Literal[
    "screen_shown",
    "answer_accepted",
    "answer_rejected",
    "answer_skipped",
    "stale_input",
    "danger_seen",
    "anger_seen",
    "moved_on",
    "erasure_asked",
    "paused",
    "option_taken",
    "step_entered",
    "locked",
    "unlocked",
]


class Event(msgspec.Struct, frozen=True):
    """What happened in a turn, for tests and counts: names of steps, never of people."""

    name: EventName
    place: str = ""
    detail: str = ""


class Turn(msgspec.Struct, frozen=True):
    """All that follows one input: the new dossier, the screen to draw, what happened.

    `erase` asks for the erasure of all of this client; the screen then is the last one.
    `is_silent` tells that nothing happened and nothing is to be shown: a tap that came twice. The
    dossier is as it was, and the screen is the question that stands.
    `in_place` tells that a tap only drew the same question anew, without a note: a front end may
    change its message instead of sending another.
    `answered` is the question that stood before this turn.
    `gives` names files that the client asked to take along (`Option.gives`).
    `deeds` is what is to be done about sharing, together with keeping the dossier.
    """

    dossier: Dossier
    screen: Screen
    answered: Asked
    events: tuple[Event, ...] = ()
    erase: bool = False
    is_silent: bool = False
    in_place: bool = False
    gives: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()

    def happened(self, name: EventName) -> bool:
        """Whether an event of this name is among the events."""
        return name in [event.name for event in self.events]
