"""Everything about one client, to take along: as data, and as a text to read."""

import json
import time

from bot.conversation import form_of
from bot.rendering import paragraphs
from bot.wording import ACCOUNT
from states.account import account
from states.content import Content
from states.dossier import Dossier, Frame
from states.scope import Scope
from states.screen import TextKey


def as_json(content: Content, dossier: Dossier) -> str:
    """Everything as JSON; the schema's number is inside."""
    return json.dumps(account(dossier, content.codebook), ensure_ascii=False, indent=2)


def as_text(content: Content, dossier: Dossier) -> str:
    """Everything in words, what is hidden in the chat included: it is the client's.

    It is the text of the step that shows everything in the chat, with the views that it names.
    """
    dialogue, _, step = ACCOUNT.partition("/")
    scope = Scope.at(content, dossier, Frame(dialogue, step), int(time.time()))
    views = content.dialogues[dialogue].steps[step].shows
    key = TextKey(ACCOUNT, {name: content.views[name](scope) for name in views})
    return "\n\n".join(paragraphs(content, key, form_of(dossier)))
