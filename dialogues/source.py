"""Content as it stands in files: parsed, with every problem of shape noted (first pass)."""

from dataclasses import dataclass, field
from pathlib import Path

from dialogues.issues import Issue
from dialogues.texts import TextFile, read_text_file
from dialogues.yaml_file import YamlFile, read_yaml
from states.codebook import Codebook
from states.dialogue import Dialogue
from states.organisation import Organisation

FOLDER = Path(__file__).parent
"""Where the shipped content is."""

NATIONAL_EXAMPLE = FOLDER / "organisation.yaml"
SHARED = {"_shared": "texts", "codebook": "codebook", "pictures": "pictures"}
"""Texts that belong to no dialogue, by the first part of their keys: folders in `_shared`."""


@dataclass(slots=True)
class Source:
    """All content files of one language, parsed. A model is None where its file is not right."""

    language: str
    codebook_file: YamlFile
    organisation_file: YamlFile
    codebook: Codebook | None
    organisation: Organisation | None
    dialogue_files: dict[str, YamlFile] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    texts: dict[str, TextFile] = field(default_factory=dict)
    extra: list[Issue] = field(default_factory=list)

    def issues(self) -> list[Issue]:
        """Every problem found so far."""
        files = [self.codebook_file, self.organisation_file, *self.dialogue_files.values()]
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
    for dialogue in dialogue_folders(root):
        _read_dialogue(source, root, dialogue)
    for key, folder in SHARED.items():
        _read_texts(source, root, root / "_shared" / folder, key)
    return source


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
