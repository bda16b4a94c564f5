"""The day on which Kring asks again, chosen by the client and by nobody else (R-17, R-26)."""

from typing import Literal

from states.check_ins import when
from states.days import local_day
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import TextKey
from states.steps.option_step import OptionStep
from states.steps.step import Go, Outcome, Refuse


class CheckInStep(OptionStep):
    """Writes the day (days since 1970-01-01) on which to ask; an option not in `days` is "no".

    On that day `opens` comes over the question that stands then. An `optional` dialogue may be
    missing: then no day is offered.

    - id: ask_again
      kind: check_in
      variable: check_in_day
      opens: request_answer
      days: {week: 7, month: 30}
      options: [{id: week}, {id: month}, {id: not}]
    """

    kind: Literal["check_in"]
    variable: Slug
    opens: Slug
    optional: bool = False
    days: dict[str, int]

    def is_open(self, scope: Scope) -> bool:
        """Closed where that dialogue is not there: no day is promised that Kring cannot keep."""
        return super().is_open(scope) and self.opens in scope.content.dialogues

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """The chosen day, or no day."""
        if not isinstance(given, Tap):
            return Refuse()
        outcome = super().accept(scope, given)
        chosen = given.option in {option.id for option in self.options}
        if isinstance(outcome, Go) and chosen:
            days = self.days.get(given.option)
            if days is None:
                scope.write(self.variable, None, "none")
            else:
                scope.write(self.variable, local_day(scope.now) + days)
        return outcome

    def _former(self, scope: Scope) -> TextKey | None:
        """The day that was chosen before, as long as it is to come."""
        day = scope.value(self.variable)
        is_to_come = type(day) is int and day > local_day(scope.now)
        return when(scope, day) if is_to_come and isinstance(day, int) else None

    def _keep(self, scope: Scope) -> Outcome:
        return Refuse() if self._former(scope) is None else Go()
