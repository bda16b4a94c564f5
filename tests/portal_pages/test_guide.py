"""The guide: tips by rule from what is shown alone, in words that press nobody (R-48)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.checks.readability import read, words
from dialogues.checks.word_lists import compile_phrases, found_in
from dialogues.loader import load_content
from dialogues.portal.guide import FACTS, MOST_TIPS, Tip, guide
from dialogues.portal.pages import mail
from states.sharing.facts import _FACTS, OBSTACLES
from tests.portal_pages import samples, shown
from tests.portal_pages.html import Page

LISTS = (
    "somebody_after_all",
    "own_people_first",
    "norms",
    "counting",
    "lonely",
    "disappointed",
    "promises_of_effect",
    "incomplete",
    "negative_question",
    "broken_u",
    "words_of_je",
    "reconciliation",
    "debt",
    "fault",
    "why",
)
"""Words of the checks on client texts that worker texts do without as well."""

QUOTED = {one.avoid for one in guide().words.instead}
"""What the guide names as better not said."""

ALLOWED = {
    ("debt", "terugdoen"): "the advice never to raise it",
    ("broken_u", "bel u"): "Ik bel u, as an answer",
}

PRESSING = compile_phrases(
    "u moet\nmoet u\nverplicht*\noverhaal*\novertuig*\ndring*\nweiger*\nverzwijg*\nverberg*\n"
    "niet gedeeld\nverborgen\nmotiveer*\nprobleem*\nbeperkt*\nzielig*\nzwak*\nlastig*".splitlines()
)
"""Verdicts, pressure, and anything on what was not shared."""


@given(st.sets(st.sampled_from(sorted(FACTS))))
def test_at_most_three_tips_of_the_facts_alone(facts):
    tips = guide().tips_for(facts)
    assert len(tips) <= MOST_TIPS
    assert tips == guide().tips_for(sorted(facts, reverse=True))
    assert tips == guide().tips_for([*facts, *facts])
    assert all(facts.issuperset(tip.when) for tip in tips)
    assert len({tip.group for tip in tips}) == len(tips)
    if any(tip.is_strength for tip in tips):
        assert tips[0].is_strength
    for tip in tips:
        assert tip.ask.endswith("?")
        assert tip.avoid
        assert tip in guide().tips_for(tip.when)


@given(st.sets(st.sampled_from(sorted(FACTS - {"safety"}))))
def test_safety_changes_no_tip(facts):
    """The reporting code is the worker's own; nothing here weighs it (E10)."""
    assert guide().tips_for(facts) == guide().tips_for({*facts, "safety"})


@pytest.mark.parametrize("fact", sorted(FACTS - {"safety"}))
def test_each_fact_has_a_tip(fact):
    assert [tip.id for tip in guide().tips_for([fact])] == [fact]


def test_the_facts_are_those_of_snapshots():
    obstacles = {f"obstacle_{code}" for code in OBSTACLES}
    hopes = set(load_content().codebook.codes("share_expectation"))
    assert set(_FACTS) | obstacles | hopes == FACTS


def test_no_facts_and_unknown_facts_give_no_tips():
    assert guide().tips_for([]) == ()
    assert guide().tips_for(["something_new"]) == ()


def test_what_the_client_hopes_goes_before_other_tips():
    tips = guide().tips_for(["likes", "more", "do_not_discuss", "request", "obstacle_fear"])
    assert [tip.id for tip in tips] == ["likes", "do_not_discuss", "request"]


def test_questions_take_turns():
    asked = [guide().question(number) for number in range(20_000, 20_008)]
    assert len(set(asked)) == len(guide().questions) == 4
    assert all(question.endswith("?") for question in asked)


def test_a_wrong_tip_is_refused():
    for wrong in ({"ask": "Zeg dit."}, {"when": ["unheard_of"]}, {"sources": []}, {"extra": 1}):
        right = guide().tips[0].model_dump()
        with pytest.raises(ValueError, match="validation error"):
            Tip.model_validate({**right, **wrong})


def test_the_meeting_takes_the_hour_that_it_says():
    assert sum(step.minutes for step in guide().team.sharing.steps) == 60


def test_there_are_seven_conditions_and_seven_roles():
    assert len(guide().conditions) == len(guide().roles) == 7


def worker_texts() -> str:
    """All that a worker may read that no client wrote."""
    states = [name for name in samples.pages() if name != "snapshot-crowd"]
    bare = {"shown": shown.empty, "facts": tuple(FACTS)}
    found = [
        Page(samples.page_of(template, {**values, **bare} if template == "snapshot" else values))
        for template, values in (samples.pages()[name] for name in states)
    ]
    letters = ["\n".join(mail(name, link="")) for name in ("sign_in", "notice")]
    tips = [f"{tip.title}\n{tip.ask}\n{tip.avoid}" for tip in guide().tips]
    questions = [question.ask for question in guide().questions]
    text = "\n".join([*(page.sentences for page in found), *letters, *tips, *questions])
    for quoted in QUOTED:
        text = text.replace(f"“{quoted}”", "")
    return text


@pytest.mark.parametrize("name", LISTS)
def test_worker_texts_do_without_these_words(name):
    found = {one.casefold() for one in found_in(name, worker_texts())}
    assert not {one for one in found if (name, one) not in ALLOWED}


def test_worker_texts_press_nobody_and_judge_nobody():
    assert not PRESSING.findall(worker_texts())


def test_tips_use_no_words_of_offices():
    text = "\n".join(f"{tip.title} {tip.ask} {tip.avoid}" for tip in guide().tips)
    assert not found_in("office_words", text)


def test_sentences_are_short():
    for line in worker_texts().splitlines():
        for sentence in re.split(r"(?<=[.?!])\s", line):
            assert len(words(sentence)) <= 24, sentence


@pytest.mark.parametrize("state", [name for name in samples.pages() if "snapshot" not in name])
def test_pages_read_easily(state):
    """By the formula that client texts are held to as well (R-35); B1 asks for less."""
    assert read([Page(samples.page(state)).sentences]).ease >= 70
    assert read([f"{one.title}.\n{one.ask}\n{one.avoid}" for one in guide().tips]).ease >= 80
