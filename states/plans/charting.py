"""From the open actions to the picture of a plan."""

from states.dossier import Entry
from states.pictures.chart import Chart, PlanStep
from states.plans.actions import open_actions
from states.plans.words import words_of
from states.scope import Scope


def plan_chart(scope: Scope) -> Chart:
    """The steps of the plan in the client's own words, three at most (R-23).

    It is for the client's own eyes, and none is a full answer too.
    """
    return Chart("plan", steps=tuple(_step(scope, entry) for entry in open_actions(scope)))


def _step(scope: Scope, entry: Entry) -> PlanStep:
    words = words_of(scope, entry)
    by = scope.on(entry).value("plan_by")
    return PlanStep(
        what=": ".join(filter(None, (words["what"], words["form"]))),
        small=words["small"],
        by=by if isinstance(by, str) and words["by"] else "",
        when=words["when"],
        then=words["then"],
        people=tuple(words["people"]),
    )
