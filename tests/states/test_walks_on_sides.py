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


def without_days(content: Content, side: Side | None) -> bytes:
    """All of a side but the days of check-ins: those are forgotten when they come."""
    days = day_variables(content)
    there = Dossier(1)
    if side is not None:
        there.ego = {name: answer for name, answer in side.ego.items() if name not in days}
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
            assert without_days(content, dossier.other_side) == without_days(
                content, before.other_side
            )
        else:
            # Who comes over finds all as it was left, and leaves all that was there.
            left = Side(before.ego, before.alters, before.entries, before.maps)
            _is_kept(content, left, dossier.other_side)


def _is_kept(content: Content, before: Side, after: Side | None) -> None:
    """Nobody is lost by going over; the step that was left may have written or taken off."""
    assert after is not None
    ids = {alter.id for alter in before.alters}
    assert len({alter.id for alter in after.alters} & ids) >= len(ids) - 3
    common = [n for n, v in content.codebook.variables.items() if v.common]
    assert not set(after.ego) & set(common)
    assert not set(before.ego) - set(after.ego) - set(common) - day_variables(content) - _FORGOTTEN


_FORGOTTEN = frozenset({"plan_current", "plan_away", "plan_card", "plan_said", "gathering_current"})
"""What options forget on their way to another dialogue."""


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
