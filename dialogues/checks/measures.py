"""Rules on length and reading ease, counted over the fixed words of each text.

A loop over what a client said counts once: further entries are not the author's. Texts that are
read rather than answered (say, gate, a map, cards, a draft) may have more than two sentences
before their question, within the limit of the message.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dialogues.checks.corpus import Text
from dialogues.checks.readability import Reading, read, sentences, words
from dialogues.checks.samples import fixed, has_value, without_values
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.word_lists import banned, found_in, is_excused, organisation_texts
from dialogues.issues import Issue
from dialogues.texts import FORMS
from states.steps.draft import DraftStep
from states.steps.option_step import GateStep, MapStep, PreviewStep, SayStep
from states.steps.several import CardsStep
from states.steps.text import TextStep

MESSAGE_WORDS = 60
SENTENCE_WORDS = 15
AVERAGE_WORDS = 10
BEFORE_QUESTION = 2
OPTIONS = 3
EASE_OF_CHAPTER = 80
EASE_OF_MESSAGE = 70

READ_FIRST = (SayStep, GateStep, MapStep, PreviewStep, DraftStep, CardsStep)
"""Kinds whose text is read, with a question at most at its end."""

COUNTERS = re.compile(r"\|\s*(?:length|count|sum)\b|loop\.(?:index|length|revindex)")
"""How a template would count people."""


@rule("R-07", "No count of people, no score", "corpus")
def r_07(subject: Subject) -> Iterator[Issue]:
    """No text counts, and the circle does not open with a number."""
    yield from banned(subject, "R-07", "counting", subject.corpus.texts, "the circle is no score")
    for key in sorted(subject.texts.keys):
        for line in subject.block_lines(key):
            for match in COUNTERS.finditer(line):
                message = f"`{match.group().strip()}` counts people: leave it out"
                yield subject.at_text("R-07", key, message, match.group())
    for text in subject.corpus.messages:
        step = text.place.step
        shows_circle = step is not None and "circle" in step.shows
        if shows_circle and re.search(r"\d", text.words.split("\n\n", 1)[0]):
            yield subject.at_text("R-07", text.key, "the circle opens without a number")


@rule("R-34", "Short messages, one question, three options", "corpus")
def r_34(subject: Subject) -> Iterator[Issue]:
    """Names and toggles are exempt from the three options; a choice shows three at a time."""
    for name, step in subject.steps():
        declared = len(step.declared_options())
        if isinstance(step, (SayStep, GateStep)) and declared > OPTIONS:
            message = f"{declared} options: at most {OPTIONS} here"
            yield subject.at_step("R-34", name, step.id, message, "options")
        if isinstance(step, TextStep) and len(step.examples) > OPTIONS:
            message = f"{len(step.examples)} examples: at most {OPTIONS}"
            yield subject.at_step("R-34", name, step.id, message, "examples")
    for text in subject.corpus.messages:
        for message, needle in _too_long(text):
            if not is_excused("R-34", text.key):
                yield subject.at_text("R-34", text.key, f"({text.form}) {message}", needle)
    for chapter, texts in _chapters(subject).items():
        average = _reading(texts).average
        if average > AVERAGE_WORDS:
            message = f"sentences of {chapter} have {average:.1f} words on average: at most 10"
            yield subject.at_text("R-34", texts[0].key, message)
    yield from _long_in_organisation(subject)


def _long_in_organisation(subject: Subject) -> Iterator[Issue]:
    for said in organisation_texts(subject):
        longest = max(map(len, map(words, sentences(said.words))), default=0)
        if longest > SENTENCE_WORDS:
            message = f"a sentence of {longest} words, at most {SENTENCE_WORDS}"
            yield subject.at_organisation("R-34", said.place, message)


def _too_long(text: Text) -> Iterator[tuple[str, str]]:
    """What is wrong with one message, and words by which to find it."""
    if text.size != "full" and (length := len(words(text.words))) > MESSAGE_WORDS:
        yield f"{length} words: at most {MESSAGE_WORDS}", ""
    for sentence in sentences(text.words):
        if (length := len(words(sentence))) > SENTENCE_WORDS:
            yield (
                f"a sentence of {length} words, at most {SENTENCE_WORDS}: {sentence}",
                sentence[:20],
            )
    if text.words.count("?") > 1:
        yield "more than one question mark: one question in a message", "?"
    if text.is_question:
        yield from _unlike_a_question(text)


def _unlike_a_question(text: Text) -> Iterator[tuple[str, str]]:
    """What is wrong with the question in the text of a step; lines with values do not count."""
    found = [one for one in sentences(text.marked) if "?" in one or not has_value(one)]
    asked = [number for number, sentence in enumerate(found) if "?" in sentence]
    if asked and asked[0] > BEFORE_QUESTION and not isinstance(text.place.step, READ_FIRST):
        yield f"{asked[0]} sentences before the question: at most {BEFORE_QUESTION}", "?"
    for number in asked:
        opening = found_in("negative_question", found[number])[:1]
        for phrase in opening if found[number].startswith(opening) else ():
            yield f'"{phrase}": ask without a no in the question', phrase


def _chapters(subject: Subject) -> dict[str, list[Text]]:
    """The messages of each chapter, in each form; of each text the longest of its renderings."""
    longest: dict[tuple[str, str], Text] = {}
    for text in subject.corpus.messages:
        if text.size != "full":
            known = longest.get((text.key, text.form))
            if known is None or len(text.words) > len(known.words):
                longest[text.key, text.form] = text
    chapters: defaultdict[str, list[Text]] = defaultdict(list)
    for text in longest.values():
        place = text.place
        name = f"{place.dialogue}.{place.chapter}" if place.chapter else text.key.split("/")[0]
        chapters[f"{name} ({text.form})"].append(text)
    return dict(chapters)


@rule("R-35", "Easy to read: Flesch-Douma 80 for a chapter, 70 for a message", "corpus")
def r_35(subject: Subject) -> Iterator[Issue]:
    """A message below 70 stands in the exceptions, with its reason."""
    for chapter, texts in _chapters(subject).items():
        ease = _reading(texts).ease
        if ease < EASE_OF_CHAPTER:
            message = f"the chapter {chapter} reads at {ease:.0f}: at least {EASE_OF_CHAPTER}"
            yield subject.at_text("R-35", texts[0].key, message)
        for text in texts:
            ease = _reading([text]).ease
            if ease < EASE_OF_MESSAGE and not is_excused("R-35", text.key):
                message = f"({text.form}) reads at {ease:.0f}: shorter words, at least 70"
                yield subject.at_text("R-35", text.key, message)
    for form in FORMS:
        ease = read(o.words for o in organisation_texts(subject) if o.form == form).ease
        if ease < EASE_OF_CHAPTER:
            message = (
                f"these texts together ({form}) read at {ease:.0f}: at least {EASE_OF_CHAPTER}"
            )
            yield subject.at_organisation("R-35", ("routes",), message)


def reading_ease(subject: Subject) -> dict[str, float]:
    """The score of each chapter, for a report."""
    return {name: _reading(texts).ease for name, texts in _chapters(subject).items()}


def _reading(texts: Iterable[Text]) -> Reading:
    """Counts over the sentences in which the author wrote something."""
    own = (one for text in texts for one in sentences(text.marked) if words(without_values(one)))
    return read(map(fixed, own))
