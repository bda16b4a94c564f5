"""The day on which Kring asks again, chosen by the client and by nobody else (R-17, R-26)."""

from typing import Literal

from states.input import Say, Tap, Unreadable
from states.scope import SECONDS_PER_DAY, Scope
from states.steps.option_step import OptionStep
from states.steps.step import Go, Outcome, Refuse


class CheckInStep(OptionStep):
    """Writes the day (days since 1970-01-01) on which to ask; an option not in `days` is "no".

    - id: ask_again
      kind: check_in
      variable: check_in_day
      days: {week: 7, month: 30}
      options: [{id: week}, {id: month}, {id: not}]
    """

    kind: Literal["check_in"]
    days: dict[str, int]

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """The chosen day, or no day."""
        outcome = super().accept(scope, given)
        if isinstance(outcome, Go) and isinstance(given, Tap) and self.variable is not None:
            days = self.days.get(given.option)
            if days is None:
                scope.write(self.variable, None, "none")
            else:
                scope.write(self.variable, scope.now // SECONDS_PER_DAY + days)
        return outcome if isinstance(given, Tap) else Refuse()
