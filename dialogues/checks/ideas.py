"""The library of ideas for a plan: whole, within reach of everybody, and in easy words.

What is shown to whom is decided by the engine (`states.plans.suggesting`); here is judged whether
there is something for everybody to be shown.
"""

import re
from collections import Counter
from collections.abc import Iterator

from dialogues.checks.corpus import Text
from dialogues.checks.readability import read, sentences, words
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.issues import Issue
from states.conditions import Condition
from states.plans.ideas import STRENGTHEN, WIDEN, Idea
from states.steps.several import CardsStep

LIBRARY = "ideas"
LISTS = ("ideas", "worker_ideas")
"""The lists of cards that are made of the library."""

TITLE = 40
"""Signs on a button."""

SENTENCES = 2
SENTENCE_WORDS = 15
EASE = 70

WITHIN_REACH = ("from_home", "low_cost")
"""For who cannot go out, and for who has no money to spend: what each idea has a form for."""

GIVING = ("volunteer", "own_work")
"""Ways in which one means something to others: not for who never wants to be asked (R-19)."""

DIGIT = re.compile(r"\d")
NAME = re.compile(r"(?<=[\w,;:)] )[A-Z]\w+")
"""A capital within a sentence: a name of somebody, or of some place that is not everywhere."""


@rule("I-01", "Ideas for a plan: all ways, from home, for little money, without alcohol", "corpus")
def i_01(subject: Subject) -> Iterator[Issue]:
    """Every idea can be done by everybody, and has its texts."""
    ideas = subject.content.ideas.ideas
    if not ideas and not _is_used(subject):
        return
    yield from _all_ways(subject)
    for number, idea in enumerate(ideas):
        problems = (*_wrong_with(idea), *_wrong_when(subject, idea), *_twice(subject, idea))
        for message in problems:
            yield subject.at_library("I-01", LIBRARY, (LIBRARY, number), message)
        for key in _keys(idea):
            if key not in subject.texts.keys:
                message = f"the text {key} is missing"
                yield subject.at_library("I-01", LIBRARY, (LIBRARY, number), message)
    yield from _texts(subject)


def _is_used(subject: Subject) -> bool:
    return any(isinstance(step, CardsStep) and step.cards in LISTS for _, step in subject.steps())


def _all_ways(subject: Subject) -> Iterator[Issue]:
    """Seven ways to strengthen and twelve to widen (S2-29, S2-30)."""
    there = {idea.way for idea in subject.content.ideas.ideas}
    for way in (*STRENGTHEN, *WIDEN):
        if way not in there:
            message = f"no idea is a way of {way}: write one"
            yield subject.at_library("I-01", LIBRARY, (LIBRARY,), message)


def _wrong_with(idea: Idea) -> Iterator[str]:
    tags = {tag for form in idea.forms for tag in form.tags}
    for tag in WITHIN_REACH if idea.by == "client" else ():
        if tag not in tags:
            yield f"no form is {tag}: give one that everybody can do"
    for form in idea.forms:
        if "place" in form.tags and "no_alcohol" not in form.tags:
            yield f"{form.id} is a place: choose one without alcohol, and tag it no_alcohol"


def _wrong_when(subject: Subject, idea: Idea) -> Iterator[str]:
    """Conditions are about the client: with whom it may be done is not the library's to say."""
    variables = subject.content.codebook.variables
    named = set() if idea.when is None else set(idea.when.variables())
    for name in sorted(named):
        if name not in variables or variables[name].subject != "ego":
            yield f"{name} is nothing about ego: `people` says with whom (R-10)"
    for part in [] if idea.when is None else _parts(idea.when):
        if part.any_alter is not None:
            yield "no `any_alter` here: `people` says with whom (R-10)"
        if part.rule is not None and part.rule not in subject.content.guards:
            yield f"there is no rule {part.rule}"
    if idea.by == "client" and idea.way in GIVING and "reciprocity" not in named:
        yield "not for who never wants to be asked: add a `when` on reciprocity (R-19)"


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts():
        yield from _parts(part)


def _twice(subject: Subject, idea: Idea) -> Iterator[str]:
    ids = Counter(one.id for one in subject.content.ideas.ideas)
    if ids[idea.id] > 1:
        yield f"the id {idea.id} is used twice"
    for name, count in Counter([*(form.id for form in idea.forms), *idea.smaller]).items():
        if count > 1:
            yield f"{name} is there twice"


def _keys(idea: Idea) -> Iterator[str]:
    """The keys of all texts of an idea."""
    yield f"{LIBRARY}/{idea.id}"
    yield f"{LIBRARY}/{idea.id}__what"
    yield from (f"{LIBRARY}/{idea.id}__{form.id}" for form in idea.forms)
    yield from (f"{LIBRARY}/smaller__{code}" for code in idea.smaller)


def _texts(subject: Subject) -> Iterator[Issue]:
    known = {key for idea in subject.content.ideas.ideas for key in _keys(idea)}
    for key in sorted(key for key in subject.texts.keys if key.startswith(f"{LIBRARY}/")):
        if key not in known:
            yield subject.at_text("I-01", key, "no idea has this text")
        for text in subject.corpus.of_key(key):
            is_what = key.endswith("__what")
            for message, needle in (*_names(text), *(_long(text) if is_what else _wide(text))):
                yield subject.at_text("I-01", key, f"({text.form}) {message}", needle)


def _names(text: Text) -> Iterator[tuple[str, str]]:
    """An idea is for everybody: it names nobody and counts nothing."""
    for found in (*DIGIT.finditer(text.words), *NAME.finditer(text.words)):
        yield f'"{found.group()}": no names and no numbers in an idea', found.group()


def _wide(text: Text) -> Iterator[tuple[str, str]]:
    if len(text.words) > TITLE:
        yield f"{len(text.words)} signs on a button: at most {TITLE}", ""


def _long(text: Text) -> Iterator[tuple[str, str]]:
    """What an idea is, in one or two short sentences."""
    parts = sentences(text.words)
    if len(parts) > SENTENCES:
        yield f"{len(parts)} sentences: at most {SENTENCES}", ""
    for part in parts:
        if len(words(part)) > SENTENCE_WORDS:
            yield f"a sentence of {len(words(part))} words: at most {SENTENCE_WORDS}", part
    if (ease := read([text.words]).ease) < EASE:
        yield f"reads at {ease:.0f}: shorter words, at least {EASE}", ""
