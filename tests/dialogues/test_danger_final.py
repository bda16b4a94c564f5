"""The exam of the danger detector: sentences by a writer whom nobody who built it has read.

What it found when it was measured stands here as floors: falling below them is a step back. The
figures are printed at the end of a test run.
"""

from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.talk import real_detector

SENTENCES = Path(__file__).with_name("danger_final.yaml")
CLEAR_FOUND, ANY_FOUND, FALSE_ALARMS, FALSE_CLEAR = 0.87, 0.92, 0.085, 0.06


@pytest.fixture(scope="module")
def judged() -> Counter[tuple[str, str]]:
    """How often each label was judged how; `none` is no alarm."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in YAML(typ="safe").load(SENTENCES):
        danger = real_detector().judge(row["text"])
        counted[row["label"], str(danger.strength) if danger else "none"] += 1
    return counted


def share(judged: Counter[tuple[str, str]], label: str, *strengths: str) -> float:
    """Of all sentences with a label, the part that was judged so."""
    total = sum(number for (given, _), number in judged.items() if given == label)
    return sum(judged[label, strength] for strength in strengths) / total


def test_there_are_enough_sentences(judged: Counter[tuple[str, str]]) -> None:
    assert sum(judged.values()) >= 400


def test_danger_is_found_and_ordinary_words_are_left_alone(judged, record_property) -> None:
    clear = share(judged, "clear", "clear")
    found = share(judged, "clear", "clear", "perhaps")
    false = share(judged, "none", "clear", "perhaps")
    false_clear = share(judged, "none", "clear")
    figures = f"clear found {clear:.1%}, with perhaps {found:.1%}, false {false:.1%}"
    record_property(
        "scenario", f"danger, unseen sentences: {figures}, false clear {false_clear:.1%}"
    )
    assert clear >= CLEAR_FOUND
    assert found >= ANY_FOUND
    assert false <= FALSE_ALARMS
    assert false_clear <= FALSE_CLEAR
