"""How people answer Kring itself: callback data is `<turn>:<option id>`, with a state for toggles.

They name eight people, go through the first circle and then walk on through *home*, the menu and
*tell more*. Some of their answers are typed, as Kring reads labels as well as taps.
"""

import random

from benchmarks.load.walkers import Action, Button, Message

NAME_LINES = (
    "Anouk, Roel, oma Jo",
    "Peter en Hatice",
    "de fietsenmaker",
    "Youssef van de cursus",
    "mijn hond Bobby",
)
"""Eight names; more would let the dossiers grow as long as the load lasts."""

TYPED_SHARE = 0.19
"""Of the answers that could also be tapped; with the names, a fifth of all is typed."""

TOGGLES = 2
"""How many people or answers are ticked before *done*."""

FORWARD = ("begin", "understood", "je", "alone", "people", "yes", "complete", "resume", "seen")
"""Taken where they stand: the way through the start and the first circle."""

OUT = frozenset({"none", "skip", "private", "dont_know", "not_now", "never", "no_thanks"})
"""Ways round a question: taken only where there is no other."""

NAVIGATION = frozenset({"menu", "page", "something_else", "back", "why", "close"})

AVOIDED = frozenset({
    "delete", "delete_all", "erase", "forget", "wipe", "export", "stop", "pause", "remove", "add",
    "helped", "watched", "unsafe", "makes_worse", "not_good", "numbers", "throw_away", "heavy",
    "discreet", "u",
})  # fmt: skip
"""Ends the walk, makes the dossier grow, or leads to what a load test has no business in."""


class KringWalker:
    """One client of Kring; warm when all names are typed."""

    needs_buttons = True
    warm_turns = 12

    def __init__(self, person: int) -> None:
        self._random = random.Random(person)
        self._names = list(NAME_LINES)
        self._screen: frozenset[str] = frozenset()
        self._ticked = 0

    def next(self, message: Message) -> Action:
        """A name where names are asked, else one of the options, tapped or typed."""
        buttons = {_option(button): button for button in message.buttons}
        self._notice(frozenset(buttons))
        if self._names and self._asks_names(buttons):
            return Action(self._names.pop(0), False)
        option = self._choose(list(buttons))
        label, data = buttons[option]
        is_typed = self._random.random() < TYPED_SHARE and option not in NAVIGATION
        return Action(_plain(label), False) if is_typed else Action(data, True)

    def goes_on(self, before: Message, after: Message) -> bool:
        """Not the welcome, and no older question."""
        if any(_option(button) == "begin" for button in after.buttons):
            return False
        return _turn(after) >= _turn(before)

    def _notice(self, options: frozenset[str]) -> None:
        # Toggling keeps the options: a screen with others is a new question.
        self._ticked = self._ticked + 1 if options == self._screen else 0
        self._screen = options

    def _asks_names(self, options: dict[str, Button]) -> bool:
        content = set(options) - OUT - NAVIGATION
        return not content and bool(options.keys() & {"none", "skip"})

    def _choose(self, options: list[str]) -> str:
        for option in FORWARD:
            if option in options:
                return option
        wanted = [o for o in options if o not in OUT | NAVIGATION | AVOIDED]
        if "done" in options:
            people = [o for o in wanted if o != "done"]
            return self._random.choice(people) if people and self._ticked < TOGGLES else "done"
        # Home has little besides its first options: now and then somebody looks at the menu.
        if "menu" in options and self._random.random() < 0.05:
            return "menu"
        if wanted:
            return self._random.choice(wanted)
        return next((o for o in ("skip", "none", "not_now") if o in options), options[-1])


def _option(button: Button) -> str:
    parts = button[1].split(":")
    return parts[1] if len(parts) > 1 else parts[0]


def _turn(message: Message) -> int:
    number = message.buttons[0][1].partition(":")[0]
    return int(number) if number.isdigit() else 0


def _plain(label: str) -> str:
    """The label as somebody would type it: without the sign of a tick or an icon in front."""
    return label.lstrip("✓✔☑☐✅⬜▢▣□■○●◯◉·-– \ufe0f").strip() or label
