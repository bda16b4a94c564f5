"""What an option may do to the dossier here (`states.effects`)."""

from collections.abc import Callable, Mapping
from functools import partial

from states.scope import Scope

TALKS = ("me", "care", "listening", "practical", "time_off")
"""The five conversations, as in the codebook list `carer_talks`."""


def note_talk(scope: Scope, talk: str) -> None:
    """Remember that this conversation was had, once."""
    done = scope.value("carer_done")
    had = done if isinstance(done, list) else []
    if talk not in had:
        scope.write("carer_done", [*had, talk])


def keep_away(scope: Scope) -> None:
    """Propose nothing any more with those who were marked as unsafe, whatever is said later."""
    for alter in list(scope.dossier.alters):
        there = scope.of(alter)
        if there.value("feel") == "unsafe" and there.value("do_not_contact") is not True:
            there.write("do_not_contact", value=True)


EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "keep_away": keep_away,
    **{f"note_talk_{talk}": partial(note_talk, talk=talk) for talk in TALKS},
}
