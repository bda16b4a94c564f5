"""What stands on buttons, and how many there are."""

import re

import pytest

from bot.rendering import render
from bot.telegram.screens import keyboard_of, label_of
from states.dossier import decode
from states.engine import current_screen
from tests.dialogues.scenario import all_scenarios, go_on
from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront, unmarked
from tests.fronts.ways import toggles
from tests.talk import real_content

house = house_for_module()

ROW = 30
"""Signs that fit a phone of 320 px, written down here again on purpose."""

CALLBACK = re.compile(r"(?:\d+:[a-z][a-z0-9_]*(?::[01])?|here)")
LONG = (
    "De buurvrouw van nummer twaalf met de twee grote witte honden",
    "👩‍👩‍👧‍👦" * 5,
    "أمينة من المكتبة القديمة في الشارع الطويل بجانب السوق الكبير",
    "Wolfeschlegelsteinhausenbergerdorff-van der Wetering-Oudenbosch",
    "<b>&amp;\"'",
)


def most_plain(place):
    """Three, and beside cards as many as there are ways to none of them: two at most."""
    dialogue, step = place.split("/")
    asked = real_content().dialogues[dialogue].steps[step]
    beside = len(list(asked.declared_options())) if asked.kind == "cards" else 0
    assert beside <= 2, place
    return 3 + beside


def screens_with_long_names(scenario):
    """Every screen of a scenario, as it is when everybody in it has a long name."""
    talk = scenario.talk()
    for turn in scenario.turns:
        if not go_on(scenario, turn, talk):
            continue
        dossier = decode(talk.stored)
        for number, alter in enumerate(dossier.alters):
            alter.label = LONG[number % len(LONG)]
        screen = current_screen(talk.content, dossier, talk.now)
        yield talk.place, render(talk.content, screen, talk.form)


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.path.stem)
def test_buttons_fit_on_every_screen_whatever_people_are_called(scenario):
    for place, screen in screens_with_long_names(scenario):
        rows = keyboard_of(screen)
        for button in (button for row in rows for button in row):
            assert 0 < len(button["text"]) <= ROW
            assert CALLBACK.fullmatch(button["callback_data"])
            assert len(button["callback_data"].encode()) <= 64
        roles = {label_of(option): option.role for option in screen.options}
        plain = [o for o in screen.options if o.role == "content" and o.checked is None]
        names = [o for o in screen.options if o.role == "alter"]
        opt_outs = [row for row in rows if all(roles[b["text"]] == "opt_out" for b in row)]
        assert len(plain) <= most_plain(place), place
        assert len(names) <= 6, place
        assert len(opt_outs) <= 2, place
        assert sum(map(len, opt_outs)) <= 3, place
        assert len({b["callback_data"] for row in rows for b in row}) == len(screen.options)


def test_a_name_of_sixty_signs_keeps_its_beginning(house):
    long = "Annemarie-Wilhelmina van Oudenbosch tot Nieuwerkerk"
    front = TelegramFront(house, *toggles(long, "Mo"))
    first = front.last.buttons[0]
    assert len(first) == ROW
    assert first.endswith("…")
    assert long.startswith(unmarked(first)[:-1])
    front.tap(first)
    assert front.last.buttons[0].startswith("✅")


def test_names_come_six_at_a_time_and_each_tap_changes_the_same_message(house):
    front = TelegramFront(house, *toggles("Ada", "Ben", "Cas", "Dora", "Eef", "Fien", "Gijs"))
    question, count = front.last, len(front.phone.messages)
    assert [label for label in question.buttons if label.startswith("⬜")] == [
        "⬜ Ada", "⬜ Ben", "⬜ Cas", "⬜ Dora", "⬜ Eef", "⬜ Fien",
    ]  # fmt: skip
    front.tap("⬜ Ada")
    assert question.buttons[0] == "✅ Ada"
    front.tap("Andere namen")
    assert question.buttons[0] == "⬜ Gijs"
    front.tap("⬜ Gijs")
    front.tap("Andere namen")
    front.tap("✅ Ada")
    assert question.buttons[0] == "⬜ Ada"
    assert front.last is question
    assert len(front.phone.messages) == count
    front.tap("Klaar")
    assert front.place == "first_circle/ring_friend"
    assert not question.buttons
    assert "Gijs" not in front.last.buttons  # chosen already, so not asked of again


def test_a_label_with_signs_of_html_is_shown_as_it_is(house):
    name = "A<B"
    front = TelegramFront(house, *toggles(name, "Mo"))
    assert f"⬜ {name}" in front.last.buttons
    front.tap(f"⬜ {name}")
    assert f"✅ {name}" in front.last.buttons
    front.tap("Klaar")
    front.go("/alles")
    assert name in front.last.text
    assert not front.last.entities
