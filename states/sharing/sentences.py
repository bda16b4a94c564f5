"""Own words of the client in what is shared: as they are, changed for this once, or left out.

Words may name somebody whom the client does not show. Such a sentence stays out until the client
says what to do with it, and that is always asked before the preview. The answer holds for what is
made ready now; the dossier itself keeps the words as they were told.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from states.choosing import as_called, chosen_parts, chosen_people, names_any
from states.codebook import Variable
from states.controls import without_controls
from states.dossier import Answer
from states.scope import Scope
from states.screen import TextKey
from states.sharing.records import Sharing
from states.summaries import says_it_all
from states.summary import may_show

TYPED = ("text", "request")
"""Types of variables that hold words of the client."""

WITH_PEOPLE = frozenset({"wishes", "map", "between"})
"""Parts that show people."""

FOR_WORKER = "share_expectation_words"
"""What the client writes to the worker."""


class Sentence(NamedTuple):
    """Own words on one variable, about ego (`alter` is empty) or about an alter that is shown."""

    key: str
    variable: str
    alter: str
    words: str

    def __repr__(self) -> str:
        """Name the variable only."""
        return f"Sentence({self.variable})"


Told = Callable[[Sentence], str | None]


def shown_people(scope: Scope) -> dict[str, str]:
    """How each person is called who is shown; nobody is where no part that is on has people."""
    return chosen_people(scope) if WITH_PEOPLE.intersection(chosen_parts(scope)) else {}


def sentences(scope: Scope) -> Iterator[Sentence]:
    """All own words of the chosen parts, whether they come in or not."""
    parts = set(chosen_parts(scope))
    shown = shown_people(scope)
    variables = scope.content.codebook.variables
    for name, declared in variables.items():
        if declared.block in parts and declared.type in TYPED:
            yield from _on(scope, name, declared, shown)
    words = scope.dossier.ego.get(FOR_WORKER)
    if words is not None and words.status == "answered" and words.value and not words.private:
        yield Sentence(FOR_WORKER, FOR_WORKER, "", str(words.value))


def _on(scope: Scope, name: str, declared: Variable, shown: dict[str, str]) -> Iterator[Sentence]:
    if declared.subject == "ego":
        answer = scope.dossier.ego.get(name)
        if _has_words(declared, answer) and not says_it_all(scope, declared):
            yield Sentence(name, name, "", str(answer.value if answer else ""))
        return
    for alter in scope.dossier.alters:
        answer = alter.answers.get(name)
        if alter.id in shown and _has_words(declared, answer):
            words = str(answer.value if answer else "")
            yield Sentence(f"{alter.id}:{name}", name, alter.id, words)


def _has_words(declared: Variable, answer: Answer | None) -> bool:
    return answer is not None and may_show(declared, answer) and bool(answer.value)


def telling(scope: Scope) -> Told:
    """What gives a sentence as the worker reads it; None where it stays out."""
    sharing = scope.dossier.sharing or Sharing(scope.now)
    write, names_others = _writing(scope), _naming_others(scope)

    def tell(one: Sentence) -> str | None:
        if one.key in sharing.words:
            words = sharing.words[one.key]
        elif one.key in sharing.kept or not names_others(one.words):
            words = one.words
        else:
            return None
        return without_controls(write(words)).strip() or None

    return tell


def _writing(scope: Scope) -> Callable[[str], str]:
    return as_called(scope, shown_people(scope))


def _naming_others(scope: Scope) -> Callable[[str], bool]:
    """Whether words name somebody who is not shown."""
    shown = shown_people(scope)
    return names_any(a.label for a in scope.dossier.alters if a.id not in shown)


# For content


def all_sentences(scope: Scope) -> list[str]:
    """A list to go over: all own words of the chosen parts."""
    return [one.key for one in sentences(scope)]


def own_sentences(scope: Scope) -> list[str]:
    """A list to go over: own words that name somebody else, and are not decided on yet."""
    there = list(sentences(scope))
    if not there:
        return []
    sharing, names_others = scope.dossier.sharing or Sharing(scope.now), _naming_others(scope)
    decided = {*sharing.words, *sharing.kept}
    return [one.key for one in there if one.key not in decided and names_others(one.words)]


def sentence_at(scope: Scope) -> Sentence | None:
    """The sentence that a loop is at."""
    return next((one for one in sentences(scope) if one.key == scope.frame.item), None)


def sentence_view(scope: Scope) -> dict[str, object]:
    """That sentence: on what it is, about whom, and as the worker would read it."""
    one = sentence_at(scope)
    if one is None:
        return {"heading": "", "who": "", "words": "", "is_out": False}
    told = telling(scope)(one)
    return {
        "heading": TextKey(f"codebook/{one.variable}"),
        "who": shown_people(scope).get(one.alter, ""),
        "words": told if told is not None else _writing(scope)(one.words),
        "is_out": told is None,
    }


def keep(scope: Scope, key: str) -> None:
    """Keep a sentence as it is shown: in the words it has for now, else as the client told it."""
    sharing = _being_made(scope)
    if sharing.words.get(key):
        return
    words = {name: said for name, said in sharing.words.items() if name != key}
    kept = tuple(dict.fromkeys((*sharing.kept, key)))
    scope.dossier.sharing = replace(sharing, words=words, kept=kept)


def say_instead(scope: Scope, key: str, words: str) -> None:
    """Show other words in the place of a sentence; none leave it out."""
    sharing = _being_made(scope)
    kept = tuple(name for name in sharing.kept if name != key)
    scope.dossier.sharing = replace(sharing, words={**sharing.words, key: words}, kept=kept)


def _being_made(scope: Scope) -> Sharing:
    return scope.dossier.sharing or Sharing(scope.now)
