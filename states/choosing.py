"""What a client chose to show to somebody: parts, people, and how each is called.

All is off at first. Contacts that are not good are not offered here, whoever asks (R-10, R-13).
"""

import re
from collections.abc import Callable, Iterable, Mapping

from states.dossier import Alter
from states.graphemes import MORE
from states.harm import may_be_shown
from states.scope import Scope

PARTS = ("likes", "wishes", "request", "map", "between", "now")
"""The parts of a summary, in reading order."""


NO_NAMES = frozenset({
    "de", "het", "een", "die", "dat", "deze", "dit", "mijn", "me", "onze", "ons", "zijn", "haar",
    "hun", "van", "der", "den", "ten", "ter", "en", "in", "op", "bij", "iemand", "mensen",
    "meneer", "mevrouw", "dokter",
})  # fmt: skip
"""Words that may begin a label with a capital and are nobody's name, as in *De bakker*."""


def chosen_parts(scope: Scope) -> list[str]:
    """The parts that are on, in reading order."""
    value = scope.value("parts")
    chosen = set(value) if isinstance(value, list) else set()
    return [part for part in PARTS if part in chosen]


def chosen_people(scope: Scope) -> dict[str, str]:
    """How each alter that is on is called, by id, in the order of naming."""
    value = scope.value("parts_people")
    chosen = set(value) if isinstance(value, list) else set()
    alters = [a for a in scope.dossier.alters if a.id in chosen and may_be_shown(scope, a)]
    letters = _letters(alters)
    return {alter.id: _called(scope, alter, letters[alter.id]) for alter in alters}


def _called(scope: Scope, alter: Alter, letter: str) -> str:
    """The name, the nickname or the letter; without any choice the letter, which tells least."""
    how = scope.value("parts_names")
    if how == "one_by_one":
        how = scope.of(alter).value("shown_as")
    if how in ("name", "names"):
        return alter.label
    nickname = scope.of(alter).value("nickname") if how == "nickname" else None
    return str(nickname) if nickname else letter


Tell = Callable[[str], str | None]


def own_words(scope: Scope) -> Tell:
    """What gives words of the client as somebody else may read them; None where they stay out.

    Who is shown by a letter or a nickname is so in them too. Words that name somebody with whom
    contact is not good stay out: they tell of it (R-13).
    """
    avoided = [a.label for a in scope.dossier.alters if not may_be_shown(scope, a)]
    tells_of, as_shown = names_any(avoided), as_called(scope, chosen_people(scope))
    return lambda words: None if tells_of(words) else as_shown(words)


def names_any(labels: Iterable[str]) -> Callable[[str], bool]:
    """What finds out whether words name any of those who are called so."""
    found = _any_of({name for label in labels for name in _names_of(label)})
    return lambda words: found is not None and found.search(words) is not None


def as_called(scope: Scope, shown: Mapping[str, str]) -> Callable[[str], str]:
    """What writes the names of those who are shown, by id, as they are called there."""
    instead = dict[str, str]()
    for alter in scope.dossier.alters:
        called = shown.get(alter.id, alter.label)
        if called != alter.label and may_be_shown(scope, alter):
            instead |= dict.fromkeys(_names_of(alter.label), called)
    other = _any_of(instead)
    by_lower = {name.lower(): called for name, called in instead.items()}

    def write(words: str) -> str:
        if other is None:
            return words
        return other.sub(lambda found: by_lower.get(found.group().lower(), MORE), words)

    return write


def _names_of(label: str) -> set[str]:
    """What a label is called in a sentence: all of it, or a name in it."""
    parts = {part.strip(",.()") for part in label.split()}
    names = {part for part in parts if part[:1].isupper() and len(part) > 1}
    return {label.strip(), *(name for name in names if name.lower() not in NO_NAMES)} - {""}


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds any of the names as words of their own, the longest first."""
    found = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE) if found else None


def _letters(alters: list[Alter]) -> dict[str, str]:
    """The first letter of each name, with a number where two have the same one."""
    firsts = {alter.id: _first(alter.label) for alter in alters}
    letters, seen = {}, dict.fromkeys(firsts.values(), 0)
    for name, first in firsts.items():
        seen[first] += 1
        is_single = list(firsts.values()).count(first) == 1
        letters[name] = first if is_single else f"{first}{seen[first]}"
    return letters


def _first(label: str) -> str:
    """The first letter of the name: of what has a capital, else of the last word."""
    parts = [part for part in label.split() if any(sign.isalpha() for sign in part)]
    named = next((part for part in parts if part[0].isupper()), parts[-1] if parts else "X")
    return next(sign.upper()[:1] for sign in named if sign.isalpha())
