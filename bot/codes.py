"""The code of a worker, as a client types it or as it stands in the link behind a QR.

Nine letters without vowels, so that no word is one by chance. Whether a code is any good is looked
up before the conversation goes on; what is no code is read as anything else.
"""

import re

from bot.raw_input import Opened, RawInput, Typed

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
LETTERS = 9
LINK = "k-"
"""How what stands in a link (`?start=…`) begins where it is a code."""

_LONGEST = 100
_FEWEST_LETTERS = 3
"""Different ones: "brrrrrrrr" and "zzzzzzzzz" are no codes. Of five million codes one is lost."""

_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\u2212]+")
_CODE = re.compile(f"[{ALPHABET}]{{{LETTERS}}}")
_WHOLE_LINK = re.compile(r"(?:https?://)?(?:t|telegram)\.me/\w+\?start=(k-\S+)", re.IGNORECASE)


def code_in(raw: RawInput) -> str | None:
    """The nine letters in capitals, where an input is a code and nothing besides."""
    if isinstance(raw, Opened):
        return _from_link(raw.link)
    if not isinstance(raw, Typed) or len(raw.text) > _LONGEST:
        return None
    line = raw.text.strip()
    pasted = _WHOLE_LINK.fullmatch(line)
    if pasted or line[: len(LINK)].lower() == LINK:
        found = _from_link(pasted[1] if pasted else line)
        if found is not None:
            return found
    return _from_letters(line)


def _from_link(link: str) -> str | None:
    if link[: len(LINK)].lower() != LINK:
        return None
    return _from_letters(link[len(LINK) :])


def _from_letters(line: str) -> str | None:
    letters = _BETWEEN.sub("", line).upper()
    is_code = _CODE.fullmatch(letters) is not None and len(set(letters)) >= _FEWEST_LETTERS
    return letters if is_code else None
