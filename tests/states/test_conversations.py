"""Whole conversations of any kind: nothing breaks, nobody is stuck, the rules hold at each turn."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from states.dossier import Dossier, decode, encode
from states.engine import current_screen
from states.harm import is_blocked
from states.input import Tap, Unreadable
from states.scope import Scope
from states.sides import CARE, SELF, put_on
from states.summary import summary_view
from tests.conftest import IS_FULL
from tests.talk import Talk, real_content

JUNK = [
    "",
    " ",
    "?",
    "????",
    "12345",
    "{{ 7*7 }}",
    "{% raw %}",
    "<b>dik</b>",
    "'; DROP TABLE clients;--",
    "\u0000",
    "\u200b\u200d",
    "🙂" * 40,
    "مرحبا يا صديقي",
    "Ж",
    "a" * 4_096,
    "Anna " * 800,
    "ja",
    "nee",
    "2",
    "de eerste",
    "99",
    "weet ik niet",
    "niemand",
    "sla over",
    "flikker op",
    "ik wil dood",
    "het hoeft niet meer",
    "/onzin",
    "/wissen",
    "alles",
    "1, 2, 3",
    "0",
    "7",
]
NAMES = [
    "Anna",
    "anna",
    "Anna Jansen",
    "oom Piet",
    "mijn zus en haar man",
    "Anna, Piet, Riet",
    "de vrouw van de bakker",
    "hond Bobby",
    "Jean-Luc 🙂",
    "محمد",
    "Śāh",
    "x" * 300,
    ", ".join(f"Naam{number}" for number in range(40)),
]
COMMANDS = ["/terug", "/stop", "/waarom", "/hulp", "/menu", "/kaart", "/alles", "/later", "/start"]
GIVING = {"first_circle/means_something", "tell_more/means_to_other", "tell_more/overgiving"}
RING_STEPS = {"ring_close", "ring_friend", "ring", "ring_further", "places_service", "light_work"}


class Conversations(RuleBasedStateMachine):
    """One client who does anything at all."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk()
        self.asked_after_never = False

    @rule(data=st.data())
    def tap_an_option(self, data: st.DataObject) -> None:
        options = [option.id for option in self.talk.screen.options]
        self.talk.tap(data.draw(st.sampled_from(options)))

    @rule(steps=st.integers(3, 25), data=st.data())
    def go_on_a_while(self, steps: int, data: st.DataObject) -> None:
        """Most people answer most questions: so deep places are reached too."""
        for _ in range(steps):
            if self.talk.screen.text == "names":
                self.talk.say(data.draw(st.sampled_from(NAMES)))
            there = self.talk.screen.options
            answers = [o.id for o in there if o.role != "navigation"]
            self.talk.tap(data.draw(st.sampled_from(answers or [o.id for o in there])))
            self.there_is_a_way_on()

    @rule(data=st.data())
    def type_a_label(self, data: st.DataObject) -> None:
        self.talk.say(data.draw(st.sampled_from(self.talk.labels())))

    @precondition(lambda self: self.talk.screen.kind != "code_word")  # has its own tests
    @rule(line=st.sampled_from(JUNK))
    def type_junk(self, line: str) -> None:
        self.talk.say(line)

    @precondition(lambda self: self.talk.screen.kind != "code_word")  # has its own tests
    @rule(line=st.text(max_size=60))
    def type_anything(self, line: str) -> None:
        self.talk.say(line)

    @precondition(lambda self: self.talk.screen.text == "names")
    @rule(line=st.sampled_from(NAMES))
    def name_people(self, line: str) -> None:
        self.talk.say(line)

    @rule(line=st.sampled_from(COMMANDS))
    def use_a_command(self, line: str) -> None:
        self.talk.say(line)

    @precondition(lambda self: not self.talk.turn.erase)
    @rule(turn=st.integers(0, 3), option=st.sampled_from(["yes", "done", "a1", "skip", "x"]))
    def tap_an_old_button(self, turn: int, option: str) -> None:
        before = (self.talk.place, answers(self.talk.dossier))
        self.talk.give(Tap(option, turn))
        assert (self.talk.place, answers(self.talk.dossier)) == before
        assert self.talk.turn.happened("stale_input") or self.talk.turn.is_silent

    @rule()
    def send_a_photo(self) -> None:
        before = answers(self.talk.dossier)
        self.talk.give(Unreadable("photo"))
        if not self.talk.turn.happened("moved_on"):
            assert answers(self.talk.dossier) == before

    @precondition(lambda self: not self.talk.turn.erase)
    @rule()
    def change_an_earlier_message(self) -> None:
        """Apps send changes that nobody sees: no answer, no wrong try, and no second note."""
        before = (self.talk.place, self.talk.screen.turn, self.talk.dossier.stack)
        self.talk.give(Unreadable("edited"))
        self.talk.give(Unreadable("edited"))
        assert self.talk.turn.is_silent
        assert (self.talk.place, self.talk.screen.turn, self.talk.dossier.stack) == before

    @rule(again=st.integers(1, 3), data=st.data())
    def tap_more_than_once(self, again: int, data: st.DataObject) -> None:
        """A storm of taps is one tap."""
        options = [option.id for option in self.talk.screen.options]
        tap = Tap(data.draw(st.sampled_from(options)), self.talk.screen.turn)
        self.talk.give(tap)
        after = self.talk.stored
        for _ in range(again if not self.talk.turn.erase else 0):
            self.talk.give(tap)
            assert self.talk.turn.is_silent
            assert self.talk.stored == after

    @rule()
    def go_back(self) -> None:
        """R-33: back shows the former answer and erases nothing."""
        before = answers(self.talk.dossier)
        self.talk.say("/terug")
        assert answers(self.talk.dossier) == before

    @rule(seconds=st.sampled_from([60, 3_600, 86_400 * 30]))
    def be_away(self, seconds: int) -> None:
        self.talk.wait(seconds)

    @invariant()
    def there_is_a_way_on(self) -> None:
        """R-33: no dead end; the menu or a way back to the question is one tap away."""
        screen = self.talk.screen
        ids = [option.id for option in screen.options]
        assert ids, self.talk.place
        assert len(ids) == len(set(ids)), self.talk.place
        assert len(self.talk.labels()) == len(ids)
        assert self.talk.text().strip()

    @precondition(lambda self: not self.talk.turn.erase)
    @invariant()
    def the_screen_is_a_function_of_the_dossier(self) -> None:
        """What stands after a restart is the question that stood before it."""
        talk = self.talk
        again = current_screen(talk.content, decode(talk.stored), talk.now)
        assert (again.dialogue, again.step, again.body, again.options) == (
            talk.screen.dialogue,
            talk.screen.step,
            talk.screen.body,
            talk.screen.options,
        )
        assert encode(decode(talk.stored)) == talk.stored

    @invariant()
    def few_content_options(self) -> None:
        """R-34: at most three, and six names."""
        roles = [option.role for option in self.talk.screen.options]
        assert roles.count("content") + roles.count("example") <= 6
        assert roles.count("toggle") + roles.count("alter") <= 6
        if self.talk.screen.step != "which_places":
            assert roles.count("toggle") <= 3

    @precondition(lambda self: not self.talk.turn.erase)
    @invariant()
    def no_question_is_asked_more_than_twice_again(self) -> None:
        """R-42."""
        frame = self.talk.dossier.stack[-1]
        assert frame.work.get("tries", 0) in (0, 1, 2)

    @invariant()
    def nothing_typed_is_executed(self) -> None:
        assert "\n49" not in f"\n{self.talk.notes()}"

    @precondition(lambda self: not self.talk.turn.erase)
    @invariant()
    def blocked_alters_are_never_wished_closer(self) -> None:
        """R-10: who is not good for the client is on no list of wishes."""
        talk = self.talk
        if talk.screen.step != "wish_more":
            return
        shown = {o.id for o in (*talk.screen.options, *talk.screen.others) if o.role == "alter"}
        for alter in talk.dossier.alters:
            feel = alter.answers.get("feel")
            if feel is not None and feel.value in ("costs_energy", "makes_worse", "unsafe"):
                assert is_blocked(scope(talk), alter)
                assert alter.id not in shown

    @precondition(lambda self: not self.talk.turn.erase)
    @invariant()
    def the_summary_holds_nothing_private(self) -> None:
        """R-13: no private, skipped or never-shared answer, in any words."""
        talk = self.talk
        shown = repr(summary_view(scope(talk)))
        variables = talk.content.codebook.variables
        for name, answer in talk.dossier.ego.items():
            if answer.private or variables[name].summary == "no" or answer.status != "answered":
                assert f"codebook/{name}'" not in shown

    @invariant()
    def who_said_never_is_not_asked_about_giving(self) -> None:
        """R-19."""
        said = self.talk.dossier.ego.get("reciprocity")
        if said is not None and said.value == "never":
            assert self.talk.place not in GIVING

    @invariant()
    def only_answers_place_people(self) -> None:
        """R-32: a ring comes from a question about rings, and from nowhere else."""
        dossier = self.talk.dossier
        for alter in dossier.alters:
            ring = alter.answers.get("ring")
            if ring is not None:
                assert dossier.sources[ring.source].rpartition("/")[2] in RING_STEPS


def answers(dossier: Dossier) -> dict[tuple[str, str | None, str], object]:
    """All answers of a dossier, on both sides, to compare: *back* may lead over to the other."""
    there = dossier.copy()
    found: dict[tuple[str, str | None, str], object] = {}
    for side in (CARE, SELF):
        put_on(real_content(), there, side)
        told = [(alter.id if alter else None, name, one) for alter, name, one in there.answers()]
        told += [(e.id, name, one) for e in there.entries for name, one in e.answers.items()]
        for about, name, answer in told:
            found[side, about, name] = (answer.value, answer.status, answer.private)
    return found


def scope(talk: Talk) -> Scope:
    """The scope of where the client is."""
    return Scope.at(talk.content, talk.dossier, talk.dossier.stack[-1], talk.now)


Conversations.TestCase.settings = settings(
    max_examples=2_000 if IS_FULL else 40,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if IS_FULL else [])],
)
TestConversations = Conversations.TestCase
