"""What a client takes along: what they chose and nothing else (R-13), everything where they ask."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from states.choosing import PARTS, chosen_people
from states.documents import Document
from states.dossier import Answer, Dossier, Entry, new_dossier
from states.files import FILES
from states.pictures.chart import NOT_GOOD, UNSURE, Chart
from states.screen import TextKey
from states.summaries import everything_document, list_document, summary_document
from tests.states.test_views import dossiers, scope, texts_in
from tests.talk import real_content


def words_of(value: Any) -> list[str]:
    """All that stands in a document, in words; names in its pictures too."""
    if isinstance(value, Document):
        parts: list[Any] = [value.title, value.subtitle, value.footer]
        for block in value.blocks:
            rows = [cell for row in block.table.rows for cell in row] if block.table else []
            names = [person.label for person in block.chart.people] if block.chart else []
            parts += [block.heading, *block.paragraphs, *block.lines, *rows, *names]
        return [word for part in parts for word in words_of(part)]
    if isinstance(value, TextKey):
        return [real_content().texts.render(value, "je")]
    return [value] if isinstance(value, str) else []


@st.composite
def choices(draw: st.DrawFn) -> Dossier:
    """Anyone who chose parts and people of anything they told."""
    dossier = draw(dossiers())
    for number, alter in enumerate(list(dossier.alters)):
        fresh = dossier.edit_alter(alter.id)
        fresh.label = f"Mens{number}x"
        fresh.answers["nickname"] = Answer(f"bijnaam{number}x")
        how = draw(st.none() | st.sampled_from(("name", "nickname", "letter")))
        if how is not None:
            fresh.answers["shown_as"] = Answer(how)
        if draw(st.booleans()):
            fresh.answers["together"] = Answer(f"samen{number}x", private=draw(st.booleans()))
    ids = [alter.id for alter in dossier.alters]
    picked = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    dossier.ego["parts"] = Answer(draw(st.lists(st.sampled_from(PARTS), unique=True)))
    dossier.ego["parts_people"] = Answer(list(picked))
    how = draw(st.none() | st.sampled_from(("names", "letters", "one_by_one")))
    if how is not None:
        dossier.ego["parts_names"] = Answer(how)
    for number in range(draw(st.integers(0, 5))):
        kind, name = draw(st.sampled_from(list(MADE.items())))
        words = Answer(f"maak{number}x", private=draw(st.booleans()))
        answers = {name: words, "plan_state": Answer(draw(st.sampled_from(("open", "away"))))}
        dossier.edit_entry(dossier.add_entry(kind, 0).id).answers = answers
    return dossier


MADE = {"action": "plan_what", "gathering": "gathering_about", "thought": "thought_words"}
"""What may be made, with the variable that holds its words."""


def is_told(entry: Entry) -> bool:
    """Whether another may read of what was made, where its part is on."""
    is_away = entry.kind == "action" and entry.answers["plan_state"].value == "away"
    return not is_away and not entry.answers[MADE[entry.kind]].private


def is_there(word: str, words: list[str]) -> bool:
    """Whether a word is anywhere in them."""
    return any(_in_one_line(word) in _in_one_line(one) for one in words)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


@given(choices())
def test_a_summary_holds_nobody_who_was_not_chosen(dossier: Dossier) -> None:
    """R-13, R-30: nor anybody with whom contact is not good, whatever was chosen."""
    words = words_of(summary_document(scope(dossier)))
    chosen = dossier.ego["parts_people"].value
    assert isinstance(chosen, list)
    for number, alter in enumerate(dossier.alters):
        feel = alter.answers.get("feel")
        is_harmful = feel is not None and feel.value in NOT_GOOD
        if alter.id not in chosen or is_harmful:
            for word in (alter.label, f"bijnaam{number}x", f"samen{number}x"):
                assert not is_there(word, words)


@given(choices())
def test_a_name_is_shown_as_the_client_wants(dossier: Dossier) -> None:
    how = dossier.ego.get("parts_names")
    words = words_of(summary_document(scope(dossier)))
    for number, alter in enumerate(dossier.alters):
        own = alter.answers.get("shown_as")
        wanted = own.value if own and how and how.value == "one_by_one" else None
        may_be_named = (how and how.value == "names") or wanted == "name"
        if not may_be_named:
            assert not is_there(alter.label, words)
        if wanted != "nickname":
            assert not is_there(f"bijnaam{number}x", words)


@given(choices())
def test_a_summary_holds_nothing_private_and_no_part_that_is_off(dossier: Dossier) -> None:
    """R-13: vents, marks and private answers never, whatever was chosen."""
    words = words_of(summary_document(scope(dossier)))
    parts = dossier.ego["parts"].value
    assert isinstance(parts, list)
    variables = real_content().codebook.variables
    for name, answer in dossier.ego.items():
        is_off = variables[name].block not in parts
        if isinstance(answer.value, str) and answer.value.startswith("<"):
            may_be = not answer.private and not is_off and variables[name].summary != "no"
            assert is_there(answer.value, words) == may_be
    for number, alter in enumerate(dossier.alters):
        together = alter.answers.get("together")
        if together is not None and together.private:
            assert not is_there(f"samen{number}x", words)


@given(choices())
def test_a_summary_holds_what_was_made_where_it_may_be_told(dossier: Dossier) -> None:
    """R-13: open steps, people who think along and kept thoughts, each in the part that is on."""
    words = words_of(summary_document(scope(dossier)))
    parts = dossier.ego["parts"].value
    assert isinstance(parts, list)
    for number, entry in enumerate(dossier.entries):
        is_on = ("thoughts" if entry.kind == "thought" else "plan") in parts
        assert is_there(f"maak{number}x", words) == (is_on and is_told(entry))


@given(choices())
def test_two_clients_who_differ_in_what_is_not_chosen_have_the_same_summary(
    dossier: Dossier,
) -> None:
    """R-13: what is left out leaves no gap: not a count, not a number, not an order."""
    before = words_of(summary_document(scope(dossier)))
    chosen = dossier.ego["parts_people"].value
    assert isinstance(chosen, list)
    shown = chosen_people(scope(dossier))
    other = dossier.copy()
    for alter in dossier.alters:
        if alter.id not in shown and len(shown) > 0:
            other.remove_alter(alter.id)
    other.entries = [entry for entry in dossier.entries if is_told(entry)]
    other.ego["vent"] = Answer("iets anders")
    assert words_of(summary_document(scope(other))) == before


def test_nothing_chosen_is_an_empty_summary() -> None:
    assert not summary_document(scope(new_dossier())).blocks


def test_a_circle_of_nobody_is_not_drawn_for_who_left_everybody_out() -> None:
    """It would tell somebody else that there is nobody."""
    dossier = new_dossier()
    dossier.ego["parts"] = Answer(["map"])
    [block] = summary_document(scope(dossier)).blocks
    assert block.chart == Chart("circle", ())
    dossier.add_alter("Anna", "free_list", 0)
    assert not summary_document(scope(dossier)).blocks


def chose(*labels: str, names: str, parts: tuple[str, ...] = PARTS) -> Dossier:
    """A client who named these, and chose to show all of them."""
    dossier = new_dossier()
    for label in labels:
        dossier.add_alter(label, "free_list", 0)
    dossier.ego["parts"] = Answer(list(parts))
    dossier.ego["parts_people"] = Answer([alter.id for alter in dossier.alters])
    dossier.ego["parts_names"] = Answer(names)
    return dossier


def test_own_words_name_people_as_they_are_shown() -> None:
    """Else the letter would be in vain."""
    dossier = chose("mijn vrouw Truus", "Bobby", names="letters")
    dossier.ego["glad"] = Answer("truus en bobby, en Bobbys mand")
    words = words_of(summary_document(scope(dossier)))
    assert "Waar ik blij mee ben: T en B, en Bs mand" in words
    dossier.ego["parts_names"] = Answer("names")
    assert is_there("truus en bobby", words_of(summary_document(scope(dossier))))


def test_an_article_in_a_label_is_nobodys_name() -> None:
    """Else half a sentence would turn into letters, or be left out."""
    dossier = chose("De bakker", "Mijn zus Riet", "Een ex", names="letters")
    scope(dossier).of(dossier.alters[2]).write("feel", "unsafe")
    dossier.ego["glad"] = Answer("de zon, een koekje van de bakker, en mijn tuin met Riet")
    words = words_of(summary_document(scope(dossier)))
    assert is_there("de zon, een koekje van D, en mijn tuin met M", words)


def test_names_are_changed_once_and_not_what_came_in_their_place() -> None:
    dossier = chose("Piet", "P", names="letters")
    dossier.ego["glad"] = Answer("Piet en P")
    assert is_there("P1 en P2", words_of(summary_document(scope(dossier))))


def test_own_words_that_name_somebody_who_is_not_good_stay_out() -> None:
    """R-13: they tell of it."""
    dossier = chose("Chantal", "mijn ex Remco", names="names")
    scope(dossier).of(dossier.alters[1]).write("feel", "unsafe")
    dossier.ego["reflection"] = Answer("dat ik bang ben voor remco")
    dossier.ego["glad"] = Answer("dat Chantal er is")
    scope(dossier).of(dossier.alters[0]).write("together", "praten over Remco")
    words = words_of(summary_document(scope(dossier)))
    assert not is_there("emco", words)
    assert is_there("dat Chantal er is", words)


def test_what_is_between_people_stands_by_answer_so_that_a_page_holds_it() -> None:
    dossier = chose("Anna", "Piet", "Riet", names="names", parts=("between",))
    for alter in dossier.alters:
        scope(dossier).of(alter).write("pleasant", value=True)
    for alter in dossier.alters[:2]:
        scope(dossier).of(alter).write("frequency", "weekly")
    scope(dossier).of(dossier.alters[2]).write("together", "naar de markt")
    [block] = summary_document(scope(dossier)).blocks
    assert [words_of(line)[0] for line in block.lines] == [
        "Samen lachen of iets leuks doen: Anna, Piet en Riet",
        "Riet. Wat we samen doen: naar de markt",
        "Hoe vaak, Elke week of vaker: Anna en Piet",
    ]


def test_what_was_said_in_private_is_in_no_picture_for_others() -> None:
    dossier = chose("Anna", names="names", parts=("map",))
    there = scope(dossier).of(dossier.alters[0])
    there.frame.work["private"] = True
    there.write("ring", "very_close")
    block = summary_document(scope(dossier)).blocks[0]
    assert block.chart is not None
    assert block.chart.people[0].ring == UNSURE


def test_two_people_with_the_same_letter_are_told_apart() -> None:
    dossier = new_dossier()
    for label in ("Anna", "de auto van anton", "mijn vrouw Piet", "🐶"):
        dossier.add_alter(label, "free_list", 0)
    dossier.ego["parts_people"] = Answer([alter.id for alter in dossier.alters])
    dossier.ego["parts_names"] = Answer("letters")
    assert list(chosen_people(scope(dossier)).values()) == ["A1", "A2", "P", "X"]


@given(dossiers())
def test_the_list_has_everybody_and_no_mark(dossier: Dossier) -> None:
    words = words_of(list_document(scope(dossier)))
    for alter in dossier.alters:
        assert is_there(alter.label, words)
    feelings = {real_content().texts.render(TextKey(f"codebook/feel__{f}"), "je") for f in NOT_GOOD}
    assert not feelings & set(words)


def test_the_list_has_only_columns_that_somebody_answered() -> None:
    dossier = new_dossier()
    scope(dossier).of(dossier.add_alter("Anna", "free_list", 0)).write("frequency", "weekly")
    dossier.add_alter("Piet", "free_list", 0)
    table = list_document(scope(dossier)).blocks[0].table
    assert table is not None
    assert [getattr(column, "key", "") for column in table.columns] == [
        "pictures/list_who",
        "codebook/frequency",
    ]


@given(dossiers())
def test_everything_is_everything(dossier: Dossier) -> None:
    words = words_of(everything_document(scope(dossier)))
    for answer in dossier.ego.values():
        for told in texts_in(answer.value):
            assert is_there(told, words)
    for alter in dossier.alters:
        assert is_there(alter.label, words)


@given(dossiers())
def test_every_file_can_be_asked_for_by_everybody(dossier: Dossier) -> None:
    for make in FILES.values():
        file = make(scope(dossier))
        assert file.kind == "zip" or (file.chart is None) != (file.document is None)
