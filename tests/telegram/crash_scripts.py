"""What people do on their phones in the tests of crashes, and what they have to see after it.

Made from scenarios by talking to the conversation in this process, which nobody kills.
"""

import re
from dataclasses import dataclass
from html import unescape

from bot.conversation import form_of
from bot.raw_input import FromPortal, Opened, Resumed, Tapped, Typed
from bot.rendering import UNKNOWN_TURN
from bot.telegram.screens import label_of, texts_of
from states.dossier import decode
from states.engine import current_screen
from states.input import Offered, Tap
from states.sharing.news import News
from states.sharing.records import WorkerFacts
from tests.dialogues.scenario import FOLDER, read_scenario

CANARY = "kanarie"
"""In every name that is typed, and in nothing that may stand in a log."""

_NAMES = ("Mo", "Lies", "Hanneke", "Gerrit", "Bats", "Truus")

SCENARIOS = {
    # file, how many of its turns, then these lines, and whether buttons are used where there are
    "circle": ("first_circle_3", 36, (), True),
    "words": ("persona_j_bereaved_older_man", 34, ("/hulp",), False),
    "traces": ("discreet", 20, ("terug naar de vraag", "/wissen", "ja, wis alles"), True),
}


WORKER = f"Sanne{CANARY}"
ORGANISATION = "Wijkteam Noord"
CODE, REPLY, LINE = "the code of a worker", "a reply of that worker", "Verder, below the line"
"""What is done that is no word of the client's own."""

SHARING = (
    *("beginnen", "begrepen", "je", "ik ben alleen", "de mensen om mij heen", "ja"),
    *("Mo, Truus", "niemand", "niemand", "niemand", "niemand", CODE, "ja, beginnen"),
    *("ja, dit klopt", "ja, verder", "mijn kring in beeld", "klaar", "Mo", "klaar"),
    *("met de naam", "verder", "bel mij", "er is geen haast", "geen naam", "nee, alleen lezen"),
    *("drie maanden", "ja, zo is het goed", "ja, stuur het", "klaar", REPLY, LINE, "verder"),
    *("/delen", "wat ik al liet zien", "bekijken of terughalen", "terughalen", "ja"),
)


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
    shared: tuple[tuple[int, int], ...] = ()
    """After each act, how many shares a worker can read, and how many replies are known."""

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
        self.shared = [(0, 0)]

    def say(self, line):
        self._clock.at += 1
        by_others = {CODE: self._come_by_code, REPLY: self._be_replied_to, LINE: self._go_on}
        if line in by_others:
            self.acts.append(Act(line, is_tap=line == LINE))
            by_others[line]()
        else:
            self._say(line)
        self.shared.append(shared(self._stored))

    def _come_by_code(self):
        facts = WorkerFacts("ab" * 16, WORKER, ORGANISATION)
        self._take(Typed("BKTWLMRZN", self._screen.turn), offer=Offered(facts, "cd" * 16))

    def _be_replied_to(self):
        [share] = decode(self._stored).shares
        news = News("replied", share=share.id, reply="call", at=int(self._clock()))
        worked = self._conversation.take(self._stored, FromPortal(news))
        assert worked.tells
        self._stored = worked.dossier
        line = self._conversation.waiting(self._stored)
        self.looks.append(_look(line))
        self.told.append(essence(worked.dossier))

    def _go_on(self):
        self._take(Resumed())

    def _say(self, line):
        option = self._option(line) if self._uses_buttons else None
        if option is None:
            self.acts.append(Act(line, is_tap=False))
            raw = Typed(line, self._screen.turn)
        else:
            wanted = None if option.checked is None else not option.checked
            self.acts.append(Act(label_of(option), is_tap=True, option=option.id))
            raw = Tapped(option.id, self._screen.turn, wanted)
        self._take(raw)

    def _take(self, raw, **options):
        worked = self._conversation.take(self._stored, raw, **options)
        self._stored = None if worked.erase else worked.dossier
        self._screen = worked.screen
        self.looks.append(_look(worked.screen))
        self.told.append(None if worked.erase else essence(worked.dossier))

    def script(self, name):
        return Script(name, *map(tuple, (self.acts, self.looks, self.told, self.shared)))

    def _option(self, line):
        """The button that somebody means who would say this."""
        if self._stored is None:
            screen, form = self._conversation._opened(self._clock.at).screen, "je"
        else:
            dossier = decode(self._stored)
            screen = current_screen(self._conversation.content, dossier, self._clock.at)
            form = form_of(dossier)
        given = self._conversation._listener.reading(line, screen, form)
        meant = given.option if isinstance(given, Tap) else None
        return next((option for option in self._screen.options if option.id == meant), None)


def make_script(conversation, clock, name):
    """The script of one of `SCENARIOS`."""
    file, turns, more, uses_buttons = SCENARIOS[name]
    scenario = read_scenario(FOLDER / f"{file}.yaml")
    writing = _Writing(conversation, clock, uses_buttons=uses_buttons)
    for line in [*(turn["says"] for turn in scenario.turns[:turns]), *more]:
        writing.say(_with_canaries(line))
    return writing.script(name)


def make_sharing_script(conversation, clock):
    """The script of somebody who shares, hears of it, and takes it back."""
    writing = _Writing(conversation, clock, uses_buttons=True)
    for line in SHARING:
        writing.say(_with_canaries(line))
    return writing.script("sharing")


def essence(stored):
    """All that is told and where the client is, without the moments at which it was."""
    dossier = decode(stored)
    return {
        "ego": {name: _answer(answer) for name, answer in dossier.ego.items()},
        "alters": [
            (one.id, one.label, one.order, one.prompts, _answers(one)) for one in dossier.alters
        ],
        "stack": _without_ids([(frame.place(), frame.work) for frame in dossier.stack]),
        "history": _without_ids(dossier.history),
        "half_done": dossier.half_done,
    }


def _without_ids(places):
    """Without ids of shares and moments of replies: they are others in each trial."""
    return re.sub("[0-9a-f]{32}|[0-9]{10}", "one", repr(places))


def shared(stored):
    """How many shares can be read, and how many replies are known."""
    shares = decode(stored).shares if stored is not None else []
    live = sum(not one.withdrawn and not one.ended for one in shares)
    return live, sum(len(one.replies) for one in shares)


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
