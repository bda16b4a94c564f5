"""What is near: only what an organisation has, with whose it is and how old, and never mediation
for who feels unsafe (R-10, R-29)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from states.dossier import Answer, Dossier, Frame, Side, new_dossier
from states.neighbourhood import (
    EFFECTS,
    FOR_OTHERS,
    GUARDS,
    KIND,
    MEDIATION,
    NATIONAL,
    ROUTE,
    keep_local,
    kind_cards,
    kinds,
    latest_local,
    local_cards,
    routes_of_kind,
)
from states.organisation import Organisation, Route
from states.scope import Scope
from states.screen import TextKey
from tests.talk import MONDAY_MORNING, Talk, real_content

CHECKED = date(2026, 2, 20)
"""Ten days before all of these tests."""

ALL_KINDS = real_content().codebook.codes(KIND)
FEELS = ("good", "mixed", "not_good", "costs_energy", "makes_worse", "unsafe")


def route(name: str, kind: str, *, owner: str = "Buurthuis Zuid", checked: date = CHECKED) -> Route:
    """A route with a title of its own."""
    words = {"what": "Wat", "how": "Hoe", "cannot": "Ik kan het niet"}
    facts = {"owner": owner, "source": "source", "checked": checked}
    return Route.model_validate({"id": name, "kind": kind, "title": name} | words | facts)


def with_routes(*routes: Route) -> Organisation:
    """The shipped example with these routes and no others."""
    return real_content().organisation.model_copy(update={"routes": routes})


def at(dossier: Dossier, *routes: Route) -> Scope:
    """Somebody of an organisation with these routes."""
    content = replace(real_content(), organisation=with_routes(*routes))
    return Scope(content, dossier, Frame("neighbourhood", "card"), MONDAY_MORNING)


def looking_at(kind: str, *looked_at: str) -> Dossier:
    """Somebody who chose this kind last, and looked at these routes."""
    dossier = new_dossier()
    dossier.ego = {KIND: Answer([kind]), ROUTE: Answer(list(looked_at))}
    return dossier


@given(st.lists(st.sampled_from((*ALL_KINDS, "desk", "worker", "respite")), max_size=12))
def test_a_kind_without_a_route_is_never_offered_and_each_comes_once(there: list[str]) -> None:
    scope = at(new_dossier(), *(route(f"r{n}", kind) for n, kind in enumerate(there)))
    assert kinds(scope) == [kind for kind in ALL_KINDS if kind in there]
    assert set(kinds(scope)) <= set(kind_cards(scope))


@given(st.lists(st.sampled_from(FEELS), max_size=4), st.booleans())
def test_who_feels_unsafe_with_anybody_is_never_offered_mediation(
    feels: list[str], on_other_side: bool
) -> None:
    dossier = new_dossier()
    for feel in feels:
        dossier.add_alter("Henk", "free_list", 0)
        dossier.alters[-1].answers = {"feel": Answer(feel)}
    if on_other_side:
        dossier.other_side = Side({}, dossier.alters)
        dossier.alters = []
    dossier.ego[KIND] = Answer([MEDIATION])
    scope = at(dossier, route("near", MEDIATION), route("meal", "shared_meal"))
    is_unsafe = "unsafe" in feels
    assert (MEDIATION in kinds(scope)) is not is_unsafe
    assert bool(routes_of_kind(scope)) is not is_unsafe, "chosen before that was said"
    assert latest_local(scope)["title"] == ("" if is_unsafe else "near")
    assert "shared_meal" in kinds(scope)


def test_nor_is_who_said_as_a_carer_that_it_gets_out_of_hand() -> None:
    dossier = new_dossier()
    dossier.other_side = Side({"care_safety": Answer("from_me")})
    assert MEDIATION not in kinds(at(dossier, route("near", MEDIATION)))
    dossier.other_side = Side({"care_safety": Answer("no")})
    assert MEDIATION in kinds(at(dossier, route("near", MEDIATION)))


@given(st.sampled_from(["yes", "not_now", "never"]), st.lists(st.sampled_from(ALL_KINDS)))
def test_r19_who_never_wants_to_be_asked_is_not_offered_to_do_things_for_others(
    said: str, there: list[str]
) -> None:
    dossier = new_dossier()
    dossier.ego["reciprocity"] = Answer(said)
    offered = kinds(at(dossier, *(route(f"r{n}", kind) for n, kind in enumerate(there))))
    left_out = FOR_OTHERS if said == "never" else set()
    assert set(offered) == set(there) - left_out


def test_a_card_says_whose_it_is_on_which_day_it_was_right_and_what_cannot_be() -> None:
    dossier = looking_at("buddy")
    card = latest_local(at(dossier, route("maatje", "buddy")))
    assert card["owner"] == "Buurthuis Zuid"
    assert (card["checked"], card["year"]) == (CHECKED, "2026")
    assert card["cannot"] == "Ik kan het niet"
    assert not card["is_old"]


def test_what_is_shipped_has_no_owner_to_name() -> None:
    card = latest_local(at(looking_at("buddy"), route("maatje", "buddy", owner=NATIONAL)))
    assert card["owner"] == ""
    owners = {one.owner for one in real_content().organisation.routes}
    assert owners == {NATIONAL}, "the same words as in the file"


def test_a_check_of_long_ago_is_said_so_from_the_day_after_the_limit() -> None:
    after = real_content().organisation.stale_after_days
    today = date(2026, 3, 2)
    for days, is_old in ((after, False), (after + 1, True)):
        checked = date.fromordinal(today.toordinal() - days)
        scope = at(looking_at("buddy"), route("maatje", "buddy", checked=checked))
        assert latest_local(scope)["is_old"] is is_old


def test_of_more_routes_the_one_that_was_looked_at_last_is_at_hand() -> None:
    routes = (route("a", "volunteer"), route("b", "volunteer"), route("c", "buddy"))
    scope = at(looking_at("volunteer"), *routes)
    assert GUARDS["more_of_kind"](scope)
    assert latest_local(scope)["title"] == "a", "the first, before one was looked at"
    scope = at(looking_at("volunteer", "c", "a"), *routes)
    assert latest_local(scope)["title"] == "a"
    assert routes_of_kind(scope) == ["b", "a"], "looked at ones last"
    scope = at(looking_at("buddy", "a"), *routes)
    assert latest_local(scope)["title"] == "c", "not of another kind"
    assert not GUARDS["more_of_kind"](scope)


def test_keeping_adds_to_what_was_chosen_before_and_never_twice() -> None:
    dossier = looking_at("buddy")
    dossier.ego["chosen_routes"] = Answer(["maatje", "other"])
    scope = at(dossier, route("maatje", "buddy"))
    EFFECTS["keep_local"](scope)
    assert dossier.ego["chosen_routes"].value == ["other", "maatje"]


def test_where_the_routes_are_gone_nothing_is_kept_and_nothing_shown() -> None:
    dossier = looking_at("buddy", "maatje")
    scope = at(dossier, route("meal", "shared_meal"))
    keep_local(scope)
    assert "chosen_routes" not in dossier.ego
    assert not GUARDS["has_local"](scope)
    assert latest_local(scope)["title"] == ""


def test_each_kind_and_each_card_has_its_words() -> None:
    content = real_content()
    scope = Scope(content, new_dossier(), Frame("neighbourhood", "kinds"), MONDAY_MORNING)
    for form in ("je", "u"):
        for card in kind_cards(scope).values():
            assert all(content.texts.render(words, form) for words in card.values())
    assert set(local_cards(scope)) == {one.id for one in content.organisation.routes}
    assert all(isinstance(card["title"], TextKey) for card in kind_cards(scope).values())


def walked(*routes: Route) -> Talk:
    """Somebody of such an organisation who asked what is near."""
    content = replace(real_content(), organisation=with_routes(*routes))
    talk = Talk(content)
    for line in ("ja", "begrepen", "je", "alleen", "ik wil hulp bij iets", "nu niet"):
        talk.say(line)
    for line in ("iets in de buurt", "verder"):
        talk.say(line)
    return talk


def test_an_organisation_without_any_ends_kindly() -> None:
    talk = walked(route("loket", "desk"))
    assert talk.place == "neighbourhood/not_here"
    assert "Dat is goed" in talk.text()


def test_of_a_local_route_the_client_reads_who_says_so_and_when() -> None:
    talk = walked(route("meal", "shared_meal"))
    assert talk.labels()[0] == "Samen eten"
    talk.say("samen eten")
    assert "Dit klopte op 20 februari 2026, zegt Buurthuis Zuid." in talk.text()
    assert "hele land" not in talk.text()
    assert "veranderd" not in talk.text()
    talk.wait(200 * 86_400)
    talk.say("/start")
    assert "Misschien is er iets veranderd" in talk.text()
