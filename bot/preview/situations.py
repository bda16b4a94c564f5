"""Who is invented to see a step: with people, answered before, with nobody named, and so on.

What looks the same is shown once. A step that none of them comes by is drawn all the same, and
says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bot.preview.answers import NOW
from bot.preview.fitting import Fitting
from bot.preview.moves import moved, page_with
from bot.preview.people import dossier_with_nobody, dossier_with_people
from bot.preview.shots import Place, Shot, take
from states.conditions import Condition
from states.content import Content
from states.dossier import Answer, Asleep, Dossier, Frame, SideName, encode
from states.machine import CompiledDialogue
from states.sides import SELF
from states.steps.alters import PickAltersStep
from states.steps.any_step import AnyStep
from states.steps.flow import EachStep
from states.steps.names import NamesStep

FIRST = ""
"""The label of the screen that most people see."""

NEVER_OPEN = "nobody invented comes by here"
MOST_SHOTS = 40
"""Looks at one step: a loop over a long list has one for each entry."""


@dataclass(frozen=True)
class Viewpoint:
    """One step, in one form of address, to be looked at in all ways."""

    content: Content
    compiled: CompiledDialogue
    step: AnyStep
    form: str
    nobody_comes_by: bool = True
    """Whether somebody who named nobody can come here (`bot.preview.reach`)."""

    def shots(self) -> list[Shot]:
        """All screens of this step that differ, the most usual one first; at least one."""
        found: list[Shot] = []
        for shot in self._all():
            if all(shot.look != other.look for other in found):
                found.append(shot)
        if not found:
            found += filter(None, [self._forced()])
        return found[:MOST_SHOTS]

    def _all(self) -> Iterator[Shot]:
        there = list(self._usual())
        yield from there
        if there:
            yield from moved(there[0])
        yield from self._of_options(there)

    def _usual(self) -> Iterator[Shot]:
        for label, place in self._places():
            if place.is_open():
                shot = take(label, place.walk(), self.form)
                if shot is not None:
                    yield shot

    def _places(self) -> Iterator[tuple[str, Place]]:
        for number, item in enumerate(self._items):
            yield item or "" if number else FIRST, self._fitted(self._first_time(item), item)
        first = self._items[0]
        yield "answered before", self._fitted(self._named_here(first), first)
        yield from self._others()

    def _others(self) -> Iterator[tuple[str, Place]]:
        """Other people: they are shown where the step is there for them as they are."""
        item = self._items[0]
        nobody = Place(self.content, self._nobody(), self._frame(None), self.form)
        if self.nobody_comes_by:
            yield "with nobody named", nobody
        watched = self._first_time(item)
        is_asked = getattr(self.step, "variable", None) == "company"
        if "company" in self.content.codebook.variables and not is_asked:
            watched.ego["company"] = Answer("watched", at=NOW)
            yield "somebody may read along", self._place(watched, item)
        yield "with a code word", self._place(self._locked(item), item)
        bare = replace(self.content, capabilities=frozenset(self.content.dialogues))
        yield "in the terminal", replace(self._fitted(self._first_time(item), item), content=bare)

    def _of_options(self, there: list[Shot]) -> Iterator[Shot]:
        """Each option that none of them has, with somebody who has it."""
        seen = {o.id for shot in there for o in shot.options}
        seen |= {o.id for shot in there[:1] for o in shot.screen.others}  # on its next pages
        item = self._items[0]
        for option, when in self._conditions():
            if option in seen:
                continue
            fitting = self._fitting(self._first_time(item), item)
            fitting.fit(self.step.when)
            fitting.fit(when)
            place = Place(self.content, fitting.dossier, fitting.frame, self.form)
            if place.is_open():
                shot = page_with(option, take(_with(option), place.walk(), self.form))
                seen |= {o.id for o in shot.options} if shot is not None else set()
                yield from filter(None, [shot])

    def _conditions(self) -> Iterator[tuple[str, Condition]]:
        """The options that are not always there, opt-outs too, with what they hang on."""
        for option in self.step.declared_options():
            if option.when is not None:
                yield option.id, option.when
        for opt_out in self.step.opt_outs:
            if opt_out.is_shown and opt_out.when is not None:
                yield opt_out.id, opt_out.when

    def _forced(self) -> Shot | None:
        item = self._items[0]
        return take(NEVER_OPEN, self._fitted(self._first_time(item), item).walk(), self.form)

    # Who it is

    def _first_time(self, item: str | None) -> Dossier:
        """Somebody who answered everything but this."""
        dossier = self._people()
        step = self.step
        names = {getattr(step, "variable", None), getattr(step, "then", None)} - {None, "form"}
        for name in sorted(map(str, names)):
            if name == self._loop_variable:
                continue
            dossier.ego.pop(name, None)
            for alter in dossier.alters:
                answer = alter.answers.get(name)
                if answer is not None and (alter.id == item or _is_picked(step, answer)):
                    del alter.answers[name]
            for entry in dossier.entries:
                entry.answers.pop(name, None)
        return dossier

    def _named_here(self, item: str | None) -> Dossier:
        """Somebody who answered this too."""
        dossier = self._people()
        if isinstance(self.step, NamesStep):
            for alter in dossier.alters[:2]:
                alter.prompts.append(self.step.prompt or item or self.step.id)
        return dossier

    def _nobody(self) -> Dossier:
        return dossier_with_nobody(self.content, self.form, self._side)

    def _people(self) -> Dossier:
        return dossier_with_people(self.content, self.form, self._side)

    @property
    def _side(self) -> SideName:
        return self.compiled.dialogue.side or SELF

    def _locked(self, item: str | None) -> Dossier:
        dossier = self._first_time(item)
        Fitting(self.content, dossier, self._frame(item)).code_word(wanted=True)
        dossier.asleep = [Asleep(encode(self._nobody()), NOW)]
        return dossier

    # Where it is

    @cached_property
    def _loop(self) -> EachStep | None:
        head = self.compiled.steps.get(self.compiled.loop_of.get(self.step.id, ""))
        return head if isinstance(head, EachStep) else None

    @property
    def _loop_variable(self) -> str | None:
        return self._loop.over.variable if self._loop is not None else None

    @cached_property
    def _items(self) -> tuple[str | None, ...]:
        """What the loop is at: one item, or all where each has a text of its own."""
        if self._loop is None:
            return (None,)
        dossier = self._people()
        self._give_all_items(dossier)
        fitting = Fitting(self.content, dossier, Frame(self.compiled.dialogue.id, self._loop.id))
        items = fitting.fit_items(self._loop) or (None,)
        return items if self.step.item_text is not None else items[:1]

    def _give_all_items(self, dossier: Dossier) -> None:
        """Choose everything, where the step has a text for each entry of a list."""
        name = self._loop_variable
        if name is not None and self.step.item_text is not None:
            dossier.ego[name] = Answer(list(self.content.codebook.codes(name)), at=NOW)

    def _frame(self, item: str | None) -> Frame:
        return Frame(self.compiled.dialogue.id, self.step.id, item)

    def _place(self, dossier: Dossier, item: str | None) -> Place:
        return Place(self.content, dossier, self._frame(item), self.form)

    def _fitting(self, dossier: Dossier, item: str | None) -> Fitting:
        fitting = Fitting(self.content, dossier, self._frame(item))
        if self._loop is not None:
            self._give_all_items(dossier)
            fitting.fit_items(self._loop)
            fitting.fit(self._loop.when)
        return fitting

    def _fitted(self, dossier: Dossier, item: str | None) -> Place:
        fitting = self._fitting(dossier, item)
        fitting.fit(self.step.when)
        if isinstance(self.step, PickAltersStep):
            fitting.fit_list(self.step.among)
        return Place(self.content, fitting.dossier, fitting.frame, self.form)


def _with(option: str) -> str:
    return f"where “{option}” is there"


def _is_picked(step: AnyStep, answer: Answer) -> bool:
    """Whether an alter has this answer because it was picked at this step."""
    return isinstance(step, PickAltersStep) and answer.value == step.value
