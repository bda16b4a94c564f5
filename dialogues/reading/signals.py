"""Read from a whole message what it says apart from an answer: nobody, nothing, skip, anger.

Each function is about the message as a whole: "Anna, verder niemand" names somebody, so it does
not say nobody.
"""

import re

from dialogues.reading.normalise import clean, fold
from dialogues.reading.phrases import (
    ANGRY_EMOJI,
    ANGRY_PATTERNS,
    DONT_KNOW_PATTERNS,
    FILLERS,
    INSULT,
    INSULT_TARGET,
    NOBODY_PATTERNS,
    NOTHING_PATTERNS,
    SKIP_PATTERNS,
    THIRD_PERSON,
)

# A longer message is a story, in which these phrases mean something else.
_LONGEST_ANSWER = 160
_LONGEST_OUTBURST = 1000
_ONLY_QUESTION_MARKS = re.compile(r"[?¿？!\s]*[?？][?¿？!\s]*")
_BECAUSE = re.compile(r" (?:want|omdat|aangezien) ")
_STRETCHED = re.compile(r"(\w)\1{2,}")


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_PHRASE_FILLERS = re.compile(
    r"\b(?:" + "|".join(word.replace("_", " ") for word in sorted(FILLERS) if "_" in word) + r")\b"
)
_WORD_FILLERS = frozenset(word for word in FILLERS if "_" not in word)
_OPENING_NOBODY = re.compile(
    r"(?:nee|nou|eh|tja|eigenlijk|echt|ik heb)?[\s,.]*(?:(?:verder|hier|eigenlijk|echt|woont)\s+)*"
    r"(?:niemand|geen mens)(?:[\s]*[,.!;]\s*|\s*$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAME_LIKE = re.compile(r"\b[A-Z]\w|\b(?:behalve|alleen|wel|anders|maar)\b")
_NOBODY = _any_of(NOBODY_PATTERNS)
_NOTHING = _any_of(NOTHING_PATTERNS)
_DONT_KNOW = _any_of(DONT_KNOW_PATTERNS)
_SKIP = _any_of(SKIP_PATTERNS)
_ANGRY = _any_of(ANGRY_PATTERNS)
_INSULT, _INSULT_TARGET = re.compile(INSULT), re.compile(INSULT_TARGET)
_THIRD_PERSON = re.compile(THIRD_PERSON)


def says_nobody(text: str) -> bool:
    """Say whether the message answers that there is nobody.

    "Niemand, en dat bevalt me" says so too; what comes behind it names no one.
    """
    return _is_answer(_NOBODY, text) or _opens_with_nobody(text)


def _opens_with_nobody(text: str) -> bool:
    opened = _OPENING_NOBODY.match(clean(text[:_LONGEST_ANSWER]))
    return opened is not None and not _NAME_LIKE.search(opened["rest"])


def says_nothing(text: str) -> bool:
    """Say whether the message answers "nothing" or "none"."""
    return _is_answer(_NOTHING, text)


def says_dont_know(text: str) -> bool:
    """Say whether the message answers that the person does not know."""
    if _ONLY_QUESTION_MARKS.fullmatch(clean(text[:_LONGEST_ANSWER])):
        return True
    return _is_answer(_DONT_KNOW, text, without_reason=True)


def says_skip(text: str) -> bool:
    """Say whether the person does not want to answer this; angry or not."""
    return _is_answer(_SKIP, text, without_reason=True)


def is_angry(text: str) -> bool:
    """Say whether the person swears at us, refuses or is fed up, with the bot or with helpers.

    An illness is no anger ("ik heb kanker"), and neither is what is said about somebody else
    ("mijn ex is een klootzak").
    """
    if any(sign in text for sign in ANGRY_EMOJI):
        return True
    words = fold(text[:_LONGEST_OUTBURST])
    if not words:
        return False
    return any(_is_outburst(spelling) for spelling in _spellings(words))


def _is_outburst(words: str) -> bool:
    if _ANGRY.search(words):
        return True
    if not _INSULT.search(words) or _THIRD_PERSON.search(words):
        return False
    count = words.count(" ") + 1
    return count <= 2 or (count <= 12 and bool(_INSULT_TARGET.search(words)))


def _spellings(words: str) -> tuple[str, ...]:
    """Give the words as they are, and with stretched letters ("rot oppp") made short."""
    if not _STRETCHED.search(words):
        return (words,)
    return (words, _STRETCHED.sub(r"\1\1", words), _STRETCHED.sub(r"\1", words))


def _is_answer(pattern: re.Pattern[str], text: str, *, without_reason: bool = False) -> bool:
    if len(text) > _LONGEST_ANSWER:
        return False
    words = fold(text)
    if without_reason:
        words = _BECAUSE.split(f" {words} ", maxsplit=1)[0].strip()
    return any(
        bool(pattern.fullmatch(form)) for spelling in _spellings(words) for form in _bare(spelling)
    )


def _bare(words: str) -> tuple[str, str]:
    """Give the words as they are, and without those that change nothing."""
    kept = _PHRASE_FILLERS.sub(" ", words).split()
    return words, " ".join(word for word in kept if word not in _WORD_FILLERS)
