"""Finding people in a sentence, by what they are called on the list.

Somebody types a name as it comes: without its accent or capital, with another apostrophe, with an
`s` for what is theirs, by the first name only. All of those name the same person here. To find too
much costs a question; to find too little tells of somebody who was to stay out.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from states.graphemes import MORE

NO_NAMES = frozenset({
    "de", "het", "een", "die", "dat", "deze", "dit", "mijn", "me", "m'n", "onze", "ons", "zijn",
    "z'n", "haar", "hun", "van", "der", "den", "ten", "ter", "en", "in", "op", "bij", "iemand",
    "mensen", "meneer", "mevrouw", "dokter", "uit", "met", "voor", "naar", "over",
})  # fmt: skip
"""Words that may be in a label and are nobody's name, as in *De bakker*."""

_SHORTEST = 3
"""Letters that a word without a capital needs at least to be taken for a name."""

_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'"})
_PART = re.compile(r"[^\s\-/+&,.()]+")
# What is theirs (*Jans fiets*), and the small form (*Keesje*).
_ENDING = r"(?=(?:s|je|jes|tje|tjes)?(?!\w))"


def names_any(labels: Iterable[str], *, by_any_word: bool = False) -> Callable[[str], bool]:
    """What finds out whether words name any of those who are called so.

    Args:
        labels: As they stand on the list.
        by_any_word: Whether any word of a label without a capital may be a name too.
    """
    names = [_names_of(label, by_any_word=by_any_word) for label in labels]
    found = _any_of(set[str]().union(*names))
    return lambda words: found is not None and found.search(_folded(words)[0]) is not None


def writing(instead: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """What writes other names in the place of those of labels: pairs of a label and that name."""
    called = {name: other for label, other in instead for name in _names_of(label)}
    found = _any_of(called)
    return lambda words: words if found is None else _written(words, found, called)


def _written(words: str, found: re.Pattern[str], called: Mapping[str, str]) -> str:
    folded, places = _folded(words)
    parts, end = list[str](), 0
    for match in found.finditer(folded):
        start, after = places[match.start()], places[match.end()]
        name = re.sub(r"[\s\-]+", " ", match.group())
        parts += [words[end:start], called.get(name, MORE)]
        end = after
    return "".join((*parts, words[end:]))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without capitals and accents, and of which place each sign of it came.

    One place more follows, that of the end.
    """
    folded, places = list[str](), list[int]()
    for place, sign in enumerate(text.translate(_PLAIN)):
        if sign.isascii():
            plain = sign.lower()
        else:
            parts = unicodedata.normalize("NFKD", sign).casefold()
            plain = "".join(s for s in parts if unicodedata.category(s) != "Mn").translate(_PLAIN)
        folded += plain
        places += [place] * len(plain)
    return "".join(folded), [*places, len(text)]


def _names_of(label: str, *, by_any_word: bool = False) -> set[str]:
    """What is said for a label in a sentence, folded: all of it, its core, or a name in it."""
    parts = [part for part in map(_bare, _PART.findall(label)) if part]
    named = [part for part in parts if _folded(part)[0] not in NO_NAMES]
    is_plain = label == label.lower()
    names = [part for part in named if part[:1].isupper() and len(part) > 1]
    if by_any_word and is_plain:
        names = [part for part in named if len(part) >= _SHORTEST]
    whole = " ".join(label.split())
    first = next((part for part in parts if part in named), "")
    about = whole[whole.find(first) :] if first else ""
    found = {_folded(name)[0] for name in (whole, about, *names)}
    return {re.sub(r"[\s\-]+", " ", name).strip() for name in found} - {""}


def _bare(part: str) -> str:
    """A part without the signs around it, such as an emoji."""
    signs = [place for place, sign in enumerate(part) if sign.isalnum()]
    # What stands on a letter comes along: accents are signs of their own in some texts.
    end = signs[-1] + 1 if signs else 0
    while end < len(part) and unicodedata.category(part[end]) in ("Mn", "Mc"):
        end += 1
    return part[signs[0] : end] if signs else ""


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds any of the names as words of their own, the longest first."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    found = "|".join(re.escape(name).replace(r"\ ", r"[\s\-]+") for name in ordered)
    return re.compile(rf"(?<!\w)(?:{found}){_ENDING}") if found else None
