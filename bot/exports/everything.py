"""Everything about one client as JSON; the form is in `everything.schema.json` beside this."""

import json
from functools import cache
from pathlib import Path

from states.account import account
from states.content import Content
from states.dossier import Dossier

SCHEMA_FILE = Path(__file__).with_name("everything.schema.json")
"""JSON Schema (2020-12) of what `as_json` gives."""


def as_json(content: Content, dossier: Dossier) -> str:
    """Everything as JSON, names and hidden answers too; the schema's number is inside."""
    return json.dumps(account(content, dossier), ensure_ascii=False, indent=2)


def encoded(text: str) -> bytes:
    """JSON as bytes: what UTF-8 has no place for becomes an escape, which JSON reads back."""
    return f"{text}\n".encode(errors="backslashreplace")


@cache
def schema() -> bytes:
    """The schema, as it lies beside this."""
    return SCHEMA_FILE.read_bytes()
