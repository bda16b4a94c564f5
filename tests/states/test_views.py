"""What comes out: the circle, the summary, everything about me."""

from hypothesis import given
from hypothesis import strategies as st

from states.account import account, account_view, whole_account_view
from states.circle import circle_view
from states.dossier import Dossier, Frame, decode, encode, new_dossier
from states.harm import is_blocked
from states.pictures.chart import QUADRANTS, RINGS
from states.rules import duplicates, routes
from states.scope import Scope
from states.screen import TextKey
from states.summary import said_view, summary_view
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
