"""Own words of the client in what is shared: as they are, changed for this once, or left out.

Words may name somebody whom the client does not show. Such a sentence stays out until the client
says what to do with it, and that is always asked before the preview. The answer holds for what is
made ready now; the dossier itself keeps the words as they were told.

What was decided holds no longer where the client tells it otherwise meanwhile, and is asked again
where it names somebody who was shown then and is not any more. What was left out stays out.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from states.choosing import as_called, asks_for_people, chosen_parts, chosen_people
from states.codebook import Variable
from states.controls import without_controls
from states.dossier import Answer
from states.entries import told_answers, told_entries
from states.naming import names_any
from states.parts import says_it_all
from states.scope import Scope
from states.screen import TextKey
from states.sharing.offers import being_made
from states.sharing.records import Basis, Sharing
from states.summary import may_show

TYPED = ("text", "request")
"""Types of variables that hold words of the client."""

FOR_WORKER = "share_expectation_words"
"""What the client writes to the worker."""


class Sentence(NamedTuple):
    """Own words on one variable, of ego, about an alter that is shown, or in an entry.

    `about` is the id of that alter or entry; empty where it is ego.
    """

    key: str
    variable: str
    about: str
    words: str

    def __repr__(self) -> str:
        """Name the variable only."""
        return f"Sentence({self.variable})"


Told = Callable[[Sentence], str | None]


def shown_people(scope: Scope) -> dict[str, str]:
    """How each person is called who is shown; nobody is where no part that is on has people."""
    return chosen_people(scope) if asks_for_people(scope) else {}


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
    if declared.subject == "alter":
        alters = [alter for alter in scope.dossier.alters if alter.id in shown]
        there = {alter.id: scope.of(alter).answer(name) for alter in alters}
    else:
        entries = told_entries(scope, declared.subject)
        there = {entry.id: told_answers(scope.on(entry)).get(name) for entry in entries}
    for about, answer in there.items():
        if _has_words(declared, answer):
            words = str(answer.value if answer else "")
            yield Sentence(f"{about}:{name}", name, about, words)


def _has_words(declared: Variable, answer: Answer | None) -> bool:
    return answer is not None and may_show(declared, answer) and bool(answer.value)


def telling(scope: Scope) -> Told:
    """What gives a sentence as the worker reads it; None where it stays out."""
    write, must_ask = _writing(scope), _asking(scope)

    def tell(one: Sentence) -> str | None:
        if must_ask(one):
            return None
        return without_controls(write(_now_said(scope, one))).strip() or None

    return tell


def _now_said(scope: Scope, one: Sentence) -> str:
    """The words of a sentence as the client wants them; empty where they are left out."""
    sharing = _being_made(scope)
    return sharing.words.get(one.key, one.words) if _is_decided(sharing, one) else one.words


def _is_decided(sharing: Sharing, one: Sentence) -> bool:
    """Whether the client decided on a sentence, and told it no otherwise after it."""
    words, basis = sharing.words.get(one.key), sharing.basis.get(one.key)
    if words is None and one.key not in sharing.kept:
        return False
    return words == "" or basis is None or basis.said == _digest(one.words)


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _asking(scope: Scope) -> Callable[[Sentence], bool]:
    """Whether a sentence stays out until the client decides on it."""
    sharing, shown, names_others = _being_made(scope), shown_people(scope), _naming_others(scope)

    def must_ask(one: Sentence) -> bool:
        if not _is_decided(sharing, one):
            return names_others(one.words)
        basis = sharing.basis.get(one.key)
        return basis is not None and any(name not in shown for name in basis.named)

    return must_ask


def _writing(scope: Scope) -> Callable[[str], str]:
    return as_called(scope, shown_people(scope))


def _naming_others(scope: Scope) -> Callable[[str], bool]:
    """Whether words name somebody who is not shown, or by a name that is not shown."""
    shown, write, alters = shown_people(scope), _writing(scope), scope.dossier.alters
    of_others = names_any((a.label for a in alters if a.id not in shown), by_any_word=True)
    renamed = [a.label for a in alters if shown.get(a.id, a.label) != a.label]
    still_there = names_any(renamed, by_any_word=True)
    return lambda words: of_others(words) or (bool(renamed) and still_there(write(words)))


# For content


def all_sentences(scope: Scope) -> list[str]:
    """A list to go over: all own words of the chosen parts."""
    return [one.key for one in sentences(scope)]


def own_sentences(scope: Scope) -> list[str]:
    """A list to go over: own words that name somebody else, and are not decided on yet."""
    there = list(sentences(scope))
    if not there:
        return []
    must_ask = _asking(scope)
    return [one.key for one in there if must_ask(one)]


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
        "who": shown_people(scope).get(one.about, ""),
        "words": told if told is not None else _writing(scope)(_offered(scope, one)),
        "is_out": told is None,
    }


def _offered(scope: Scope, one: Sentence) -> str:
    """The words that may be kept: those that stand, or what was told where it is left out."""
    return _now_said(scope, one) or one.words


def keep(scope: Scope, key: str) -> None:
    """Keep a sentence as it is shown now, with whoever it names."""
    sharing = _being_made(scope)
    one = next((one for one in sentences(scope) if one.key == key), None)
    if one is not None and _offered(scope, one) != one.words:
        say_instead(scope, key, _offered(scope, one))
        return
    words = {name: said for name, said in sharing.words.items() if name != key}
    kept = tuple(dict.fromkeys((*sharing.kept, key)))
    basis = _with_basis(scope, key, one.words if one is not None else "")
    scope.dossier.sharing = replace(sharing, words=words, kept=kept, basis=basis)


def say_instead(scope: Scope, key: str, words: str) -> None:
    """Show other words in the place of a sentence; none leave it out."""
    sharing = _being_made(scope)
    kept = tuple(name for name in sharing.kept if name != key)
    basis = _with_basis(scope, key, words)
    said = {**sharing.words, key: words}
    scope.dossier.sharing = replace(sharing, words=said, kept=kept, basis=basis)


def _with_basis(scope: Scope, key: str, decided: str) -> dict[str, Basis]:
    """What all decisions rest on, with a new one on this sentence."""
    told = next((one.words for one in sentences(scope) if one.key == key), "")
    shown = shown_people(scope)
    named = tuple(
        alter.id
        for alter in scope.dossier.alters
        if alter.id in shown and names_any([alter.label], by_any_word=True)(decided)
    )
    return {**_being_made(scope).basis, key: Basis(_digest(told), named)}


def _being_made(scope: Scope) -> Sharing:
    return being_made(scope.dossier) or Sharing(scope.now, side=scope.dossier.side)
