"""From the engine's screen to words: the same for every front end.

What comes out is plain text with nothing escaped; each front end escapes at its own edge. It is
kept in the outbox until it was shown, so that it can be shown again after a crash.
"""

import unicodedata
from collections.abc import Iterator

import msgspec

from states.content import Content
from states.screen import Role, Screen, ScreenOption, TextKey

UNKNOWN_TURN = -1
"""The turn of a screen that holds no question: whatever is typed there is no answer."""

# Overrides and isolates of direction: a name that holds one could turn the whole line round.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class RenderedOption(msgspec.Struct, frozen=True, omit_defaults=True):
    """One option in words. `checked` is None where it is no toggle."""

    id: str
    label: str
    role: Role = "content"
    checked: bool | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"RenderedOption({self.role})"


class RenderedScreen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message in words.

    `wipe` tells that what stood before is not for other eyes and is to be taken off the screen.
    """

    turn: int
    paragraphs: list[str]
    options: list[RenderedOption] = []
    form: str = "je"
    picture: str | None = None
    wipe: bool = False

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"RenderedScreen({self.turn})"

    def after(self, said: list[str]) -> "RenderedScreen":
        """The same question once more, with something said before it, but not twice."""
        stands = self.paragraphs[: len(said)] == said
        kept = self.paragraphs if stands else [*said, *self.paragraphs]
        return msgspec.structs.replace(self, paragraphs=kept, wipe=False)


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


def render(content: Content, screen: Screen, form: str, *, wipe: bool = False) -> RenderedScreen:
    """The screen in words: what is said first, then the question, then an earlier answer."""
    return RenderedScreen(
        turn=screen.turn,
        paragraphs=[part for key in _keys(screen) for part in paragraphs(content, key, form)],
        options=[_option(content, option, form) for option in screen.options],
        form=form,
        picture=screen.picture,
        wipe=wipe,
    )


def paragraphs(content: Content, key: TextKey, form: str) -> list[str]:
    """The paragraphs of one text."""
    text = content.texts.render(key, form)
    return [shown for part in text.split("\n\n") if (shown := without_controls(part).strip())]


def without_controls(text: str) -> str:
    """The text without signs that command a terminal or turn the direction of a line.

    Lines stay; what joins an emoji or a script stays too.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign for sign in text if sign == "\n" or _is_harmless(sign))


def _is_harmless(sign: str) -> bool:
    return sign not in _DIRECTIONS and unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")


def _keys(screen: Screen) -> Iterator[TextKey]:
    yield from screen.notes
    yield from screen.body
    if screen.former is not None:
        yield screen.former


def _option(content: Content, option: ScreenOption, form: str) -> RenderedOption:
    label = " ".join(without_controls(content.texts.render(option.label, form)).split())
    return RenderedOption(option.id, label, option.role, option.checked)
