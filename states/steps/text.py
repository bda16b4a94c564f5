"""Steps that take free words: text and when_then."""

from collections.abc import Iterator
from typing import Literal

from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.steps.option_step import KEEP, edge_of, take_option
from states.steps.step import Go, Option, Outcome, Refuse, Shown, Stay, Step

SOMETHING_ELSE = "something_else"
"""Says that none of the examples fits: own words are asked for."""

THROW_AWAY, KEEP_IT = "throw_away", "keep_it"

TEXT_LIMIT = 2_000
"""Characters kept of one answer; what is longer is shortened and the client is told."""


def shorten(text: str) -> tuple[str, tuple[TextKey, ...]]:
    """The text within the limit, with a note where it was shortened."""
    if len(text) <= TEXT_LIMIT:
        return text, ()
    return text[: TEXT_LIMIT - 1] + "…", (TextKey("_shared/shortened"),)


class TextStep(Step):
    """An open question with up to three examples to tap, and room for own words.

    `keep_private` marks the answer as never for a summary (R-13). Words that come to one of the
    options are kept as words, and go where that option leads (R-46).

    - id: like_to_do
      kind: text
      variable: interests
      opt_outs: [skip]
      examples: [music, outside, hands]
    """

    kind: Literal["text"]
    variable: Slug
    examples: tuple[Slug, ...] = ()
    options: tuple[Option, ...] = ()
    keep_private: bool = False

    def declared_options(self) -> tuple[Option, ...]:
        """Options that are no answer in words, such as "I have no idea"."""
        return self.options

    def labelled(self) -> tuple[str, ...]:
        """Examples need a label too."""
        return (*self.examples, *super().labelled())

    def written(self) -> Iterator[str]:
        """The variable and what the options set."""
        yield from super().written()
        yield self.variable

    def show(self, scope: Scope) -> Shown:
        """The question, its examples, and an earlier answer."""
        value = scope.value(self.variable)
        options = [ScreenOption(name, scope.label(name), "example") for name in self.examples]
        if self.examples:
            label = TextKey("_shared/option_something_else")
            options.append(ScreenOption(SOMETHING_ELSE, label, "navigation"))
        own = [o for o in self.options if o.is_there(scope)]
        options += [ScreenOption(option.id, scope.label(option.id)) for option in own]
        former = None
        if isinstance(value, str):
            former = TextKey("_shared/own_words", {"words": value})
            options.append(ScreenOption(KEEP, TextKey("_shared/option_keep"), "navigation"))
        return Shown((self.body(scope),), tuple(options), text="words", former=former)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """Own words, or an example, kept as words."""
        if isinstance(given, Say):
            return self._keep_words(scope, given.text, self._way_of(scope, given))
        if not isinstance(given, Tap):
            return Refuse("reask_words")
        if given.option == KEEP:
            return Go()
        if given.option == SOMETHING_ELSE:
            return Stay((TextKey("_shared/type_it"),))
        if given.option in self.examples:
            words = scope.content.texts.render(scope.label(given.option), scope.form)
            return self._keep_words(scope, words)
        return self._option(scope, given.option)

    def _option(self, scope: Scope, name: str) -> Outcome:
        option = next((o for o in self.options if o.id == name), None)
        if option is None or not option.is_there(scope):
            return Refuse("reask_words")
        return take_option(scope, option, None)

    def _way_of(self, scope: Scope, said: Say) -> str:
        """The edge of the option to which the words come; it writes nothing of it."""
        there = [o for o in self.options if o.id in said.picked and o.is_there(scope)]
        return edge_of(there[0]) if there else "default"

    def _keep_words(self, scope: Scope, words: str, way: str = "default") -> Outcome:
        if not words:
            return Refuse("reask_words")
        kept, notes = shorten(words)
        if self.keep_private:
            scope.frame.work["private"] = True
        scope.write(self.variable, kept)
        # What was tapped in place of words is taken back by words.
        for option in [one for one in self.options if self.variable in one.forget]:
            for name in option.sets:
                scope.forget(name)
        return Go(way, notes)


class ConfideStep(Step):
    """Room to say anything; the words are kept only if the client then says so (B3).

    Until that choice they are half-done work of this screen: leaving it drops them. What is kept
    is private, so it comes into no summary (R-13). The second question is the block
    `<step>__keep`.

    - id: vent
      kind: confide
      variable: vent
      sensitivity: L2
      opt_outs: [skip]
    """

    kind: Literal["confide"]
    variable: Slug

    def labelled(self) -> tuple[str, ...]:
        """What may become of the words."""
        return (THROW_AWAY, KEEP_IT)

    def further_texts(self) -> tuple[str, ...]:
        """The question what may become of the words."""
        return (f"{self.id}__keep",)

    def written(self) -> Iterator[str]:
        """The variable and what the opt-outs set."""
        yield from super().written()
        yield self.variable

    def show(self, scope: Scope) -> Shown:
        """The room, or the question whether to keep what was said."""
        if "words" not in scope.frame.work:
            return Shown((self.body(scope),), text="words")
        options = tuple(ScreenOption(o, scope.label(o)) for o in (THROW_AWAY, KEEP_IT))
        return Shown((TextKey(f"{scope.frame.dialogue}/{self.id}__keep"),), options)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """First the words, then what may become of them."""
        words = scope.frame.work.get("words")
        if isinstance(given, Say) and given.text and words is None:
            kept, notes = shorten(given.text)
            scope.frame.work["words"] = kept
            return Stay(notes)
        if not isinstance(given, Tap) or given.option not in (THROW_AWAY, KEEP_IT):
            return Refuse("reask_words" if words is None else "reask")
        if given.option == KEEP_IT:
            scope.frame.work["private"] = True
            scope.write(self.variable, words)
        return Go()


class WhenThenStep(Step):
    """A plan in two parts: when it happens, and what I do then (Gollwitzer & Sheeran 2006).

    - id: when_then
      kind: when_then
      variable: plan_when
      then: plan_then
      opt_outs: [skip]
    """

    kind: Literal["when_then"]
    variable: Slug
    then: Slug

    def written(self) -> Iterator[str]:
        """Both variables."""
        yield from super().written()
        yield from (self.variable, self.then)

    def text_values(self) -> frozenset[str]:
        """The first part, while the second is asked; empty before."""
        return frozenset({"first_part"})

    def show(self, scope: Scope) -> Shown:
        """The part that is asked now."""
        first = scope.frame.work.get("first")
        return Shown((self.body(scope, first_part=first or ""),), text="words")

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """First the moment, then the deed; both are kept as they come."""
        if not isinstance(given, Say) or not given.text:
            return Refuse("reask_words")
        kept, notes = shorten(given.text)
        if "first" not in scope.frame.work:
            scope.frame.work["first"] = kept
            scope.write(self.variable, kept)
            scope.forget(self.then)  # an earlier deed belonged to another moment
            return Stay(notes)
        scope.write(self.then, kept)
        return Go("default", notes)
