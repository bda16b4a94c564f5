"""The 0 to 10 question, in two taps or typed (after Cantril 1965, in own words)."""

from collections.abc import Iterator
from typing import Literal

from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.steps.step import Go, Outcome, Refuse, Shown, Stay, Step

BANDS = {"low": range(4), "middle": range(4, 7), "high": range(7, 11)}


class ScaleStep(Step):
    """First low, middle or high; then the number. A typed number is enough.

    - id: life_now
      kind: scale
      variable: wellbeing_first
      sensitivity: L2
      opt_outs: [skip]
    """

    kind: Literal["scale"]
    variable: Slug

    def written(self) -> Iterator[str]:
        """The variable."""
        yield from super().written()
        yield self.variable

    def show(self, scope: Scope) -> Shown:
        """The bands, or the numbers of the band that was tapped."""
        band = BANDS.get(str(scope.frame.work.get("band")))
        if band is None:
            options = tuple(
                ScreenOption(name, TextKey(f"_shared/scale_{name}"), "content") for name in BANDS
            )
        else:
            options = tuple(
                ScreenOption(f"n{number}", TextKey("_shared/number", {"number": number}))
                for number in band
            )
        return Shown((self.body(scope),), options, text="number")

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """A band, a number of it, or a number typed."""
        said = given.text if isinstance(given, Say) else getattr(given, "option", "")
        if said in BANDS:
            scope.frame.work["band"] = said
            return Stay()
        digits = said.removeprefix("n")
        if digits.isascii() and digits.isdigit() and int(digits[:3]) <= max(BANDS["high"]):
            scope.write(self.variable, int(digits))
            return Go()
        return Refuse("reask_number")
