"""Everything about me, on both sides of one person: as themselves, and as a carer."""

from collections import Counter

from hypothesis import given
from msgspec import Struct, to_builtins

from states.account import account_view, whole_account_view
from states.check_ins import day_variables
from states.codebook import Variable
from states.days import date_of
from states.dossier import Answer, Dossier, Frame, encode, new_dossier
from states.pictures.chart import Person
from states.returning.versions import keep, read
from states.scope import Scope
from states.screen import TextKey
from states.sides import put_on
from states.summaries import everything_document
from tests.exports.dossiers import dossiers
from tests.exports.reading import there_on
from tests.talk import MONDAY_MORNING, Talk, real_content


def scope(dossier: Dossier) -> Scope:
    """A scope at the welcome screen."""
    return Scope(real_content(), dossier, Frame("start", "welcome"), MONDAY_MORNING)


def told_lines(view: dict[str, object]) -> Counter[tuple[int, str, str]]:
    """How often each variable is told in an account: by side, and by what it is about."""
    return Counter(
        (number, place, line["heading"].key.removeprefix("codebook/"))
        for number, side in enumerate(view["sides"])
        for place in ("about_me", "alters", "entries")
        for one in (side[place] if place != "about_me" else [{"lines": side["about_me"]}])
        for line in one["lines"]
    )


def lines_of(dossier: Dossier, *, hidden: bool) -> Counter[tuple[int, str, str]]:
    """The same, straight from the dossier."""
    variables = real_content().codebook.variables
    days = day_variables(real_content())
    found: Counter[tuple[int, str, str]] = Counter()
    for number, side in enumerate(("self", "care")):
        there = there_on(dossier, side)
        if there is None:
            continue
        ids = {alter.id for alter in there.alters}
        about = [("about_me", there.own)]
        about += [("alters", alter.answers) for alter in there.alters]
        about += [("entries", entry.answers) for entry in there.entries]
        for place, answers in about:
            for name, answer in answers.items():
                variable = variables[name]
                is_day = name in days
                is_hidden = variable.hidden or (
                    place == "alters" and answer.value in variable.hidden_codes
                )
                is_out = variable.internal or is_day or (is_hidden and not hidden)
                if not is_out and says(answer, variable, ids):
                    found[number, place, name] += 1
    return found


def says(answer: Answer, variable: Variable, ids: set[str]) -> bool:
    """Whether there is anything to tell."""
    if answer.status != "answered" or answer.value is None:
        return answer.status == "none"
    if variable.type == "alters":
        return bool(ids.intersection(answer.value))
    return answer.value != []


@given(dossiers(most=6))
def test_all_is_in_the_account_and_what_is_hidden_after_the_second_choice_only(
    dossier: Dossier,
) -> None:
    """Of ego, alters and entries, on both sides, wherever the client stands."""
    for side in ("self", "care"):
        put_on(real_content(), dossier, side)
        here = scope(dossier)
        assert told_lines(account_view(here)) == lines_of(dossier, hidden=False)
        assert told_lines(whole_account_view(here)) == lines_of(dossier, hidden=True)
        for view in (account_view(here), whole_account_view(here)):
            for shown, name in zip(view["sides"], ("self", "care"), strict=False):
                there = there_on(dossier, name)
                kept = [(date_of(one.day), read(one).people) for one in there.maps]
                assert [one["date"] for one in shown["maps"]] == [day for day, _ in kept]
                assert [one["names"] for one in shown["maps"]] == [
                    [person.label for person in people] for _, people in kept
                ]


@given(dossiers(most=6))
def test_the_account_is_the_same_wherever_the_client_stands(dossier: Dossier) -> None:
    seen = []
    for side in ("self", "care", "self"):
        put_on(real_content(), dossier, side)
        here = scope(dossier)
        views = (account_view(here), whole_account_view(here), everything_document(here))
        seen.append([in_plain_words(view) for view in views])
    assert seen[0] == seen[1] == seen[2]


def in_plain_words(value: object) -> object:
    """A view or a document with its texts as they are read."""
    if isinstance(value, TextKey):
        return real_content().texts.render(value, "je")
    if isinstance(value, dict):
        return {name: in_plain_words(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [in_plain_words(part) for part in value]
    return in_plain_words(to_builtins(value)) if isinstance(value, Struct) else value


def a_carer() -> Dossier:
    """Somebody who told something on both sides, and stands as a carer."""
    dossier = new_dossier()
    dossier.ego = {"consent": Answer(value=True), "interests": Answer("muziek")}
    dossier.add_alter("Anna", "free_list", 20_000).answers = {"feel": Answer("costs_energy")}
    step = dossier.add_entry("action", 20_500)
    step.answers = {"plan_what": Answer("koffie drinken"), "plan_with": Answer(["a1"])}
    step.answers["plan_day"] = Answer(20_531)
    keep(dossier, [Person("a1", "Anna"), Person("a9", "Daan")], 20_400)
    put_on(real_content(), dossier, "care")
    dossier.ego |= {"care_hours": Answer("many"), "expect_of_me": Answer("altijd sterk zijn")}
    dossier.ego["care_quarter_day"] = Answer(20_530)
    dossier.add_alter("Henk", "free_list", 20_000).answers = {"cared_for": Answer(value=True)}
    rest = dossier.add_entry("action", 20_500)
    rest.answers = {"plan_what": Answer("een middag vrij"), "plan_with": Answer(["a2"])}
    keep(dossier, [Person("a2", "Henk")], 20_300)
    return dossier


FIRST = ("muziek", "Anna", "koffie drinken", "Henk", "een middag vrij", "Als ik zorg voor iemand")
HIDDEN = ("Het kost mij energie", "altijd sterk zijn")


def test_a_carer_reads_both_sides_and_what_is_hidden_after_a_second_tap() -> None:
    talk = Talk(stored=encode(a_carer()))
    talk.say("/alles")
    assert talk.place == "everything/account"
    shown = talk.text()
    assert all(words in shown for words in FIRST), shown
    assert not [words for words in (*HIDDEN, "Daan") if words in shown]
    assert shown.count("muziek") == 1
    assert "8 november 2025" in shown
    assert "31 juli 2025" in shown
    assert shown.index("koffie drinken") < shown.index(FIRST[-1]) < shown.index("een middag vrij")
    talk.tap("hidden")
    talk.tap("yes")
    shown = talk.text()
    assert all(words in shown for words in (*FIRST, *HIDDEN, "Anna en Daan")), shown
    for planned in ("19 maart", "18 maart"):
        assert planned in shown


def test_a_thought_stands_under_its_question_and_only_alone_where_it_is_for_oneself() -> None:
    dossier = new_dossier()
    deck = real_content().questions.cards
    cards = [next(one.id for one in deck if one.only_alone is alone) for alone in (False, True)]
    for card in (*cards, "of_an_earlier_deck"):
        thought = dossier.add_entry("thought", 20_000)
        thought.answers = {
            "thought_question": Answer([card]),
            "thought_words": Answer(f"bij {card}"),
        }
    asked = [TextKey(f"question_cards/{card}") for card in cards]
    every = [*asked, TextKey("codebook/entry__thought")]
    named = [one["name"] for one in account_view(scope(dossier))["sides"][0]["entries"]]
    assert named == every
    for company in ("helped", "watched"):
        dossier.ego["company"] = Answer(company)
        first, whole = (
            [one["name"] for one in view(scope(dossier))["sides"][0]["entries"]]
            for view in (account_view, whole_account_view)
        )
        assert first == [every[0], every[2]]
        assert whole == every
