"""A conversation of some length that types wherever typing is asked, made from the content itself.

The lines are found by talking to the engine in this process, so that a change of the content
changes the script with it.
"""

from dataclasses import dataclass

from bot.raw_input import Typed
from states.dossier import decode

NAMES = ("Zwaantje", "Wubbo", "Quirijn", "Xandra", "Sjoukje", "Joost", "Fenna", "Tjalling")
"""Invented first names that stand in no text of the content."""


@dataclass(frozen=True)
class Script:
    """What is typed, and the screen on which it is typed: one screen more than lines."""

    lines: tuple[str, ...]
    screens: tuple[object, ...]
    dossier: object

    @property
    def canaries(self):
        """Every word that was typed in free text."""
        words = {word.strip(",") for line in self.lines for word in line.split()}
        return sorted(word for word in words if word in NAMES or word.startswith("kanarie"))


def make_script(conversation, clock, length):
    """Talk until there are `length` lines."""
    screen, stored = conversation.screen(None), None
    lines, screens = [], [screen]
    kind = "say"
    while len(lines) < length:
        line = _line(screen, kind, len(lines))
        clock.at += 1
        worked = conversation.take(stored, Typed(line, screen.turn))
        screen, stored = worked.screen, worked.dossier
        frame = decode(stored).stack[-1]
        kind = conversation.content.dialogues[frame.dialogue].steps[frame.step].kind
        lines.append(line)
        screens.append(screen)
    return Script(tuple(lines), tuple(screens), decode(stored))


def _line(screen, kind, number):
    toggles = [option for option in screen.options if option.checked is not None]
    if kind == "names" and not any(name in "".join(screen.paragraphs) for name in NAMES):
        return ", ".join(NAMES[(number + step) % len(NAMES)] for step in range(3))
    if kind in ("text", "when_then"):
        return f"iets met kanarie{number}vogel"
    if toggles and not any(option.checked for option in toggles):
        return "1"
    done = [n for n, option in enumerate(screen.options, 1) if option.role == "done"]
    return str(done[0]) if done else "1"


def told(dossier):
    """What was told, without the moments at which it was."""
    names = {alter.id: alter.label for alter in dossier.alters}
    ego = {name: (a.value, a.status) for name, a in dossier.ego.items()}
    alters = [
        (names[alter.id], {name: (a.value, a.status) for name, a in alter.answers.items()})
        for alter in dossier.alters
    ]
    return ego, alters, dossier.stack[-1].place()
