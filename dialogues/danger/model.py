"""A small linear model on sounds, word stems, classes of words, and themes.

Trained by train.py; here are only sums, so that it runs in microseconds and can be explained.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from math import sqrt

from dialogues.danger.themes import Form

SIZES = (3, 4, 5)  # characters in a piece; spaces count, so pieces also hold word endings
REACH = 4  # words between which a pair of classes still says something
FAR = 5  # the same for a pair of themes
WEIGHTS = (1.0, 1.0, 1.5, 1.2, 1.2)  # of the groups below; classes and themes carry furthest
SCALE = 100  # weights are written as whole hundredths

Groups = tuple[Collection[str], ...]


def groups(forms: Sequence[Form], names: Sequence[tuple[str, ...]]) -> Groups:
    """All features of a clause; within a group they share one length."""
    placed = [(at, theme) for at, form in enumerate(forms) for theme in form.themes]
    return (
        _pieces(forms),
        _phrases(forms),
        _signs(names),
        _ordered(placed),
        {f"&{a} {b}" if a < b else f"&{b} {a}" for i, a in placed for j, b in placed if i < j},
    )


def _pieces(forms: Sequence[Form]) -> set[str]:
    """Pieces of three to five characters, running over spaces."""
    text = f" {' '.join([form.sound for form in forms])} "
    length = len(text)
    return {text[at : at + size] for size in SIZES for at in range(length - size + 1)}


def _phrases(forms: Sequence[Form]) -> set[str]:
    """Stems (`=doot`), and two or three in a row with the ends of the clause."""
    stems = [form.stem for form in forms]
    row = ["<", *stems, ">"]
    found = {f"={a}" for a in stems}
    found.update([f"={a} {b}" for a, b in pairwise(row)])
    found.update([f"={a} {b} {c}" for a, b, c in zip(row, row[1:], row[2:], strict=False)])
    return found


def _signs(names: Sequence[tuple[str, ...]]) -> set[str]:
    """Classes (`DEAD`) and pairs of classes in order."""
    placed = [(at, name) for at, of in enumerate(names) for name in of]
    return {a for _, a in placed} | {
        f"{a} {b}" for i, a in placed for j, b in placed if i < j <= i + REACH
    }


def _ordered(placed: Sequence[tuple[int, str]]) -> set[str]:
    """Themes (`#dead`) and pairs of themes in order."""
    return {f"#{a}" for _, a in placed} | {
        f"#{a} {b}" for i, a in placed for j, b in placed if i < j <= i + FAR
    }


class Model:
    """Weights by feature: for alarm, for clear, and for each kind."""

    def __init__(self, data: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        self._weights = data["weights"]
        self._kinds = data["kinds"]
        self._bias = data["bias"]

    def score(self, found: Groups) -> tuple[float, float]:
        """Log-odds of any danger, and of clear danger."""
        known = self._weights
        alarm, clear = (bias / SCALE for bias in self._bias["score"])
        for group, weight in zip(found, WEIGHTS, strict=True):
            by = weight / sqrt(len(group) or 1) / SCALE
            weights = [known[feature] for feature in group if feature in known]
            alarm += sum([w[0] for w in weights]) * by
            clear += sum([w[1] for w in weights]) * by
        return alarm, clear

    def kind(self, found: Groups) -> int:
        """Which kind of danger is likeliest, given that there is one."""
        sums: list[float] = list(self._bias["kinds"])
        for group, weight in zip(found, WEIGHTS, strict=True):
            by = weight / sqrt(len(group) or 1)
            for weights in (self._kinds[f] for f in group if f in self._kinds):
                sums = [a + b * by for a, b in zip(sums, weights, strict=True)]
        return sums.index(max(sums))

    def top(self, found: Groups, count: int = 6) -> list[str]:
        """The features that weigh most for an alarm, for authors."""
        known = [f for group in found for f in group if f in self._weights]
        known = [f for f in known if self._weights[f][0] > 0]
        return sorted(known, key=lambda f: (-self._weights[f][0], f))[:count]
