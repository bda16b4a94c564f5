"""Rules on the form of address: *je* and *u*, complete and never mixed."""

import re
from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.word_lists import found_in, is_excused, organisation_texts
from dialogues.issues import Issue

NAMES_THE_FORMS = ("start/form", "codebook/form")
"""How the keys begin of the texts that ask which form it should be: they name both."""

FOREIGN = {"je": "words_of_u", "u": "words_of_je"}
"""Words of the other form."""

BROKEN = {"je": "broken_je", "u": "broken_u"}
"""Verbs that do not go with the form, unless `ik` is their subject ("ik bel u")."""

_WITH_ME = re.compile(r"\bik \w+", re.IGNORECASE)


@rule("R-36", "Je and u: complete, and never mixed", "corpus")
def r_36(subject: Subject) -> Iterator[Issue]:
    """No word of the other form, and no verb that fits neither.

    A draft is excepted: it is in the client's voice, and its *u* is whoever gets it.
    """
    for text in subject.corpus.texts:
        if text.key.startswith(NAMES_THE_FORMS) or text.place.part == "draft":
            continue
        for phrase, advice in _mixed(text.form, text.words):
            if not is_excused("R-36", text.key, phrase):
                message = f'"{phrase}" in the form {text.form}: {advice}'
                yield subject.at_text("R-36", text.key, message, phrase)
    for said in organisation_texts(subject):
        for phrase, _ in _mixed(said.form, said.words):
            if not is_excused("R-36", "organisation", phrase):
                message = f'"{phrase}" in the form {said.form}: write {{je: ..., u: ...}}'
                yield subject.at_organisation("R-36", said.place, message)


def _mixed(form: str, words: str) -> Iterator[tuple[str, str]]:
    """What does not belong in this form, with what to do about it."""
    for phrase in found_in(FOREIGN[form], words):
        yield phrase, "use {{ je }}, {{ jouw }} or vorm(je, u)"
    for phrase in found_in(BROKEN[form], _WITH_ME.sub("ik ·", words)):
        yield (
            phrase,
            f"this verb does not go with {form}: use vorm(je, u) for verb and word together",
        )
