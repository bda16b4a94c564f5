"""Train the model and compile the rules: `python -m dialogues.danger.train [--report]`.

Reads sentences.yaml and rules.yaml, writes weights.json and rules.json. With `--report` it writes
nothing and prints what cross-validation finds. Needs scikit-learn; nothing else of Kring does.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dialogues.danger.compilation import HERE, compiled, read_yaml
from dialogues.danger.detector import KINDS, Clause, Reader
from dialogues.danger.generation import generated
from dialogues.danger.model import SCALE, WEIGHTS, Model
from dialogues.danger.noise import variants

SEED = 20
VARIANTS = 6
RARE = 3  # a feature must be in so many clauses
KEPT = 32_000  # features; more only makes the file larger
PERHAPS_WEIGHT = 0.3  # calling perhaps clear is a small fault
SHARPNESS = 4.0  # scikit-learn's C
MADE_BY = ("generation", "lexicon", "model", "noise", "rules", "text", "themes")
SMALLEST = 5  # weights under a twentieth say nothing


class Sentence(NamedTuple):
    """One line of the corpus; kind `none` has no strength."""

    text: str
    kind: str
    strength: str
    source: str = ""


class Example(NamedTuple):
    """A clause as the model sees it, with what it should say."""

    features: dict[str, float]
    kind: str
    strength: str


def corpus() -> list[Sentence]:
    """All sentences of sentences.yaml, each once."""
    found = {
        line: Sentence(line, group["kind"], group.get("strength", ""), group["source"])
        for group in read_yaml("sentences.yaml")["groups"]
        for line in group["sentences"].splitlines()
    }
    return list(found.values())


def ordinary(sentences: Sequence[Sentence]) -> list[str]:
    """The texts of the sentences that must stay without an alarm."""
    return [sentence.text for sentence in sentences if sentence.kind == "none"]


def features(clause: Clause) -> dict[str, float]:
    """As `Model.score` weighs them."""
    return {
        feature: weight * len(group) ** -0.5
        for group, weight in zip(clause.features, WEIGHTS, strict=True)
        for feature in group
    }


def examples(
    sentences: Sequence[Sentence], reader: Reader, model: Model | None = None
) -> list[Example]:
    """Every sentence and its variants; of a long dangerous one, the clause the model points at."""
    found: list[Example] = []
    written = [(s, VARIANTS) for s in sentences]
    made = [(Sentence(*m), 0) for m in generated(read_yaml("patterns.yaml"), SEED)]
    for (text, kind, strength, _), count in written + made:
        for variant in [text, *variants(text, count, SEED)]:
            read = list(reader.read(variant))
            if kind != "none" and len(read) > 1:
                read = [max(read, key=lambda c: sum(model.score(c.features)))] if model else []
            found += [Example(features(clause), kind, strength) for clause in read]
    return found


def train(sentences: Sequence[Sentence], reader: Reader) -> dict[str, Any]:
    """The weights, as `Model` wants them: learnt from short sentences first, then from all."""
    with threadpool_limits(1):  # more threads wait for each other, forty times as long
        first = _train(examples(sentences, reader))
        return _train(examples(sentences, reader, Model(first)))


def _train(found: Sequence[Example]) -> dict[str, Any]:
    count = Counter(feature for example in found for feature in example.features)
    kept = {feature for feature, often in count.items() if often >= RARE}
    first, _ = _fit(found, kept)
    strongest = sorted(first, key=lambda f: (-max(map(abs, first[f])), f))[:KEPT]
    weights, bias = _fit(found, set(strongest))
    kinds, kinds_bias = _fit_kinds([example for example in found if example.kind != "none"])
    return {"bias": {"score": bias, "kinds": kinds_bias}, "weights": weights, "kinds": kinds}


def _fit(found: Sequence[Example], kept: set[str]) -> tuple[dict[str, list[int]], list[int]]:
    names, matrix = _table(found, kept)
    importance = [PERHAPS_WEIGHT if e.strength == "perhaps" else 1.0 for e in found]
    alarm = _regression().fit(matrix, [e.kind != "none" for e in found])
    clear = _regression().fit(matrix, [e.strength == "clear" for e in found], importance)
    pairs = zip(alarm.coef_[0], clear.coef_[0], strict=True)
    whole = ([round(SCALE * a), round(SCALE * b)] for a, b in pairs)
    bias = [round(SCALE * float(model.intercept_[0])) for model in (alarm, clear)]
    named = zip(names, whole, strict=True)
    return {f: w for f, w in named if max(map(abs, w)) >= SMALLEST}, bias


def _fit_kinds(found: Sequence[Example]) -> tuple[dict[str, list[int]], list[int]]:
    count = Counter(f for e in found for f in e.features if f[0] in "=#" or f[0].isupper())
    names, matrix = _table(found, {f for f, n in count.items() if n >= 10 * RARE})
    model = LogisticRegression(C=SHARPNESS, max_iter=300, tol=1e-4)
    model.fit(matrix, [KINDS.index(e.kind) for e in found])
    columns = (SCALE * model.coef_).round().astype(int).T.tolist()
    weights = {f: w for f, w in zip(names, columns, strict=True) if max(map(abs, w)) > SCALE}
    return weights, (SCALE * model.intercept_).round().astype(int).tolist()


def _table(found: Sequence[Example], kept: set[str]) -> tuple[list[str], Any]:
    """Names of the columns, and a row for each example."""
    names = sorted(kept)
    column = {name: at for at, name in enumerate(names)}
    rows = [[(column[f], v) for f, v in e.features.items() if f in column] for e in found]
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    columns = np.array([at for row in rows for at, _ in row], dtype=np.int32)
    values = np.array([value for row in rows for _, value in row])
    return names, csr_matrix((values, columns, ends), shape=(len(rows), len(names)))


def _regression() -> LogisticRegression:
    return LogisticRegression(C=SHARPNESS, solver="liblinear", tol=1e-3, random_state=SEED)


def stamp() -> str:
    """A fingerprint of all that the weights are made from."""
    read = [*sorted(HERE.glob("*.yaml")), *(HERE / f"{name}.py" for name in MADE_BY)]
    return sha256(b"".join(path.read_bytes() for path in read)).hexdigest()


def write(data: dict[str, Any], path: Path) -> None:
    """Compact, and a feature per line so that a change can be seen."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    new = path.with_suffix(".new")  # others may be reading the old one
    new.write_text(text.replace("],", "],\n") + "\n", "utf-8")
    new.replace(path)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="cross-validate, write nothing")
    sentences = corpus()
    if parser.parse_args().report:
        from dialogues.danger.report import report  # noqa: PLC0415 - only when asked for

        report(sentences)
        return
    rules = compiled(ordinary(sentences))
    weights = train(sentences, Reader(rules))
    write(rules, HERE / "rules.json")
    write(weights | {"stamp": stamp()}, HERE / "weights.json")


if __name__ == "__main__":
    main()
