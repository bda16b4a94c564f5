"""A text composed from the client's own answers, to keep, to change or to throw away (B12, G8)."""

from collections.abc import Iterator
from typing import Literal

from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.steps.option_step import take_option
from states.steps.step import Option, Outcome, Refuse, Shown, Stay, Step
from states.steps.text import shorten


class DraftStep(Step):
    """Shows a draft; typed words take its place until the client says that it is good.

    The draft itself is the block `<step>__draft`, made from the views in `shows`.

    - id: request
      kind: draft
      variable: request
      shows: [said]
      options: [{id: good}, {id: throw_away, forget: [request]}]
    """

    kind: Literal["draft"]
    variable: Slug
    options: tuple[Option, ...]

    def declared_options(self) -> tuple[Option, ...]:
        """The options of the file; the first one keeps the draft."""
        return self.options

    def further_texts(self) -> tuple[str, ...]:
        """The draft itself."""
        return (f"{self.id}__draft",)

    def written(self) -> Iterator[str]:
        """The variable and what the options set."""
        yield from super().written()
        yield self.variable

    def text_values(self) -> frozenset[str]:
        """The draft as it stands."""
        return frozenset({"draft"})

    def show(self, scope: Scope) -> Shown:
        """The draft, and what may be done with it."""
        options = tuple(
            ScreenOption(o.id, scope.label(o.id)) for o in self.options if o.is_there(scope)
        )
        return Shown((self.body(scope, draft=self._draft(scope)),), options, text="draft")

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """Own words instead of the draft, or one of the options; a bare "no" is neither."""
        if isinstance(given, Say) and given.text and not given.nothing:
            kept, notes = shorten(given.text)
            scope.write(self.variable, kept, own=True)
            return Stay((*notes, TextKey("_shared/draft_changed")))
        option = next((o for o in self.options if o.id == getattr(given, "option", "")), None)
        if option is None or not option.is_there(scope):
            return Refuse("reask_words")
        if option == self.options[0] and not self._own_words(scope):
            scope.write(self.variable, self._draft(scope))
        return take_option(scope, option, None)

    def _own_words(self, scope: Scope) -> str:
        """What the client wrote instead of a draft; no new draft replaces it."""
        answer = scope.answer(self.variable)
        is_own = answer is not None and answer.own and isinstance(answer.value, str)
        return str(answer.value) if answer is not None and is_own else ""

    def _draft(self, scope: Scope) -> str:
        own = self._own_words(scope)
        if own:
            return own
        key = TextKey(f"{scope.frame.dialogue}/{self.id}__draft", self.body(scope).values)
        return scope.content.texts.render(key, scope.form)
