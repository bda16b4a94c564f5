"""The second pass: does everything that content names exist, and may it be used there?"""

from collections.abc import Iterator, Mapping
from typing import Any

from dialogues.source import Source
from dialogues.yaml_file import YamlFile
from states.codebook import Codebook
from states.conditions import Condition
from states.content import ASIDES, OPTIONAL_ASIDES, REQUIRED
from states.dialogue import Dialogue
from states.drawing import MORE
from states.effects import EFFECTS, ERASE
from states.files import FILES
from states.machine import END
from states.pictures.charting import CHARTS
from states.rules import GUARDS, LISTS, VIEWS
from states.steps.alters import PickAltersStep
from states.steps.any_step import AnyStep
from states.steps.check_in import CheckInStep
from states.steps.flow import CallStep, EachStep
from states.steps.names import AS_TYPED, FIRST_ONLY, NamesStep
from states.steps.option_step import KEEP, ChoiceStep, MapStep, OptionStep
from states.steps.reword import LISTS as SENTENCES
from states.steps.reword import RewordStep
from states.steps.several import CardsStep
from states.steps.step import Option, OptOut
from states.steps.text import SOMETHING_ELSE
from states.steps.toggling import DONE

Path = tuple[str | int, ...]
RESERVED = frozenset({MORE, "page", KEEP, DONE, "group", FIRST_ONLY, AS_TYPED, SOMETHING_ELSE})
"""Ids of options that the engine adds by itself."""

OTHERS = ("back", "why", "help", "person", "hide", "home", "resume")
COMMANDS = frozenset({*ASIDES, *OPTIONAL_ASIDES, *OTHERS})


def check_references(source: Source, *, with_texts: bool = True) -> None:
    """Note every reference to something that is not there, in the file where it stands."""
    if source.codebook is None:
        return
    _check_codebook(source.codebook, source.codebook_file)
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
        self.placed = list(placed(dialogue))

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
        if isinstance(step, CheckInStep):
            self._day(step, path)
        if isinstance(step, RewordStep) and (loop is None or loop.over.rule not in SENTENCES):
            self.file.issue(path, "a reword stands in a loop over own_sentences or all_sentences")
        self._way_on(step, path)
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
            self._dialogue(step.dialogue, (*path, "dialogue"), is_optional=step.optional)
        if isinstance(step, CheckInStep):
            self._dialogue(step.opens, (*path, "opens"), is_optional=step.optional)
        if isinstance(step, EachStep) and loop is not None:
            self.file.issue(path, "a loop inside a loop: call a dialogue instead", "shape")

    def _dialogue(self, name: str, where: Path, *, is_optional: bool) -> None:
        if name not in self.source.dialogue_files and not is_optional:
            self.file.issue(where, f"there is no dialogue {name}")

    def _day(self, step: CheckInStep, path: Path) -> None:
        """A day is looked for among the numbers of ego and of entries, and nowhere else."""
        variable = self.codebook.variables.get(step.variable)
        is_day = variable is None or (variable.type == "number" and variable.subject != "alter")
        if not is_day:
            self.file.issue((*path, "variable"), f"{step.variable} is no number about ego")

    def _variables(self, step: AnyStep, path: Path, loop: EachStep | None) -> None:
        """Variables exist, are compared with codes they can have, and are about what is at hand."""
        for where, condition in _conditions(step):
            for problem in _wrong_in(condition, self.codebook):
                self.file.issue((*path, *where), problem)
        has_alter = loop is not None and loop.over.over_alters(self.codebook)
        entry = loop.over.over_entries(self.codebook) if loop is not None else None
        for where, name, brings_alter in _used(step):
            variable = self.codebook.variables.get(name)
            if variable is None:
                self.file.issue((*path, *where), f"the codebook has no variable {name}")
            elif variable.subject == "alter" and not (has_alter or brings_alter):
                message = f"{name} is about an alter, and none is at hand here"
                self.file.issue((*path, *where), message)
            elif variable.subject not in ("ego", "alter", entry):
                message = f"{name} is about one {variable.subject}, and none is at hand here"
                self.file.issue((*path, *where), message)

    def _named(self, step: AnyStep, path: Path) -> None:
        """Rules, views, effects and commands that content may name."""
        for where, name, known, sort in _named(step, self.codebook):
            if name not in known:
                self.file.issue((*path, *where), f"there is no {sort} {name}")

    def _way_on(self, step: AnyStep, path: Path) -> None:
        """Someone who is not understood gets on without an answer being given for them (R-42)."""
        can_skip = any(opt_out.id == "skip" for opt_out in step.opt_outs)
        if step.asks and not (can_skip or step.fallback):
            self.file.issue(path, "neither skip nor fallback: who is not understood is stuck")

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


def placed(dialogue: Dialogue) -> Iterator[tuple[AnyStep, Path, EachStep | None]]:
    """All steps of a dialogue, each with its path in the file and the loop that it is in."""
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
    if isinstance(step, PickAltersStep) and step.rest_for is not None:
        yield ("rest_for",), step.rest_for


def _used(step: AnyStep) -> Iterator[tuple[Path, str, bool]]:
    """Variables that a step reads or writes, and whether it brings the alter for them itself."""
    for where, condition in _conditions(step):
        for name, by_any in _read(condition):
            yield where, name, by_any or where in (("among",), ("rest_for",))
    for name in step.mentioned():
        yield ("over",), name, False
    by_choices = []
    for where, choice in _choices(step):
        for name in (*choice.sets, *getattr(choice, "forget", ())):
            by_choices.append(name)
            yield where, name, False
    picks_them = isinstance(step, PickAltersStep) and step.value is not None
    for name in step.written():
        if name not in by_choices:
            yield ("variable",), name, picks_them or isinstance(step, NamesStep)


def _choices(step: AnyStep) -> Iterator[tuple[Path, Option | OptOut]]:
    for index, option in enumerate(step.declared_options()):
        yield ("options", index), option
    for index, opt_out in enumerate(step.opt_outs):
        yield ("opt_outs", index), opt_out


def _read(condition: Condition) -> Iterator[tuple[str, bool]]:
    """Variables of a condition, and whether they stand inside an `any_alter`."""
    inside = set(condition.any_alter.variables()) if condition.any_alter is not None else set()
    for part in condition.parts():
        yield from _read(part) if part is not condition.any_alter else ((n, True) for n in inside)
    for name in set(condition.variables()) - {n for p in condition.parts() for n in p.variables()}:
        yield name, False


def _nested(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts():
        yield from _nested(part)


Named = tuple[Path, str, Mapping[str, Any] | frozenset[str], str]


def _named(step: AnyStep, codebook: Codebook) -> Iterator[Named]:
    """Every name of a rule, view, effect, command or list, with those that there are."""
    for where, condition in _conditions(step):
        for part in _nested(condition):
            if part.rule is not None:
                yield where, part.rule, GUARDS, "rule"
    for view in step.shows:
        yield ("shows",), view, VIEWS, "view"
    for index, option in enumerate(step.declared_options()):
        yield from _named_by_option(option, ("options", index))
    yield from _named_by_kind(step, codebook)


def _named_by_option(option: Option, at: Path) -> Iterator[Named]:
    if option.effect is not None:
        yield (*at, "effect"), option.effect, frozenset({*EFFECTS, ERASE}), "effect"
    if option.command is not None:
        yield (*at, "command"), option.command, COMMANDS, "command"
    if option.gives is not None:
        yield (*at, "gives"), option.gives, FILES, "file"


def _named_by_kind(step: AnyStep, codebook: Codebook) -> Iterator[Named]:
    if isinstance(step, CardsStep):
        yield ("cards",), step.cards, LISTS, "rule"
        yield ("view",), step.view, VIEWS, "view"
    if isinstance(step, ChoiceStep) and step.order is not None:
        yield ("order",), step.order, LISTS, "rule"
    if isinstance(step, MapStep):
        yield ("view",), step.view, CHARTS, "picture"
    if isinstance(step, EachStep) and step.over.rule is not None:
        yield ("over", "rule"), step.over.rule, LISTS, "rule"
    if isinstance(step, EachStep) and step.over.list is not None:
        yield ("over", "list"), step.over.list, codebook.lists, "list"
    if isinstance(step, NamesStep) and step.from_list is not None:
        yield ("from_list",), step.from_list, codebook.lists, "list"
    if step.item_text is not None:
        yield ("item_text",), step.item_text, codebook.lists, "list"


def _check_codebook(codebook: Codebook, file: YamlFile) -> None:
    """What the codebook itself refers to."""
    for name, variable in codebook.variables.items():
        at = ("variables", name)
        if variable.list is not None and variable.list not in codebook.lists:
            file.issue((*at, "list"), f"there is no list {variable.list}")
        if variable.labels is not None and variable.labels not in VIEWS:
            file.issue((*at, "labels"), f"there is no view {variable.labels}")
        if variable.block is not None and codebook.item("parts", variable.block) is None:
            file.issue((*at, "block"), f"there is no part {variable.block}")
        if "parts" in codebook.lists and (variable.block is None) != (variable.summary == "no"):
            file.issue(at, "what may be in a summary has a `block`, and nothing else has")
    for name, items in codebook.lists.items():
        for index, item in enumerate(items):
            for problem in _wrong_in(item.when, codebook) if item.when is not None else ():
                file.issue(("lists", name, index, "when"), problem)


def _wrong_in(condition: Condition, codebook: Codebook) -> Iterator[str]:
    """Variables that there are not, and codes that a variable can never have."""
    for part in _nested(condition):
        for name in {*(part.equals or ()), *(part.one_of or ()), *(part.includes or ())}:
            if name not in codebook.variables:
                yield f"the codebook has no variable {name}"
                continue
            codes = codebook.codes(name)
            for code in sorted(map(str, _compared(part, name) - {*codes})) if codes else ():
                yield f"{name} has no code {code} in the codebook"


def _compared(condition: Condition, name: str) -> set[object]:
    """The values that a condition compares a variable with."""
    found: set[object] = set((condition.one_of or {}).get(name, ()))
    for single in (condition.equals, condition.includes):
        if name in (single or {}):
            found.add((single or {})[name])
    return found
