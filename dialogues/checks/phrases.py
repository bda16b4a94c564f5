"""Rules on tone that a list of phrases can judge."""

import re
from collections.abc import Iterator

from dialogues.checks.corpus import Text
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.word_lists import (
    banned,
    banned_in_organisation,
    is_excused,
    organisation_texts,
)
from dialogues.issues import Issue
from states.content import ROOT
from states.steps.any_step import AnyStep
from states.steps.scale import ScaleStep

NOBODY = "nobody"
"""The dialogue for who says to have nobody."""

DECIDES_NOTHING = f"{ROOT}/about"
"""The text that says that the map does not decide about help (R-03)."""

WELCOME = f"{ROOT}/welcome"
"""The text that says that Kring is a program (R-39)."""

REFLECTIONS = re.compile(
    r"(?:^|[.\n]\s*)(?:je|u) (?:zegt|zei|vertelt|schrijft)\b[^.!?\n]*[.,;:]\s*maar\b", re.IGNORECASE
)
"""A "but" directly after giving back the client's words."""


@rule("R-02", "Nobody is never contradicted", "corpus")
def r_02(subject: Subject) -> Iterator[Issue]:
    """No sentence that there must be someone; for who has nobody no but, count or exclamation."""
    texts = subject.corpus.texts
    advice = "who says to have nobody is not contradicted"
    yield from banned(subject, "R-02", "somebody_after_all", texts, advice)
    yield from banned_in_organisation(subject, "R-02", "somebody_after_all", advice)
    own = [text for text in texts if text.place.dialogue == NOBODY]
    yield from banned(subject, "R-02", "but", own, "no but after `nobody`")
    for text in own:
        for needle in re.findall(r"!|\d+", text.words):
            message = f'"{needle}": no exclamation and no count after `nobody`'
            yield subject.at_text("R-02", text.key, message, needle)


@rule("R-03", "The map never decides about help", "corpus")
def r_03(subject: Subject) -> Iterator[Issue]:
    """The opening says so, and nothing says that one's own people come first."""
    texts = subject.corpus.texts
    advice = "Kring never says that one's own people come first"
    yield from banned(subject, "R-03", "own_people_first", texts, advice)
    yield from banned_in_organisation(subject, "R-03", "own_people_first", advice)
    for text in subject.corpus.of_key(DECIDES_NOTHING):
        if "beslis" not in text.words.casefold():
            message = "say here that the map does not decide about help (beslist niet)"
            yield subject.at_text("R-03", text.key, message)


@rule("R-06", "No norms, no comparing with others", "corpus")
def r_06(subject: Subject) -> Iterator[Issue]:
    """Feelings may be called common, numbers of people may not."""
    advice = "no comparing with other people"
    yield from banned(subject, "R-06", "norms", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-06", "norms", advice)


@rule("R-24", "Not doing it is as welcome as doing it", "corpus")
def r_24(subject: Subject) -> Iterator[Issue]:
    """No disappointment, no praise with an exclamation, no points."""
    advice = "no disappointment and no praise; say it plainly"
    yield from banned(subject, "R-24", "disappointed", subject.corpus.texts, advice)


TWO_MAPS = frozenset({"before_now", "care_before_now"})
"""Views with a map of before beside that of now."""

TEXTS_THAT_COMPARE = ("pictures/before_now", "pictures/care_before_now")
"""How the keys begin of the words in pictures that show both."""


def _compares(step: AnyStep) -> bool:
    """Whether the step shows two maps, or asks for a number that may be asked again."""
    shown = {getattr(step, "view", ""), *step.shows}
    return bool(TWO_MAPS & shown) or isinstance(step, ScaleStep)


@rule("R-25", "Before and after, without good or bad", "corpus")
def r_25(subject: Subject) -> Iterator[Issue]:
    """Texts that show two maps, or ask for a number, use no words of progress."""
    shown = subject.corpus.where(
        lambda text: (
            text.key.startswith(TEXTS_THAT_COMPARE)
            or (text.place.step is not None and _compares(text.place.step))
        )
    )
    yield from banned(subject, "R-25", "valence", shown, "fewer is not worse, more is not better")


@rule("R-27", "No promised effect, no claim of science, no diagnosis", "corpus")
def r_27(subject: Subject) -> Iterator[Issue]:
    """Also in the organisation's file."""
    advice = "no promised effect, no science, no diagnosis"
    yield from banned(subject, "R-27", "promises_of_effect", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-27", "promises_of_effect", advice)


@rule("R-38", "No minimising, no pushing", "corpus")
def r_38(subject: Subject) -> Iterator[Issue]:
    """No just, must, surely, at least; no but after a reflection or as a first reaction."""
    advice = "this minimises or pushes; leave the word out"
    yield from banned(subject, "R-38", "pushing", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-38", "pushing", advice)
    for text in subject.corpus.messages:
        match = REFLECTIONS.search(text.words)
        if match is not None or _reacts_with_but(text):
            message = f"({text.form}) no maar after the client's own words"
            yield subject.at_text("R-38", text.key, message, "maar")


def _reacts_with_but(text: Text) -> bool:
    """Whether the first reaction on `nobody` has a but, or a message begins with one."""
    starts = re.match(r"\W*maar\b", text.words, re.IGNORECASE) is not None
    first = text.key == f"{NOBODY}/heard" and re.search(r"\bmaar\b", text.words, re.IGNORECASE)
    return starts or bool(first)


@rule("R-39", "A program that says so, without invented feelings", "corpus")
def r_39(subject: Subject) -> Iterator[Issue]:
    """The welcome says that Kring is a computer program. Labels are in the client's voice."""
    advice = "a program has no feelings and no life"
    yield from banned(subject, "R-39", "invented_feelings", subject.corpus.messages, advice)
    for text in subject.corpus.of_key(WELCOME):
        if "computer" not in text.words.casefold():
            message = "say here that Kring is a computer program"
            yield subject.at_text("R-39", text.key, message)


@rule("R-40", "Anger is answered calmly", "corpus")
def r_40(subject: Subject) -> Iterator[Issue]:
    """No word on the client's tone."""
    advice = "the client's tone is not judged"
    yield from banned(subject, "R-40", "scolding", subject.corpus.texts, advice)


@rule("R-48", "Texts for workers: strengths first, no verdicts, no pressure", "corpus")
def r_48(subject: Subject) -> Iterator[Issue]:
    """In texts for workers, nor a hint at what was not shared."""
    own = subject.corpus.where(lambda text: text.key.startswith(("worker", "_shared/worker")))
    advice = "no verdict, no pressure, no hint at what was not shared"
    yield from banned(subject, "R-48", "worker_pressure", own, advice)


@rule("R-49", "Skills, hygiene, looks and money at home are never raised", "corpus")
def r_49(subject: Subject) -> Iterator[Issue]:
    """Only a client raises them."""
    advice = "Kring never raises this"
    yield from banned(subject, "R-49", "never_raised", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-49", "never_raised", advice)


@rule("R-37", "No words of offices; hard terms are explained", "corpus")
def r_37(subject: Subject) -> Iterator[Issue]:
    """The list is data; names of laws and services stand in the exceptions with their reason."""
    advice = "a word of offices: say it in words of every day"
    yield from banned(subject, "R-37", "office_words", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-37", "office_words", advice)
    yield from _unexplained(subject)
    for text in subject.corpus.texts:
        if text.words and not re.search(r"\w", text.words):
            yield subject.at_text("R-37", text.key, "a sign alone is no text: add words")


EXPLAINED_ONCE = ("mantelzorger", "respijtzorg", "Wmo")
"""Terms that are used where needed, and then explained (rules.md, R-37)."""


def _unexplained(subject: Subject) -> Iterator[Issue]:
    said = [one.words for one in organisation_texts(subject)]
    said += [text.words for text in subject.corpus.texts]
    for term in EXPLAINED_ONCE:
        if any(
            re.search(rf"\b{term}\b,? (?:is|betekent|\()", text, re.IGNORECASE) for text in said
        ):
            continue
        word = re.compile(rf"\b{term}\b", re.IGNORECASE)
        for text in subject.corpus.texts:
            if word.search(text.words) and not is_excused("R-37", text.key, term):
                message = f"explain {term} once, as in: {term} is …"
                yield subject.at_text("R-37", text.key, message, term)
        for one in organisation_texts(subject):
            if word.search(one.words):
                message = f"explain {term} once, as in: {term} is …"
                yield subject.at_organisation("R-37", one.place, message)
