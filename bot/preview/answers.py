"""An invented answer on any variable of the codebook, also on one that is new tomorrow."""

from collections.abc import Mapping
from types import MappingProxyType

from states.check_ins import day_variables
from states.codebook import Variable
from states.content import Content
from states.days import local_day
from states.dossier import Value
from states.thoughts.deck import Card

NOW = 1_800_000_000
"""The moment of every preview, in epoch seconds (15 January 2027): the same content, same bytes."""

MARKED = "a2"
"""The one with whom contact is not good."""

ENTRIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"action": ("e1", "e2", "e3"), "thought": ("e4",), "gathering": ("e5",)}
)
"""Ids of what was made, by kind; the first one of each is at hand."""

_EGO: Mapping[str, Value] = MappingProxyType(
    {
        "company": "alone",
        "consent": True,
        "nobody": None,
        "means_nothing_now": None,
        "kept_apart": None,
        "surnames": None,
        "discreet": False,
        "reciprocity": "yes",
        "personal": "yes",
        "personal_listening": "yes",
        "not_good": [MARKED],
        "to_remove": [MARKED],
        "help_needs": ["papers", "talking"],
        "again_with": None,
        "thought_round": None,
        "brought_over": None,
        "carer_done": ["me"],
        "keep_going": "some_time",
        "asked_people": ["a3", "a4"],
        "neighbourhood_kind": ["shared_meal"],
        "neighbourhood_route": None,
    }
)
"""Answers that keep most of the way open; None is no answer."""

_ABOUT_ENTRIES: Mapping[str, Value] = MappingProxyType(
    {"plan_state": "open", "plan_nots": None, "gathering_with": ["a3", "a4"], "plan_with": ["a3"]}
)
"""The same of what was made."""

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "interests": "tuinieren en muziek",
        "talents": "goed luisteren",
        "values": "eerlijk zijn",
        "nicer_month": "eens per week samen eten",
        "glad": "de hond van hiernaast",
        "reflection": "Ik zie nu wie er is.",
        "vent": "Soms is het veel.",
        "wish": "iemand om mee te wandelen",
        "help_other": "een brief van de gemeente",
        "tried": "Ik heb de gemeente gebeld.",
        "tried_answer": "Ik wacht nog op antwoord.",
        "request_want": "iemand die meegaat naar het gesprek",
        "request": "Ik wil graag iemand die meegaat naar het gesprek. Kan dat?",
        "reminder": "Ik vroeg laatst om iemand die meegaat. Weet u al meer?",
        "together": "koffie drinken",
        "where": "bij mij thuis",
        "means_to_other": "Ik luister.",
        "pleasant_word": "We lachen veel samen.",
        "plan_said": "een kaartje sturen",
        "plan_what": "bellen met Fatma",
        "plan_form": "een berichtje",
        "plan_small": "het nummer opzoeken",
        "plan_when": "na het eten",
        "plan_then": "pak ik de telefoon",
        "plan_words": "Heb je zin in koffie? Nee zeggen mag ook.",
        "plan_practice": "Hallo, met mij. Bel ik gelegen?",
        "plan_went_well": "We hebben gelachen.",
        "plan_went_less": "Het was spannend.",
        "plan_learned": "Ik deed het ’s ochtends. Dat was fijn.",
        "what_changed": "Ik zie Fatma vaker.",
        "thought_said": "Ik word rustig van muziek.",
        "thought_words": "Ik word rustig van muziek.",
        "gathering_about": "hoe het verder gaat met wonen",
        "gathering_where": "in het buurthuis",
        "gathering_when": "volgende week, in de middag",
        "gathering_words": "Wil je een keer met mij meedenken? Nee zeggen mag ook.",
        "roles_now_other": "zanger in een koor",
        "roles_wanted_other": "gids in het museum",
        "talk_point_1": "meer hulp bij mijn papieren",
        "talk_point_2": "een vaste dag voor hulp",
        "talk_point_3": "wie ik kan bellen",
        "talk_not": "mijn familie",
        "talk_around": "Fatma helpt met de boodschappen.",
        "talk_limits": "Elke dag helpen kan niet.",
        "talk_question": "Wat gebeurt er na dit gesprek?",
        "talk_page": "Ik wil praten over hulp bij mijn papieren.",
        "talk_agreed": "Iemand belt mij volgende week.",
        "passion": "zingen in het koor",
        "happy_needs": "genoeg slaap",
        "let_go": "fietsen op zondag",
        "nice_step": "koffie drinken in de zon",
        "card_me": "Ik houd van zingen.",
        "card_me_again": "Ik houd van zingen en van lezen.",
        "keep_going_words": "Dit jaar gaat het nog.",
        "child_all_right": "Soms is het veel voor haar.",
        "gives_you": "We lachen samen.",
        "goes_well": "samen koken",
        "card_care": "Ik zorg al jaren. Samen koken gaat goed.",
        "expect_of_me": "Dat ik er altijd ben.",
        "expect_of_others": "Dat ze bellen.",
        "bond_changed": "We praten minder dan eerst.",
        "relaxes": "een rondje lopen",
        "good_moment": "We zaten samen in de tuin.",
        "card_listening": "Een rondje lopen doet mij goed.",
        "tasks_other": "de tuin",
        "nice_together": "samen naar de markt",
        "card_practical": "Een ander doet de boodschappen.",
        "asking_words": "Kun je een keer boodschappen doen? Nee zeggen mag ook.",
        "time_off_do": "een middag naar zee",
        "look_back": "Ik weet nu wie ik kan vragen.",
        "stays_nice": "koffie op zaterdag",
        "card_time_off": "Ik ga een middag naar zee.",
    }
)
_OTHER_WORDS = "een rondje door het park"


def sample(content: Content, name: str, number: int = 0) -> Value:
    """An answer on a variable; another one for another `number`. None is no answer."""
    variable = content.codebook.variables[name]
    fixed = _EGO if variable.subject == "ego" else _ABOUT_ENTRIES
    if variable.subject != "alter" and name in fixed:
        return allowed(content, name, fixed[name])
    if variable.type == "number" and name in day_variables(content):
        return local_day(NOW) + 7
    if variable.type in ("choice", "several"):
        return _coded(content, name, variable, number)
    simple: dict[str, Value] = {
        "flag": number % 3 != 1,
        "number": 6,
        "alters": ["a1", "a3"],
        "groups": ["a1+a3", "a2+a4"],
        "entries": list(ENTRIES.get(variable.of or "", ())[:1]),
    }
    return simple.get(variable.type, _WORDS.get(name, _OTHER_WORDS))


def _coded(content: Content, name: str, variable: Variable, number: int) -> Value:
    codes = content.codebook.codes(name) or _cards(content, variable)
    if not codes:
        return None
    if variable.type == "several":
        return [codes[number % len(codes)], codes[(number + 1) % len(codes)]][: len(codes)]
    return codes[number % len(codes)]


def _cards(content: Content, variable: Variable) -> tuple[str, ...]:
    """Ids of what stands on cards: ideas, questions, or else routes."""
    if variable.labels == "idea_cards":
        return _ideas(content)
    if variable.labels == "question_cards":
        return tuple(card.id for card in content.questions.cards if _is_for_anybody(card))
    routes = tuple(route.id for route in content.organisation.routes)
    return routes if variable.labels is not None else ()


def _ideas(content: Content) -> tuple[str, ...]:
    """Ideas with somebody, of which most can be asked; then all others."""
    ideas = content.ideas.ideas
    whole = [i.id for i in ideas if i.forms and i.smaller and i.people in ("anybody", "liked")]
    return tuple(dict.fromkeys([*whole, *(idea.id for idea in ideas)]))


def _is_for_anybody(card: Card) -> bool:
    return not card.only_alone


def allowed(content: Content, name: str, value: Value) -> Value:
    """The value, if the codebook at hand has its codes."""
    codes = content.codebook.codes(name)
    if isinstance(value, list) and codes:
        return [code for code in value if code in codes] or None
    return None if codes and value not in codes else value
