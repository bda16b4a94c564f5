"""Make sentences from patterns.yaml, for training only; seeded, so repeatable."""

import re
from random import Random
from typing import Any

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")


def generated(patterns: dict[str, Any], seed: int) -> list[tuple[str, str, str]]:
    """Text, kind and strength of every sentence made."""
    random = Random(seed)  # noqa: S311 - nothing secret
    words = {name: choices.split("|") for name, choices in patterns["words"].items()}
    made: dict[str, tuple[str, str, str]] = {}
    for group in patterns["groups"]:
        for at in range(group["count"]):
            pattern = group["patterns"][at % len(group["patterns"])]
            text = _CHOICE.sub(lambda choice: random.choice(choice[1].split("|")), pattern)
            text = _SLOT.sub(lambda slot: random.choice(words[slot[1]]), text).strip()
            made[text] = (text, group["kind"], group.get("strength", ""))
    return list(made.values())
