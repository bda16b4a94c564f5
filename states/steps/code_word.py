"""The code word, asked twice: it is shown nowhere, so a slip would lock its own writer out."""

from typing import Literal

from states.code_word import fits, made_of, refusal
from states.dossier import CodeWord
from states.input import Say, Tap, Unreadable
from states.scope import Scope
from states.screen import TextKey
from states.steps.step import Go, Outcome, Refuse, Shown, Stay, Step


class CodeWordStep(Step):
    """Choose the word that opens this conversation again; only a hash of it is kept.

    The second time is the block `<step>__again`.

    - id: new_word
      kind: code_word
      sensitivity: L3
      opt_outs: [skip]
    """

    kind: Literal["code_word"]

    def further_texts(self) -> tuple[str, ...]:
        """The request to type it once more."""
        return (f"{self.id}__again",)

    def show(self, scope: Scope) -> Shown:
        """The question, or the request to type it once more."""
        if _first(scope) is None:
            return Shown((self.body(scope),), text="words")
        return Shown((TextKey(f"{scope.frame.dialogue}/{self.id}__again"),), text="words")

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """First the word, then the same word; where they differ it begins anew."""
        if not isinstance(given, Say):
            return Refuse("reask_words")
        first = _first(scope)
        if first is not None:
            del scope.frame.work["salt"], scope.frame.work["hash"]
            if not fits(first, given.text):
                return Stay((TextKey("_shared/word_differs"),))
            scope.dossier.code_word = first
            return Go()
        reason = refusal(given)
        if reason is not None:
            return Refuse(reason)
        word = made_of(given.text, f"{scope.now}/{scope.dossier.turn}")
        scope.frame.work |= {"salt": word.salt, "hash": word.hash}
        return Stay()


def _first(scope: Scope) -> CodeWord | None:
    """What was typed the first time."""
    salt, key = scope.frame.work.get("salt"), scope.frame.work.get("hash")
    return CodeWord(salt, key) if isinstance(salt, str) and isinstance(key, str) else None
