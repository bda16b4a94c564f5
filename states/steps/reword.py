"""A sentence of the client as a worker would read it: keep it, say it otherwise, or leave it out.

Only what is shared changes; the dossier keeps the words as they were told.
"""

from typing import Literal

from states.input import Say, Tap, Unreadable
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.sharing.sentences import keep, own_sentences, say_instead, sentence_view
from states.steps.step import Go, Outcome, Refuse, Shown, Step
from states.steps.text import shorten

KEEP_SENTENCE, LEAVE_OUT = "keep", "leave_out"

LISTS = frozenset({"own_sentences", "all_sentences"})
"""Named lists whose items are sentences."""


class RewordStep(Step):
    """Shows one sentence of a loop; typed words take its place in what is shared.

    Each way goes on. Who leaves it has said nothing: what names somebody who is not shown then
    stays out, and is not asked about again.

    It stands in an `each` over the rule `own_sentences` or `all_sentences`.

    - id: sentence
      kind: reword
      sensitivity: L1
      opt_outs: [skip]
    """

    kind: Literal["reword"]

    def labelled(self) -> tuple[str, ...]:
        """What may become of the sentence."""
        return (KEEP_SENTENCE, LEAVE_OUT)

    def text_values(self) -> frozenset[str]:
        """On what it is, about whom, its words, and whether it stays out as it is now."""
        return frozenset({"heading", "who", "words", "is_out"})

    def show(self, scope: Scope) -> Shown:
        """The sentence, and what may become of it."""
        options = tuple(ScreenOption(name, scope.label(name)) for name in self.labelled())
        return Shown((self.body(scope, **sentence_view(scope)),), options, text="draft")

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """Other words, or one of the two ways.

        What is said in danger or in anger is for nobody else, so it takes no place here (R-40).
        """
        item = scope.frame.item or ""
        is_for_others = isinstance(given, Say) and given.danger != "clear" and not given.angry
        if isinstance(given, Say) and given.text and is_for_others:
            words, notes = shorten(given.text)
            say_instead(scope, item, words)
            return Go("default", (*notes, TextKey("_shared/reworded")))
        if not isinstance(given, Tap) or given.option not in self.labelled():
            return Refuse("reask_words")
        if given.option == KEEP_SENTENCE:
            keep(scope, item)
        else:
            say_instead(scope, item, "")
        return Go()

    def leave_out(self, scope: Scope, status: str) -> None:  # noqa: ARG002 - all the same here
        """What was to be decided stays out; what was decided stays as it is."""
        item = scope.frame.item or ""
        if item in own_sentences(scope):
            say_instead(scope, item, "")
