"""What people do on their phones in the tests of crashes, and what they have to see after it.

Made from scenarios by talking to the conversation in this process, which nobody kills.
"""

from dataclasses import dataclass
from html import unescape

from bot.conversation import form_of
from bot.raw_input import Opened, Tapped, Typed
from bot.rendering import UNKNOWN_TURN
from bot.telegram.screens import label_of, texts_of
from states.dossier import decode
from states.engine import current_screen
from states.input import Tap
from tests.dialogues.scenario import FOLDER, _read

CANARY = "kanarie"
"""In every name that is typed, and in nothing that may stand in a log."""

_NAMES = ("Mo", "Lies", "Hanneke", "Gerrit", "Bats", "Truus")

SCENARIOS = {
    # file, how many of its turns, then these lines, and whether buttons are used where there are
    "circle": ("first_circle_3", 36, (), True),
    "words": ("persona_j_bereaved_older_man", 34, ("/hulp",), False),
    "traces": ("discreet", 20, ("terug naar de vraag", "/wissen", "ja, wis alles"), True),
}


@dataclass(frozen=True)
class Look:
    """A question as it stands on a phone. `is_asked` is False where no turn belongs to it."""

    text: str
    labels: tuple[str, ...]
    is_asked: bool


@dataclass(frozen=True)
class Act:
    """What somebody does at a question: a tap on a label, or words."""

    words: str
    is_tap: bool
    option: str = ""


@dataclass(frozen=True)
class Script:
    """A whole conversation: after each act its look, and what is told by then (None: nothing)."""

    name: str
    acts: tuple[Act, ...]
    looks: tuple[Look, ...]
    told: tuple[object, ...]

    @property
    def length(self):
        return len(self.acts)

    @property
    def is_erased(self):
        return self.told[-1] is None


class _Writing:
    """A conversation that is talked through to be written down."""

    def __init__(self, conversation, clock, *, uses_buttons):
        self._conversation, self._clock = conversation, clock
        self._uses_buttons = uses_buttons
        self._stored, self._screen = None, conversation.take(None, Opened()).screen
        self.acts = [Act("/start", is_tap=False)]
        self.looks = [_look(self._screen)]
        self.told = [None]

    def say(self, line):
        self._clock.at += 1
        option = self._option(line) if self._uses_buttons else None
        if option is None:
            self.acts.append(Act(line, is_tap=False))
            raw = Typed(line, self._screen.turn)
        else:
            wanted = None if option.checked is None else not option.checked
            self.acts.append(Act(label_of(option), is_tap=True, option=option.id))
            raw = Tapped(option.id, self._screen.turn, wanted)
        worked = self._conversation.take(self._stored, raw)
        self._stored = None if worked.erase else worked.dossier
        self._screen = worked.screen
        self.looks.append(_look(worked.screen))
        self.told.append(None if worked.erase else essence(worked.dossier))

    def _option(self, line):
        """The button that somebody means who would say this."""
        if self._stored is None:
            screen, form = self._conversation._opened(self._clock.at).screen, "je"
        else:
            dossier = decode(self._stored)
            screen = current_screen(self._conversation.content, dossier, self._clock.at)
            form = form_of(dossier)
        given = self._conversation._reading(line, screen, form)
        meant = given.option if isinstance(given, Tap) else None
        return next((option for option in self._screen.options if option.id == meant), None)


def make_script(conversation, clock, name):
    """The script of one of `SCENARIOS`."""
    file, turns, more, uses_buttons = SCENARIOS[name]
    scenario = _read(FOLDER / f"{file}.yaml")
    writing = _Writing(conversation, clock, uses_buttons=uses_buttons)
    for line in [*(turn["says"] for turn in scenario.turns[:turns]), *more]:
        writing.say(_with_canaries(line))
    return Script(name, tuple(writing.acts), tuple(writing.looks), tuple(writing.told))


def essence(stored):
    """All that is told and where the client is, without the moments at which it was."""
    dossier = decode(stored)
    return {
        "ego": {name: _answer(answer) for name, answer in dossier.ego.items()},
        "alters": [
            (one.id, one.label, one.order, one.prompts, _answers(one)) for one in dossier.alters
        ],
        "stack": [(frame.place(), frame.work) for frame in dossier.stack],
        "history": dossier.history,
        "half_done": dossier.half_done,
    }


def _answers(alter):
    return {name: _answer(answer) for name, answer in alter.answers.items()}


def _answer(answer):
    return answer.value, answer.status, answer.private, answer.own, answer.source


def _look(screen):
    return Look(
        unescape(texts_of(screen)[-1]),
        tuple(map(label_of, screen.options)),
        is_asked=screen.turn != UNKNOWN_TURN,
    )


def _with_canaries(line):
    for name in _NAMES:
        line = line.replace(name, f"{name}{CANARY}")
    return line
