"""Content as it stands in files: parsed, with every problem of shape noted (first pass)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dialogues.issues import Issue
from dialogues.texts import TextFile, read_text_file
from dialogues.yaml_file import YamlFile, read_yaml
from states.codebook import Codebook
from states.dialogue import Dialogue
from states.model import Declared
from states.offered import with_offered
from states.organisation import Organisation
from states.plans.ideas import IdeaLibrary
from states.thoughts.deck import QuestionDeck

Library = TypeVar("Library", bound=Declared)

FOLDER = Path(__file__).parent
"""Where the shipped content is."""

NATIONAL_EXAMPLE = FOLDER / "organisation.yaml"
SHARED = {
    "_shared": "texts",
    "codebook": "codebook",
    "pictures": "pictures",
    "ideas": "ideas",
    "question_cards": "questions",
}
"""Texts that belong to no dialogue, by the first part of their keys: folders in `_shared`."""


OPTIONAL_TEXTS = frozenset({"ideas", "question_cards"})
"""Texts of files that may be missing."""


@dataclass(slots=True)
class Source:
    """All content files of one language, parsed. A model is None where its file is not right."""

    language: str
    codebook_file: YamlFile
    organisation_file: YamlFile
    codebook: Codebook | None
    organisation: Organisation | None
    library_files: dict[str, YamlFile] = field(default_factory=dict)
    ideas: IdeaLibrary = field(default_factory=lambda: IdeaLibrary(format=1, version=1))
    questions: QuestionDeck = field(default_factory=lambda: QuestionDeck(format=1, version=1))
    dialogue_files: dict[str, YamlFile] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    texts: dict[str, TextFile] = field(default_factory=dict)
    extra: list[Issue] = field(default_factory=list)

    def issues(self) -> list[Issue]:
        """Every problem found so far."""
        files = [
            self.codebook_file,
            self.organisation_file,
            *self.library_files.values(),
            *self.dialogue_files.values(),
        ]
        found = [issue for file in files for issue in file.issues]
        return [*found, *(i for text in self.texts.values() for i in text.issues), *self.extra]


def dialogue_folders(root: Path) -> list[Path]:
    """Folders with a dialogue in them: found, not listed."""
    return sorted(path.parent for path in root.glob("*/dialogue.yaml"))


def read_source(root: Path, organisation: Path, language: str = "nl") -> Source:
    """Read the content below `root` and one organisation file.

    Nothing is raised for wrong content: the problems are in the source, all of them.
    """
    codebook_file = read_yaml(root / "codebook.yaml", _name(root, root / "codebook.yaml"))
    organisation_file = read_yaml(organisation, _name(root, organisation))
    source = Source(
        language,
        codebook_file,
        organisation_file,
        None if codebook_file.issues else codebook_file.validate(Codebook),
        None if organisation_file.issues else organisation_file.validate(Organisation),
    )
    source.ideas = _read_library(source, root, "ideas", IdeaLibrary) or source.ideas
    source.questions = _read_library(source, root, "questions", QuestionDeck) or source.questions
    for dialogue in dialogue_folders(root):
        _read_dialogue(source, root, dialogue)
    source.dialogues = with_offered(source.dialogues)
    for key, folder in SHARED.items():
        _read_texts(source, root, root / "_shared" / folder, key)
    return source


def _read_library(source: Source, root: Path, name: str, model: type[Library]) -> Library | None:
    """A file with cards, such as the ideas; None where there is none, or it is not right."""
    path = root / f"{name}.yaml"
    if not path.exists():
        return None
    file = read_yaml(path, _name(root, path))
    source.library_files[name] = file
    return None if file.issues else file.validate(model)


def _read_dialogue(source: Source, root: Path, folder: Path) -> None:
    file = read_yaml(folder / "dialogue.yaml", _name(root, folder / "dialogue.yaml"))
    source.dialogue_files[folder.name] = file
    dialogue = None if file.issues else file.validate(Dialogue)
    if dialogue is None:
        return
    if dialogue.id != folder.name:
        file.issue(["id"], f"the folder is called {folder.name}")
    source.dialogues[folder.name] = dialogue
    if source.language not in dialogue.languages:
        file.issue(["languages"], f"no texts in {source.language}")
    else:
        _read_texts(source, root, folder / "texts", folder.name)


def _read_texts(source: Source, root: Path, folder: Path, key: str) -> None:
    path = folder / f"{source.language}.j2"
    name = _name(root, path)
    if key in OPTIONAL_TEXTS and not folder.exists():
        return
    if path.exists():
        source.texts[key] = read_text_file(path, name)
    else:
        source.extra.append(Issue(name, 1, "-", "this file of texts is missing", "text"))


def _name(root: Path, path: Path) -> str:
    """A file as authors call it: from the folder that holds the content."""
    try:
        return str(path.resolve().relative_to(root.resolve().parent))
    except ValueError:
        return path.name
