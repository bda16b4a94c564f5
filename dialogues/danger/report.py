"""Cross-validate the detector: what it would find in sentences it was not trained on.

The model is trained without each fifth in turn; the rules have been written by people who know
all sentences, so what the rules find is too rosy. That is why the model alone is printed too.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from dialogues.danger.compilation import compiled
from dialogues.danger.detector import DangerDetector, Reader
from dialogues.danger.model import Model
from dialogues.danger.noise import variants
from dialogues.danger.train import Sentence, ordinary, train

FOLDS = 5
OTHER_SEED = 7  # the variants judged are not those trained on


class Verdict(NamedTuple):
    """What was said of one sentence; the scores are the highest of its clauses."""

    sentence: Sentence
    variant: bool
    strength: str
    kind: str
    alarm: float
    clear: float
    ruled: str


def report(sentences: Sequence[Sentence]) -> None:
    """Print recall and false alarms."""
    with ProcessPoolExecutor() as pool:
        folds = [(sentences, fold) for fold in range(FOLDS)]
        verdicts = [verdict for found in pool.map(_judge_fold, folds) for verdict in found]
    for name, variant in (("as written", False), ("one other spelling each", True)):
        _print(name, [v for v in verdicts if v.variant is variant])
    _print_wrong([v for v in verdicts if not v.variant])


def _judge_fold(task: tuple[Sequence[Sentence], int]) -> list[Verdict]:
    sentences, fold = task
    learnt = [s for at, s in enumerate(sentences) if at % FOLDS != fold]
    held_out = [s for at, s in enumerate(sentences) if at % FOLDS == fold]
    reader = Reader(compiled(ordinary(learnt)))
    detector = DangerDetector(reader, Model(train(learnt, reader)))
    return [
        _verdict(sentence, text, detector)
        for sentence in held_out
        for text in (sentence.text, *variants(sentence.text, 1, OTHER_SEED))
    ]


def _verdict(sentence: Sentence, text: str, detector: DangerDetector) -> Verdict:
    danger = detector.judge(text)
    alarm, clear, ruled = detector.scores(text)
    return Verdict(
        sentence=sentence._replace(text=text),
        variant=text != sentence.text,
        strength=danger.strength if danger else "",
        kind=danger.kind if danger else "",
        alarm=alarm,
        clear=clear,
        ruled=ruled,
    )


def _print(name: str, verdicts: Sequence[Verdict]) -> None:
    print(f"\n{name}: {len(verdicts)} sentences")  # noqa: T201 - a command for authors
    kinds = sorted({v.sentence.kind for v in verdicts} - {"none"})
    for kind in [*kinds, ""]:
        ours = [v for v in verdicts if v.sentence.kind.startswith(kind)]
        clear = [v for v in ours if v.sentence.strength == "clear"]
        perhaps = [v for v in ours if v.sentence.strength == "perhaps"]
        _row(f"{kind or 'all'}, clear found as clear", clear, _is_clear)
        _row(f"{kind or 'all'}, clear found at all", clear, _is_found)
        _row(f"{kind or 'all'}, perhaps found at all", perhaps, _is_found)
    clear = [v for v in verdicts if v.sentence.strength == "clear"]
    none = [v for v in verdicts if v.sentence.kind == "none"]
    _row("clear, rules alone", clear, lambda v: v.ruled == "clear")
    _row("none, any alarm", none, _is_found)
    _row("none, clear alarm", none, _is_clear)
    _row("none, alarm by rules", none, lambda v: bool(v.ruled))
    for at in (-0.4, 0.0, 0.4, 0.8, 1.2):
        _row(f"clear, model alone at {at}", clear, lambda v, at=at: v.clear >= at)  # type: ignore[misc]
        _row(f"none, model alarm at {at}", none, lambda v, at=at: v.alarm >= at)  # type: ignore[misc]
        _row(f"none, model clear at {at}", none, lambda v, at=at: v.clear >= at)  # type: ignore[misc]


def _row(name: str, among: Sequence[Verdict], test: Callable[[Verdict], bool]) -> None:
    hits = sum(map(test, among))
    print(f"  {name:44} {hits:5} of {len(among):5} {hits / (len(among) or 1):7.1%}")  # noqa: T201


def _print_wrong(verdicts: Sequence[Verdict]) -> None:
    for v in verdicts:
        missed = v.sentence.strength == "clear" and not _is_clear(v)
        missed |= v.sentence.strength == "perhaps" and not v.strength
        if missed or (v.sentence.kind == "none" and v.strength):
            said = f"{v.strength or 'none'} {v.kind} {v.alarm:.1f} {v.clear:.1f} {v.ruled}"
            print(f"  {v.sentence.kind} {v.sentence.strength}: {v.sentence.text} -> {said}")  # noqa: T201


def _is_clear(verdict: Verdict) -> bool:
    return verdict.strength == "clear"


def _is_found(verdict: Verdict) -> bool:
    return bool(verdict.strength)
