"""What a screen looks like after something was done on it that keeps it there.

The real steps take the real input; only screens that stay are shown here, as the next ones have a
look of their own.
"""

from collections.abc import Iterator, Mapping

from bot.preview.shots import Shot, take
from states.errors import BotError
from states.input import Say, SpokenName, Tap
from states.screen import TextKey
from states.steps.step import Stay
from states.walk import Walk

MOST_PAGES = 9

Move = Tap | Say

MOVES: Mapping[str, tuple[tuple[str, tuple[Move, ...]], ...]] = {
    "names": (
        ("after a name", (Say("Karim", names=(SpokenName("Karim"),)),)),
        (
            "after a name with a surname",
            (Say("", names=(SpokenName("Karim Voorbeeld", first_name="Karim"),)),),
        ),
    ),
    "code_word": (("after the first time", (Say("zonnebloem"),)),),
    "confide": (("after some words", (Say("Soms is het veel."),)),),
    "when_then": (("after the first part", (Say("na het eten"),)),),
    "scale": tuple((f"after “{band}”", (Tap(band),)) for band in ("low", "middle", "high")),
    "draft": (("after other words", (Say("Ik wil graag iemand die meegaat."),)),),
    "text": (("after “something else”", (Tap("something_else"),)),),
    "ties": (("after a group", (Tap("a1"), Tap("a3"), Tap("group"))),),
}
"""What is typed or tapped, by kind of step."""


def moved(first: Shot) -> Iterator[Shot]:
    """The screens that come of the first one without leaving it."""
    yield from _pages(first)
    for label, moves in MOVES.get(first.screen.kind, ()):
        walk = first.place.walk()
        notes = [_do(walk, move) for move in moves]
        if None not in notes:
            shot = take(label, walk, first.place.form, notes[-1] or ())
            if shot is not None:
                yield shot


def _pages(first: Shot) -> Iterator[Shot]:
    walk = first.place.walk()
    shot: Shot | None = first
    for number in range(2, MOST_PAGES + 1):
        if shot is None or shot.screen.option("page") is None or _do(walk, Tap("page")) is None:
            return
        shot = take(f"page {number}", walk, first.place.form)
        if shot is None or shot.look == first.look:
            return
        yield shot


def page_with(option: str, shot: Shot | None) -> Shot | None:
    """The page of a screen on which an option stands; None where none has it."""
    if shot is None or shot.screen.option(option) is not None:
        return shot
    walk = shot.place.walk()
    for _ in range(MOST_PAGES):
        if _do(walk, Tap("page")) is None:
            return None
        turned = take(shot.label, walk, shot.place.form)
        if turned is not None and turned.screen.option(option) is not None:
            return turned
    return None


def _do(walk: Walk, move: Move) -> tuple[TextKey, ...] | None:
    """Do it; the notes that come of it, or None where it left the screen or was refused."""
    try:
        outcome = walk.step.accept(walk.scope(), move)
    except (BotError, KeyError, ValueError):
        return None
    return outcome.notes if isinstance(outcome, Stay) else None
