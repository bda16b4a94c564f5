"""Where a client types the code of a worker (D2). Whether it is one is looked up before."""

from typing import Literal

from states.input import Say, Tap, Unreadable
from states.scope import Scope
from states.screen import ScreenOption
from states.sharing.offers import FEATURE
from states.steps.option_step import take_option
from states.steps.step import Option, Outcome, Refuse, Shown, Step


class CodeStep(Step):
    """Waits for a code. What is typed and is none, or an old one, is asked again.

    A code that is good comes in as `Offered`; the offer is kept and the step left by `next`.

    - id: code
      kind: code
      sensitivity: L1
      opt_outs: [skip]
    """

    kind: Literal["code"]
    options: tuple[Option, ...] = ()

    def declared_options(self) -> tuple[Option, ...]:
        """Other ways on."""
        return self.options

    def is_open(self, scope: Scope) -> bool:
        """Closed where nothing can be shared with anybody."""
        return super().is_open(scope) and FEATURE in scope.content.capabilities

    def show(self, scope: Scope) -> Shown:
        """The question."""
        there = [option for option in self.options if option.is_there(scope)]
        options = tuple(ScreenOption(option.id, scope.label(option.id)) for option in there)
        return Shown((self.body(scope),), options, text="words")

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """One of the options; words that come here are no code that is known."""
        option = next((o for o in self.options if o.id == getattr(given, "option", "")), None)
        if option is None or not option.is_there(scope):
            return Refuse("reask_code")
        return take_option(scope, option, None)
