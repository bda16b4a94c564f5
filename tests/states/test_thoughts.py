"""Question cards: which one comes, that none is asked twice, and that what is let go is gone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.dossier import Answer, Dossier, Frame, encode, new_dossier
from states.drawing import MORE
from states.effects import EFFECTS
from states.rules import GUARDS, LISTS, VIEWS
from states.scope import Scope
from states.summary import may_show
from states.thoughts.cards import question_cards
from states.thoughts.deck import going_round
from tests.talk import MONDAY_MORNING, Talk, real_content

DAY = 86_400
TOLD = "zonnebloempitten"
THEMES = ("direction", "works", "who_helps", "others_say", "next_sign", "miracle")
SENSITIVE = ("L2", "L3")


def scope(dossier: Dossier, now: int = MONDAY_MORNING, item: str | None = None) -> Scope:
    """Somebody at a question of the deck."""
    frame = Frame("questions", "question", item)
    return Scope.at(real_content(), dossier, frame, now)


def drawn(dossier: Dossier, theme: str, times: int, now: int = MONDAY_MORNING) -> list[str]:
    """The cards that come up one after the other; "" where none is left."""
    found = []
    for _ in range(times):
        here = scope(dossier, now)
        here.write("thought_theme", theme)
        EFFECTS["draw_card"](here)
        value = here.value("thought_card")
        found.append(value[0] if isinstance(value, list) else "")
    return found


def at_cards(**ego: str) -> Talk:
    """Somebody who is about to choose what questions are about."""
    dossier = new_dossier()
    dossier.ego = {name: Answer(value) for name, value in ego.items()}
    dossier.stack = [Frame("start", "home_questions"), Frame("questions", "theme")]
    dossier.turn = 1
    return Talk(stored=encode(dossier))


def choose(talk: Talk, *options: str) -> None:
    """Tap these, on whatever page they are."""
    for name in options:
        for _ in range(4):
            if talk.screen.option(name) is None:
                talk.tap("page")
        talk.tap(name)


@given(st.lists(st.sampled_from("abcde"), unique=True), st.lists(st.sampled_from("abcde")))
def test_what_was_never_seen_comes_first_then_what_was_seen_longest_ago(
    cards: list[str], before: list[str]
) -> None:
    seen = list(dict.fromkeys(before))
    found = going_round(cards, seen)
    new = [card for card in cards if card not in seen]
    assert found == [*new, *(card for card in seen if card in cards)]


@pytest.mark.parametrize("theme", THEMES)
def test_in_one_visit_each_card_comes_once_and_in_the_next_again(theme: str) -> None:
    content, dossier = real_content(), new_dossier()
    cards = [card.id for card in content.questions.of_theme(theme)]
    assert drawn(dossier, theme, len(cards) + 1) == [*cards, ""]
    assert not GUARDS["has_cards_left"](scope(dossier))
    dossier.session.began = MONDAY_MORNING + DAY
    assert drawn(dossier, theme, len(cards) + 1, MONDAY_MORNING + DAY) == [*cards, ""]


@given(st.data())
@settings(max_examples=40)
def test_no_card_comes_twice_in_a_visit_and_the_same_dossier_gives_the_same(
    data: st.DataObject,
) -> None:
    one, other = new_dossier(), new_dossier()
    themes = data.draw(st.lists(st.sampled_from(THEMES), max_size=25))
    cards = [drawn(one, theme, 1)[0] for theme in themes]
    came = [card for card in cards if card]
    assert len(came) == len(set(came))
    assert cards == [drawn(other, theme, 1)[0] for theme in themes]
    for theme in THEMES:
        scope(one).write("thought_theme", theme)
        assert not set(LISTS["cards_left"](scope(one))) & set(came)


@pytest.mark.parametrize("company", ["", "alone", "helped", "watched"])
def test_what_is_sensitive_is_asked_alone_and_at_a_step_of_that_level(company: str) -> None:
    """Every theme that is offered, with every card of it."""
    deck = real_content().questions
    levels = set()
    for theme in THEMES:
        talk = at_cards(**({"company": company} if company else {}))
        offered = {*(o.id for o in talk.screen.options), *(o.id for o in talk.screen.others)}
        if theme not in offered:
            continue
        choose(talk, theme)
        if talk.place == "questions/gate_future":
            choose(talk, "yes")
        for _ in deck.of_theme(theme):
            step = talk.content.dialogues["questions"].steps[talk.screen.step]
            card = deck.card(talk.dossier.ego["thought_card"].value[-1])  # type: ignore[index]
            assert card is not None
            assert talk.text() == talk.render(question_cards(talk.content)[card.id]["title"])
            assert card.sensitivity == step.sensitivity
            assert not card.only_alone or company in ("", "alone")
            levels.add(card.sensitivity)
            if talk.screen.option("another_card"):
                choose(talk, "another_card")
    assert (set(SENSITIVE) & levels == set()) == (company in ("helped", "watched"))


@given(
    theme=st.sampled_from(THEMES),
    before=st.integers(0, 2),
    way=st.sampled_from(["let_go", "another", "enough", "back_and_enough"]),
)
@settings(max_examples=30, deadline=None)
def test_words_that_are_let_go_are_gone_from_the_dossier(theme: str, before: int, way: str) -> None:
    """Whatever the question was, and whatever is done instead of keeping them (R-13)."""
    talk = at_cards()
    choose(talk, theme)
    if theme == "miracle":
        choose(talk, "yes")
    for _ in range(before):
        choose(talk, "another_card")
    talk.say(f"ik denk aan {TOLD}")
    assert talk.place == "questions/keep"
    assert TOLD.encode() in talk.stored
    if way == "let_go":
        choose(talk, "let_go")
    elif way == "another":
        talk.say("/terug")
        choose(talk, "another_card" if talk.screen.option("another_card") else "skip")
        if talk.place == "questions/keep":
            choose(talk, "let_go")
    elif way == "enough":
        choose(talk, "let_go", "enough")
    else:
        talk.say("/terug")
        choose(talk, "skip", "let_go", "enough")
    assert TOLD.encode() not in talk.stored
    assert talk.dossier.of_kind("thought") == []
    assert TOLD not in talk.shown()


@given(st.lists(st.integers(0, 5), min_size=5, max_size=40))
@settings(max_examples=40, deadline=None)
def test_whatever_is_tapped_only_kept_words_stay(moves: list[int]) -> None:
    """A walk: after the question what becomes of the words, all but the kept ones are gone."""
    talk = at_cards()
    told: list[str] = []
    kept: set[str] = set()
    for number, move in enumerate(moves):
        is_asked = talk.place in ("questions/question", "questions/future")
        if is_asked and move % 2:
            told.append(f"{TOLD}-{number}-")
            talk.say(told[-1])
        else:
            ways = [option.id for option in talk.screen.options if option.id != MORE]
            way = ways[move % len(ways)]
            if talk.place == "questions/keep" and way == "keep_it":
                kept.add(told[-1])
            if talk.place == "questions/thought" and way == "throw_away":
                kept = {words for words in kept if words not in talk.text()}
            talk.tap(way)
        is_open = talk.place in ("questions/question", "questions/future", "questions/keep")
        for words in told[: -1 if is_open else None]:
            assert (words.encode() in talk.stored) == (words in kept), talk.place
        if not talk.place.startswith("questions/"):
            break


@given(words=st.text(min_size=1), private=st.booleans(), theme=st.sampled_from(THEMES))
def test_what_is_kept_is_what_was_said_and_as_private(
    words: str, private: bool, theme: str
) -> None:
    dossier = new_dossier()
    (card,) = drawn(dossier, theme, 1)
    dossier.ego["thought_said"] = Answer(words, private=private)
    EFFECTS["keep_thought"](scope(dossier))
    (entry,) = dossier.of_kind("thought")
    answer = entry.answers["thought_words"]
    assert (answer.value, answer.private) == (words, private)
    assert entry.answers["thought_question"].value == [card]
    assert "thought_said" not in dossier.ego
    declared = real_content().codebook.variables["thought_words"]
    assert may_show(declared, answer) is not private
    there = scope(dossier, item=entry.id)
    shown = VIEWS["thought"](there)
    assert shown["words"] == words
    assert shown["question"].key.endswith(f"/{card}")
    assert len(shown["title"]) <= 30


def test_only_words_are_kept() -> None:
    dossier = new_dossier()
    drawn(dossier, "works", 1)
    EFFECTS["keep_thought"](scope(dossier))
    dossier.ego["thought_said"] = Answer(None, "skipped")
    EFFECTS["keep_thought"](scope(dossier))
    assert dossier.entries == []


def test_kept_thoughts_are_read_and_thrown_away_one_by_one() -> None:
    talk = at_cards()
    choose(talk, "who_helps")
    for words in ("mijn kat", "niemand", "de radio"):
        talk.say(words)
        choose(talk, "keep_it", "another")
    choose(talk, "skip", "my_thoughts")
    assert talk.labels()[:3] == ["de radio", "niemand", "mijn kat"]
    talk.say("niemand")
    assert talk.place == "questions/thought"
    assert "niemand" in talk.text()
    choose(talk, "throw_away", "my_thoughts")
    assert talk.labels()[:2] == ["de radio", "mijn kat"]
    choose(talk, "e1", "keep_it", "my_thoughts")
    assert talk.labels()[:2] == ["de radio", "mijn kat"]


def test_a_thought_for_oneself_alone_is_not_listed_while_somebody_looks_along() -> None:
    dossier = new_dossier()
    for theme, words in (("miracle", "een eigen kamer"), ("works", "de radio")):
        drawn(dossier, theme, 1)
        dossier.ego["thought_said"] = Answer(words)
        EFFECTS["keep_thought"](scope(dossier))
    assert LISTS["thoughts"](scope(dossier)) == ["e2", "e1"]
    dossier.ego["company"] = Answer("helped")
    assert LISTS["thoughts"](scope(dossier)) == ["e2"]
    assert [one["words"] for one in VIEWS["thoughts"](scope(dossier))] == ["de radio"]


def test_a_card_that_is_no_longer_in_the_deck_breaks_nothing() -> None:
    dossier = new_dossier()
    dossier.ego["thought_card"] = dossier.ego["thought_seen"] = Answer(["gone"])
    dossier.ego["thought_said"] = Answer("de radio")
    assert VIEWS["card"](scope(dossier)) == ""
    EFFECTS["keep_thought"](scope(dossier))
    (shown,) = VIEWS["thoughts"](scope(dossier))
    assert (shown["question"], shown["words"]) == ("", "de radio")
