"""The name generator: a question that brings names (McCallister & Fischer 1978)."""

from collections.abc import Iterator
from typing import Literal

from states.conditions import Scalar
from states.input import Say, SpokenName, Tap, Unreadable
from states.model import Slug
from states.pictures.chart import APART
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.steps.step import Go, OptOut, Outcome, Refuse, Shown, Stay, Step

ALTERS_LIMIT = 150
"""Alters in one dossier; a picture stays readable up to there."""

FIRST_ONLY, AS_TYPED = "first_only", "as_typed"


class NamesStep(Step):
    """Asks for names, several in one message, and keeps prompt, order and day of each.

    `sets` gives alter variables that follow from the question itself, such as where one knows
    each other from. `again` asks once more after names were typed. A name that looks like first
    name and surname is kept as first name, until the client says otherwise (R-41).

    - id: free_list
      kind: names
      again: true
      opt_outs: [skip, {id: none, next: nobody}]
    """

    kind: Literal["names"]
    sets: dict[Slug, Scalar] = {}
    again: bool = False
    prompt: Slug | None = None
    from_list: Slug | None = None
    """Inside a loop: the codebook list whose entry tells prompt, quadrant and kind."""

    def written(self) -> Iterator[str]:
        """The alter variables that follow from the question, and how surnames are kept."""
        yield from super().written()
        yield from self.sets
        yield from ("kind", "surnames", *(("quadrant",) if self.from_list else ()))

    def text_values(self) -> frozenset[str]:
        """Names typed at this question so far."""
        return frozenset({"named"})

    def show(self, scope: Scope) -> Shown:
        """The question, or the one about surnames."""
        pending = scope.frame.work.get("pending")
        if isinstance(pending, list) and pending:
            return _ask_surname(scope, pending)
        named = _labels(scope)
        done = (ScreenOption("done", TextKey("_shared/option_that_is_all"), "done"),)
        earlier = [a.label for a in scope.dossier.alters if self._prompt(scope) in a.prompts]
        former = (
            TextKey("_shared/names_here", {"names": earlier}) if earlier and not named else None
        )
        body = (self.body(scope, named=named),)
        return Shown(body, done if earlier else (), text="names", former=former)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """Names, done, or the answer on surnames."""
        if isinstance(given, Tap):
            return self._tapped(scope, given.option)
        if not isinstance(given, Say) or not given.names or scope.frame.work.get("pending"):
            return Refuse("reask_names")
        return self._named(scope, given)

    def opt_outs_there(self, scope: Scope) -> tuple[OptOut, ...]:
        """Who has named somebody is not asked whether there is nobody."""
        if scope.frame.work.get("pending"):
            return ()
        if scope.frame.work.get("named"):
            return tuple(o for o in super().opt_outs_there(scope) if o.id != "none")
        return super().opt_outs_there(scope)

    def _tapped(self, scope: Scope, option: str) -> Outcome:
        pending = scope.frame.work.get("pending")
        if option in (FIRST_ONLY, AS_TYPED) and isinstance(pending, list):
            scope.write("surnames", option)
            if option == AS_TYPED:
                _restore(scope, pending)
            scope.frame.work["pending"] = None
            return self._on(scope, (_noted(_labels(scope)),))
        return Go() if option == "done" else Refuse("reask_names")

    def _named(self, scope: Scope, said: Say) -> Outcome:
        room = max(0, ALTERS_LIMIT - len(scope.dossier.alters))
        pending: list[str] = []
        before = len(scope.dossier.alters)
        for name in said.names[:room]:
            pending += self._add(scope, name, is_late=said.late)
        # What is told is what was kept: a surname that was left out is not.
        notes = [_noted([alter.label for alter in scope.dossier.alters[before:]])]
        if said.unplaced:
            notes.append(TextKey("_shared/names_only"))
        if said.dropped or len(said.names) > room:
            notes.append(TextKey("_shared/names_dropped"))
        if pending and scope.value("surnames") is None:
            scope.frame.work["pending"] = pending
            return Stay(tuple(notes[1:]))
        told = tuple(notes) if room else (TextKey("_shared/names_full"),)
        # Of the question that stands now nobody has seen anything yet.
        return Stay(told) if said.late else self._on(scope, told)

    def _add(self, scope: Scope, name: SpokenName, *, is_late: bool) -> list[str]:
        first_only = name.first_name is not None and scope.value("surnames") != AS_TYPED
        label = name.first_name if first_only and name.first_name else name.label
        alter = scope.dossier.add_alter(label, self._prompt(scope), scope.day)
        there = scope.of(alter)
        # The place that comes with a question is one for people.
        is_apart = name.kind in APART or is_late
        follows = {} if is_apart else self._from_question(scope)
        for variable, value in follows.items():
            there.write(variable, value)
        if name.kind is not None:
            there.write("kind", name.kind)
        named = scope.frame.work.get("named")
        before = named if isinstance(named, list) else []
        scope.frame.work["named"] = [*before, alter.id]
        return [alter.id, name.label] if first_only else []

    def _from_question(self, scope: Scope) -> dict[str, Scalar]:
        """Alter variables that follow from the question, or from the entry that it asks about."""
        found = dict(self.sets)
        item = scope.content.codebook.item(self.from_list or "", scope.frame.item or "")
        if item is not None:
            found |= {k: v for k, v in (("quadrant", item.quadrant), ("kind", item.kind)) if v}
        return found

    def _prompt(self, scope: Scope) -> str:
        return self.prompt or (scope.frame.item if self.from_list else None) or self.id

    def _on(self, scope: Scope, notes: tuple[TextKey, ...]) -> Outcome:
        if self.again and not scope.frame.work.get("asked_again"):
            scope.frame.work["asked_again"] = True
            return Stay(notes)
        return Go("default", notes)


def _noted(labels: list[str]) -> TextKey:
    return TextKey("_shared/noted", {"names": labels})


def _labels(scope: Scope) -> list[str]:
    named = scope.frame.work.get("named")
    ids = named if isinstance(named, list) else []
    return [alter.label for alter in scope.dossier.alters if alter.id in ids]


def _restore(scope: Scope, pending: list[str]) -> None:
    for alter_id, full in zip(pending[::2], pending[1::2], strict=True):
        if scope.dossier.alter(alter_id) is not None:
            scope.dossier.edit_alter(alter_id).label = full


def _ask_surname(scope: Scope, pending: list[str]) -> Shown:
    first = scope.dossier.alter(pending[0])
    values = {"first": first.label if first else "", "full": pending[1]}
    options = tuple(
        ScreenOption(name, TextKey(f"_shared/option_{name}", values))
        for name in (FIRST_ONLY, AS_TYPED)
    )
    return Shown((TextKey("_shared/ask_surname", values),), options)
