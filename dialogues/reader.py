"""From a typed line to an input of the engine: the one place where words are understood.

In this order: what must not be kept is masked, commands, danger, the options on the screen, and
then what the words themselves say. A number or label counts before free words; where free words
are an answer, only an exact label counts, so that no answer is swallowed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dialogues.reading.commands import read_command
from dialogues.reading.labels import NO_MATCH, match_piece, prepare
from dialogues.reading.masking import mask
from dialogues.reading.meant import meant_options
from dialogues.reading.names import NamesRead, ReadName, read_names
from dialogues.reading.options import (
    leaves_draft,
    match_option,
    says_as_none,
    says_no,
    says_no_more_names,
    says_ready,
    says_yes_or_no,
    spoken_option,
)
from dialogues.reading.several import match_options
from dialogues.reading.signals import (
    is_angry,
    says_dont_know,
    says_nobody,
    says_nothing,
    says_skip,
)
from states.content import Content
from states.input import Command, Danger, Input, Say, SpokenName, Tap, Unreadable
from states.screen import Screen, ScreenOption

TEXT_LIMIT = 4_096
"""Characters of one message that are read; Telegram allows no more."""

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_AGE = re.compile(r"^\W*ik ben (?:pas |nu |net )?(\d{1,2})(?: jaar)?(?: oud)?\W*$", re.IGNORECASE)


class JudgedDanger(Protocol):
    """What a detector says of a text that alarms."""

    @property
    def strength(self) -> str:
        """`clear` or `perhaps`."""
        ...


class Detector(Protocol):
    """Recognises danger in a text (`dialogues.danger`)."""

    def judge(self, text: str) -> JudgedDanger | None:
        """None where nothing alarms."""
        ...


@dataclass(frozen=True, slots=True)
class Labels:
    """Options with their labels: those one sees, and those on other pages."""

    shown: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Picked:
    """Toggles that a line names; whether a part fitted none, or more than one."""

    options: tuple[str, ...] = ()
    is_unplaced: bool = False
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads typed lines against the screen that they answer."""

    content: Content
    detector: Detector

    def read(self, text: str, screen: Screen, form: str) -> Input:
        """The input that a line is, on this screen.

        Args:
            text: As typed, of any length and in any script; never kept as it is.
            screen: The screen that the client sees.
            form: `je` or `u`, in which its labels were shown.
        """
        masked = mask(text[:TEXT_LIMIT])
        if not masked.text:
            return Unreadable("empty")
        labels = Labels(self._labels(screen.options, form), self._labels(screen.others, form))
        plain = _plain(masked.text, labels, screen)
        if plain is not None:
            return plain
        danger = _strength(self.detector.judge(masked.text))
        tap = None
        if danger is None and screen.text == "no":  # elsewhere all that counts was read above
            tap = _tap(masked.text, labels, screen, is_lenient=True)
        if tap is not None:
            return tap
        return self._say(masked.text, screen, labels, danger, is_masked=bool(masked.kinds))

    def _labels(self, options: Sequence[ScreenOption], form: str) -> list[tuple[str, str]]:
        render = self.content.texts.render
        return [(option.id, render(option.label, form)) for option in options]

    def _say(
        self,
        text: str,
        screen: Screen,
        labels: Labels,
        danger: Danger | None,
        *,
        is_masked: bool,
    ) -> Say:
        names = _names(text, screen, danger)
        picked = _several(text, labels, screen)
        return Say(
            text=text,
            names=tuple(SpokenName(_healthy(n), n.short_label, n.kind_hint) for n in names.names),
            picked=picked.options,
            unplaced=picked.is_unplaced or bool(names.names and names.unread),
            ambiguous=picked.is_ambiguous,
            masked=is_masked,
            dropped=names.dropped,
            nobody=says_nobody(text),
            nothing=says_nothing(text)
            or says_no(text)
            or _no_more(text, screen)
            or _says_none(text, labels, screen),
            dont_know=says_dont_know(text),
            skip=says_skip(text),
            angry=is_angry(text),
            danger=danger,
            is_too_young=self._is_too_young(text),
        )

    def _is_too_young(self, text: str) -> bool:
        age = _AGE.match(text)
        return age is not None and 4 <= int(age[1]) < self.content.organisation.minimum_age


def _strength(judged: JudgedDanger | None) -> Danger | None:
    if judged is None:
        return None
    return "clear" if judged.strength == "clear" else "perhaps"


FIRST = frozenset({"help", "person", "stop", "back", "why", "delete", "hide"})
"""Commands that win from a label that merely begins with the same word."""

LEAVING = frozenset({"done", "rest", "later", "not_now", "no_thanks", "stop", "number", "danger"})
"""Options beside which "klaar" may mean more than one."""


def _plain(text: str, labels: Labels, screen: Screen) -> Command | Tap | None:
    """A command with a slash, an option as it stands or as people say it, a bare command."""
    slash = read_command(text, bare=False)
    if slash is not None:
        return Command(slash)  # type: ignore[arg-type]
    # "Ja hoor" under a draft says that it is good; it is not the new text.
    is_yes_or_no = screen.text == "draft" and says_yes_or_no(text)
    tap = _tap(text, labels, screen, is_lenient=is_yes_or_no)
    if tap is not None:
        return tap
    spoken = _spoken(text, screen)
    if spoken is not None:
        return Tap(spoken)
    command = read_command(text)
    if command is not None and command not in FIRST and screen.text == "no":
        if _names_toggle(text, labels, screen):
            return None
        tap = _tap(text, labels, screen, is_lenient=True)
    return tap or (Command(command) if command is not None else None)  # type: ignore[arg-type]


def _spoken(text: str, screen: Screen) -> str | None:
    """The option that people choose with other words than its label has."""
    options = [option.id for option in screen.options]
    spoken = spoken_option(text, options)
    if spoken is None and screen.text == "draft" and leaves_draft(text):
        return next(iter(options), None)  # the first one keeps what stands
    if spoken is None and screen.text == "no" and says_ready(text) and LEAVING.isdisjoint(options):
        return next((name for name in ("seen", "go_on") if name in options), None)
    return spoken


def _names_toggle(text: str, labels: Labels, screen: Screen) -> bool:
    """Whether words that are also a command ("mijn kring") stand in the label of one toggle."""
    toggles = {o.id for o in (*screen.options, *screen.others) if o.checked is not None}
    found = match_piece(text, prepare((*labels.shown, *labels.others)))
    return found.option in toggles


def _tap(text: str, labels: Labels, screen: Screen, *, is_lenient: bool) -> Tap | None:
    """The one option that the line names, if it does so plainly enough for this screen."""
    if screen.text == "number" and text.strip().isdigit():
        return None
    lenient = is_lenient and screen.text in ("no", "draft") and not screen.several
    found = match_option(text, _without_numbers(labels.shown, screen), lenient=lenient)
    if found == NO_MATCH and labels.others and not _has_digit(text):
        found = match_option(text, labels.others, lenient=lenient)
    if found.option is None or _is_named_toggle(found.option, text, screen):
        return None
    return Tap(found.option)


def _is_named_toggle(option: str, text: str, screen: Screen) -> bool:
    """A number switches a toggle as a tap does; a name that is typed is only switched on."""
    shown = screen.option(option)
    is_number = text.strip(" .").isdigit()
    return screen.several and not is_number and (shown is None or shown.checked is not None)


def _without_numbers(labels: Sequence[tuple[str, str]], screen: Screen) -> list[tuple[str, str]]:
    """On a scale a typed number is the answer, never the place of an option."""
    is_scale = screen.text == "number"
    return [(name, label) for name, label in labels if not (is_scale and label[:1].isdigit())]


def _several(text: str, labels: Labels, screen: Screen) -> Picked:
    """Toggles that the line switches on, on any page; on a text the option that it comes to.

    One that is on and should be off would stay on, as what is typed only switches on: then nothing
    is done, and the client is asked to tap.
    """
    if screen.text == "words":
        return Picked(meant_options(text, [option.id for option in screen.options]))
    if not screen.several:
        return Picked()
    toggles = {o.id: o.checked for o in (*screen.options, *screen.others) if o.checked is not None}
    found = match_options(text, labels.shown, labels.others, frozenset(toggles))
    if any(toggles.get(name) for name in found.left_out):
        return Picked(is_unplaced=True)
    return Picked(
        tuple(name for name in found.options if name in toggles),
        is_unplaced=bool(found.unknown),
        is_ambiguous=bool(found.ambiguous),
    )


def _has_digit(text: str) -> bool:
    """A number counts on the page that one sees, and nowhere else."""
    return any(character.isdigit() for character in text)


_NO_NAMES = NamesRead((), (), 0, unclear=True)


def _names(text: str, screen: Screen, danger: Danger | None) -> NamesRead:
    """Names, where names are asked and the words are no cry for help, no anger and no command."""
    is_command = text.startswith("/")  # one that nobody knows: the others were read before
    if screen.text != "names" or is_command or danger == "clear" or is_angry(text):
        return _NO_NAMES
    return read_names(text)


def _no_more(text: str, screen: Screen) -> bool:
    return screen.text == "names" and says_no_more_names(text)


def _says_none(text: str, labels: Labels, screen: Screen) -> bool:
    """Whether an answer in words denies what the option for none denies: "zonder bijnaam"."""
    none = next((label for name, label in labels.shown if name == "none"), "")
    return screen.text == "words" and says_as_none(text, none)


def _healthy(name: ReadName) -> str:
    """A label without the illness that stands in brackets behind it (R-41)."""
    if not name.has_diagnosis:
        return name.label
    return _BRACKETS.sub("", name.label).strip() or name.label
