"""Question cards: each one short, open question that anybody can answer, and no more than that."""

import re
from collections.abc import Iterator, Sequence

from dialogues.checks.corpus import Text
from dialogues.checks.readability import read, sentences, words
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import SENSITIVE
from dialogues.checks.word_lists import found_in
from dialogues.issues import Issue
from dialogues.texts import FORMS
from states.thoughts.cards import TEXTS
from states.thoughts.deck import Card

LIBRARY = "questions"
CARD_WORDS = 12
EASE_OF_DECK = 80
EASE_OF_CARD = 70

SOURCE = re.compile(r"S[0-4]-\d\d|[A-H]\d+(?:\.\d+)?")
"""A point of the source documents, or a step of the journeys."""

OPEN = re.compile(r"\b(?:wat|wie|welke?|hoe|wanneer|waar\w*)\b", re.IGNORECASE)
"""Words with which an open question asks."""

SUPPOSE = "stel:"
"""How a question begins that has a sentence before it."""


@rule("Q-01", "A question card: one open question, in at most twelve words", "corpus")
def q_01(subject: Subject) -> Iterator[Issue]:
    """Every card has its text, and every text its card; what is sensitive is asked alone."""
    deck = subject.content.questions
    for number, card in enumerate(deck.cards):
        for message in _wrong_with(card):
            yield subject.at_library("Q-01", LIBRARY, ("cards", number), message)
        texts = subject.corpus.of_key(f"{TEXTS}/{card.id}")
        if not texts:
            message = f"the text {TEXTS}/{card.id} is missing"
            yield subject.at_library("Q-01", LIBRARY, ("cards", number), message)
        for text in texts:
            for message in _wrong_in(text):
                yield subject.at_text("Q-01", text.key, f"({text.form}) {message}")
    yield from _themes(subject)
    yield from _whole_deck(subject)


def _wrong_with(card: Card) -> Iterator[str]:
    if card.sensitivity == "L3":
        yield "no card is about safety (L3)"
    if card.sensitivity in SENSITIVE and not card.only_alone:
        yield "a sensitive card has `only_alone: true`"
    for source in card.sources:
        if not SOURCE.fullmatch(source):
            yield f"{source} is no point of the sources and no step of the journeys"


def _wrong_in(text: Text) -> Iterator[str]:
    """What is wrong with one question, in one form of address."""
    asked = text.words
    if len(words(asked)) > CARD_WORDS:
        yield f"{len(words(asked))} words: at most {CARD_WORDS}"
    if asked.count("?") != 1 or not asked.endswith("?"):
        yield "one question, with its question mark at the end"
    parts = sentences(asked)
    if len(parts) > 1 + asked.casefold().startswith(SUPPOSE):
        yield "one sentence; only a question with `Stel:` may have one before it"
    if not parts or not OPEN.search(parts[-1]):
        yield "ask with an open word: wat, wie, waar, welk, hoe"
    if found_in("why", asked):
        yield "a why sounds like blame"
    if parts and any(parts[-1].startswith(one) for one in found_in("negative_question", parts[-1])):
        yield "ask without a no in the question"
    if (ease := read([asked]).ease) < EASE_OF_CARD:
        yield f"reads at {ease:.0f}: shorter words, at least {EASE_OF_CARD}"


def _themes(subject: Subject) -> Iterator[Issue]:
    """A theme is called as in the codebook, and is sensitive as a whole or not at all."""
    deck = subject.content.questions
    declared = subject.content.codebook.variables.get("thought_theme")
    for number, theme in enumerate(deck.themes):
        if declared is None or theme not in declared.options:
            message = f"thought_theme has no code {theme} in the codebook"
            yield subject.at_library("Q-01", LIBRARY, ("themes", number), message)
        cards = deck.of_theme(theme)
        if len({(card.sensitivity, card.only_alone) for card in cards}) > 1:
            message = f"cards of {theme} are sensitive in different ways: make two themes"
            yield subject.at_library("Q-01", LIBRARY, ("themes", number), message)


def _whole_deck(subject: Subject) -> Iterator[Issue]:
    known = {f"{TEXTS}/{card.id}" for card in subject.content.questions.cards}
    for key in sorted(subject.texts.keys - known):
        if key.startswith(f"{TEXTS}/"):
            yield subject.at_text("Q-01", key, "no card has this text")
    for form in FORMS:
        ease = read(_asked(subject, form)).ease
        if ease < EASE_OF_DECK:
            message = f"the cards together ({form}) read at {ease:.0f}: at least {EASE_OF_DECK}"
            yield subject.at_library("Q-01", LIBRARY, ("cards",), message)


def _asked(subject: Subject, form: str) -> Sequence[str]:
    own = (text for text in subject.corpus.texts if text.key.startswith(f"{TEXTS}/"))
    return [text.words for text in own if text.form == form]
