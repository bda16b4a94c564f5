"""Rules over classes of words, as written in rules.yaml.

`..` is at most three words, `...` any number, `&` joins parts that may stand in any order.
Negation only counts at the words found or right beside them; every other `unless` counts in the
whole clause.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogues.danger.lexicon import Lexicon

_GAPS = {"..": 3, "...": 99}
_NEGATION = "NEG"

Element = tuple[int, int]  # the bits wanted, and how many words may stand before
Span = list[int]  # places of the words found


class Rule(NamedTuple):
    """One rule, ready to match."""

    id: str
    kind: str
    strength: str
    parts: tuple[tuple[Element, ...], ...]
    needs: tuple[int, ...]
    unless: int
    negation: int


def groups(rule: Mapping[str, str]) -> list[str]:
    """The groups of words a rule uses, `WANT` or `dak|brug`; the lexicon needs them all."""
    written = f"{rule['find']} {rule.get('unless', '')}".split()
    return [group for group in written if group not in _GAPS and group != "&"]


def as_class(group: str, classes: Mapping[str, str]) -> str:
    """The words of a group, for the lexicon: those of its classes and those it names."""
    parts = group.split("|")
    return " ".join(classes[part] if re.fullmatch("[A-Z]+", part) else part for part in parts)


def build(rule: Mapping[str, str], lexicon: Lexicon) -> Rule:
    """Read a rule's little language."""
    parts = tuple(_part(part.split(), lexicon) for part in rule["find"].split("&"))
    unless = rule.get("unless", "")
    other = "|".join(group for group in unless.split("|") if group != _NEGATION)
    return Rule(
        id=rule["id"],
        kind=rule.get("kind", ""),
        strength=rule["strength"],
        parts=parts,
        needs=tuple(bits for part in parts for bits, _ in part),
        unless=lexicon.bit[other] if other else 0,
        negation=lexicon.bit[_NEGATION] if other != unless else 0,
    )


def _part(words: Sequence[str], lexicon: Lexicon) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for word in words:
        if word in _GAPS:
            gap = _GAPS[word]
        else:
            elements.append((lexicon.bit[word], gap))
            gap = 0
    return tuple(elements)


class Match(NamedTuple):
    """A rule that finds its words; `denied` when its `unless` takes them back."""

    rule: Rule
    places: Span
    denied: bool


def match(rule: Rule, bits: Sequence[int], total: int) -> Match | None:
    """What the rule finds in a clause; `total` is all bits of the clause together."""
    for need in rule.needs:  # most rules end here
        if not need & total:
            return None
    places: Span = []
    for part in rule.parts:
        found = _find(part, bits)
        if not found:
            return None
        places += found
    denied = rule.unless & total or _negated(rule.negation, bits, places)
    return Match(rule, places, bool(denied))


def _negated(negation: int, bits: Sequence[int], places: Span) -> bool:
    near = bits[max(0, min(places) - 1) : max(places) + 2]
    return any(negation & b for b in near)


def _find(part: Sequence[Element], bits: Sequence[int]) -> Span:
    first = part[0][0]
    for start, found in enumerate(bits):
        if first & found:
            rest = _follow(part, 1, start, bits)
            if rest is not None:
                return [start, *rest]
    return []


def _follow(part: Sequence[Element], at: int, place: int, bits: Sequence[int]) -> Span | None:
    if at == len(part):
        return []
    wanted, gap = part[at]
    for there in range(place + 1, min(place + gap + 2, len(bits))):
        if wanted & bits[there]:
            rest = _follow(part, at + 1, there, bits)
            if rest is not None:
                return [there, *rest]
    return None
