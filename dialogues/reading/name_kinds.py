"""Guess from the words of a label what kind of contact it is, and whether it tells an illness."""

import re
from typing import Literal

from dialogues.reading.name_words import (
    DIAGNOSIS_PATTERN,
    GROUP_ENDINGS,
    GROUP_WORDS,
    HEAD_ENDS,
    MISSED_PATTERN,
    MISSED_SIGNS,
    PET_EMOJI,
    PETS,
    VOLUNTEERS,
)
from dialogues.reading.normalise import fold

KindHint = Literal["pet", "volunteer", "group", "missed"]

_MISSED = re.compile(MISSED_PATTERN)
_DIAGNOSIS = re.compile(DIAGNOSIS_PATTERN)
_MEDICAL_CAPITALS = re.compile(r"\b(?:ADD|MS|NAH|ASS|EPA)\b")


def read_kind(label: str) -> KindHint | None:
    """Give the kind that the label's own words tell, or None."""
    if any(sign in label for sign in MISSED_SIGNS) or _MISSED.search(fold(label)):
        return "missed"
    words = [fold(word) for word in _head(label)]
    if any(sign in label for sign in PET_EMOJI) or not PETS.isdisjoint(words):
        return "pet"
    if any(word.endswith(VOLUNTEERS) for word in words):
        return "volunteer"
    if any(word.endswith(GROUP_ENDINGS) or word in GROUP_WORDS for word in words):
        return "group"
    return None


def _head(label: str) -> list[str]:
    """Give the words about the contact itself: in "de man van de hond" the dog is not meant.

    A later word with a capital is a surname: "Anna de Haan", "meneer Vogel".
    """
    head: list[str] = []
    for place, word in enumerate(re.split(r"[\s()/-]+", label)):
        if word in HEAD_ENDS:
            break
        if place == 0 or not word[:1].isupper():
            head.append(word)
    return head


def has_diagnosis(label: str) -> bool:
    """Say whether the label holds the name of an illness, to ask to leave it out."""
    return bool(_DIAGNOSIS.search(fold(label)) or _MEDICAL_CAPITALS.search(label))
