"""From the dossier to the map of care: who does what, for whom and how often.

Three sorts of support stand side by side, as a carer asks for each in its own way (S3-07): who
listens, who does tasks, and who takes over so that there is time off. The carer is in it as
somebody who does tasks too (S3-14: first who does what already, then asking for more).

It looks at the side on which the dossier is. Nobody is counted, nothing is weighed (R-07, R-20).
"""

from collections.abc import Mapping

from states.dossier import Alter, Answer
from states.harm import may_be_shown
from states.pictures.chart import UNSURE, Chart, Person
from states.returning.comparing import then_and_now
from states.scope import Scope
from states.screen import TextKey

EGO = "ego"
"""The id of the carer among the people of the chart; no alter is called so."""

CALLED_ME = TextKey("_shared/care_me")
"""How the carer is called in a picture and in a text."""

FACTS = ("cared_for", "care_tasks", "care_often", "listens", "takes_over")
"""Variables of an alter by which somebody is in the map of care."""


NAMED_AS_HELPER = frozenset({"helper_names", "bring_over"})
"""Questions that bring the names of those who help (`carer_care`)."""


def care_chart(scope: Scope) -> Chart:
    """Everybody of whom something in the care was told, the carer first, as the carer sees it.

    A map with nobody in it is a full answer (R-04).
    """
    return Chart("care", (*_me(scope), *_others(scope)))


def care_before_now_chart(scope: Scope) -> Chart:
    """The map of care of an earlier day beside that of now; of now alone where there is none."""
    return then_and_now(scope, care_chart(scope), "care_before_now")


def care_for_others(scope: Scope, shown: Mapping[str, str]) -> Chart:
    """The same for somebody else's eyes: nothing private, and nobody who is not good (R-13).

    Ids count from one, so that they do not tell how many others were named.
    """
    alters = [
        alter
        for alter in scope.dossier.alters
        if alter.id in shown and may_be_shown(scope, alter) and is_in_care(alter, for_others=True)
    ]
    people = [
        _person(scope.of(alter), f"p{number}", shown[alter.id], for_others=True)
        for number, alter in enumerate(alters, 1)
    ]
    return Chart("care", (*_me(scope, for_others=True), *people))


def is_in_care(alter: Alter, *, for_others: bool = False) -> bool:
    """Whether an alter belongs in the map of care.

    Who was named as a helper does, also where nothing more was told: a name is not to be lost.
    """
    answers = [alter.answers[name] for name in FACTS if name in alter.answers]
    told = [one for one in answers if _tells(one) and not (for_others and one.private)]
    return bool(told) or not NAMED_AS_HELPER.isdisjoint(alter.prompts)


def _tells(answer: Answer) -> bool:
    return answer.status == "answered" and bool(answer.value)


def _me(scope: Scope, *, for_others: bool = False) -> tuple[Person, ...]:
    """The carer with the own tasks, where these were told."""
    tasks = _codes(scope, "care_mine", for_others=for_others)
    if not tasks:
        return ()
    label = scope.content.texts.render(CALLED_ME, scope.form)
    return (Person(EGO, label, tasks=tasks),)


def _others(scope: Scope) -> tuple[Person, ...]:
    return tuple(
        _person(scope.of(alter), alter.id, alter.label)
        for alter in scope.dossier.alters
        if is_in_care(alter)
    )


def _person(there: Scope, number: str, label: str, *, for_others: bool = False) -> Person:
    return Person(
        id=number,
        label=label,
        kind=_code(there, "kind", for_others=for_others) or "person",
        ring=_code(there, "ring", for_others=for_others) or UNSURE,
        quadrant=_code(there, "quadrant", for_others=for_others),
        tasks=_codes(there, "care_tasks", for_others=for_others),
        often=_code(there, "care_often", for_others=for_others),
        listens=_is(there, "listens", for_others=for_others),
        takes_over=_is(there, "takes_over", for_others=for_others),
        cared_for=_is(there, "cared_for", for_others=for_others),
    )


def _is(there: Scope, name: str, *, for_others: bool) -> bool:
    answer = there.answer(name)
    return there.value(name) is True and answer is not None and not (for_others and answer.private)


def _code(there: Scope, name: str, *, for_others: bool) -> str | None:
    return next(iter(_codes(there, name, for_others=for_others)), None)


def _codes(there: Scope, name: str, *, for_others: bool) -> tuple[str, ...]:
    """The codes that were chosen, in the order of the codebook; those it does not know are left.

    A dossier may be of another release, and then a value may be of another shape too.
    """
    answer = there.answer(name)
    if answer is None or answer.status != "answered" or (for_others and answer.private):
        return ()
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    codebook = there.content.codebook
    known = codebook.codes(name) if name in codebook.variables else ()
    return tuple(code for code in known if code in chosen)
