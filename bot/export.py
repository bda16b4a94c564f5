"""Everything about one client as a text to read."""

import time

from bot.conversation import form_of
from bot.exports.everything import as_json
from bot.rendering import paragraphs
from bot.wording import ACCOUNT
from states.content import Content
from states.dossier import Dossier, Frame
from states.scope import Scope
from states.screen import TextKey

__all__ = ["as_json", "as_text"]


def as_text(content: Content, dossier: Dossier, now: int | None = None) -> str:
    """Everything in words, what is hidden in the chat included: it is the client's.

    It is the text of the step that shows everything in the chat, with the views that it names.

    Args:
        content: Loaded content.
        dossier: What the client told.
        now: Epoch seconds; the present moment where none is given.
    """
    dialogue, _, step = ACCOUNT.partition("/")
    moment = int(time.time()) if now is None else now
    scope = Scope.at(content, dossier, Frame(dialogue, step), moment)
    views = content.dialogues[dialogue].steps[step].shows
    key = TextKey(ACCOUNT, {name: content.views[name](scope) for name in views})
    return "\n\n".join(paragraphs(content, key, form_of(dossier)))
