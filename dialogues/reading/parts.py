"""Cut a line that may name several things: "Anna, Jan en Marie & 1-3"."""

import re

from dialogues.reading.labels import NO_MATCH, Label, Match, match_exactly

MOST_PARTS = 60
"""Parts of one line that are read."""

_LONGEST_JOIN = 4
_SEPARATOR = re.compile(
    r"\s*(?:[,;\n&+/،、•]|(?<=\s)(?:en|and|plus|ook)(?=\s)|(?<=\d)\s+(?=\d))\s*"
)
_RANGE = re.compile(r"\b(\d{1,2}) ?(?:-|–|t/m|tm|tot en met) ?(\d{1,2})\b", re.IGNORECASE)


def is_list(text: str) -> bool:
    """Whether the text would be cut."""
    return _SEPARATOR.search(text) is not None


def spell_out_ranges(text: str, count: int) -> str:
    """Write "1-3" as "1,2,3", within the places of so many options."""

    def replace(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        if not 1 <= first < last <= count:
            return found[0]
        return ",".join(str(number) for number in range(first, last + 1))

    return _RANGE.sub(replace, text)


def compound(labels: list[Label]) -> list[Label]:
    """Give the labels that would be cut as if they were a list: "Jan en Marie"."""
    return [label for label in labels if is_list(label.shown)]


def pieces_of(text: str) -> list[tuple[int, int]]:
    """Where each part begins and ends, without those that say nothing."""
    pieces: list[tuple[int, int]] = []
    last = 0
    for found in _SEPARATOR.finditer(text):
        pieces.append((last, found.start()))
        last = found.end()
        if len(pieces) == MOST_PARTS:
            break
    pieces.append((last, len(text)))
    return [(start, end) for start, end in pieces if text[start:end].strip(" .!")]


def longest_label(
    text: str, pieces: list[tuple[int, int]], here: int, labels: list[Label]
) -> tuple[int, Match]:
    """The label that most pieces from here on make together, and the piece behind it."""
    for until in range(min(len(pieces), here + _LONGEST_JOIN), here + 1, -1):
        match = match_exactly(text[pieces[here][0] : pieces[until - 1][1]], labels)
        if match != NO_MATCH:
            return until, match
    return here + 1, NO_MATCH
