"""The second pass over texts: is each there, does it get what it uses, does anybody show it?"""

from collections.abc import Iterator

from dialogues.issues import Issue
from dialogues.labels import WHY, find_label, option_ids
from dialogues.references import Path, placed
from dialogues.source import SHARED, Source
from dialogues.texts import VOCABULARY, JinjaTexts
from states.steps.any_step import AnyStep
from states.steps.flow import EachStep

SHARED_VALUES = frozenset({"first", "full"})
"""Names that the engine gives to its own labels."""


def check_texts(source: Source, texts: JinjaTexts) -> None:
    """Note every text that is missing, that uses a name it is not given, or that nobody shows."""
    used: set[str] = set()
    for dialogue_id, dialogue in source.dialogues.items():
        for step, path, loop in placed(dialogue):
            if step.asks:
                used |= _check_step(source, texts, dialogue_id, (step, path, loop))
    _check_codebook(source, texts)
    for key in sorted(texts.keys - used):
        if key.partition("/")[0] not in SHARED:
            name, line = texts.where(key)
            source.extra.append(Issue(name, line, key, "no step shows this text", "text"))


def _check_step(
    source: Source,
    texts: JinjaTexts,
    dialogue: str,
    placed_step: tuple[AnyStep, Path, EachStep | None],
) -> set[str]:
    """The keys that a step shows; what is wrong with them is noted in the dialogue's file."""
    step, path, loop = placed_step
    file = source.dialogue_files[dialogue]
    shown: set[str] = set()
    for key, given in _own_texts(dialogue, step, loop, source):
        shown.add(key)
        for problem in _wrong_with(key, given, texts):
            file.issue(path, problem, "text")
    for option in option_ids(step):
        label = find_label(dialogue, step, option, texts.keys)
        if label is None:
            file.issue(path, f"the text {dialogue}/{step.id}__{option} is missing", "text")
        else:
            shown.add(label)
            for problem in _wrong_with(label, _label_values(option, label, loop, source), texts):
                file.issue(path, problem, "text")
    return shown


def _label_values(option: str, label: str, loop: EachStep | None, source: Source) -> frozenset[str]:
    """The names that a label is given: none of its own, but a why-text knows who it is about."""
    if label.startswith("_shared/"):
        return VOCABULARY | SHARED_VALUES
    codebook = source.codebook
    knows_name = option == WHY and loop is not None and codebook is not None
    if knows_name and loop is not None and codebook is not None:
        return VOCABULARY | ({"name"} if loop.over.over_alters(codebook) else set())
    return VOCABULARY


def _own_texts(
    dialogue: str, step: AnyStep, loop: EachStep | None, source: Source
) -> Iterator[tuple[str, frozenset[str]]]:
    """The keys of a step's own texts, with the names that each is given."""
    given = VOCABULARY | step.text_values() | frozenset(step.shows)
    codebook = source.codebook
    if loop is not None and codebook is not None and loop.over.over_alters(codebook):
        given |= {"name"}
    if step.item_text is not None and codebook is not None:
        for item in codebook.lists.get(step.item_text, ()):
            yield f"codebook/{step.item_text}__{item.id}", given
        return
    yield f"{dialogue}/{step.id}", given
    for block in step.further_texts():
        yield f"{dialogue}/{block}", given - {"draft"}


def _wrong_with(key: str, given: frozenset[str], texts: JinjaTexts) -> Iterator[str]:
    if key not in texts.keys:
        yield f"the text {key} is missing"
        return
    for name in sorted(texts.names(key) - given):
        yield f"the text {key} uses {name}, which it is not given"


def _check_codebook(source: Source, texts: JinjaTexts) -> None:
    """A heading for each variable and a label for each code, for summaries and accounts."""
    if source.codebook is None:
        return
    for name, variable in source.codebook.variables.items():
        wanted = [name, *(f"{name}__{code}" for code in source.codebook.codes(name))]
        for block in wanted if not variable.internal else ():
            if f"codebook/{block}" not in texts.keys:
                message = f"the text codebook/{block} is missing"
                source.codebook_file.issue(("variables", name), message, "text")
