"""Judge whether a text speaks of danger, how surely, and of which kind.

A calm rule takes sayings out first. Then a clear rule wins, then the model where it is sure, then
a rule or the model for perhaps. Nothing is kept and nothing is logged.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from dialogues.danger import rules
from dialogues.danger.lexicon import Lexicon, Sense
from dialogues.danger.model import Groups, Model, groups
from dialogues.danger.text import clauses
from dialogues.danger.themes import Form, Themes

HERE = Path(__file__).parent
# Log-odds, chosen by leaving out a writer (train.py --report): higher is quieter.
CLEAR_AT = 2.0
ALARM_AT = 2.2
DENIAL = 2.0  # a rule whose words are denied ("he does not hit me") speaks against an alarm


class Kind(StrEnum):
    """Of what; in the order in which they win when all else is equal."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    CHILD = "child"
    VIOLENCE = "violence"
    CARER = "carer"


class Strength(StrEnum):
    """Clear gives the fixed message at once; perhaps gives one calm line."""

    CLEAR = "clear"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Danger:
    """What a text speaks of."""

    kind: Kind
    strength: Strength


@dataclass(frozen=True)
class Clause:
    """Words as the rules and the model see them, after the sayings have been taken out."""

    words: list[str]
    senses: list[Sense]
    forms: list[Form]

    @cached_property
    def features(self) -> Groups:
        """What the model weighs."""
        return groups(self.forms, [sense.names for sense in self.senses])


KINDS = tuple(Kind)


class Reader:
    """Lexicon and rules, without the model, so that training sees what judging sees."""

    def __init__(self, compiled: dict[str, Any]) -> None:
        self._lexicon = Lexicon(compiled)
        self._themes = Themes(compiled["themes"])
        self._joins = {tuple(pair.split()): word for pair, word in compiled["joins"].items()}
        self._firsts = {first for first, _ in self._joins}
        self._edge = self._lexicon.look_up("clauseend").bits  # stands after the last word
        self._rules = [rules.build(rule, self._lexicon) for rule in compiled["rules"]]

    def read(self, text: str) -> Iterator[Clause]:
        """The clauses of a text, sayings taken out."""
        for words in clauses(text):
            clause = self._clause(self._joined(words))
            if clause.words:
                yield clause

    def _joined(self, words: list[str]) -> list[str]:
        if self._firsts.isdisjoint(words):
            return words
        joined: list[str] = []
        for word in words:
            pair = (joined[-1], word) if joined else ("", "")
            if pair in self._joins:
                joined[-1] = self._joins[pair]
            else:
                joined.append(word)
        return joined

    def _clause(self, words: list[str]) -> Clause:
        senses = [self._lexicon.look_up(word) for word in words]
        found = self._matches(senses, calm=True)
        calm = {place for match in found if not match.denied for place in match.places}
        if calm:
            words = [word for at, word in enumerate(words) if at not in calm]
            senses = [sense for at, sense in enumerate(senses) if at not in calm]
        return Clause(words, senses, [self._themes.form(word) for word in words])

    def _matches(self, senses: Sequence[Sense], *, calm: bool) -> list[rules.Match]:
        tried = sorted({at for sense in senses for at in sense.rules})
        among = [self._rules[at] for at in tried if (self._rules[at].strength == "calm") is calm]
        if not among:
            return []
        bits = [*(sense.bits for sense in senses), self._edge]
        total = 0
        for one in bits:
            total |= one
        found = (rules.match(rule, bits, total) for rule in among)
        return [match for match in found if match]

    def alarms(self, clause: Clause) -> list[rules.Match]:
        """The rules that find their words: those that raise an alarm, clear ones first."""
        found = self._matches(clause.senses, calm=False)
        return sorted(found, key=lambda match: (match.denied, match.rule.strength))


class DangerDetector:
    """Finds danger in a text; one instance serves all conversations."""

    def __init__(self, reader: Reader, model: Model) -> None:
        self._reader = reader
        self._model = model

    @classmethod
    def load(cls) -> Self:
        """From the compiled rules and weights beside this module."""
        compiled = json.loads((HERE / "rules.json").read_text("utf-8"))
        weights = json.loads((HERE / "weights.json").read_text("utf-8"))
        return cls(Reader(compiled), Model(weights))

    def judge(self, text: str) -> Danger | None:
        """The strongest danger in the text, or None."""
        strongest: Danger | None = None
        for clause in self._reader.read(text):
            found = self._judge(clause)
            if found and found.strength is Strength.CLEAR:
                return found
            strongest = strongest or found
        return strongest

    def _judge(self, clause: Clause) -> Danger | None:
        found = self._reader.alarms(clause)
        alarms = [match.rule for match in found if not match.denied]
        if alarms and alarms[0].strength == Strength.CLEAR:
            return Danger(Kind(alarms[0].kind), Strength.CLEAR)
        alarm, clear = self._score(clause, found)
        if clear >= CLEAR_AT:
            return Danger(self._kind(clause, alarms), Strength.CLEAR)
        if alarms or alarm >= ALARM_AT:
            return Danger(self._kind(clause, alarms), Strength.PERHAPS)
        return None

    def _score(self, clause: Clause, found: Sequence[rules.Match]) -> tuple[float, float]:
        """The model's log-odds, less where a rule says that danger is denied."""
        alarm, clear = self._model.score(clause.features)
        less = DENIAL if any(match.denied for match in found) else 0.0
        return alarm - less, clear - less

    def _kind(self, clause: Clause, alarms: Sequence[rules.Rule]) -> Kind:
        if alarms:
            return Kind(alarms[0].kind)
        return KINDS[self._model.kind(clause.features)]

    def explain(self, text: str) -> list[str]:
        """Reasons per clause, for authors at their desk; never log this, it holds words."""
        reasons: list[str] = []
        for clause in self._reader.read(text):
            found = self._reader.alarms(clause)
            reasons += [f"rule {m.rule.id} ({_said(m)})" for m in found]
            alarm, clear = self._score(clause, found)
            reasons.append(f"model alarm {alarm:.2f} clear {clear:.2f}")
            reasons += [f"feature {f!r}" for f in self._model.top(clause.features)]
        return reasons


def _said(match: rules.Match) -> str:
    return "denied" if match.denied else match.rule.strength
