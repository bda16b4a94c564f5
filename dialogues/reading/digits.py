"""Find phone numbers and citizen service numbers (BSN) in a text, in every way people type them.

A *chain* is a row of digit groups with only small signs between them: "06 12 34", "123.456.789".
What is certainly something else (a date, a range of years, an amount) is looked at first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

NumberKind = Literal["phone", "citizen_number"]

_GAP = r"[ .,/()_\n·•\-–—\u2010\u2011\ufe0f\u20e3]{1,3}"
_CHAIN = re.compile(rf"\+?[ (]{{0,2}}\d+(?:{_GAP}\d+)*")
_DIGITS = re.compile(r"\d+")
# Signs of one number; a comma or a new line also stands between two different things.
_TIGHT = frozenset({"", " ", ".", "-", "/", "_", "·", "–", "—", " - ", "\u2010", "\u2011"})
_PHONE_GAP = re.compile(r"[ ./()_·\-–—\u2010\u2011\ufe0f\u20e3]{0,3}")

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_ORDINARY = re.compile(
    rf"(?<!\d)(?<!\d[-/.]){_DAY}(?P<a>[-/.]){_MONTH}(?P=a){_YEAR}(?![-/.]?\d)"
    rf"|(?<!\d)(?<!\d[-/.]){_YEAR}(?P<b>[-/.]){_MONTH}(?P=b){_DAY}(?![-/.]?\d)"
    rf"|(?<!\d)(?<!\d[-/. ]){_DAY} {_MONTH} {_YEAR}(?![-/. ]?\d)"
    rf"|(?<!\d)(?<!\d[-/. ]){_DAY}(?P<c>[-/.]){_MONTH}(?P=c)\d\d(?![-/. ]?\d)"
    rf"|(?<!\d)(?<!\d[-/. ]){_YEAR} ?[-–—/ ] ?{_YEAR}(?![-/. ]?\d)"
    r"|€ ?\d{1,3}(?:[. ]?\d{3})?(?:,\d\d|,-)?(?![.,]?\d)"
    r"|(?<!\d)(?<!\d[-/. ])\d{1,3}(?:\.?\d{3})?(?:,\d\d)? ?(?:€|euro?\b)",
    re.IGNORECASE,
)
# Behind such a word a short or odd number is a phone number as well.
_CALL_WORD = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|telefoonnr|telnr|mobiel|mob|06|whatsapp|app|gsm|bel)"
    r"\.?(?: ?[:=]| is| op| naar| nr\.?| nummer)? ?$",
    re.IGNORECASE,
)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_USUAL_GROUPS = frozenset({(3, 3, 3), (4, 2, 3), (2, 2, 2, 3)})
# Other rows of one or two figures are a list of ages or house numbers.
_PAIRS = frozenset({(1,) * 9, (1,) * 8, (2, 2, 2, 2, 1), (1, 2, 2, 2, 2)})


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Where a number stands in the text, and what sort it is."""

    start: int
    end: int
    kind: NumberKind


class _Group(NamedTuple):
    digits: str
    gap: str  # what stands before it in its chain
    start: int
    end: int


def passes_eleven_test(digits: str) -> bool:
    """Say whether these digits can be a citizen service number."""
    if len(digits) not in {8, 9} or not digits.strip("0"):
        return False
    padded = digits.zfill(9)
    return sum(weight * int(d) for weight, d in zip(_WEIGHTS, padded, strict=True)) % 11 == 0


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the numbers to mask, from left to right, never overlapping."""
    for start, end in _between_ordinary(text):
        for chain in _CHAIN.finditer(text, start, end):
            yield from _numbers_in(chain, text)


def _between_ordinary(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for ordinary in _ORDINARY.finditer(text):
        yield last, ordinary.start()
        last = ordinary.end()
    yield last, len(text)


def _numbers_in(chain: re.Match[str], text: str) -> Iterator[FoundNumber]:
    groups = _groups_of(chain)
    here = 0
    while here < len(groups):
        first = groups[here]
        is_foreign = here == 0 and chain[0].startswith("+")
        is_called = here == 0 and bool(
            _CALL_WORD.search(text, max(0, first.start - 30), first.start)
        )
        kind, until = _number_at(groups, here, is_foreign=is_foreign, is_called=is_called)
        if kind is None:
            here += 1
            continue
        begin = chain.start() if is_foreign else _with_bracket(text, first.start, chain.start())
        yield FoundNumber(begin, groups[until - 1].end, kind)
        here = until


def _groups_of(chain: re.Match[str]) -> list[_Group]:
    groups: list[_Group] = []
    last = chain.start()
    for found in _DIGITS.finditer(chain.string, chain.start(), chain.end()):
        gap = chain.string[last : found.start()] if groups else ""
        digits = "".join(str(int(d)) for d in found[0])
        groups.append(_Group(digits, gap.strip("\ufe0f\u20e3"), found.start(), found.end()))
        last = found.end()
    return groups


def _with_bracket(text: str, start: int, limit: int) -> int:
    return start - 1 if start > limit and text[start - 1] == "(" else start


def _number_at(
    groups: list[_Group], here: int, *, is_foreign: bool, is_called: bool
) -> tuple[NumberKind | None, int]:
    """Say what starts at this group, and where it ends; surest sorts first."""
    sizes = _phone_sizes(groups, here, is_foreign=is_foreign)
    sure = len(sizes) if is_foreign else 1
    if until := _phone_end(groups, here, sizes[:sure]):
        return "phone", until
    if until := _citizen_end(groups, here):
        return "citizen_number", until
    if until := _phone_end(groups, here, sizes[sure:]):
        return "phone", until
    if is_called and (until := _phone_end(groups, here, range(15, 5, -1))):
        return "phone", until
    return None, 0


def _phone_sizes(groups: list[_Group], here: int, *, is_foreign: bool) -> tuple[int, ...]:
    """Say how many digits a phone number has that starts here, likeliest first."""
    digits = "".join(group.digits for group in groups[here : here + 4])
    if is_foreign or digits.startswith("0031"):
        country = digits.removeprefix("00")
        if country.startswith("31"):
            dutch = 12 if country.startswith("310") else 11
            extra = 0 if is_foreign else 2
            return (dutch + extra, dutch + extra - 1, dutch + extra + 1)
        return tuple(range(15, 7, -1))
    if digits.startswith("00"):
        return tuple(range(15, 9, -1))
    if digits.startswith("0") and _starts_as_phone(groups, here):
        return (10, 11, 9, 12)
    return (11,) if digits.startswith("316") else ()


def _starts_as_phone(groups: list[_Group], here: int) -> bool:
    if len(groups[here].digits) > 1:
        return True
    # "0 6 1 2 …", but not "0 1 2 3 …", which is a scale.
    return here + 1 < len(groups) and groups[here + 1].digits.startswith("6")


def _phone_end(groups: list[_Group], here: int, sizes: tuple[int, ...] | range) -> int:
    ends = _ends_by_size(groups, here, 17)
    for size in sizes:
        until = ends.get(size, 0)
        if until and all(_PHONE_GAP.fullmatch(g.gap) for g in groups[here + 1 : until]):
            return until
    return 0


def _citizen_end(groups: list[_Group], here: int) -> int:
    ends = _ends_by_size(groups, here, 9)
    for size in (9, 8):
        until = ends.get(size, 0)
        if until and _can_be_citizen_number(groups, here, until):
            return until
    return 0


def _can_be_citizen_number(groups: list[_Group], here: int, until: int) -> bool:
    window = groups[here:until]
    if not passes_eleven_test("".join(group.digits for group in window)):
        return False
    sizes = tuple(len(group.digits) for group in window)
    if len(window) == 1 or sizes in _USUAL_GROUPS:
        return True
    if max(sizes) <= 2 and sizes not in _PAIRS:
        return False
    gaps = {group.gap for group in window[1:]}
    # Eight digits cut out of a longer row of small numbers are too often something else.
    is_whole = here == 0 and until == len(groups)
    return len(gaps) == 1 and gaps <= _TIGHT and (sum(sizes) == 9 or is_whole)


def _ends_by_size(groups: list[_Group], here: int, most: int) -> dict[int, int]:
    """Map a number of digits to the place where a row of whole groups from here has that many."""
    ends: dict[int, int] = {}
    size = 0
    for place in range(here, len(groups)):
        size += len(groups[place].digits)
        if size > most:
            break
        ends[size] = place + 1
    return ends
