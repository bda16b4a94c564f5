"""Compile rules.yaml to rules.json, because reading YAML takes seconds and JSON milliseconds.

Used by train.py only; needs ruamel.yaml.
"""

from itertools import product
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dialogues.danger.lexicon import sound
from dialogues.danger.rules import as_class, groups
from dialogues.danger.text import clauses

HERE = Path(__file__).parent


def read_yaml(name: str) -> dict[str, Any]:
    """One of our data files."""
    data: dict[str, Any] = YAML(typ="safe").load((HERE / name).read_text("utf-8"))
    return data


def compiled(ordinary_sentences: list[str]) -> dict[str, Any]:
    """Classes, joins and rules as `Reader` wants them.

    Words of the ordinary sentences are listed, so that no other word is read into them.
    """
    source = read_yaml("rules.yaml")
    classes = {name: _plain(words) for name, words in source["classes"].items()}
    for rule in source["rules"]:
        for group in groups(rule):
            classes.setdefault(group, _plain(as_class(group, classes)))
        unless = rule.get("unless", "").split("|")
        rest = "|".join(part for part in unless if part != "NEG")
        if rest:
            classes.setdefault(rest, _plain(as_class(rest, classes)))
    _open_endings(classes)
    known = {word for words in classes.values() for word in words.split()}
    plain = {word for s in ordinary_sentences for words in clauses(s) for word in words}
    return {
        "classes": classes,
        "anchors": _anchors(source["rules"], classes),
        "sounds": {sound(w): w for w in sorted(known) if len(w) > 3 and not w.endswith("*")},
        "joins": _joins(source["join"]),
        "themes": _themes(read_yaml("themes.yaml")["themes"]),
        "rules": [{k: v for k, v in rule.items() if k != "why"} for rule in source["rules"]],
        "ordinary": sorted(word for word in plain - known if len(word) > 3),
    }


def _themes(source: dict[str, str]) -> dict[str, list[str]]:
    """Every word with its themes."""
    found: dict[str, list[str]] = {}
    for theme, words in source.items():
        for word in dict.fromkeys(words.replace("'", "").split()):
            found.setdefault(word, []).append(theme)
    return found


def _open_endings(classes: dict[str, str]) -> None:
    """A class with `misbruik*` also gets every word of other classes that begins so."""
    known = {word for words in classes.values() for word in words.split()}
    for name, words in classes.items():
        starts = tuple(word[:-1] for word in words.split() if word.endswith("*"))
        if starts:
            more = sorted(word for word in known if word.startswith(starts))
            classes[name] = " ".join(dict.fromkeys([*words.split(), *more]))


def _anchors(rules: list[dict[str, str]], classes: dict[str, str]) -> dict[str, list[int]]:
    """Which rules to try for a word of a class: every rule hangs on its rarest group."""
    anchors: dict[str, list[int]] = {}
    for at, rule in enumerate(rules):
        found = [group for group in groups({"find": rule["find"]}) if "EDGE" not in group]
        rarest = min(found, key=lambda group: len(classes[group].split()))
        anchors.setdefault(rarest, []).append(at)
    return anchors


def _plain(words: str) -> str:
    """Spelled as `clauses` spells them; words with a hyphen or apostrophe cannot occur."""
    kept = (word for word in words.split() if "-" not in word and "'" not in word)
    return " ".join(dict.fromkeys(_spelled(word) for word in kept))


def _spelled(word: str) -> str:
    spelled = "".join(clauses(word.rstrip("*"))[0])
    return spelled + "*" * word.endswith("*")


def _joins(source: dict[str, str]) -> dict[str, str]:
    joins: dict[str, str] = {}
    for word, pair in source.items():
        firsts, _, seconds = pair.partition(" ")
        for first, second in product(firsts.split("|"), seconds.split("|")):
            joins[f"{first} {second}"] = word.replace("_", "")
    return joins
