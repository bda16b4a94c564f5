"""What came in from a client, in the engine's terms.

A front end makes a `Tap` of a button and hands typed text to `dialogues.reader`, which makes a
`Tap`, a `Command` or a `Say` of it: understanding Dutch is content's work, not the engine's.
"""

from dataclasses import dataclass, field
from typing import Literal

from states.sharing.records import WorkerFacts

CommandName = Literal[
    "start",
    "menu",
    "back",
    "stop",
    "later",
    "why",
    "help",
    "person",
    "map",
    "everything",
    "delete",
    "hide",
    "home",
    "resume",
    "share",
]
Danger = Literal["clear", "perhaps"]


@dataclass(frozen=True, slots=True)
class Tap:
    """One of the options of a screen. `turn` is the number on the button; None when typed.

    `wanted` is the state that a toggle should have, from front ends that draw check marks; None
    means the other one than it has.
    """

    option: str = field(repr=False)
    turn: int | None = None
    wanted: bool | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A universal command: it works on every screen and is not an edge of any dialogue."""

    name: CommandName


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name or description as read from a message.

    `first_name` is set where the label looks like a first name with a surname (R-41).
    `kind` is set where the client's own words say it ("mijn hond Bobby").
    """

    label: str = field(repr=False)
    first_name: str | None = field(default=None, repr=False)
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Typed text with all that was read from it; masked already, never raw.

    `picked` are the options that parts of the text fit (several at once: "Anna, 3 en Piet"), or to
    which own words come ("een paar weken", where one option is "Niet lang meer"),
    `unplaced` tells that some part fitted none, `ambiguous` that one fitted more than one.
    `masked` tells that numbers or addresses were taken out (R-41). `dropped` counts names over
    the limit of one message. `late` tells that it was typed at a question that is past: names count
    all the same, other words do not.
    """

    text: str = field(repr=False)
    names: tuple[SpokenName, ...] = ()
    picked: tuple[str, ...] = field(default=(), repr=False)
    unplaced: bool = False
    ambiguous: bool = False
    masked: bool = False
    dropped: int = 0
    nobody: bool = False
    nothing: bool = False
    dont_know: bool = False
    skip: bool = False
    angry: bool = False
    danger: Danger | None = None
    is_too_young: bool = False
    late: bool = False


UNREADABLE_KINDS = (
    "voice",
    "photo",
    "video",
    "sticker",
    "location",
    "contact",
    "document",
    "edited",
    "reply",
    "forwarded",
    "other",
)
"""What a message without an answer may be; each has a text `_shared/unreadable_<kind>`."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that is no answer: a photo, a voice message, a change of an earlier message.

    `kind` is one of `UNREADABLE_KINDS`; any other means "other". `danger` is what words said that
    came with it, such as a caption: whatever is not read as an answer, danger is.
    """

    kind: str = "other"
    danger: Danger | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A worker's code, looked up already: who made it, and the id of the pairing that it makes."""

    worker: WorkerFacts = field(repr=False)
    pairing: str = field(repr=False)


Input = Tap | Command | Say | Unreadable | Offered
