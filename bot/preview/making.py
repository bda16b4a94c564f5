"""What makes the rules on plans, kept thoughts, earlier maps and the care hold."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.preview.answers import ENTRIES, MARKED, NOW, sample
from bot.preview.people import give_entries, give_maps
from states.caring.helpers import MOST
from states.dossier import LEFT, Answer, Entry
from states.neighbourhood import KIND, kinds
from states.plans.actions import MOST_NOTS, open_actions, state_of

if TYPE_CHECKING:
    from bot.preview.fitting import Fitting

ALL_ACTIONS = 3
CHILD = "a3"
"""Who is a child, where one is among those who help."""


def _make(fitting: "Fitting") -> None:
    if not fitting.dossier.entries:
        give_entries(fitting.content, fitting.dossier)


def _of_kind(fitting: "Fitting", kind: str, *, wanted: bool) -> None:
    """Have made something of a kind, or nothing."""
    if wanted:
        _make(fitting)
    else:
        for entry in fitting.dossier.of_kind(kind):
            fitting.dossier.remove_entry(entry.id)


def _move(fitting: "Fitting", entry: Entry, state: str) -> None:
    fitting.answer_on(entry.id, "plan_state", state)


def open_steps(fitting: "Fitting", wanted: bool) -> None:
    """Have open actions, or none."""
    _make(fitting)
    for entry in open_actions(fitting.scope()) if not wanted else ():
        _move(fitting, entry, "away")


def full(fitting: "Fitting", wanted: bool) -> None:
    """Have as many open actions as may be, or room for one."""
    _make(fitting)
    actions = fitting.dossier.of_kind("action")
    for entry in actions if wanted else ():
        _move(fitting, entry, "open")
    if not wanted:
        _move(fitting, actions[-1], "away")


def put_away(fitting: "Fitting", wanted: bool) -> None:
    """Have put one away, or none."""
    _make(fitting)
    for entry in fitting.dossier.of_kind("action"):
        if state_of(fitting.scope(), entry) == "away" and not wanted:
            _move(fitting, entry, "done")


def idea_has_forms(fitting: "Fitting", wanted: bool) -> None:
    """Have an action that came of an idea, or of own words."""
    _make(fitting)
    fitting.set("plan_idea", sample(fitting.content, "plan_idea") if wanted else None)


def not_three_times(fitting: "Fitting", wanted: bool) -> None:
    """Not have done the action at hand so many times."""
    _make(fitting)
    fitting.set("plan_nots", MOST_NOTS if wanted else None)


def gathering_says(fitting: "Fitting", wanted: bool) -> None:
    """Have told something of the people who think along."""
    _of_kind(fitting, "gathering", wanted=True)
    entry = fitting.dossier.edit_entry(ENTRIES["gathering"][0])
    if not wanted:
        entry.answers = {}


def cards_left(fitting: "Fitting", wanted: bool) -> None:
    """Have cards of the theme that did not come up."""
    theme = sample(fitting.content, "thought_theme")
    deck = fitting.content.questions
    fitting.set("thought_theme", theme)
    seen = [card.id for card in deck.of_theme(str(theme))]
    fitting.set("thought_round", None if wanted else list(seen))


def maps(fitting: "Fitting", wanted: bool) -> None:
    """Have earlier versions of the map, or none."""
    if not wanted:
        fitting.dossier.maps = []
    elif not fitting.dossier.maps:
        give_maps(fitting.content, fitting.dossier)


def more_maps(fitting: "Fitting", wanted: bool) -> None:
    """Have several of them, or one."""
    maps(fitting, wanted=True)
    if not wanted:
        fitting.dossier.maps = fitting.dossier.maps[-1:]


def tense_does_harm(fitting: "Fitting", wanted: bool) -> None:
    """Have marked somebody with whom it is not safe."""
    fitting.people(wanted=True)
    fitting.set("again_tense", [MARKED] if wanted else None)
    fitting.answer_of(MARKED, "feel", "unsafe" if wanted else "costs_energy")


def child_helps(fitting: "Fitting", wanted: bool) -> None:
    """Have a child among those who help."""
    fitting.people(wanted=True)
    for alter in list(fitting.dossier.alters):
        fitting.answer_of(alter.id, "is_child", value=None)
    if wanted:
        fitting.answer_of(CHILD, "is_child", value=True)


def many_helpers(fitting: "Fitting", wanted: bool) -> None:
    """Have more people than are asked about, or so few that nobody is chosen."""
    fitting.people(wanted=True)
    if not wanted:
        fitting.dossier.alters = fitting.dossier.alters[:MOST]


def named_to_ask(fitting: "Fitting", wanted: bool) -> None:
    """Have named the alter at hand to ask them something."""
    alter = fitting.alter_at_hand()
    if alter is not None:
        there = fitting.dossier.edit_alter(alter.id)
        there.prompts = ["people_new"] if wanted else ["preview"]


def all_talks(fitting: "Fitting", wanted: bool) -> None:
    """Have had all conversations of a carer."""
    talks = list(fitting.content.codebook.codes("carer_done"))
    fitting.set("carer_done", list(talks) if wanted else list(talks[:1]))


def not_much_longer(fitting: "Fitting", wanted: bool) -> None:
    """Have said that it cannot go on much longer."""
    fitting.set("keep_going", "not_much_longer" if wanted else "some_time")


def step_had_time(fitting: "Fitting", wanted: bool) -> None:
    """Have chosen something small on a former day, or today."""
    before = fitting.scope().answer("nice_step")
    what = before.value if before is not None else sample(fitting.content, "nice_step")
    at = NOW - 3 * 86_400 if wanted else NOW
    fitting.dossier.ego["nice_step"] = Answer(what, at=at)


def local(fitting: "Fitting", wanted: bool) -> None:
    """Look at a kind of which there is a place near by."""
    fitting.set(KIND, [kinds(fitting.scope())[0]] if wanted else None)


def more_of_kind(fitting: "Fitting", wanted: bool) -> None:
    """Look at a kind of which there are several."""
    there: list[str] = [route.kind for route in fitting.content.organisation.routes]
    of_number = [k for k in kinds(fitting.scope()) if (there.count(k) > 1) == wanted]
    fitting.set(KIND, of_number[:1] or None)


def left_a_question(fitting: "Fitting", wanted: bool) -> None:
    """Have come from a question by going home."""
    fitting.frame.work.pop(LEFT, None)
    if wanted:
        fitting.frame.work[LEFT] = True


RULES: Mapping[str, Callable[["Fitting", bool], None]] = {
    "has_open_actions": open_steps,
    "plan_is_full": full,
    "has_away_actions": put_away,
    "idea_has_forms": idea_has_forms,
    "not_three_times": not_three_times,
    "plan_says_something": lambda f, wanted: _of_kind(f, "action", wanted=wanted),
    "has_thoughts": lambda f, wanted: _of_kind(f, "thought", wanted=wanted),
    "thoughts_say_something": lambda f, wanted: _of_kind(f, "thought", wanted=wanted),
    "has_gatherings": lambda f, wanted: _of_kind(f, "gathering", wanted=wanted),
    "gathering_says_something": gathering_says,
    "has_cards_left": cards_left,
    "has_versions": maps,
    "has_former_version": maps,
    "has_more_versions": more_maps,
    "tense_does_harm": tense_does_harm,
    "has_child_helper": child_helps,
    "many_helpers": many_helpers,
    "named_to_be_asked": named_to_ask,
    "all_talks_done": all_talks,
    "not_much_longer": not_much_longer,
    "nice_step_had_time": step_had_time,
    "has_local": local,
    "more_of_kind": more_of_kind,
    "left_a_question": left_a_question,
}
