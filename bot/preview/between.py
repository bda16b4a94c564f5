"""What is said in between: texts of every screen, which no step shows by itself."""

from dataclasses import dataclass

from bot.preview.answers import NOW
from bot.preview.leads import HELP
from bot.preview.people import PEOPLE, dossier_with_people
from bot.preview.words import PreviewTexts
from bot.rendering import paragraphs
from dialogues.checks.corpus import LABELS
from dialogues.checks.samples import Samples
from dialogues.texts import VOCABULARY
from states.commands import obey
from states.content import ROOT, Content
from states.dossier import Frame
from states.screen import TextKey
from states.walk import Walk

_MARKS = str.maketrans("", "", "\ue000\ue001")
"""By which the checks know what is not the author's."""

OWN_PAGE = "_shared/"
HELP_KEY = "_shared/help"


@dataclass(frozen=True)
class Said:
    """One text, with where it stands."""

    anchor: str
    key: str
    source: str
    paragraphs: tuple[str, ...]


def said_in_between(content: Content, texts: PreviewTexts, form: str) -> tuple[Said, ...]:
    """The numbers first, then all shared texts that are a message of their own."""
    walk = Walk(content, dossier_with_people(content, form), NOW)
    walk.dossier.stack = [Frame(ROOT, content.dialogues[ROOT].start)]
    numbers = [_said(content, texts, key, form) for key in obey(walk, "help").notes]
    samples = Samples(content, "full")
    others = [
        _said(content, texts, TextKey(key, _values(texts, samples, key)), form)
        for key in sorted(texts.keys())
        if key.startswith(OWN_PAGE) and key != HELP_KEY and _is_message(key)
    ]
    return (*numbers, *others)


def _is_message(key: str) -> bool:
    block = key.removeprefix(OWN_PAGE)
    return not block.startswith((*LABELS, "command_", "former", "names_here"))


def _values(texts: PreviewTexts, samples: Samples, key: str) -> dict[str, object]:
    """Invented values, without the marks by which the checks know them."""
    made = samples.of_names(texts.names(key) - VOCABULARY)
    known = {"names": [name for name, _ in PEOPLE[:3]]}
    return {name: known.get(name, value) for name, value in made.items()}


def _said(content: Content, texts: PreviewTexts, key: TextKey, form: str) -> Said:
    block = key.key.removeprefix(OWN_PAGE)
    anchor = HELP if key.key == HELP_KEY else f"text-{block}"
    plain = tuple(part.translate(_MARKS) for part in paragraphs(content, key, form))
    return Said(anchor, key.key, texts.where(key.key), plain)
