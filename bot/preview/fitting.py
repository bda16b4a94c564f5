"""Making a condition hold: who would see this screen is invented as far as it goes.

Best effort: a rule that is not known here stays as it is, and the screen is then shown as one that
nobody invented comes by.
"""

from collections.abc import Callable, Mapping

from bot.preview.answers import NOW, sample
from bot.preview.making import RULES as ON_MAKING
from bot.preview.people import dossier_with_people
from bot.preview.sharing import RULES as ON_SHARING
from states.conditions import Condition
from states.content import Content
from states.dossier import Alter, Answer, CodeWord, Dossier, Frame, Value
from states.scope import Scope
from states.steps.flow import EachStep, Over


class Fitting:
    """Changes a dossier until somebody at this place would see what is asked for."""

    def __init__(self, content: Content, dossier: Dossier, frame: Frame) -> None:
        """Work on this dossier, which is changed."""
        self.content = content
        self.dossier = dossier
        self.frame = frame

    def scope(self) -> Scope:
        """The place as it is now."""
        return Scope.at(self.content, self.dossier, self.frame, NOW)

    def fit(self, condition: Condition | None, *, wanted: bool = True) -> None:
        """Make a condition hold, or not hold."""
        if condition is None or condition.holds(self.scope()) == wanted:
            return
        (kind,) = condition.model_fields_set
        _WAYS[kind](self, condition, wanted)

    def fit_items(self, each: EachStep) -> tuple[str, ...]:
        """The items of a loop, invented where there are none."""
        items = each.over.items(self.scope())
        if not items:
            self._invent_items(each.over)
            items = each.over.items(self.scope())
        return tuple(items)

    def _invent_items(self, over: Over) -> None:
        if over.variable is not None:
            self.set(over.variable, sample(self.content, over.variable))
        elif over.rule is not None:
            self.fit_rule(f"has_{over.rule}", wanted=True)
            for name, variable in self.content.codebook.variables.items():
                if variable.subject == "ego" and name not in self.dossier.ego:
                    self.set(name, sample(self.content, name))

    def set(self, name: str, value: Value) -> None:
        """Give an answer on a variable, or take it back (None)."""
        variable = self.content.codebook.variables.get(name)
        if variable is None:
            return
        if variable.subject == "ego":
            _put(self.dossier.ego, name, value)
        elif variable.subject == "alter":
            alter = self.alter_at_hand()
            if alter is not None:
                self.answer_of(alter.id, name, value)
        else:
            entry = self.scope().entry or next(iter(self.dossier.of_kind(variable.subject)), None)
            if entry is not None:
                self.answer_on(entry.id, name, value)

    def answer_of(self, alter_id: str, name: str, value: Value) -> None:
        """Give an answer about an alter, if it is there, or take it back (None)."""
        if self.dossier.alter(alter_id) is not None:
            _put(self.dossier.edit_alter(alter_id).answers, name, value)

    def answer_on(self, entry_id: str, name: str, value: Value) -> None:
        """Give an answer about what was made, or take it back (None)."""
        _put(self.dossier.edit_entry(entry_id).answers, name, value)

    def fit_rule(self, rule: str, *, wanted: bool) -> None:
        """Do what makes a named rule hold, as far as it is known here."""
        if rule in _RULES:
            _RULES[rule](self, wanted)

    def people(self, *, wanted: bool) -> None:
        """Name people, or nobody."""
        if not wanted:
            self.dossier.alters = []
        elif not self.dossier.alters:
            there = dossier_with_people(self.content, self.scope().form, self.dossier.side)
            self.dossier.alters, self.dossier.next_alter = there.alters, there.next_alter

    def twin(self, *, wanted: bool) -> None:
        """Name somebody who is called like somebody else."""
        self.people(wanted=True)
        alters = self.dossier.alters
        if wanted:
            self.dossier.add_alter(alters[0].label, "free_list", alters[0].day)
        else:
            seen: dict[str, Alter] = {}
            for alter in alters:
                seen.setdefault(alter.label, alter)
            self.dossier.alters = list(seen.values())

    def code_word(self, *, wanted: bool) -> None:
        """Choose a code word, or none."""
        self.dossier.code_word = CodeWord("preview", "0" * 64) if wanted else None

    def alter_at_hand(self) -> Alter | None:
        """Who is talked about: the one of the loop, else the second one, who has a mark."""
        there = self.dossier.alter(self.frame.item) if self.frame.item else None
        return there or next(reversed(self.dossier.alters[:2]), None)

    def fit_list(self, among: Condition | None) -> None:
        """Have somebody on a list of alters."""
        scope = self.scope()
        people = self.dossier.alters
        if among is not None and not any(among.holds(scope.of(alter)) for alter in people):
            self.fit_any_alter(Condition(any_alter=among), wanted=True)

    def fit_any_alter(self, condition: Condition, *, wanted: bool) -> None:
        """Make it hold for one of the alters, or for none."""
        self.people(wanted=True)
        chosen = [self.dossier.alters[min(1, len(self.dossier.alters) - 1)]]
        for alter in chosen if wanted else list(self.dossier.alters):
            at = Frame(self.frame.dialogue, self.frame.step, alter.id)
            Fitting(self.content, self.dossier, at).fit(condition.any_alter, wanted=wanted)


def _put(answers: dict[str, Answer], name: str, value: Value) -> None:
    answers.pop(name, None)
    if value is not None:
        answers[name] = Answer(value, at=NOW)


def _parts(fitting: Fitting, parts: tuple[Condition, ...], *, each: bool, wanted: bool) -> None:
    for part in parts if each else parts[:1]:
        fitting.fit(part, wanted=wanted)


def _all(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    _parts(fitting, condition.all or (), each=wanted, wanted=wanted)


def _any(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    _parts(fitting, condition.any or (), each=not wanted, wanted=wanted)


def _not(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    fitting.fit(condition.not_, wanted=not wanted)


def _answered(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    name = condition.answered or condition.asked or ""
    known = name in fitting.content.codebook.variables
    fitting.set(name, sample(fitting.content, name) if wanted and known else None)


def _equals(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    for name, value in (condition.equals or {}).items():
        fitting.set(name, value if wanted else None)


def _one_of(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    for name, values in (condition.one_of or {}).items():
        fitting.set(name, values[0] if wanted else None)


def _includes(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    for name, value in (condition.includes or {}).items():
        before = fitting.scope().value(name)
        rest = [code for code in before if code != value] if isinstance(before, list) else []
        fitting.set(name, [*rest, str(value)] if wanted else rest)


def _at_least(fitting: Fitting, condition: Condition, wanted: bool) -> None:
    count = condition.at_least
    if count is not None and count.alters is not None:
        if wanted:
            fitting.people(wanted=True)
        else:
            fitting.dossier.alters = fitting.dossier.alters[: count.alters - 1]
    elif count is not None and count.variable is not None:
        fitting.set(count.variable, sample(fitting.content, count.variable) if wanted else None)


_WAYS: Mapping[str, Callable[[Fitting, Condition, bool], None]] = {
    "all": _all,
    "any": _any,
    "not_": _not,
    "answered": _answered,
    "asked": _answered,
    "equals": _equals,
    "one_of": _one_of,
    "includes": _includes,
    "at_least": _at_least,
    "any_alter": lambda f, c, wanted: f.fit_any_alter(c, wanted=wanted),
    "rule": lambda f, c, wanted: f.fit_rule(c.rule or "", wanted=wanted),
    "available": lambda _f, _c, _wanted: None,
}


def _said_nobody(fitting: Fitting, wanted: bool) -> None:
    fitting.people(wanted=not wanted)
    fitting.set("nobody", wanted or None)


def _not_good(fitting: Fitting, wanted: bool) -> None:
    fitting.set("feel", "not_good" if wanted else None)
    if not wanted:
        fitting.set("not_good", None)
        fitting.set("do_not_contact", None)


def _somebody_shown(fitting: Fitting, wanted: bool) -> None:
    ids = [alter.id for alter in fitting.dossier.alters]
    fitting.set("parts_people", list(ids) if wanted else None)


def _summary(fitting: Fitting, wanted: bool) -> None:
    fitting.set("interests", sample(fitting.content, "interests") if wanted else None)
    fitting.set("parts", ["likes"] if wanted else None)


_RULES: Mapping[str, Callable[[Fitting, bool], None]] = {
    "nobody_named": lambda f, wanted: f.people(wanted=not wanted),
    "said_nobody": _said_nobody,
    "has_duplicates": lambda f, wanted: f.twin(wanted=wanted),
    "has_code_word": lambda f, wanted: f.code_word(wanted=wanted),
    "not_good_for_me": _not_good,
    "somebody_shown": _somebody_shown,
    "summary_says_something": _summary,
    **ON_SHARING,
    **ON_MAKING,
}
