"""One person on two sides: what is told on one is out of sight on the other, and none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from states.content import Content
from states.dossier import Answer, Dossier, Frame, decode, encode, new_dossier
from states.harm import is_blocked
from states.scope import Scope
from states.sides import CARE, SELF, forget_on, put_on, seen_from, side_of
from tests.talk import content_with

NOW = 1_800_000_000
COMMON = ("form", "company", "reciprocity", "consent", "surnames", "carer_done")


def content() -> Content:
    return content_with("check_ins")


def scope_of(dossier: Dossier) -> Scope:
    return Scope(content(), dossier, Frame("start", "home"), NOW)


def told(dossier: Dossier) -> dict[str, object]:
    """All that one side holds."""
    return {
        "ego": {name: one.value for name, one in dossier.ego.items() if name not in COMMON},
        "alters": [(one.id, one.label) for one in dossier.alters],
        "entries": [(one.id, one.kind) for one in dossier.entries],
    }


steps = st.lists(
    st.one_of(
        st.sampled_from([SELF, CARE]),
        st.tuples(st.just("ego"), st.sampled_from(["glad", "interests", "form", "reciprocity"])),
        st.tuples(st.just("alter"), st.sampled_from(["Anna", "Piet", "Henk"])),
        st.tuples(st.just("entry"), st.sampled_from(["action", "thought", "gathering"])),
    ),
    max_size=30,
)


@given(steps)
def test_each_side_keeps_its_own_and_nothing_of_the_other(walk: list[object]) -> None:
    dossier, seen = new_dossier(), {SELF: {}, CARE: {}}
    for number, step in enumerate(walk):
        if isinstance(step, str):
            seen[dossier.side] = told(dossier)
            put_on(content(), dossier, step)  # type: ignore[arg-type]
            assert told(dossier) == (seen[step] or told(new_dossier()))
            continue
        sort, what = step  # type: ignore[misc]
        if sort == "ego":
            dossier.ego[what] = Answer(f"{dossier.side} {number}")
        elif sort == "alter":
            dossier.add_alter(what, "free_list", 1)
        else:
            dossier.add_entry(what, 1)
    ids = [
        one.id for side in (SELF, CARE) for one in seen_from(scope_of(dossier), side).dossier.alters
    ]
    assert len(ids) == len(set(ids))
    assert decode(encode(dossier)) == dossier


@given(st.sampled_from(COMMON), st.sampled_from([SELF, CARE]))
def test_what_is_common_goes_along_and_stands_once(name: str, first: str) -> None:
    dossier = new_dossier()
    put_on(content(), dossier, first)  # type: ignore[arg-type]
    dossier.ego[name] = Answer("yes")
    for side in (SELF, CARE, SELF):
        put_on(content(), dossier, side)
        assert dossier.ego[name] == Answer("yes")
        assert dossier.other_side is None or name not in dossier.other_side.ego


def test_looking_from_the_other_side_changes_nothing() -> None:
    dossier = new_dossier()
    dossier.add_alter("Anna", "free_list", 1)
    before = encode(dossier)
    there = seen_from(scope_of(dossier), CARE)
    there.dossier.add_alter("Piet", "for_whom", 1)
    assert encode(dossier) == before
    assert dossier.other_side is None


def test_an_aside_looks_at_the_side_under_it() -> None:
    stack = [Frame("start", "home_carer"), Frame("carer", "entrance"), Frame("look", "circle")]
    assert side_of(content(), stack) == CARE
    assert side_of(content(), stack[:1]) == SELF
    check_in = [Frame("start", "home"), Frame("plan_follow_up", "result", None, {"side": CARE})]
    assert side_of(content(), check_in) == CARE
    back_over_it = [*stack, Frame("heard", "reply", None, {"side": SELF})]
    assert side_of(content(), back_over_it) == SELF


def test_an_answer_is_dropped_where_it_is_and_copies_keep_it() -> None:
    dossier = new_dossier()
    entry = dossier.add_entry("action", 1)
    entry.answers["plan_day"] = Answer(20_000)
    dossier.ego["again_day"] = Answer(20_001)
    put_on(content(), dossier, CARE)
    copy = dossier.copy()
    forget_on(dossier, SELF, entry.id, "plan_day")
    forget_on(dossier, SELF, "", "again_day")
    there, kept = (seen_from(scope_of(one), SELF).dossier for one in (dossier, copy))
    assert not there.entries[0].answers
    assert "again_day" not in there.ego
    assert kept.entries[0].answers["plan_day"].value == 20_000
    assert kept.ego["again_day"].value == 20_001


@given(st.sampled_from(["unsafe", "makes_worse", "costs_energy"]), st.sampled_from([SELF, CARE]))
def test_r_10_who_is_blocked_on_one_side_is_blocked_on_the_other(feel: str, side: str) -> None:
    dossier = new_dossier()
    put_on(content(), dossier, side)  # type: ignore[arg-type]
    dossier.add_alter("Henk", "free_list", 1).answers["feel"] = Answer(feel)
    put_on(content(), dossier, CARE if side == SELF else SELF)
    same, someone = (
        dossier.add_alter("henk", "free_list", 1),
        dossier.add_alter("Riet", "free_list", 1),
    )
    assert is_blocked(scope_of(dossier), same)
    assert not is_blocked(scope_of(dossier), someone)
