"""From files to content: read, check shape, check references, compile.

All problems are told at once. What was read is kept under a hash of everything that it depends
on (`dialogues.cache`), so that a second start parses nothing.
"""

from pathlib import Path

from jinja2 import FileSystemBytecodeCache

from dialogues.cache import Cache
from dialogues.issues import DialogueInvalid
from dialogues.labels import find_label, option_ids
from dialogues.parsed import Parsed
from dialogues.references import check_references
from dialogues.source import FOLDER, NATIONAL_EXAMPLE, Source, read_source
from dialogues.text_references import check_texts
from dialogues.texts import JinjaTexts
from states.content import Content
from states.machine import CompiledDialogue, compile_dialogue
from states.rules import GUARDS, LISTS, VIEWS


def load_content(
    root: Path = FOLDER,
    organisation: Path = NATIONAL_EXAMPLE,
    *,
    cache_folder: Path | None = None,
    features: frozenset[str] = frozenset(),
) -> Content:
    """All content, checked and compiled.

    Args:
        root: The folder with `codebook.yaml` and a folder for each dialogue.
        organisation: The organisation's file.
        cache_folder: Where parsed content is kept; None keeps nothing.
        features: What the program can do besides dialogues, such as `check_ins`.

    Raises:
        DialogueInvalid: with every problem found, where there is one.
    """
    cache = Cache.at(cache_folder, root, organisation)
    parsed = cache.read()
    if parsed is None:
        # Only what passed every check is in the cache: then the checks are not even imported.
        from dialogues.checks import run_checks  # noqa: PLC0415

        parsed = parse(root, organisation)
        content = build(parsed, cache.folder, features)
        failed = [
            issue for verdict in run_checks(content, root, organisation) for issue in verdict.issues
        ]
        if failed:
            raise DialogueInvalid(failed)
        cache.write(parsed)
        return content
    return build(parsed, cache.folder, features)


def parse(root: Path, organisation: Path) -> Parsed:
    """Both passes over the files.

    Raises:
        DialogueInvalid: with every problem of shape, reference and text.
    """
    source = read_source(root, organisation)
    check_references(source)
    texts = JinjaTexts(source.texts)
    check_texts(source, texts)
    return checked(source)


def checked(source: Source) -> Parsed:
    """The source as parsed content, if nothing is wrong with it."""
    issues = source.issues()
    if issues or source.codebook is None or source.organisation is None:
        raise DialogueInvalid(issues)
    return Parsed(
        source.codebook,
        source.organisation,
        source.dialogues,
        source.texts,
        source.ideas,
        source.questions,
    )


def build(parsed: Parsed, cache_folder: Path | None, features: frozenset[str]) -> Content:
    """Compiled content of what was parsed."""
    bytecode = FileSystemBytecodeCache(str(cache_folder)) if cache_folder is not None else None
    texts = JinjaTexts(parsed.texts, bytecode)
    dialogues = {name: _compile(parsed, name, texts.keys) for name in parsed.dialogues}
    return Content(
        codebook=parsed.codebook,
        organisation=parsed.organisation,
        dialogues=dialogues,
        texts=texts,
        guards=GUARDS,
        lists=LISTS,
        views=VIEWS,
        capabilities=frozenset(dialogues) | features,
        ideas=parsed.ideas,
        questions=parsed.questions,
    )


def _compile(parsed: Parsed, name: str, known: frozenset[str]) -> CompiledDialogue:
    compiled = compile_dialogue(parsed.dialogues[name])
    for step in compiled.steps.values():
        for option in option_ids(step) if step.asks else ():
            label = find_label(name, step, option, known)
            if label is not None:
                compiled.labels[step.id, option] = label
    return compiled
