"""A small linear model on pieces of words, words, and classes of words.

Trained by train.py; here are only sums, so that it runs in microseconds and can be explained.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt

SIZES = (3, 4, 5)  # characters in a piece; spaces count, so pieces also hold word endings
REACH = 4  # words between which a pair of classes still says something
SIGNS = 4.0  # words and their classes say more than pieces of words
SCALE = 100  # weights are written as whole hundredths


def pieces(words: Sequence[str]) -> set[str]:
    """Pieces of three to five characters, running over spaces."""
    text = f" {' '.join(words)} "
    length = len(text)
    return {text[at : at + size] for size in SIZES for at in range(length - size + 1)}


def signs(words: Sequence[str], names: Sequence[tuple[str, ...]]) -> set[str]:
    """Words (`=dood`), pairs of words, classes (`DEAD`) and pairs of classes in order."""
    found = {f"={word}" for word in words}
    found.update(f"={a} {b}" for a, b in pairwise(words))
    placed = [(at, name) for at, of in enumerate(names) for name in of]
    for first, (at, a) in enumerate(placed):
        found.add(a)
        for there, b in placed[first + 1 :]:
            if there - at > REACH:
                break
            if there > at:
                found.add(f"{a} {b}")
    return found


class Model:
    """Weights by feature: for alarm, for clear, and for each kind."""

    def __init__(self, data: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        self._weights = data["weights"]
        self._kinds = data["kinds"]
        self._bias = data["bias"]

    def score(self, words: Sequence[str], names: Sequence[tuple[str, ...]]) -> tuple[float, float]:
        """Log-odds of any danger, and of clear danger."""
        known = self._weights
        text, sign = pieces(words), signs(words, names)
        alarm = clear = alarm_sign = clear_sign = 0
        for piece in text:
            if piece in known:
                weight = known[piece]
                alarm += weight[0]
                clear += weight[1]
        for piece in sign:
            if piece in known:
                weight = known[piece]
                alarm_sign += weight[0]
                clear_sign += weight[1]
        by_text, by_sign = sqrt(len(text) or 1) * SCALE, sqrt(len(sign) or 1) * SCALE / SIGNS
        bias = self._bias["score"]
        return (
            bias[0] / SCALE + alarm / by_text + alarm_sign / by_sign,
            bias[1] / SCALE + clear / by_text + clear_sign / by_sign,
        )

    def kind(self, words: Sequence[str], names: Sequence[tuple[str, ...]]) -> int:
        """Which kind of danger is likeliest, given that there is one."""
        sums: list[float] = list(self._bias["kinds"])
        sign = signs(words, names)
        by = sqrt(len(sign) or 1) / SIGNS
        for weights in (self._kinds[s] for s in sign if s in self._kinds):
            sums = [a + b / by for a, b in zip(sums, weights, strict=True)]
        return sums.index(max(sums))

    def top(
        self, words: Sequence[str], names: Sequence[tuple[str, ...]], count: int = 6
    ) -> list[str]:
        """The features that weigh most for an alarm, for authors."""
        found = [*pieces(words), *signs(words, names)]
        found = [f for f in found if f in self._weights and self._weights[f][0] > 0]
        return sorted(found, key=lambda f: (-self._weights[f][0], f))[:count]
