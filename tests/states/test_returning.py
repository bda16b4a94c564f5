"""Earlier versions of the map: kept before something changes, never changed, few, and forgotten."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from states.days import local_day
from states.dossier import Answer, Dossier, Entry, Frame, MapVersion, decode, encode, new_dossier
from states.effects import EFFECTS
from states.errors import DossierInvalid
from states.pictures.chart import QUADRANTS, RINGS, UNSURE, Person
from states.pictures.charting import circle_chart
from states.returning.present import day_of_map, keep_map
from states.returning.rules import GUARDS, LISTS, VIEWS
from states.returning.versions import MOST, Kept, former, keep, read
from states.scope import SECONDS_PER_DAY, Scope
from states.sides import CARE, put_on
from tests.states.test_views import KINDS, dossiers
from tests.talk import MONDAY_MORNING, real_content

TODAY = local_day(MONDAY_MORNING)


def at(dossier: Dossier, days: int = 0) -> Scope:
    """This client, so many days after the Monday on which everything begins."""
    now = MONDAY_MORNING + days * SECONDS_PER_DAY
    dossier.session.began = now
    return Scope(real_content(), dossier, Frame("start", "welcome"), now)


def people() -> st.SearchStrategy[list[Person]]:
    """Who may be on a map; their names are of the kind that a client types."""
    one = st.builds(
        Person,
        id=st.integers(1, 40).map(lambda n: f"a{n}"),
        label=st.text(min_size=1, max_size=12),
        kind=st.sampled_from(KINDS),
        ring=st.sampled_from((*RINGS, UNSURE)),
        quadrant=st.none() | st.sampled_from(QUADRANTS),
    )
    return st.lists(one, max_size=8, unique_by=lambda person: person.id)


def with_people(*names: str, ring: str = "friend") -> Dossier:
    """A circle in which everybody is as close, named and placed on the Monday."""
    dossier = new_dossier()
    for name in names:
        alter = dossier.add_alter(name, "free_list", TODAY)
        at(dossier).of(alter).write("ring", ring)
    return dossier


@given(dossiers())
def test_what_is_read_back_is_the_circle_as_it_was_shown(dossier: Dossier) -> None:
    chart = circle_chart(at(dossier))
    keep(dossier, chart.people, TODAY)
    stored = decode(encode(dossier))
    assert read(stored.maps[-1]).people == chart.people


@given(dossiers())
def test_no_feeling_wish_or_mark_is_in_a_version(dossier: Dossier) -> None:
    """R-13: only what the circle shows to anybody who looks along."""
    for alter in dossier.alters:
        at(dossier).of(alter).write("feel", "unsafe")
        at(dossier).of(alter).write("do_not_contact", value=True)
        alter.label = "Anna"
    keep_map(at(dossier))
    kept = b"".join(zlib.decompress(version.kept) for version in dossier.maps)
    for mark in (b"unsafe", b"not_good", b"contact", b"wish", b"means", b"supports", b"interests"):
        assert mark not in kept


def test_what_no_map_shows_is_left_out_whoever_hands_it_in() -> None:
    told = Person("a1", "Anna", gets=("advice",), supports=True, means_to=True, not_good=True)
    dossier = new_dossier()
    keep(dossier, [replace(told, change="gone")], TODAY)
    assert read(dossier.maps[0]).people == (Person("a1", "Anna"),)


@given(st.lists(st.tuples(people(), st.integers(0, 3)), max_size=12))
def test_versions_stay_as_they_are_and_the_first_one_stays(
    maps: list[tuple[list[Person], int]],
) -> None:
    dossier, day = new_dossier(), 20_000
    known: list[tuple[MapVersion, int, bytes]] = []
    for there, later in maps:
        day += later
        before = list(dossier.maps)
        keep(dossier, there, day)
        if before:
            assert dossier.maps[0] is before[0]
        assert len(dossier.maps) <= MOST
        assert all((v.day, v.kept) == (when, kept) for v, when, kept in known)
        assert read(dossier.maps[-1]).people == tuple(there)
        assert [v for v in dossier.maps[:-1] if v not in before] == []
        known += [(v, v.day, v.kept) for v in dossier.maps]


def test_the_first_and_the_latest_three_stay() -> None:
    dossier = new_dossier()
    for day in range(20_000, 20_006):
        keep(dossier, [Person(f"a{day}", "Anna")], day)
    assert [version.day for version in dossier.maps] == [20_000, 20_003, 20_004, 20_005]


def test_of_one_day_the_last_version_stays_beside_the_first_one() -> None:
    dossier = new_dossier()
    for day, name in ((20_000, "Anna"), (20_000, "Piet"), (20_000, "Riet"), (20_001, "Henk")):
        keep(dossier, [Person("a1", name)], day)
    kept = [read(version).people[0].label for version in dossier.maps]
    assert kept == ["Anna", "Riet", "Henk"]
    shown = [read(version).people[0].label for version in former(dossier, 20_001)]
    assert shown == ["Riet"]


@given(people())
def test_the_same_map_is_kept_once(there: list[Person]) -> None:
    dossier = new_dossier()
    keep(dossier, there, 20_000)
    keep(dossier, there, 20_009)
    assert [version.day for version in dossier.maps] == [20_000]


def test_a_copy_of_a_dossier_is_not_changed_by_keeping() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier.copy(), 3))
    assert dossier.maps == []


def test_nothing_of_a_version_is_in_its_repr_or_in_an_error() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier, 3))
    assert repr(dossier.maps[0]) == "MapVersion()"
    assert repr(read(dossier.maps[0])) == "Kept()"
    for damaged in (b"Anna", zlib.compress(b'{"people":["Anna"]}'), zlib.compress(b"\xff")):
        with pytest.raises(DossierInvalid) as raised:
            read(MapVersion(1, damaged))
        assert "Anna" not in str(raised.value)
        assert raised.value.__cause__ is None


def test_what_is_stored_now_can_be_read_later() -> None:
    """The form in which versions stand in the dossiers of clients: do not change this test."""
    stored = (
        b'{"people":[{"id":"a1","label":"Anna","ring":"very_close","quadrant":"family"},'
        b'{"id":"a2","label":"Bobby","kind":"pet","tasks":["company"],"often":"daily",'
        b'"listens":true,"takes_over":true,"cared_for":true}],"apart":["a1+a3"]}'
    )
    bobby = Person("a2", "Bobby", "pet", tasks=("company",), often="daily", listens=True)
    cared = Person(**{**_fields(bobby), "takes_over": True, "cared_for": True})
    anna = Person("a1", "Anna", ring="very_close", quadrant="family")
    assert read(MapVersion(1, zlib.compress(stored))) == Kept((anna, cared), ("a1+a3",))


def _fields(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in person.__struct_fields__}


def test_a_version_is_dated_by_the_last_change_to_what_the_circle_shows() -> None:
    dossier = with_people("Anna", "Piet")
    at(dossier, 4).of(dossier.alters[1]).write("ring", "very_close")
    at(dossier, 9).of(dossier.alters[0]).write("feel", "good")
    at(dossier, 9).write("interests", "zingen")
    assert day_of_map(at(dossier, 30)) == TODAY + 4
    dossier.add_alter("Riet", "free_list", TODAY + 11)
    assert day_of_map(at(dossier, 30)) == TODAY + 11


def test_that_somebody_was_taken_off_is_dated_by_the_visit_in_which_it_was() -> None:
    dossier = with_people("Anna", "Piet")
    keep_map(at(dossier, 10))
    dossier.remove_alter("a2")
    at(dossier, 10).write("what_changed", "rust")
    at(dossier, 40).write("again_feel", "good")
    assert day_of_map(at(dossier, 40)) == TODAY + 10
    keep_map(at(dossier, 40))
    assert [version.day for version in dossier.maps] == [TODAY, TODAY + 10]


def test_that_nothing_changed_keeps_the_day() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier, 10))
    at(dossier, 10).write("what_changed", "niets")
    assert day_of_map(at(dossier, 40)) == TODAY
    keep_map(at(dossier, 40))
    assert len(dossier.maps) == 1


def test_nobody_on_the_map_is_a_map_too_and_nothing_told_is_none() -> None:
    """R-04."""
    fresh = new_dossier()
    at(fresh).write("form", "u")
    keep_map(at(fresh, 3))
    assert fresh.maps == []
    nobody = new_dossier()
    at(nobody).write("nobody", value=True)
    keep_map(at(nobody, 30))
    assert [(version.day, read(version).people) for version in nobody.maps] == [(TODAY, ())]


def test_only_the_map_of_a_former_day_is_something_to_compare_with() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier))
    assert GUARDS["has_versions"](at(dossier))
    assert not GUARDS["has_former_version"](at(dossier))
    assert LISTS["versions"](at(dossier)) == []
    assert GUARDS["has_former_version"](at(dossier, 1))
    assert LISTS["versions"](at(dossier, 1)) == [f"day_{TODAY}"]


def test_versions_are_called_by_their_day_and_by_the_year_where_it_is_another() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier, 1))
    render = real_content().texts.render
    for days, called in ((30, "2 maart"), (400, "2 maart 2026")):
        (card,) = VIEWS["version_cards"](at(dossier, days)).values()
        assert render(card["title"], "je") == called


def test_all_earlier_versions_are_forgotten_and_the_map_of_now_stays() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier, 1))
    EFFECTS["forget_versions"](at(dossier, 2))
    assert dossier.maps == []
    assert [alter.label for alter in dossier.alters] == ["Anna"]


def test_of_the_days_that_were_tapped_the_last_one_counts() -> None:
    dossier = with_people("Anna")
    at(dossier).write("again_with", ["day_2", "day_1"])
    EFFECTS["choose_version"](at(dossier))
    assert dossier.ego["again_with"].value == ["day_1"]


def test_of_care_it_is_kept_who_does_what_and_the_sides_stay_apart() -> None:
    dossier = with_people("Anna")
    keep_map(at(dossier, 1))
    put_on(real_content(), dossier, CARE)
    keep_map(at(dossier, 1))
    assert dossier.maps == [], "of the care nothing was told yet"
    piet = dossier.add_alter("Piet", "care_names", TODAY)
    at(dossier, 2).of(piet).write("care_tasks", ["company"])
    at(dossier, 5).of(piet).write("listens", value=True)
    keep_map(at(dossier, 9))
    (version,) = dossier.maps
    (kept,) = read(version).people
    assert (kept.label, kept.tasks, kept.listens) == ("Piet", ("company",), True)
    assert version.day == TODAY + 5
    put_on(real_content(), dossier, "self")
    assert [person.label for v in dossier.maps for person in read(v).people] == ["Anna"]


def test_a_start_anew_keeps_the_map_and_leaves_no_one_in_any_list() -> None:
    dossier = with_people("Anna", "Piet")
    at(dossier).write("chosen", ["a1"])
    at(dossier).write("groups", ["a1+a2"])
    at(dossier).write("interests", "zingen")
    dossier.entries = [Entry("e1", "action", TODAY, {"plan_with": Answer(["a2"])})]
    EFFECTS["begin_anew"](at(dossier, 5))
    assert dossier.alters == []
    assert set(dossier.ego) == {"interests"}
    assert dossier.entries[0].answers == {}
    assert [person.label for person in read(dossier.maps[-1]).people] == ["Anna", "Piet"]
    assert dossier.add_alter("Riet", "free_list", TODAY).id == "a3", "no id is used again"


def test_a_version_of_150_is_small() -> None:
    dossier = with_people(*(f"Naam {number}" for number in range(150)))
    for number, alter in enumerate(dossier.alters):
        at(dossier).of(alter).write("ring", RINGS[number % 4])
        at(dossier).of(alter).write("quadrant", QUADRANTS[number % 3])
    keep_map(at(dossier, 3))
    assert len(dossier.maps[0].kept) < 2_500
