"""Read a command: with a slash, or as a word or short phrase that is the whole message."""

import re

from dialogues.reading.command_words import BARE_COMMANDS, COMMAND_FILLERS, SLASH_COMMANDS
from dialogues.reading.normalise import clean, fold

_SLASH = re.compile(r"/ ?(?P<word>[^\W\d_]{1,12})(?:@\w{1,64})?[.!]?(?P<rest>\s.*)?", re.DOTALL)
_LONGEST = 80
_STRETCHED_END = re.compile(r"(\w)\1{2,}$")


def read_command(text: str, *, bare: bool = True) -> str | None:
    """Give the command that the message is, or None.

    Args:
        text: what the person typed.
        bare: also read words without a slash. Not where those words can be an answer.
    """
    if text.lstrip().startswith("/"):
        return _read_slash(clean(text))
    if not bare or len(text) > _LONGEST:
        return None
    words = _STRETCHED_END.sub(r"\1", fold(text))
    kept = " ".join(word for word in words.split() if word not in COMMAND_FILLERS)
    return BARE_COMMANDS.get(words) or BARE_COMMANDS.get(kept)


def _read_slash(text: str) -> str | None:
    found = _SLASH.fullmatch(text)
    if found is None:
        return None
    command = SLASH_COMMANDS.get(found["word"].lower())
    # Only a start link carries something behind it; "/wissen niet" is not a wish to delete.
    return command if command == "start" or not found["rest"] else None
