"""Read the people from a message to a name generator: "Anna, oom Piet en de buurvrouw van 12".

Nothing is made up: each label is a piece of what was typed. What does not read as a name is given
back as unread, and what is over the limit is counted, so that nothing gets lost in silence.
Give it masked text (see `masking`).
"""

import re
from dataclasses import dataclass, field

from dialogues.reading.name_kinds import KindHint, has_diagnosis, read_kind
from dialogues.reading.name_lists import split_names
from dialogues.reading.name_words import (
    CODE_PATTERN,
    DESCRIPTION_STARTS,
    DESCRIPTION_TURNS,
    LEAD_PATTERNS,
    NO_NAMES,
    OWN_PATTERN,
    SENTENCE_STARTS,
    SENTENCE_WORDS,
    TAIL_PATTERNS,
)
from dialogues.reading.normalise import EMOJI, clean, fold
from dialogues.reading.signals import says_dont_know, says_nobody, says_skip
from dialogues.reading.surnames import without_surname
from states.graphemes import shorten

NAMES_PER_MESSAGE = 30
LABEL_LENGTH = 40


def _one_of(patterns: tuple[str, ...]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))


_LEAD = re.compile(rf"(?:{_one_of(LEAD_PATTERNS)})(?=$|[\s:]|(?<=:))[\s:]*", re.IGNORECASE)
_TAIL = re.compile(rf"\s+(?:{_one_of(TAIL_PATTERNS)})$", re.IGNORECASE)
# "Mijn vrouw Truus" keeps its first word: "vrouw Truus" is nobody's wife.
_OWN = re.compile(
    rf"(?i:{OWN_PATTERN}) (?!(?i:man|vrouw|vriend|vriendin|ex|kind|zoon|dochter)\b)(?=\S+ [A-Z])"
)
_IS_SOMEBODY = re.compile(
    r"(?P<name>[^\W\d_]\S*(?: \S+)?) (?:is|zijn|was) (?:mijn|m'n|mn|me|een|de|ook|onze)\b.*",
    re.IGNORECASE,
)
_EDGE = " \t\n.,;:!?…\"'“”„‘’«»()[]{}*_~^=#|\\<>-–—+&"
_PICTURES = re.compile(f"[{EMOJI}]")
_HANDS = re.compile("[👍👎👌🙏✅❌❓❗‼⁉✔✖][\U0001f3fb-\U0001f3ff\ufe0f]*")
_CODE = re.compile(CODE_PATTERN, re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReadName:
    """One person, animal or group, as typed."""

    label: str = field(repr=False)
    short_label: str | None = field(repr=False)  # without the surname, to ask "alleen Anna?"
    kind_hint: KindHint | None
    has_diagnosis: bool


@dataclass(frozen=True, slots=True)
class NamesRead:
    """What one message named."""

    names: tuple[ReadName, ...]
    unread: tuple[str, ...] = field(repr=False)  # parts that read as a sentence
    dropped: int  # names over the limit
    unclear: bool  # nothing in it reads as a name


_IS_DEAD = re.compile(
    r"\s+(?:(?:is|zijn)\s+(?:al\s+)?(?:lang\s+)?(?:dood|overleden|gestorven)|leeft niet meer|"
    r"leven niet meer|is er niet meer|zijn er niet meer)\s*$",
    re.IGNORECASE,
)


def read_names(text: str) -> NamesRead:
    """Read all names and descriptions from a message."""
    cleaned = clean(text)
    if _CODE.search(cleaned):
        return NamesRead((), (cleaned,), 0, unclear=True)
    labels: list[str] = []
    unread: list[str] = []
    for part in split_names(cleaned):
        label = _label_of(part)
        if label and _is_sentence(label):
            unread.append(part.strip())
        elif label:
            labels.append(label)
    names = tuple(_read_name(label) for label in labels[:NAMES_PER_MESSAGE])
    dropped = max(0, len(labels) - NAMES_PER_MESSAGE)
    return NamesRead(names, tuple(unread), dropped, unclear=not names)


def _read_name(label: str) -> ReadName:
    living = _IS_DEAD.sub("", label).strip()
    is_dead = bool(living) and living != label
    label = living if is_dead else label
    return ReadName(
        shorten(label, LABEL_LENGTH),
        without_surname(label) if len(label) <= LABEL_LENGTH else None,
        "missed" if is_dead else read_kind(label),
        has_diagnosis(label),
    )


def _label_of(part: str) -> str:
    """Take a part of the message down to the name in it; empty when there is none."""
    label = _without_edges(part)
    label = _strip_lead(label)
    if is_somebody := _IS_SOMEBODY.fullmatch(label):
        label = is_somebody["name"]
    label = _without_edges(_strip_tail(label))
    label = _OWN.sub("", label) if _OWN.match(label) else label
    return label if _can_be_name(label) else ""


def _without_edges(text: str) -> str:
    stripped = text.strip(_EDGE)
    # An ending initial keeps its point, an opened bracket its end.
    behind = text[text.rfind(stripped) + len(stripped) :]
    if behind.startswith(")") and "(" in stripped:
        return stripped + ")"
    if behind.startswith(".") and re.search(r"(?:^|[\s.])[^\W\d_]$", stripped):
        return stripped + "."
    return stripped


def _strip_lead(label: str) -> str:
    while found := _LEAD.match(label):
        rest = label[found.end() :].strip(_EDGE)
        if not rest:
            return label
        if fold(rest) in NO_NAMES:
            return ""
        label = rest
    return label


def _strip_tail(label: str) -> str:
    while found := _TAIL.search(label):
        label = label[: found.start()].rstrip(_EDGE)
    return label


def _can_be_name(label: str) -> bool:
    if any(sign.isalpha() for sign in label):
        return fold(label) not in NO_NAMES
    return bool(_PICTURES.search(_HANDS.sub("", label)))


def _is_sentence(label: str) -> bool:
    words = fold(label).split()
    if len(words) < 2:
        return False
    if says_dont_know(label) or says_skip(label) or says_nobody(label):
        return True
    if words[0] in SENTENCE_STARTS or " ".join(words[:2]) in SENTENCE_STARTS:
        return True
    said = sum(word in SENTENCE_WORDS for word in words)
    # "een mevrouw die ik niet goed ken" tells who somebody is.
    is_description = words[0] in DESCRIPTION_STARTS and not DESCRIPTION_TURNS.isdisjoint(words)
    return said >= (4 if is_description else 2) or len(words) > 14
