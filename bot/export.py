"""Everything about one client, to take along: as data, and as a text to read."""

import json
import time

from bot.conversation import form_of
from bot.rendering import paragraphs
from bot.wording import ACCOUNT
from states.account import account, account_view
from states.content import ROOT, Content
from states.dossier import Answer, Dossier, Frame
from states.scope import Scope
from states.screen import TextKey


def as_json(content: Content, dossier: Dossier) -> str:
    """Everything as JSON; the schema's number is inside."""
    return json.dumps(account(dossier, content.codebook), ensure_ascii=False, indent=2)


def as_text(content: Content, dossier: Dossier) -> str:
    """Everything in words, what is hidden in the chat included: it is the client's."""
    shown = dossier.copy()
    shown.ego["show_hidden"] = Answer(True)
    frame = Frame(ROOT, content.dialogues[ROOT].start)
    scope = Scope.at(content, shown, frame, int(time.time()))
    view = account_view(scope)
    return "\n\n".join(paragraphs(content, TextKey(ACCOUNT, {"account": view}), form_of(dossier)))
