"""From the engine's screen to words: the same for every front end.

What comes out is plain text with nothing escaped; each front end escapes at its own edge. It is
kept in the outbox until it was shown, so that it can be shown again after a crash.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from states.content import Content
from states.controls import without_controls
from states.documents import Document
from states.files import FileKind
from states.pictures.chart import Chart
from states.screen import Role, Screen, ScreenOption, TextKey

UNKNOWN_TURN = -1
"""The turn of a screen that holds no question: whatever is typed there is no answer."""

_NAMES = ("alter", "toggle")

ONLY_WHERE = frozenset({"_shared/stale", "_shared/late"})
"""Notes that only say which question is that of now: the next screen shows that too."""

PUBLIC_VALUES = frozenset({"lines", "line", "age", "most", "organisation", "channel"})
"""Values of texts that come from the organisation's file or from Kring itself."""

TO_PASS_ON = frozenset({"said", "summary_to_copy", "snapshot_to_copy", "urgent_lines", "lines"})
"""Values that a client may want to copy: their own request or summary, what they show themselves,
and numbers to call."""


class RenderedOption(msgspec.Struct, frozen=True, omit_defaults=True):
    """One option in words. `checked` is None where it is no toggle."""

    id: str
    label: str
    role: Role = "content"
    checked: bool | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"RenderedOption({self.role})"


class RenderedFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file to take along, as it waits to be made.

    Attributes:
        kind: What sort of file.
        name: Its name, with its ending and without a folder.
        chart: What is in a `png`.
        document: What is in a `pdf`, in words.
        dossier: What the data of a `zip` are made of.
        at: The moment that the client asked for it, epoch seconds.
    """

    kind: FileKind
    name: str
    chart: Chart | None = None
    document: Document | None = None
    dossier: bytes = b""
    at: int = 0

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"RenderedFile({self.kind})"


class RenderedScreen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message in words.

    Attributes:
        turn: Number of the turn, for the buttons.
        paragraphs: Plain text.
        options: What can be chosen.
        form: Form of address.
        picture: What is in the picture to draw, where there is one.
        files: What the client asked to take along; shown before the question.
        wipe: The question before this one, and its answer, are not for other eyes: take them off.
        clear: Take all off that stands there.
        discreet: As little as possible is to stand in the chat.
        in_place: Only the same question drawn anew, after a tap on it.
        is_personal: What is said here is the client's own, and not to be passed on by mistake.
        is_told: Something is said before the question, so this may not be left out.
    """

    turn: int
    paragraphs: list[str]
    options: list[RenderedOption] = []
    form: str = "je"
    # Stored under a name of its own: before 0.3.0 `picture` was the name of a view.
    picture: Chart | None = msgspec.field(name="chart", default=None)
    files: list[RenderedFile] = []
    wipe: bool = False
    clear: bool = False
    discreet: bool = False
    in_place: bool = False
    is_personal: bool = False
    is_told: bool = False

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"RenderedScreen({self.turn})"

    def after(self, said: list[str]) -> "RenderedScreen":
        """The same question once more, with something said before it, but not twice."""
        stands = self.paragraphs[: len(said)] == said
        kept = self.paragraphs if stands else [*said, *self.paragraphs]
        return msgspec.structs.replace(
            self, paragraphs=kept, files=[], wipe=False, clear=False, in_place=False, is_told=True
        )


@dataclass(frozen=True, slots=True)
class Manner:
    """How a screen follows on what stood before; see the fields of `RenderedScreen`."""

    in_place: bool = False
    wipe: bool = False
    clear: bool = False
    discreet: bool = False


_PLAINLY = Manner()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(RenderedScreen)


def encode_screen(screen: RenderedScreen) -> bytes:
    """The screen as it waits in the outbox, which encrypts it."""
    return _encoder.encode(screen)


def decode_screen(payload: bytes) -> RenderedScreen:
    """The screen again.

    Raises:
        msgspec.MsgspecError: its message may hold content, so it is never shown.
    """
    return _decoder.decode(payload)


def render(
    content: Content, screen: Screen, form: str, manner: Manner = _PLAINLY
) -> RenderedScreen:
    """The screen in words: what is said first, then the question, then an earlier answer."""
    return RenderedScreen(
        turn=screen.turn,
        paragraphs=[part for key in _keys(screen) for part in paragraphs(content, key, form)],
        options=[_option(content, option, form) for option in screen.options],
        form=form,
        picture=screen.picture,
        wipe=manner.wipe,
        clear=manner.clear,
        discreet=manner.discreet,
        in_place=manner.in_place,
        is_personal=_is_personal(screen),
        is_told=any(note.key not in ONLY_WHERE for note in screen.notes),
    )


def _is_personal(screen: Screen) -> bool:
    """Whether a screen shows names or answers; not where they are meant to be passed on.

    The client sends the request to somebody by themselves (B12), so that can be copied.
    """
    values = {name for key in _keys(screen) for name in key.values}
    if TO_PASS_ON & values:
        return False
    is_name = any(option.role in _NAMES for option in screen.options)
    return is_name or screen.picture is not None or bool(values - PUBLIC_VALUES)


def paragraphs(content: Content, key: TextKey, form: str) -> list[str]:
    """The paragraphs of one text."""
    text = content.texts.render(key, form)
    return [shown for part in text.split("\n\n") if (shown := without_controls(part).strip())]


def _keys(screen: Screen) -> Iterator[TextKey]:
    yield from screen.notes
    yield from screen.body
    if screen.former is not None:
        yield screen.former


def _option(content: Content, option: ScreenOption, form: str) -> RenderedOption:
    label = content.texts.render(option.label, form)
    if not label.isprintable():  # all else comes tidied, in one line
        label = " ".join(without_controls(label).split())
    return RenderedOption(option.id, label, option.role, option.checked)
