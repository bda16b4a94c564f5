"""Each dialogue is taken away in turn: the rest stays whole, and nothing leads nowhere.

So a release, or an organisation, may leave one out (decisions, 6). The walks tap about at random
and want no more than a screen with a way on; what is shared and what comes back is tried by itself.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from states.content import REQUIRED, Content
from states.dossier import decode, encode
from states.drawing import MORE
from states.input import Offered
from states.sharing.news import News, hear, unread
from states.sharing.records import Pairing, Share, WorkerFacts
from tests.talk import Talk, content_with, real_content

SEED = 20_260_302
TURNS = 400
OPENING = ("ja", "begrepen", "je", "alleen")
FEATURES = ("sharing", "check_ins")
MAY_GO = sorted(set(real_content().dialogues) - set(REQUIRED))
FATIMA = WorkerFacts("1" * 32, "Fatima", "Wijkteam Zuid")


def without(missing: str) -> Content:
    """The shipped content with one dialogue less."""
    content = content_with(*FEATURES)
    left = {name: one for name, one in content.dialogues.items() if name != missing}
    return replace(content, dialogues=left, capabilities=content.capabilities - {missing})


def talk_without(missing: str) -> Talk:
    """Somebody at the doors."""
    talk = Talk(without(missing))
    for line in OPENING:
        talk.say(line)
    assert talk.place == "start/doors"
    return talk


def leading_to(missing: str, talk: Talk) -> set[str]:
    """The options on the screen that need this dialogue."""
    step = talk.content.dialogues[talk.screen.dialogue].steps[talk.screen.step]
    return {
        option.id
        for option in step.declared_options()
        if missing in (option.needs, option.when.available if option.when else None)
        and talk.screen.option(option.id) is not None
    }


def with_something_sent(talk: Talk) -> None:
    """Fatima was sent something before, and has answered it."""
    dossier = decode(talk.stored)
    day = talk.now // 86_400
    dossier.pairings = [Pairing("2" * 32, FATIMA, since=day, accepted=True)]
    sent = Share("3" * 32, "2" * 32, FATIMA.name, FATIMA.organisation, talk.now, day + 90)
    dossier.shares = [sent]
    heard = hear(dossier, News("replied", sent.id, at=talk.now, reply="read"))
    assert heard.tells
    talk.stored = encode(heard.dossier)


@pytest.mark.parametrize("missing", MAY_GO)
def test_one_can_walk_about_without_it(missing: str) -> None:
    random = Random(f"{SEED} {missing}")  # noqa: S311 - a walk through screens, no secret
    talk = Talk(without(missing))
    for turn in range(TURNS):
        if turn % 100 == 50:
            with_something_sent(talk)
        options = [option.id for option in talk.screen.options if option.id != MORE]
        assert options, f"no way on at {talk.place}"
        if talk.screen.text == "names" and random.random() < 0.5:
            talk.say("Anna en Piet")
        else:
            talk.tap(MORE if talk.screen.option(MORE) and turn % 9 == 0 else random.choice(options))
        assert not leading_to(missing, talk), f"{talk.place} offers {missing}"
        assert missing not in [frame.dialogue for frame in talk.dossier.stack]


@pytest.mark.parametrize("missing", MAY_GO)
def test_no_option_is_shown_that_leads_to_it(missing: str) -> None:
    talk = talk_without(missing)
    for option in talk.screen.options:
        other = Talk(talk.content)
        other.stored, other.turn = talk.stored, talk.turn
        other.tap(option.id)
        assert other.place != "start/doors", f"{option.id} leads nowhere without {missing}"


def _by_word(talk: Talk) -> None:
    talk.say("delen")


def _by_code(talk: Talk) -> None:
    talk.give(Offered(FATIMA, "2" * 32))


@pytest.mark.parametrize("way", [_by_word, _by_code])
def test_without_the_dialogue_sharing_says_so_and_the_question_stands(
    way: Callable[[Talk], None],
) -> None:
    talk = talk_without("share")
    way(talk)
    assert talk.place == "start/doors"
    assert "kan hier nu niet" in talk.notes()
    assert not talk.dossier.pairings
    assert not talk.turn.deeds


@pytest.mark.parametrize("way", [_by_word, _by_code])
def test_without_the_feature_sharing_says_so_and_is_offered_nowhere(
    way: Callable[[Talk], None],
) -> None:
    talk = Talk(real_content())
    for line in OPENING:
        talk.say(line)
    way(talk)
    assert talk.place == "start/doors"
    assert "kan hier nu niet" in talk.notes()
    talk.say("/menu")
    shown = {option.id for option in (*talk.screen.options, *talk.screen.others)}
    assert "delete" in shown
    assert "share" not in shown


def test_where_it_is_there_the_same_words_open_it() -> None:
    talk = talk_without("take_along")
    talk.say("delen")
    assert talk.place == "share/explain"


def test_without_its_dialogue_what_came_back_waits_and_nothing_is_lost() -> None:
    talk = talk_without("heard")
    with_something_sent(talk)
    talk.say("/start")
    assert talk.place == "start/doors"
    assert unread(talk.dossier)
    whole = Talk(content_with(*FEATURES), stored=talk.stored)
    whole.say("/start")
    assert whole.place == "heard/news"
    assert "Fatima" in whole.text()
    whole.tap("go_on")
    assert not unread(whole.dossier)
