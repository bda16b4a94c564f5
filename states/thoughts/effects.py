"""What an option may do to the dossier here (`states.effects`)."""

from collections.abc import Callable, Mapping

from states import gatherings
from states.scope import Scope
from states.thoughts.cards import draw
from states.thoughts.kept import keep, let_go, throw_away

EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "draw_card": draw,
    "keep_thought": keep,
    "let_go_thought": let_go,
    "forget_thought": throw_away,
    **gatherings.EFFECTS,
}
