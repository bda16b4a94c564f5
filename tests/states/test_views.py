"""What comes out: the circle, the summary, everything about me."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, to_builtins

from states.account import account, account_view, whole_account_view
from states.check_ins import day_variables
from states.circle import circle_view
from states.codebook import Variable
from states.days import date_of
from states.dossier import Answer, Dossier, Frame, decode, encode, new_dossier
from states.harm import is_blocked
from states.pictures.chart import QUADRANTS, RINGS, Person
from states.returning.versions import keep, read
from states.rules import duplicates, routes
from states.scope import Scope
from states.screen import TextKey
from states.sides import put_on
from states.summaries import everything_document
from states.summary import said_view, summary_view
from tests.exports.dossiers import dossiers as anybody
from tests.exports.reading import there_on
from tests.talk import MONDAY_MORNING, Talk, real_content

KINDS = ("person", "group", "volunteer", "pet", "place", "thing", "missed")
FEELS = ("good", "mixed", "not_good", "costs_energy", "makes_worse", "unsafe")
names = st.text(min_size=1, max_size=12).filter(str.strip)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Anyone's circle: any names, any answers, any of them left out or private."""
    dossier = new_dossier()
    for label in draw(st.lists(names, max_size=12)):
        here = scope(dossier).of(dossier.add_alter(label, "free_list", 20_000))
        for variable, codes in (
            ("ring", RINGS),
            ("quadrant", QUADRANTS),
            ("kind", KINDS),
            ("feel", FEELS),
            ("wish_with", ("keep", "more", "less", "restore", "stop")),
        ):
            code = draw(st.none() | st.sampled_from(codes))
            if code is not None:
                here.write(variable, code)
        for flag in ("supports", "means_something_to", "pleasant"):
            if draw(st.booleans()):
                here.write(flag, value=True)
    words = draw(st.dictionaries(st.sampled_from(["interests", "wish", "vent", "values"]), names))
    for variable, text in words.items():
        here = scope(dossier)
        if draw(st.booleans()):
            here.frame.work["private"] = True
        here.write(variable, f"<{variable} {text}>")
    return dossier


def scope(dossier: Dossier) -> Scope:
    """A scope at the welcome screen."""
    return Scope(real_content(), dossier, Frame("start", "welcome"), MONDAY_MORNING)


def texts_in(value: object) -> list[str]:
    """All plain strings in a view."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return []


@given(dossiers())
def test_the_summary_holds_nothing_private_or_never_shared(dossier: Dossier) -> None:
    """R-13."""
    shown = texts_in(summary_view(scope(dossier)))
    for name, answer in dossier.ego.items():
        if answer.private or name == "vent":
            assert answer.value not in shown


@given(dossiers())
def test_words_for_a_request_hold_nothing_private(dossier: Dossier) -> None:
    """R-13: what was said for oneself alone never enters a text for somebody else."""
    said = said_view(scope(dossier))
    for name, answer in dossier.ego.items():
        if answer.private:
            assert said[name] is None


@given(dossiers())
def test_whoever_is_not_good_or_not_wanted_closer_is_blocked(dossier: Dossier) -> None:
    """R-10."""
    for alter in dossier.alters:
        feel, wish = alter.answers.get("feel"), alter.answers.get("wish_with")
        is_bad = feel is not None and feel.value not in ("good", "mixed")
        is_less = wish is not None and wish.value in ("less", "stop")
        assert is_blocked(scope(dossier), alter) == (is_bad or is_less)


@given(dossiers())
def test_texts_on_loneliness_do_not_know_how_many_there_are(dossier: Dossier) -> None:
    """R-05: the question and its answers are the same with nobody and with many."""
    content = real_content()
    frame = Frame("first_circle", "alone_or_lonely")
    step = content.dialogues["first_circle"].steps["alone_or_lonely"]
    here, empty = (Scope(content, d, frame, MONDAY_MORNING) for d in (dossier, new_dossier()))
    assert step.show(here).body == step.show(empty).body
    assert step.show(here).options == step.show(empty).options


@given(dossiers())
def test_a_dossier_survives_being_written_and_read(dossier: Dossier) -> None:
    assert encode(decode(encode(dossier))) == encode(dossier)


@given(dossiers())
def test_everything_about_me_is_everything(dossier: Dossier) -> None:
    told = account(real_content(), dossier)
    assert set(told["about_me"]) == set(dossier.ego)
    assert [alter["label"] for alter in told["alters"]] == [a.label for a in dossier.alters]
    assert [set(alter["answers"]) for alter in told["alters"]] == [
        set(alter.answers) for alter in dossier.alters
    ]


@given(dossiers())
def test_hidden_answers_show_only_after_the_second_choice(dossier: Dossier) -> None:
    here = scope(dossier)
    first = repr(account_view(here))
    assert "codebook/feel" not in first
    assert "codebook/vent" not in first
    second = repr(whole_account_view(here))
    assert ("codebook/vent" in second) == ("vent" in dossier.ego)


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
                is_out = variable.internal or is_day or (variable.hidden and not hidden)
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


@given(anybody(most=6))
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


@given(anybody(most=6))
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
    step.answers["plan_day"] = Answer(20_520)
    keep(dossier, [Person("a1", "Anna"), Person("a9", "Daan")], 20_400)
    put_on(real_content(), dossier, "care")
    dossier.ego |= {"care_since": Answer("years"), "expect_of_me": Answer("altijd sterk zijn")}
    dossier.ego["care_quarter_day"] = Answer(20_530)
    dossier.add_alter("Henk", "free_list", 20_000).answers = {"cared_for": Answer(value=True)}
    rest = dossier.add_entry("action", 20_500)
    rest.answers = {"plan_what": Answer("een middag vrij"), "plan_with": Answer(["a2"])}
    keep(dossier, [Person("a2", "Henk")], 20_300)
    return dossier


FIRST = ("muziek", "Anna", "koffie drinken", "Henk", "een middag vrij", "Als ik zorg voor iemand")
HIDDEN = ("Kost mij energie", "altijd sterk zijn")


def test_a_carer_reads_both_sides_and_what_is_hidden_after_a_second_tap() -> None:
    talk = Talk(stored=encode(a_carer()))
    talk.say("/alles")
    assert talk.place == "everything/account"
    shown = talk.text()
    assert all(words in shown for words in FIRST), shown
    assert not [words for words in (*HIDDEN, "Daan") if words in shown]
    assert shown.count("muziek") == 1
    assert "9 november 2025" in shown
    assert "1 augustus 2025" in shown
    assert shown.index("koffie drinken") < shown.index(FIRST[-1]) < shown.index("een middag vrij")
    talk.tap("hidden")
    talk.tap("yes")
    shown = talk.text()
    assert all(words in shown for words in (*FIRST, *HIDDEN, "Anna en Daan")), shown
    for planned in ("8 maart", "18 maart"):
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


def test_zero_contacts_is_a_complete_circle() -> None:
    """R-04: its own kind text, without a word of lack."""
    talk = Talk()
    talk.say("/kaart")
    shown = talk.shown().casefold()
    assert "jouw kring" in shown
    assert not [
        w for w in ("leeg", "ontbre", "nog geen", "helaas", "slechts", "maar") if w in shown
    ]


def test_two_with_the_same_name_are_a_pair_until_told_apart() -> None:
    dossier = new_dossier()
    for label in ("Anna", "anna", "Piet", "ANNA"):
        dossier.add_alter(label, "free_list", 0)
    here = scope(dossier)
    assert duplicates(here) == ["a1+a2", "a1+a4", "a2+a4"]
    here.write("kept_apart", ["a1+a2"])
    assert duplicates(here) == ["a1+a4", "a2+a4"]


def test_routes_that_fit_come_first_and_complaints_never() -> None:
    here = scope(new_dossier())
    everything = routes(here)
    here.write("help_needs", ["neighbours"])
    assert routes(here)[0] == "neighbour_mediation"
    assert "complaints_desk" not in everything + routes(here)


def test_who_feels_unsafe_is_offered_no_mediation() -> None:
    """R-10, R-11."""
    dossier = new_dossier()
    here = scope(dossier)
    here.write("help_needs", ["neighbours"])
    here.of(dossier.add_alter("de buurman", "free_list", 0)).write("feel", "unsafe")
    assert "neighbour_mediation" not in routes(scope(dossier))


def test_values_that_texts_get_are_keys_or_words() -> None:
    """Names and own words go in as values: nothing typed is ever a text key."""
    dossier = new_dossier()
    dossier.add_alter("{{ 7*7 }}", "free_list", 0)
    view = circle_view(scope(dossier))
    assert isinstance(view["rings"][0]["title"], TextKey)
    assert (
        real_content()
        .texts.render(TextKey("look/circle_text", {"circle": view}), "je")
        .count("{{ 7*7 }}")
        == 1
    )
