"""Random walks over all dialogues: each side stays as it was while somebody is on the other."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from states.check_ins import day_variables
from states.content import Content
from states.dossier import Answer, Dossier, Frame, Side, decode, encode
from states.engine import current_screen, take_turn
from states.input import Command
from states.sides import CARE, SELF, put_on, side_of
from tests.conftest import IS_FULL
from tests.dialogues.walking import COMMANDS, FEATURES, MOODS, NOW, Taken, any_input, somebody
from tests.talk import content_with

TURNS = 120
WALKS = 400 if IS_FULL else 25


def own(content: Content, side: Side | None) -> bytes:
    """All of a side but what is common, and the days of check-ins, forgotten when they come."""
    common = {name for name, one in content.codebook.variables.items() if one.common}
    days = day_variables(content) | common
    there = Dossier(1)
    if side is not None:
        there.ego = {name: one for name, one in sorted(side.ego.items()) if name not in days}
        there.alters, there.maps = side.alters, side.maps
        there.entries = [
            type(entry)(
                entry.id,
                entry.kind,
                entry.day,
                {name: one for name, one in entry.answers.items() if name not in days},
            )
            for entry in side.entries
        ]
    return encode(there)


@settings(max_examples=WALKS)
@given(seed=st.integers(0, 10**6), side=st.sampled_from([SELF, CARE]))
def test_a_walk_changes_nothing_on_the_side_that_is_out_of_sight(seed: int, side: str) -> None:
    content, rng = content_with(*FEATURES), Random(seed)  # noqa: S311 - a test, repeatable
    dossier = somebody(content, rng, rng.choice([0, 1, 4]), told=rng.choice([0.0, 0.5]))
    dossier = take_turn(content, dossier, Command("home"), NOW).dossier
    common = {name for name, one in content.codebook.variables.items() if one.common}
    now, taken, mood = NOW, Taken(), rng.choice(MOODS)
    if side == CARE:
        dossier.stack = [Frame("start", "to_carer"), Frame("carer", "next_talk")]
        put_on(content, dossier, CARE)
    screen = current_screen(content, dossier, now)
    for _ in range(TURNS):
        now += rng.choice([1, 60, 5_000, 8 * 86_400])
        given_input = any_input(rng, screen, taken, mood, (*COMMANDS, "home", "back", "share"))
        turn = take_turn(content, dossier, given_input, now)
        before, dossier, screen = dossier, turn.dossier, turn.screen
        if turn.erase:
            return
        assert dossier.side == side_of(content, dossier.stack)
        assert decode(encode(dossier)) == dossier
        if dossier.side == before.side:
            assert own(content, dossier.other_side) == own(content, before.other_side)
        else:
            # Who comes over finds all as it was left, and takes along what is common alone.
            arrived = Side(dossier.ego, dossier.alters, dossier.entries, dossier.maps)
            assert own(content, arrived) == own(content, before.other_side)
            assert dossier.other_side is not None
            assert not common.intersection(dossier.other_side.ego)


def test_back_leads_over_the_border_of_sides() -> None:
    """From a question as oneself, asked while one is a carer, and the reverse."""
    content = content_with(*FEATURES)
    dossier = somebody(content, Random(4), 3, told=0.6)  # noqa: S311 - a test, repeatable
    dossier.ego["company"] = Answer("alone")
    dossier = take_turn(content, dossier, Command("home"), NOW).dossier
    mine = [alter.id for alter in dossier.alters]
    dossier.stack = [Frame("start", "to_carer"), Frame("carer", "further")]
    put_on(content, dossier, CARE)
    theirs = [alter.id for alter in dossier.alters]
    assert set(mine).isdisjoint(theirs)
    home = take_turn(content, dossier, Command("home"), NOW + 5).dossier
    assert (home.side, [alter.id for alter in home.alters]) == (SELF, mine)
    back = take_turn(content, home, Command("back"), NOW + 10).dossier
    assert (back.stack[-1].place(), back.side) == (["carer", "further", None], CARE)
    assert [alter.id for alter in back.alters] == theirs
    assert encode(back)
