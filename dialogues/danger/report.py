"""Leave out each writer in turn: what the detector would find in sentences of a stranger.

The model is trained without his sentences. The rules were written by people who knew `own`, and
those that misfire on anyone were taken out since, so what is printed for `own` is too rosy.
With two writers who each wrote of some kinds only, what is printed for them is too gloomy.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from dialogues.danger.compilation import compiled
from dialogues.danger.detector import DangerDetector, Reader
from dialogues.danger.model import Model
from dialogues.danger.train import Sentence, ordinary, train

FOLDS = 5  # of all sentences mixed, for comparison
WORKERS = 2  # each holds a whole training set


class Verdict(NamedTuple):
    """What was said of one sentence."""

    sentence: Sentence
    strength: str
    kind: str


Task = tuple[str, list[Sentence], list[Sentence]]  # name, learnt, held out


def report(sentences: Sequence[Sentence]) -> None:
    """Print recall and false alarms."""
    writers = dict.fromkeys(sentence.source for sentence in sentences)
    tasks = [_task(name, sentences, lambda s, _at, name=name: s.source == name) for name in writers]  # type: ignore[misc]
    tasks += [
        _task(f"mixed {fold}", sentences, lambda _, at, fold=fold: at % FOLDS == fold)  # type: ignore[misc]
        for fold in range(FOLDS)
    ]
    with ProcessPoolExecutor(WORKERS) as pool:
        judged = dict(zip((task[0] for task in tasks), pool.map(_judge, tasks), strict=True))
    left_out = {name: judged[name] for name in writers}
    print(f"{'per cent':14}{'clear>clear':>13}{'>any':>7}{'perhaps>any':>13}{'none>any':>10}>clear")  # noqa: T201
    for name, verdicts in left_out.items():
        _row(name, verdicts)
    _row("all left out", [v for verdicts in left_out.values() for v in verdicts])
    _row("mixed", [v for name in judged if name not in writers for v in judged[name]])
    for name, verdicts in left_out.items():
        _print_wrong(name, verdicts)


def _task(name: str, sentences: Sequence[Sentence], held: Callable[[Sentence, int], bool]) -> Task:
    marked = [(held(sentence, at), sentence) for at, sentence in enumerate(sentences)]
    return name, [s for out, s in marked if not out], [s for out, s in marked if out]


def _judge(task: Task) -> list[Verdict]:
    _, learnt, held_out = task
    reader = Reader(compiled(ordinary(learnt)))
    detector = DangerDetector(reader, Model(train(learnt, reader)))
    judged = [(sentence, detector.judge(sentence.text)) for sentence in held_out]
    return [Verdict(s, d.strength if d else "", d.kind if d else "") for s, d in judged]


def _row(name: str, verdicts: Sequence[Verdict]) -> None:
    def share(label: str, *strengths: str) -> float:
        among = [v.strength in strengths for v in verdicts if v.sentence.strength == label]
        return 100 * sum(among) / (len(among) or 1)

    found = ("clear", "perhaps")
    print(  # noqa: T201 - a command for authors
        f"{name:14}{share('clear', 'clear'):13.1f}{share('clear', *found):7.1f}"
        f"{share('perhaps', *found):13.1f}{share('', *found):10.1f}{share('', 'clear'):6.1f}"
    )


def _print_wrong(name: str, verdicts: Sequence[Verdict]) -> None:
    for v in verdicts:
        wanted = v.sentence.strength
        missed = (wanted == "clear" and v.strength != "clear") or (wanted and not v.strength)
        if missed or (not wanted and v.strength):
            said = f"{v.strength or 'none'} {v.kind}"
            print(f"  {name} {v.sentence.kind} {wanted}: {v.sentence.text} -> {said}")  # noqa: T201
