"""The dossier: all that one client told, where they are, and how they came there.

It is one value: read whole at the start of a turn, written whole at its end, encrypted by the
storage. msgspec rather than Pydantic: reading and writing 50 alters takes a third of the time,
and its errors are raised here as `DossierInvalid`, which carries no content.
"""

from collections.abc import Iterator
from copy import copy
from typing import Literal

import msgspec

from states.errors import DossierInvalid, EngineError
from states.sharing.records import Pairing, Share, Sharing

FORMAT = 1
"""Version of the JSON inside; older ones are lifted by `states.upcasts`."""

MARK = "mark"
"""Where the history stood when an aside was opened, so that closing it forgets the inside."""

CHECK_IN = "check_in"
"""In the work of a frame: this dialogue is a check-in. Only its end, or *back*, leaves it."""

LEFT = "left"
"""In the work of the home screen: a question was left for it, and waits one step back."""

SIDE = "side"
"""In the work of a frame: the side (`Dossier.side`) on which a check-in was chosen."""

Value = str | int | bool | list[str] | None
Status = Literal["answered", "skipped", "dont_know", "none"]


class Answer(
    msgspec.Struct,
    omit_defaults=True,
    rename={
        "value": "v",
        "status": "s",
        "private": "p",
        "own": "o",
        "source": "f",
        "at": "t",
    },
):
    """What was said on one variable, where it was asked (`source`), and when (epoch seconds).

    `own` tells that the words are the client's and not a draft of ours.
    """

    value: Value = None
    status: Status = "answered"
    private: bool = False
    own: bool = False
    source: int = 0
    at: int = 0

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Answer({self.status})"


class Alter(msgspec.Struct, omit_defaults=True):
    """A person, group, animal, place or thing that ego named.

    `prompts` are the questions that brought the name, first one first; `order` is the place in
    the order of naming; `day` counts days since 1970-01-01.
    """

    id: str
    label: str
    order: int
    day: int
    prompts: list[str] = []
    answers: dict[str, Answer] = {}

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Alter({self.id})"


class Entry(msgspec.Struct, omit_defaults=True):
    """Something that ego makes in the course of time: an action, a thought, a gathering.

    `kind` is the codebook's subject of its answers; `day` counts days since 1970-01-01.
    """

    id: str
    kind: str
    day: int
    answers: dict[str, Answer] = {}

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Entry({self.kind})"


class MapVersion(msgspec.Struct, omit_defaults=True):
    """The map as it was (`states.returning.versions`): packed, so that no turn has to read it.

    `day` is the day of its last change, in days since 1970-01-01.
    """

    day: int
    kept: bytes

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "MapVersion()"


class Side(msgspec.Struct, omit_defaults=True):
    """What one person told in one of two places in life: as themselves, or as a carer."""

    ego: dict[str, Answer] = {}
    alters: list[Alter] = []
    entries: list[Entry] = []
    maps: list[MapVersion] = []

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Side()"


SideName = Literal["self", "care"]


class Frame(msgspec.Struct, omit_defaults=True):
    """Where the client is in one dialogue, with what is half done on the current screen.

    `work` holds the toggles and pages of a screen that is not finished, so that an interruption
    loses none of them. `CHECK_IN` in it holds the ids of the entries that it is about, or True.
    """

    dialogue: str
    step: str
    item: str | None = None
    work: dict[str, Value] = {}

    @property
    def is_check_in(self) -> bool:
        """Whether this dialogue was opened on its day, over the question that stood."""
        return CHECK_IN in self.work

    def place(self) -> list[str | None]:
        """The position without the half-done work, as the history keeps it."""
        return [self.dialogue, self.step, self.item]

    def __repr__(self) -> str:
        """Name the place only."""
        return f"Frame({self.dialogue}/{self.step})"


Places = list[list[str | None]]
"""One entry of the history: the places of the whole stack, outermost first."""


class Session(msgspec.Struct, omit_defaults=True):
    """The present visit: when it began, when the client last said something (epoch seconds)."""

    began: int = 0
    last: int = 0
    screens: int = 0
    calmed: bool = False
    """Whether anger was answered already (R-40: once)."""


class Taps(msgspec.Struct, omit_defaults=True):
    """Taps at the question that stands (`states.taps`).

    `since` is the turn at which it was put (0: not known), `taken` the taps that had their effect
    there, `last` the tap that was answered last, at whatever question.
    """

    since: int = 0
    taken: list[str] = []
    last: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Taps({self.since})"


class CodeWord(msgspec.Struct):
    """A code word as it is kept: no more than a slow hash of it (`states.code_word`)."""

    salt: str
    hash: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "CodeWord()"


class Asleep(msgspec.Struct, omit_defaults=True):
    """Another conversation of the same client, which does not show (`states.lock`).

    `kept` is its encoded dossier, `last` when something was said in it last, `code_word` opens it;
    the one without is what shows while all others are locked.
    """

    kept: bytes
    last: int
    code_word: CodeWord | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Asleep()"


class Dossier(msgspec.Struct, omit_defaults=True):
    """All of one client. `sources` names the places where answers were given."""

    format: int
    turn: int = 0
    next_alter: int = 1
    next_entry: int = 1
    ego: dict[str, Answer] = {}
    alters: list[Alter] = []
    entries: list[Entry] = []
    maps: list[MapVersion] = []
    """Earlier versions of the map, the oldest first."""
    side: SideName = "self"
    """Whose `ego`, `alters`, `entries` and `maps` these are (`states.sides`)."""
    other_side: Side | None = None
    """The same of the other side, which is out of sight of all that looks at these."""
    stack: list[Frame] = []
    history: list[Places] = []
    sources: list[str] = []
    session: Session = msgspec.field(default_factory=Session)
    half_done: dict[str, list[str]] = {}
    """Toggles of screens that were left by going back, by place, until the screen comes again."""
    codebook: int = 0
    """Version of the codebook when the client was last here."""
    versions: dict[str, int] = {}
    """Version of each dialogue at the time the client last stood in it."""
    taps: Taps = msgspec.field(default_factory=Taps)
    """Replaced as a whole, never changed."""
    code_word: CodeWord | None = None
    """What opens this conversation again after a pause; None where the client wants none."""
    asleep: list[Asleep] = []
    """Other conversations of this client; only the one on top has them."""
    pairings: list[Pairing] = []
    """Workers with whom the client may share, and an offer that is not answered yet."""
    shares: list[Share] = []
    """What was sent, the oldest first."""
    sharing: Sharing | None = None
    """What is being made ready to be shared."""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Dossier(turn={self.turn})"

    def copy(self) -> "Dossier":
        """A dossier that can be changed while this one stays as it is.

        Answers and alters are shared and must be replaced, not changed: `edit_alter` does.
        """
        new = copy(self)
        new.ego = dict(self.ego)
        new.alters = list(self.alters)
        new.entries = list(self.entries)
        new.maps = list(self.maps)
        new.stack = [Frame(f.dialogue, f.step, f.item, dict(f.work)) for f in self.stack]
        new.history = list(self.history)
        new.sources = list(self.sources)
        new.session = copy(self.session)
        new.versions = dict(self.versions)
        new.half_done = dict(self.half_done)
        new.asleep = list(self.asleep)
        new.pairings = list(self.pairings)
        new.shares = list(self.shares)
        return new

    def alter(self, alter_id: str) -> Alter | None:
        """The alter with this id, or None when it is gone."""
        return next((alter for alter in self.alters if alter.id == alter_id), None)

    def edit_alter(self, alter_id: str) -> Alter:
        """A fresh copy of the alter, put in its place, to be changed.

        Raises:
            EngineError: `unknown_alter`.
        """
        for index, alter in enumerate(self.alters):
            if alter.id == alter_id:
                fresh = copy(alter)
                fresh.answers = dict(alter.answers)
                fresh.prompts = list(alter.prompts)
                self.alters[index] = fresh
                return fresh
        raise EngineError("unknown_alter")

    def add_alter(self, label: str, prompt: str, day: int) -> Alter:
        """A new alter at the end of the list; its id is never used again."""
        number = self.next_alter
        self.next_alter += 1
        alter = Alter(f"a{number}", label, number, day, [prompt])
        self.alters.append(alter)
        return alter

    def remove_alter(self, alter_id: str) -> None:
        """Take an alter off the list, because the client said so (R-32)."""
        self.alters = [alter for alter in self.alters if alter.id != alter_id]

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, or None when it is gone."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def of_kind(self, kind: str) -> list[Entry]:
        """The entries of one kind, the oldest first."""
        return [entry for entry in self.entries if entry.kind == kind]

    def edit_entry(self, entry_id: str) -> Entry:
        """A fresh copy of the entry, put in its place, to be changed.

        Raises:
            EngineError: `unknown_entry`.
        """
        for index, entry in enumerate(self.entries):
            if entry.id == entry_id:
                fresh = copy(entry)
                fresh.answers = dict(entry.answers)
                self.entries[index] = fresh
                return fresh
        raise EngineError("unknown_entry")

    def add_entry(self, kind: str, day: int) -> Entry:
        """A new entry at the end; its id is never used again."""
        entry = Entry(f"e{self.next_entry}", kind, day)
        self.next_entry += 1
        self.entries.append(entry)
        return entry

    def remove_entry(self, entry_id: str) -> None:
        """Take an entry away, because the client said so."""
        self.entries = [entry for entry in self.entries if entry.id != entry_id]

    def source(self, place: str) -> int:
        """The number under which `place` (dialogue@version/step) stands in `sources`."""
        if place not in self.sources:
            self.sources.append(place)
        return self.sources.index(place)

    def answers(self) -> Iterator[tuple[Alter | None, str, Answer]]:
        """Every answer with its alter (None for ego) and its variable."""
        for name, answer in self.ego.items():
            yield None, name, answer
        for alter in self.alters:
            for name, answer in alter.answers.items():
                yield alter, name, answer


def new_dossier() -> Dossier:
    """The dossier of someone who has said nothing yet."""
    return Dossier(FORMAT)


class _Header(msgspec.Struct):
    format: int


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Dossier)
_header = msgspec.json.Decoder(_Header)
_PRESENT = b'{"format":%d,' % FORMAT
"""How what is written now begins, so that nothing needs to be read twice to know its format."""


def encode(dossier: Dossier) -> bytes:
    """The dossier as JSON bytes (UTF-8)."""
    return _encoder.encode(dossier)


def decode(data: bytes) -> Dossier:
    """Read a dossier; older formats are lifted first.

    Raises:
        DossierInvalid: `dossier_damaged`, or `dossier_newer` where a later Kring wrote it.
    """
    try:
        if data.startswith(_PRESENT):
            return _decoder.decode(data)
        form = _header.decode(data).format
        if form > FORMAT:
            raise DossierInvalid("dossier_newer")
        if form < FORMAT:
            from states.upcasts import upcast  # noqa: PLC0415 - only old dossiers need it

            return msgspec.convert(upcast(msgspec.json.decode(data)), Dossier)
        return _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # The library's message holds what it could not read, so it is not passed on.
        raise DossierInvalid("dossier_damaged") from None
