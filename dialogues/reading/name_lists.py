"""Cut a message into the pieces between commas, lines, numbers, bullets and "en".

Knows nothing about names, only about how people write lists.
"""

import re
from collections.abc import Iterator

from dialogues.reading.name_words import KEEP_TOGETHER, SHORT_FORMS

_NOT_BEHIND_SHORT = "".join(rf"(?<!\b{form})" for form in SHORT_FORMS)
_SEPARATOR = re.compile(
    rf"(?P<keep>{KEEP_TOGETHER}|\b[^\W\d_]+[-–] en )"
    r"|[,;\n|•●▪◦·‣*✓✔→،؛、，；…&+]|\.{2,}"
    r"|(?<=[\s,;])(?:en|én|and|plus|und|ve|و|maar|want|omdat)(?=[\s,;])"
    r"|(?<!\d)/|/(?!\d)"
    rf"|{_NOT_BEHIND_SHORT}(?<![\s.]\w)(?<!^\w)[.!?]+(?=\s|$)",
    re.IGNORECASE,
)
_LINE_MARK = re.compile(r"(?m)^\s*(?:[-–—>#]+\s*|\(?\d{1,2}[.):]+\s*(?=\D))")
_COUNTED = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})[.)] ?(?=\D)")
_BARE_COUNT = re.compile(r"\s*(\d{1,2})\s+(?=\S)")
_DASH = re.compile(r" [-–—] ")
_LOWER_CASE = re.compile(r"[a-zà-ÿ]")


def split_names(text: str) -> Iterator[str]:
    """Yield the pieces in the order typed, without their list marks; some may be empty."""
    for line in _without_counts(text.split("\n")):
        for item in _split_counted(line):
            for part in _split_separators(_LINE_MARK.sub("", item, count=1)):
                yield from _split_dashes(part)


def _without_counts(lines: list[str]) -> list[str]:
    """Take "1 Anna", "2 Piet" as a numbered list, but leave "2 zussen" alone."""
    counts = [_BARE_COUNT.match(line) for line in lines]
    numbers = [int(count[1]) for count in counts if count]
    if len(lines) < 2 or numbers != list(range(1, len(lines) + 1)):
        return lines
    return [line[count.end() :] for line, count in zip(lines, counts, strict=True) if count]


def _split_counted(line: str) -> Iterator[str]:
    """Split "1. Anna 2. Piet" only where the count goes on: "van 12. En Piet" is no mark."""
    last = 0
    expected = 1
    for mark in _COUNTED.finditer(line):
        if int(mark[1]) == expected and (expected > 1 or not line[: mark.start()].strip(" :")):
            yield line[last : mark.start()]
            last = mark.end()
            expected += 1
    yield line[last:]


def _split_separators(item: str) -> Iterator[str]:
    last = 0
    for found in _SEPARATOR.finditer(item):
        if found["keep"] is None:
            yield item[last : found.start()]
            last = found.end()
    yield item[last:]


def _split_dashes(part: str) -> Iterator[str]:
    """Split "Anna - Piet", but not "Anna - mijn zus", which is one person."""
    last = 0
    for dash in _DASH.finditer(part):
        if not _LOWER_CASE.match(part, dash.end()):
            yield part[last : dash.start()]
            last = dash.end()
    yield part[last:]
