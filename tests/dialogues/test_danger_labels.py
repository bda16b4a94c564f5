"""What Kring itself offers to tap or type is no cry for help, with a few exceptions.

Labels are typed too, and people answer in such words: one that alarms would answer "my own words"
with numbers to call. Who writes a new label that alarms adds it to the ordinary sentences
(docs/authors.md, "Words of danger").
"""

from collections.abc import Iterator

from dialogues.danger.detector import DangerDetector
from dialogues.loader import load_content
from dialogues.texts import FORMS, VOCABULARY
from states.screen import TextKey

ABOUT_DANGER = {
    "codebook/feel__unsafe",
    "codebook/care_safety",
    "codebook/share_unsafe_with",
    "codebook/keep_going__not_much_longer",
    "carer_care/keep_going_words__not_much_longer",
}
"""Labels that say what the detector is there for; they are tapped where help stands beside."""

LONGEST = 60


def labels() -> Iterator[tuple[str, str]]:
    """Labels of options and headings, by their key."""
    texts = load_content().texts
    for key in sorted(texts.keys):  # type: ignore[attr-defined]
        is_label = "__" in key or key.startswith(("codebook/", "_shared/option_"))
        if is_label and not key.endswith("__why"):
            for form in FORMS:
                if texts.names(key) - VOCABULARY:  # type: ignore[attr-defined]
                    continue  # it takes values: no plain label
                words = texts.render(TextKey(key), form)
                if words and len(words) < LONGEST:
                    yield key, words


def test_what_is_offered_is_no_cry_for_help() -> None:
    detector, found = DangerDetector.load(), list(labels())
    assert len(found) > 1_000
    alarming = {(key, words) for key, words in found if detector.judge(words) is not None}
    assert {(key, words) for key, words in alarming if key not in ABOUT_DANGER} == set()
    assert {key for key, _ in alarming} <= ABOUT_DANGER
