"""Plan, care, thoughts and talk in what a worker gets: what was chosen, and no gap (R-10, R-13)."""

import pytest

from states.documents import Document
from states.dossier import Answer, Dossier, Value
from states.sharing.facts import OBSTACLES
from states.sharing.projection import shared_only
from states.sharing.sentences import all_sentences, keep, own_sentences, say_instead
from states.sharing.snapshot import snapshot, snapshot_bytes
from states.summaries import summary_document
from tests.states.sharing import as_carer, client, scope, with_entry, with_people
from tests.states.test_summaries import words_of
from tests.talk import real_content

ONLY_ALONE = next(card.id for card in real_content().questions.cards if card.only_alone)
CARD = next(card.id for card in real_content().questions.cards if not card.only_alone)


def document(dossier: Dossier) -> Document:
    return snapshot(scope(dossier)).document


def both(dossier: Dossier) -> list[str]:
    """All that stands in the snapshot, and in the summary on paper."""
    there = words_of(document(dossier)), words_of(summary_document(scope(dossier)))
    return ["\n".join(words) for words in there]


def headings(dossier: Dossier, part: str) -> list[str]:
    return [block.heading for block in document(dossier).blocks if block.part == part]


# The plan


@pytest.mark.parametrize("state", ["done", "away", "unheard_of"])
def test_only_open_steps_are_told_and_no_number_is_left_out(state: str) -> None:
    """Nor is one counted that says nothing to another (R-13)."""
    dossier = client()
    with_entry(dossier, "action", plan_what="Zwemmen", plan_state=state)
    with_entry(dossier, "action", plan_what=Answer("Zwijgen", private=True), plan_feels="too_big")
    with_entry(dossier, "action", plan_what="bellen", plan_obstacles=["fear"], plan_practice="Zin")
    with_entry(dossier, "action", plan_what="wandelen", plan_day=20_000, plan_nots=3)
    for words in both(dossier):
        assert "Stap 1" in words
        assert "Stap 2" in words
        assert "Stap 3" not in words
        assert "Z" not in words
    bare = client()
    for what in ("bellen", "wandelen"):
        with_entry(bare, "action", plan_what=what)
    assert snapshot_bytes(scope(dossier)) == snapshot_bytes(scope(bare))


def test_steps_stand_under_the_heading_of_the_plan() -> None:
    dossier = client()
    with_entry(dossier, "action", plan_what="bellen")
    with_entry(dossier, "gathering", gathering_about="de tuin")
    assert headings(dossier, "plan") == ["Mijn plan", "Stap 1", "Mensen die meedenken"]


def test_without_anything_to_tell_there_is_no_part() -> None:
    """A heading alone would tell that there is something (R-13)."""
    dossier = client(parts=["plan", "care", "thoughts", "talk"])
    with_entry(dossier, "action", plan_what="weg", plan_state="away")
    with_entry(dossier, "gathering", gathering_about=Answer("stil", private=True))
    with_entry(dossier, "thought", thought_words=Answer("stil", private=True))
    for found in (document(dossier), summary_document(scope(dossier))):
        assert not found.blocks


@pytest.mark.parametrize(
    "answers",
    [{"feel": "unsafe"}, {"do_not_contact": True}, {"wish_with": "less"}, {"wish_with": "stop"}],
)
def test_r10_nobody_blocked_is_named_with_a_step(answers: dict[str, Value]) -> None:
    """R-10: who is blocked by now, though it was planned; nor in words that we made to ask."""
    dossier = with_people(client(parts=["plan"]), "Anna", "Zwaan")
    ids = ["a1", "a2"]
    with_entry(dossier, "action", plan_what="koffie", plan_with=ids, plan_words="Hoi Zwaan")
    with_entry(dossier, "gathering", gathering_with=ids, gathering_words="Dag Zwaan")
    before = both(dossier)
    assert all("Zwaan" in words for words in before)
    told = dossier.edit_alter("a2").answers
    told |= {name: Answer(value) for name, value in answers.items()}
    for words in both(dossier):
        assert "Anna" in words
        assert "Zwaan" not in words
        assert "koffie" in words


def test_own_words_to_ask_with_are_the_clients() -> None:
    """Where somebody is shown all the same, as the client wants less with them only."""
    dossier = with_people(client(parts=["plan"]), "Zwaan")
    with_entry(dossier, "action", plan_words=Answer("Hoi Zwaan", own=True))
    dossier.edit_alter("a1").answers["wish_with"] = Answer("less")
    assert all("Hoi Zwaan" in words for words in both(dossier))


def test_people_of_a_step_are_called_as_the_client_chose() -> None:
    dossier = with_people(client(parts=["plan"]), "Anna", "Bea", names="letters")
    dossier.add_alter("Chantal", "free_list", 0)
    with_entry(dossier, "action", plan_what="met Anna naar zee", plan_with=["a3", "a2", "a1"])
    for words in both(dossier):
        assert "met A naar zee" in words
        assert "B en A" in words
        assert "Anna" not in words
        assert "C" not in words


def test_words_of_an_entry_that_name_somebody_else_wait_for_the_client() -> None:
    dossier = with_people(client(), "Anna")
    dossier.add_alter("Bea", "free_list", 0)
    plan = with_entry(dossier, "action", plan_what="bellen met Bea", plan_small="Anna groeten")
    thought = with_entry(dossier, "thought", thought_words="Bea lacht")
    keys = [f"{plan.id}:plan_what", f"{thought.id}:thought_words"]
    assert own_sentences(scope(dossier)) == keys
    assert set(keys) < set(all_sentences(scope(dossier)))
    assert "Bea" not in both(dossier)[0]
    keep(scope(dossier), keys[0])
    say_instead(scope(dossier), keys[1], "iemand lacht")
    assert own_sentences(scope(dossier)) == []
    assert "bellen met Bea" in both(dossier)[0]
    assert "iemand lacht" in both(dossier)[0]


def test_of_what_is_not_told_nothing_is_taken_along() -> None:
    """Not even where it would show nowhere: no empty step, no number, day or id, no prompt."""
    dossier = with_people(client(parts=["plan", "thoughts"]), "Anna")
    dossier.edit_alter("a1").prompts.append("helper_names")
    with_entry(dossier, "action", plan_what=Answer("stil", private=True), plan_feels="fine")
    with_entry(dossier, "action", plan_what="weg", plan_state="away")
    with_entry(dossier, "action", plan_what="bellen", plan_idea=["sign_of_life"], plan_nots=2)
    with_entry(dossier, "thought", thought_question=[CARD])
    kept = shared_only(scope(dossier)).scope.dossier
    assert [(one.id, one.kind, one.day, set(one.answers)) for one in kept.entries] == [
        ("e1", "action", 0, {"plan_state", "plan_what"}),
    ]
    assert kept.next_entry == 2
    assert kept.alters[0].prompts == []
    assert kept.other_side is None
    dossier.ego["parts"] = Answer(["care"])
    kept = shared_only(scope(dossier)).scope.dossier
    assert (kept.entries, kept.alters[0].prompts) == ([], ["helper_names"])


# Thoughts


def test_a_thought_stands_with_its_question() -> None:
    dossier = client()
    with_entry(dossier, "thought", thought_words="dat het kan", thought_question=[CARD])
    [line] = [line for block in document(dossier).blocks for line in block.lines]
    assert line.endswith("? dat het kan")


@pytest.mark.parametrize("card", [[], ["gone"], None, "gone", 7, Answer([CARD], private=True)])
def test_a_thought_without_a_question_to_tell_breaks_nothing(card: Value | Answer) -> None:
    """A dossier may be of another release, and a question may be private."""
    dossier = client()
    with_entry(dossier, "thought", thought_words="dat het kan", thought_question=card)
    for words in both(dossier):
        assert "Wat ik dacht bij een vraag: dat het kan" in words


def test_a_thought_for_oneself_alone_is_told_to_nobody() -> None:
    """Nor is its part offered, whoever is there."""
    dossier = client(company="alone")
    with_entry(dossier, "thought", thought_words="Zwaluw", thought_question=[ONLY_ALONE])
    assert all("Zwaluw" not in words for words in both(dossier))
    assert "thoughts" not in offered(dossier)


# The care


def test_who_told_nothing_of_the_care_has_no_part_on_it() -> None:
    dossier = with_people(as_carer(), "Anna")
    dossier.edit_alter("a1").answers["care_tasks"] = Answer(["cooking"], private=True)
    assert headings(dossier, "care") == []
    assert all("zorg" not in words for words in both(dossier)[1:])


def test_a_carer_whose_helpers_are_left_out_is_not_drawn_alone() -> None:
    """It would tell that nobody else does anything (R-13); the own tasks stand there in words."""
    dossier = with_people(as_carer(care_mine=["cooking"]), "Anna")
    dossier.edit_alter("a1").answers["care_tasks"] = Answer(["driving"])
    dossier.ego["parts_people"] = Answer([])
    for found in (document(dossier), summary_document(scope(dossier))):
        assert not [block for block in found.blocks if block.chart and block.chart.view == "care"]
    assert all("Koken" in words and "Rijden" not in words for words in both(dossier))


def test_the_picture_of_the_care_and_its_words_tell_of_the_same_people() -> None:
    """R-45: who was named as a helper and of whom nothing more was told, too."""
    dossier = with_people(
        as_carer(care_mine=["cooking"]), "Anna", "Bea", "Chantal", names="letters"
    )
    dossier.edit_alter("a1").answers["care_tasks"] = Answer(["driving"])
    dossier.edit_alter("a2").prompts.append("helper_names")
    for found in (document(dossier), summary_document(scope(dossier))):
        charts = [block.chart for block in found.blocks if block.chart]
        [care] = [chart for chart in charts if chart.view == "care"]
        assert [person.label for person in care.people][1:] == ["A", "B"]
    words = [
        line for block in document(dossier).blocks if block.part == "care" for line in block.lines
    ]
    assert "Hoort er ook bij: B" in words
    assert not [line for line in words if line.endswith("C")]


def test_ring_and_kind_are_in_no_picture_of_the_care_where_the_map_is_off() -> None:
    dossier = with_people(as_carer(parts=["care"]), "Anna")
    for name, value in (("listens", True), ("ring", "very_close"), ("quadrant", "family")):
        dossier.edit_alter("a1").answers[name] = Answer(value)
    [chart] = [block.chart for block in document(dossier).blocks if block.chart]
    assert (chart.people[0].ring, chart.people[0].quadrant) == ("unsure", None)


def test_a_child_who_helps_is_marked_nowhere() -> None:
    dossier = with_people(as_carer(), "Anna")
    dossier.edit_alter("a1").answers["listens"] = Answer(value=True)
    before = snapshot_bytes(scope(dossier))
    dossier.edit_alter("a1").answers["is_child"] = Answer(value=True)
    assert snapshot_bytes(scope(dossier)) == before


# Facts, and what is offered


def test_facts_of_the_new_parts_are_read_off_what_is_shown() -> None:
    dossier = client(talk_point_1="mijn post")
    with_entry(dossier, "action", plan_what="bellen", plan_by="worker", plan_obstacles=[*OBSTACLES])
    with_entry(dossier, "thought", thought_words="dat het kan")
    assert set(snapshot(scope(dossier)).facts) == {"plan", "plan_asks_worker", "talk", "thoughts"}
    dossier.ego["parts"] = Answer(["talk"])
    assert snapshot(scope(dossier)).facts == ("talk",)


@pytest.mark.parametrize("by", ["me", "together", "unsure", Answer("worker", private=True)])
def test_a_plan_asks_nothing_of_a_worker_where_that_is_not_told(by: Value | Answer) -> None:
    dossier = client()
    with_entry(dossier, "action", plan_what="bellen", plan_by=by)
    with_entry(dossier, "action", plan_what="zwemmen", plan_by="worker", plan_state="away")
    assert snapshot(scope(dossier)).facts == ("plan",)


def test_somebody_who_gathers_people_may_leave_it_to_a_worker() -> None:
    dossier = client()
    with_entry(dossier, "gathering", gathering_about="de tuin", gathering_by="worker")
    assert "plan_asks_worker" in snapshot(scope(dossier)).facts


def offered(dossier: Dossier) -> tuple[str, ...]:
    """The parts that a client can choose, on whatever page."""
    there = scope(dossier)
    return there.content.dialogues["choose"].steps["parts"].ids(there)  # type: ignore[union-attr]


def test_a_part_is_offered_where_it_says_something_and_not_before() -> None:
    dossier = client(company="alone")
    new = {"plan", "care", "thoughts", "talk"}
    assert not new & set(offered(dossier))
    with_entry(dossier, "action", plan_what="bellen", plan_state="done")
    with_entry(dossier, "thought", thought_words=Answer("stil", private=True))
    assert not new & set(offered(dossier))
    with_entry(dossier, "action", plan_what="bellen")
    with_entry(dossier, "thought", thought_words="dat het kan")
    dossier.ego |= {"care_hours": Answer("few"), "talk_point_1": Answer("mijn post")}
    assert new <= set(offered(dossier))
