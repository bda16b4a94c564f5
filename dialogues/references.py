"""The second pass: does everything that content names exist, and may it be used there?"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dialogues.labels import find_label, option_ids
from dialogues.source import Source
from dialogues.texts import VOCABULARY
from dialogues.yaml_file import YamlFile
from states.codebook import Codebook
from states.conditions import Condition
from states.content import ASIDES, REQUIRED
from states.dialogue import Dialogue
from states.drawing import MORE
from states.effects import EFFECTS, ERASE
from states.machine import END
from states.rules import GUARDS, LISTS, VIEWS
from states.steps.alters import PickAltersStep
from states.steps.any_step import AnyStep
from states.steps.draft import DraftStep
from states.steps.flow import CallStep, EachStep
from states.steps.names import AS_TYPED, FIRST_ONLY, NamesStep
from states.steps.option_step import KEEP, OptionStep
from states.steps.several import DONE, CardsStep

Path = tuple[str | int, ...]
RESERVED = frozenset({MORE, "page", KEEP, DONE, "group", FIRST_ONLY, AS_TYPED})
"""Ids of options that the engine adds by itself."""

COMMANDS = frozenset({*ASIDES, "back", "why", "help", "person", "hide", "resume"})


def check_references(source: Source, *, with_texts: bool = True) -> None:
    """Note every reference to something that is not there, in the file where it stands."""
    if source.codebook is None:
        return
    for name, dialogue in source.dialogues.items():
        _Pass(source, source.codebook, dialogue, source.dialogue_files[name]).run()
    if with_texts:
        for name in REQUIRED:
            if name not in source.dialogue_files:
                source.codebook_file.issue([], f"the dialogue {name} is missing")


class _Pass:
    """The check of one dialogue; `placed` has each step with its path and its loop."""

    def __init__(
        self, source: Source, codebook: Codebook, dialogue: Dialogue, file: YamlFile
    ) -> None:
        self.source = source
        self.codebook = codebook
        self.dialogue = dialogue
        self.file = file
        self.placed = list(_placed(dialogue))

    def run(self) -> None:
        seen: set[str] = set()
        for step, path, loop in self.placed:
            if step.id in seen or step.id == END:
                self.file.issue((*path, "id"), f"the step id {step.id} is used twice or reserved")
            seen.add(step.id)
            self._step(step, path, loop)
        for old, new in self.dialogue.renamed.items():
            if new not in seen:
                self.file.issue(("renamed", old), f"there is no step {new}")

    def _step(self, step: AnyStep, path: Path, loop: EachStep | None) -> None:
        self._targets(step, path, loop)
        self._variables(step, path, loop)
        self._named(step, path)
        self._reserved(step, path)
        if isinstance(step, OptionStep):
            self._codes(step, path)
        if step.fallback is not None and step.fallback not in step.labelled():
            self.file.issue((*path, "fallback"), f"there is no option {step.fallback}")

    def _targets(self, step: AnyStep, path: Path, loop: EachStep | None) -> None:
        """Each `next` leads to a step of the same loop, to its head, or to the end."""
        if loop is None:
            near = {s.id for s, _, inside in self.placed if inside is None} | {END}
        else:
            near = {s.id for s in loop.steps} | {loop.id}
        for where, target in _targets(step):
            if target not in near:
                self.file.issue((*path, *where), f"there is no step {target} to go to from here")
        if isinstance(step, CallStep):
            known = step.dialogue in self.source.dialogue_files
            if not known and not step.optional:
                self.file.issue((*path, "dialogue"), f"there is no dialogue {step.dialogue}")
        if isinstance(step, EachStep) and loop is not None:
            self.file.issue(path, "a loop inside a loop: call a dialogue instead", "shape")

    def _variables(self, step: AnyStep, path: Path, loop: EachStep | None) -> None:
        has_alter = loop is not None and loop.over.over_alters(self.codebook)
        for where, name in (*_read(step), *((("variable",), n) for n in step.written())):
            variable = self.codebook.variables.get(name)
            if variable is None:
                self.file.issue((*path, *where), f"the codebook has no variable {name}")
            elif variable.subject == "alter" and not (has_alter or _looks_at_alters(step, where)):
                message = f"{name} is about an alter, and none is at hand here"
                self.file.issue((*path, *where), message)

    def _named(self, step: AnyStep, path: Path) -> None:
        """Rules, views, effects and commands that content may name."""
        for where, name, known, sort in _named(step, self.codebook):
            if name not in known:
                self.file.issue((*path, *where), f"there is no {sort} {name}")

    def _reserved(self, step: AnyStep, path: Path) -> None:
        """No option is called like one that the engine adds, nor is one there twice."""
        ids = [*step.labelled(), *(opt_out.id for opt_out in step.opt_outs)]
        for name in ids:
            if name in RESERVED or ids.count(name) > 1:
                self.file.issue(path, f"the option id {name} is used twice or reserved")

    def _codes(self, step: OptionStep, path: Path) -> None:
        variable = self.codebook.variables.get(step.variable or "")
        if variable is None or variable.type != "choice":
            return
        codes = self.codebook.codes(step.variable or "")
        for index, option in enumerate(step.options):
            code = option.id if option.value is None else option.value
            if code not in codes and option.command is None and not option.leads_on:
                where = (*path, "options", index, "id")
                self.file.issue(where, f"{step.variable} has no code {code} in the codebook")


def _placed(dialogue: Dialogue) -> Iterator[tuple[AnyStep, Path, EachStep | None]]:
    for number, chapter in enumerate(dialogue.chapters):
        yield from _inside(chapter.steps, ("chapters", number, "steps"), None)


def _inside(
    steps: tuple[AnyStep, ...], path: Path, loop: EachStep | None
) -> Iterator[tuple[AnyStep, Path, EachStep | None]]:
    for index, step in enumerate(steps):
        yield step, (*path, index), loop
        if isinstance(step, EachStep):
            yield from _inside(step.steps, (*path, index, "steps"), step)


def _targets(step: AnyStep) -> Iterator[tuple[Path, str]]:
    own: list[tuple[Path, str | None]] = [(("next",), step.next)]
    own += [(("options", i, "next"), o.next) for i, o in enumerate(step.declared_options())]
    own += [(("opt_outs", i, "next"), o.next) for i, o in enumerate(step.opt_outs)]
    if isinstance(step, EachStep):
        own.append((("empty",), step.empty))
    if isinstance(step, PickAltersStep):
        own.append((("picked_next",), step.picked_next))
    for where, target in own:
        if target is not None:
            yield where, target


def _conditions(step: AnyStep) -> Iterator[tuple[Path, Condition]]:
    if step.when is not None:
        yield ("when",), step.when
    for index, option in enumerate(step.declared_options()):
        if option.when is not None:
            yield ("options", index, "when"), option.when
    if isinstance(step, PickAltersStep) and step.among is not None:
        yield ("among",), step.among


def _read(step: AnyStep) -> Iterator[tuple[Path, str]]:
    for where, condition in _conditions(step):
        for name in condition.variables():
            yield where, name
    for name in step.mentioned():
        yield ("over",), name


def _looks_at_alters(step: AnyStep, where: Path) -> bool:
    """Steps that go over the alters by themselves."""
    if isinstance(step, NamesStep):
        return where == ("variable",)
    if isinstance(step, PickAltersStep):
        return where == ("among",) or (where == ("variable",) and step.value is not None)
    return where != ("variable",) and "any_alter" in str(getattr(step, where[0], ""))


def _nested(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts():
        yield from _nested(part)


def _named(
    step: AnyStep, codebook: Codebook
) -> Iterator[tuple[Path, str, Mapping[str, Any] | frozenset[str], str]]:
    for where, condition in _conditions(step):
        for part in _nested(condition):
            if part.rule is not None:
                yield where, part.rule, GUARDS, "rule"
    for view in step.shows:
        yield ("shows",), view, VIEWS, "view"
    for index, option in enumerate(step.declared_options()):
        at = ("options", index)
        if option.effect is not None:
            yield (*at, "effect"), option.effect, frozenset({*EFFECTS, ERASE}), "effect"
        if option.command is not None:
            yield (*at, "command"), option.command, COMMANDS, "command"
        for name in option.forget:
            yield (*at, "forget"), name, codebook.variables, "variable"
    if isinstance(step, CardsStep):
        yield ("cards",), step.cards, LISTS, "rule"
    if isinstance(step, EachStep) and step.over.rule is not None:
        yield ("over", "rule"), step.over.rule, LISTS, "rule"
    if isinstance(step, EachStep) and step.over.list is not None:
        yield ("over", "list"), step.over.list, codebook.lists, "list"


def check_texts(
    source: Source,
    known: frozenset[str],
    names: Callable[[str], frozenset[str]],
    where: Callable[[str], tuple[str, int]],
) -> None:
    """Note every text that is missing, that uses a name it is not given, or that nobody shows."""
    used: set[str] = set()
    for dialogue_id, dialogue in source.dialogues.items():
        file = source.dialogue_files[dialogue_id]
        for step, path, loop in _placed(dialogue):
            if not step.asks:
                continue
            for key, given in _own_texts(dialogue_id, step, loop, source):
                used.add(key)
                _check_text(file, path, key, given, known, names)
            for option in option_ids(step):
                label = find_label(dialogue_id, step, option, known)
                if label is None:
                    message = f"the text {dialogue_id}/{step.id}__{option} is missing"
                    file.issue(path, message, "text")
                else:
                    used.add(label)
    for key in sorted(known):
        if not key.startswith(("_shared/", "codebook/")) and key not in used:
            name, line = where(key)
            from dialogues.issues import Issue  # noqa: PLC0415

            source.extra.append(Issue(name, line, key, "no step shows this text", "text"))


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
    if isinstance(step, DraftStep):
        yield f"{dialogue}/{step.id}__draft", given - {"draft"}


def _check_text(
    file: YamlFile,
    path: Path,
    key: str,
    given: frozenset[str],
    known: frozenset[str],
    names: Callable[[str], frozenset[str]],
) -> None:
    if key not in known:
        file.issue(path, f"the text {key} is missing", "text")
        return
    for name in sorted(names(key) - given):
        file.issue(path, f"the text {key} uses {name}, which it is not given", "text")
