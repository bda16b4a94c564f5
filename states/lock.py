"""Locked conversations: after a pause only the first screen shows, until the code word is typed.

A client can have several conversations. One is on top, the others sleep inside its dossier. When
one with a code word is locked it goes to sleep, and what comes on top is the dossier of somebody
new, or the conversation without a code word that was begun on such a first screen. From there on
everything goes as for anybody: nothing of what sleeps is at hand, so nothing of it can show.

A conversation is locked by a silence, and by stopping or clearing the screen (decisions, 5): who
comes then, and taps on what stands there, meets the first screen. Who forgot the word begins anew;
what sleeps is dropped after the retention time.
"""

from dataclasses import dataclass

from states.answering import SESSION_GAP
from states.code_word import fits
from states.content import ASIDES, CLEARED
from states.dossier import Asleep, Dossier, decode, encode, new_dossier
from states.input import Command, CommandName, Input, Say, Tap
from states.screen import Event
from states.taps import is_repeated

RETENTION = 367 * 86_400
"""Seconds after which a conversation that nobody opened is dropped: a year, and the last day on
which what it shared can be read."""

DOUBLE_TAP = 5
"""Seconds within which the same tap once more is a nervous finger, and not somebody else."""

DOOR_TAPS: dict[str, CommandName] = {"help": "help", "all_numbers": "help", "delete": "delete"}
"""Buttons that do what they say in any message: of something locked, or of something erased."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The conversation that an input reaches, and what that input is there."""

    dossier: Dossier
    given: Input
    events: tuple[Event, ...] = ()


def is_locked(dossier: Dossier, now: int) -> bool:
    """Whether it takes the code word to go on with this conversation."""
    is_away = _is_silent_long(dossier, now) or _is_put_away(dossier)
    return dossier.code_word is not None and is_away


def visible(dossier: Dossier, now: int) -> Dossier:
    """The conversation that shows now: the one on top, or what lies over it when it is locked."""
    return _covered(dossier, now) if is_locked(dossier, now) else _without_old(dossier, now)


def opens(dossier: Dossier, line: str, now: int) -> bool:
    """Whether a line, as it was typed, is the code word of a conversation that is locked."""
    words = [one.code_word for one in dossier.asleep]
    if is_locked(dossier, now):
        words.append(dossier.code_word)
    return any(word is not None and fits(word, line) for word in words)


def enter(dossier: Dossier, given: Input, now: int) -> Entered:
    """Find out which conversation an input reaches, before anything is done with it."""
    was_locked = is_locked(dossier, now)
    if was_locked and _is_nervous(dossier, given, now):
        return Entered(dossier, given)
    seen = visible(dossier, now)
    if isinstance(given, Say):
        opened = _opened(seen, given.text)
        if opened is not None:
            return Entered(opened, _way_in(opened, now), (Event("unlocked"),))
    given = _at_the_door(seen, given, was_locked=was_locked)
    return Entered(seen, given, (Event("locked"),) if was_locked else ())


def _is_silent_long(dossier: Dossier, now: int) -> bool:
    return now - dossier.session.last > SESSION_GAP


def _is_put_away(dossier: Dossier) -> bool:
    """Whether the client stopped, or cleared the screen."""
    if not dossier.stack:
        return False
    top = dossier.stack[-1]
    return top.dialogue == ASIDES["stop"] or (top.dialogue, top.step) == CLEARED


def _is_nervous(dossier: Dossier, given: Input, now: int) -> bool:
    """Whether the tap that put it away comes twice: then nothing is to be shown."""
    return is_repeated(dossier, given) and now - dossier.session.last <= DOUBLE_TAP


def _covered(dossier: Dossier, now: int) -> Dossier:
    """What lies over a locked conversation, which goes to sleep in it."""
    over = next((one for one in dossier.asleep if one.code_word is None), None)
    seen = new_dossier() if over is None else decode(over.kept)
    seen.asleep = [*(one for one in dossier.asleep if one is not over), _to_sleep(dossier)]
    return _without_old(seen, now)


def _without_old(dossier: Dossier, now: int) -> Dossier:
    """The dossier without what slept longer than the retention time."""
    kept = [one for one in dossier.asleep if now - one.last <= RETENTION]
    if len(kept) == len(dossier.asleep):
        return dossier
    young = dossier.copy()
    young.asleep = kept
    return young


def _to_sleep(dossier: Dossier) -> Asleep:
    alone = dossier.copy()
    alone.asleep = []
    return Asleep(encode(alone), dossier.session.last, dossier.code_word)


def _opened(seen: Dossier, line: str) -> Dossier | None:
    """The conversation that a line opens; what was on top sleeps in its place if it says anything.

    Buttons of what was on top are old from here: the turn number goes on from the higher one.
    """
    for one in seen.asleep:
        if one.code_word is not None and fits(one.code_word, line):
            opened = decode(one.kept)
            others = [other for other in seen.asleep if other is not one]
            opened.asleep = [*others, _to_sleep(seen)] if _says_anything(seen) else others
            opened.turn = max(opened.turn, seen.turn)
            return opened
    return None


def _says_anything(seen: Dossier) -> bool:
    """Whether something was told there, or can be taken back from there only."""
    has_shared = bool(seen.shares) or any(one.accepted for one in seen.pairings)
    return bool(seen.ego or seen.alters or seen.code_word) or has_shared


def _way_in(opened: Dossier, now: int) -> Input:
    """To the question that stood; soon after clearing the screen, to what can be chosen then."""
    top = opened.stack[-1]
    is_cleared = (top.dialogue, top.step) == CLEARED
    return Tap("go_on") if is_cleared and not _is_silent_long(opened, now) else Command("start")


def _at_the_door(seen: Dossier, given: Input, *, was_locked: bool) -> Input:
    """What an input is that answers no screen of the conversation it reaches.

    The numbers and the erasure are there for everybody, whatever message their button is in.
    """
    if seen.turn and not was_locked:
        return given
    if isinstance(given, Tap) and given.option in DOOR_TAPS:
        return Command(DOOR_TAPS[given.option])
    is_answer = isinstance(given, Tap) or (isinstance(given, Say) and given.danger is None)
    # The first screen opens by itself; of a later one nobody saw the question yet.
    return Command("start") if seen.turn and is_answer else given
