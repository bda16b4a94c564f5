"""Invented values to render texts with: an empty dossier, a small one, a fuller one.

What a client or an organisation says is put between marks, so that a check can tell it from the
fixed words of a text. In the small sample each list has one entry: what a loop adds for each
further one is the client's, not the author's.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

from states.codebook import EntrySubject
from states.content import Content
from states.dossier import FORMAT, Alter, Answer, Dossier, Frame, Value
from states.errors import BotError
from states.pictures.chart import Person
from states.returning.versions import keep
from states.scope import Scope
from states.screen import TextKey
from states.steps.any_step import AnyStep
from states.steps.flow import EachStep

Size = Literal["empty", "small", "full"]
SIZES: tuple[Size, ...] = ("empty", "small", "full")

NAMES = ("Anna", "Piet", "Riet")
KINDS: tuple[EntrySubject, ...] = get_args(EntrySubject)
OPEN = "plan_state"
"""The variable of an action whose first code says that it is open."""

NOON = 1_800_000_000
"""A moment on which all samples are made, in epoch seconds."""

DATES = ("sent", "until", "since", "opened", "withdrawn", "ended")
"""Names in texts of shares that stand for a day."""

_MARKED = re.compile("\ue000[^\ue001]*\ue001")
_MARKS = str.maketrans("", "", "\ue000\ue001")


def mark(text: str) -> str:
    """A value that is not the author's; an empty one stays empty, for the sake of `if`."""
    return f"\ue000{text.translate(_MARKS)}\ue001" if text else ""


def shortened(rendered: str) -> str:
    """A text with one short name between each pair of marks, so that no value has a full stop."""
    return _MARKED.sub(mark(NAMES[0]), rendered)


def fixed(rendered: str) -> str:
    """A text with one short name in the place of each value."""
    return _MARKED.sub(NAMES[0], rendered)


def without_values(rendered: str) -> str:
    """A text with nothing in the place of each value: what the author wrote."""
    return _MARKED.sub("", rendered)


def has_value(rendered: str) -> bool:
    """Whether there is a value in it."""
    return "\ue000" in rendered


def spoken(value: Any, render: Callable[[TextKey], str]) -> Any:  # noqa: ANN401 - texts take anything
    """A value with the labels in it rendered and marked: they are judged by themselves."""
    if isinstance(value, TextKey):
        return mark(render(value))
    if isinstance(value, Mapping):
        return {key: spoken(part, render) for key, part in value.items()}
    if isinstance(value, list):
        return [spoken(part, render) for part in value]
    return value


def _answers_of(dossier: Dossier, subject: str) -> list[dict[str, Answer]]:
    """Where the answers on a subject stand: on ego, on each alter, on each entry of a kind."""
    if subject == "ego":
        return [dossier.ego]
    there = dossier.alters if subject == "alter" else dossier.of_kind(subject)
    return [one.answers for one in there]


class Anything:
    """A value of a name that no sample knows: one entry of itself, shown as a name."""

    def __getattr__(self, name: str) -> "Anything":
        """Whatever is asked for, unless Python or Jinja itself asks."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: object) -> "Anything":
        return self

    def __iter__(self) -> Iterator["Anything"]:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __str__(self) -> str:
        return mark(NAMES[0])


def _limited(value: Any, most: int) -> Any:  # noqa: ANN401 - texts take anything
    """The same value, marked, with at most `most` entries in each list."""
    if isinstance(value, str):
        return mark(value)
    if isinstance(value, Mapping):
        return {key: _limited(part, most) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_limited(part, most) for part in value[:most]]
    if value is None or isinstance(value, (bool, int, date, TextKey)):
        return value
    return Anything()


@dataclass(frozen=True)
class Samples:
    """Values for every text of `content`, in one size."""

    content: Content
    size: Size

    def of_step(self, dialogue: str, step: AnyStep, loop: EachStep | None) -> dict[str, Any] | None:
        """Values for a step's own texts; None where the step is never there in this size."""
        scope = self._scope(dialogue, step, loop)
        try:
            views = {name: self.content.views[name](scope) for name in step.shows}
        except BotError:
            return None  # a pair, where nobody was named
        names = step.text_values() | ({"name"} if scope.alter is not None else frozenset())
        return {**self._limit(views), **self.of_names(names)}

    def of_names(self, names: frozenset[str]) -> dict[str, Any]:
        """Values for the names that a text uses without a view."""
        known = self._limit(self._known())
        return {name: known.get(name, Anything()) for name in names}

    def _limit(self, values: dict[str, Any]) -> dict[str, Any]:
        most = {"empty": 0, "small": 1, "full": 3}[self.size]
        return {name: _limited(value, most) for name, value in values.items()}

    def _known(self) -> dict[str, Any]:
        words = "" if self.size == "empty" else "wandelen met Anna"
        lines = [
            {"name": line.name, "number": line.number, "what": line.what, "hours": line.hours}
            for line in self.content.organisation.help_lines
        ]
        return {
            "name": NAMES[0], "named": list(NAMES), "names": list(NAMES), "full": words,
            "draft": words, "first_part": words, "words": words, "number": "7", "most": "6",
            "age": "18", "lines": lines, "line": lines[0] if lines else {},
            "days": {"empty": 0, "small": 1, "full": 3}[self.size], "date": date(2027, 1, 20),
            "cards": list(self.content.views["cards"](self._bare).values()),
            **dict.fromkeys(DATES, date(2027, 1, 20)),
            "looks": [{"day": date(2027, 1, 20), "times": 2}],
            "replies": [{"code": "talk", "on": date(2027, 1, 20), "day": date(2027, 1, 27)}],
        }  # fmt: skip

    @cached_property
    def _bare(self) -> Scope:
        return Scope(self.content, self.dossier, Frame("", ""), NOON)

    def _scope(self, dialogue: str, step: AnyStep, loop: EachStep | None) -> Scope:
        item: str | None = None
        if loop is not None and loop.over.over_alters(self.content.codebook):
            item = "a1"
        elif loop is not None and (kind := loop.over.over_entries(self.content.codebook)):
            item = next((entry.id for entry in self.dossier.of_kind(kind)), None)
        elif loop is not None and loop.over.rule is not None:
            item = "a1+a2"
        return Scope.at(self.content, self.dossier, Frame(dialogue, step.id, item), NOON)

    @cached_property
    def dossier(self) -> Dossier:
        """A client who said nothing, or one who answered everything about three people."""
        if self.size == "empty":
            return Dossier(FORMAT)
        alters = [Alter(f"a{n}", name, n, 20_000) for n, name in enumerate(NAMES, start=1)]
        dossier = Dossier(FORMAT, alters=alters, next_alter=len(alters) + 1)
        for kind in KINDS * 3:
            dossier.add_entry(kind, 20_000)
        keep(dossier, [Person("a1", NAMES[0]), Person("a4", "Henk")], 19_000)
        for name, variable in self.content.codebook.variables.items():
            for number, answers in enumerate(_answers_of(dossier, variable.subject)):
                # Every step of the plan is open: one that is done is in no text.
                answers[name] = Answer(self._value(name, number if name != OPEN else 0), at=NOON)
        return dossier

    def _named_elsewhere(self, name: str) -> tuple[str, ...]:
        """The codes that a view gives labels to, such as those of routes or ideas."""
        labels = self.content.codebook.variables[name].labels
        if labels is None:
            return ()
        return tuple(
            self.content.views[labels](Scope(self.content, Dossier(FORMAT), Frame("", ""), NOON))
        )

    def _entries_of(self, name: str) -> list[str]:
        """The first entry of the kind that a list of entries holds."""
        kind = self.content.codebook.variables[name].of
        return [f"e{KINDS.index(kind) + 1}"] if kind is not None else []

    def _value(self, name: str, number: int) -> Value:
        """An answer on a variable: for each next alter a further code."""
        kind = self.content.codebook.variables[name].type
        codes = self.content.codebook.codes(name) or self._named_elsewhere(name)
        simple: dict[str, Value] = {
            "flag": True, "number": 7, "alters": ["a1", "a2"], "groups": ["a1+a2"],
            "entries": self._entries_of(name),
        }  # fmt: skip
        if kind == "choice" and codes:
            return codes[(0, len(codes) // 2, -1)[number % 3]]
        if kind == "several":
            return list(codes[:2])
        return simple.get(kind, "wandelen")


def sample_scope(
    content: Content,
    place: tuple[str, str],
    *,
    ego: Mapping[str, Value] | None = None,
    alter: Mapping[str, Value] | None = None,
) -> Scope:
    """One client with one alter, who answered just this, at a dialogue and step."""
    about = {name: Answer(value) for name, value in (alter or {}).items()}
    one = Alter("a1", NAMES[0], 1, 20_000, answers=about)
    dossier = Dossier(FORMAT, alters=[one], next_alter=2)
    dossier.ego = {name: Answer(value) for name, value in (ego or {}).items()}
    return Scope(content, dossier, Frame(*place, "a1"), NOON, one)
