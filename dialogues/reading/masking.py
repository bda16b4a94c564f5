# ruff: noqa: SIM905 -- long rows of words read better than one word on a line
"""Take out of a text what must not be kept about anyone: numbers, addresses, accounts (R-41).

The rest stays readable, so that "Anna 06-…" still says Anna. Ordinary numbers stay: ages, dates,
times, amounts, "de buurvrouw van 12".
"""

import re
from dataclasses import dataclass, field
from typing import Literal, cast

from dialogues.reading.addresses import POSTCODE, STREET, is_postcode, is_street
from dialogues.reading.digits import find_numbers
from dialogues.reading.normalise import clean

Kind = Literal["phone", "email", "handle", "link", "iban", "citizen_number", "address", "postcode"]

MARK = "…"

_DIGIT = re.compile(r"\d")

_LINK = re.compile(r"\b(?:[a-z][a-z0-9+]{1,11}://|www\.)\S*[^\s.,;:!?)\]}'\"»”…]", re.IGNORECASE)
_AT = r"(?:@|\(at\)|\[at\]| at | apenstaartje )"
_DOT = r"(?:\.|\s?\(dot\)\s?| punt | dot )"
_EMAIL = re.compile(
    rf"[^\W_][\w.+'-]{{0,63}}\s?{_AT}\s?(?:[\w-]{{1,63}}{_DOT}){{1,4}}[^\W\d_]{{2,24}}\b",
    re.IGNORECASE,
)
# Endings that are also Dutch words ("ziek.de buurvrouw") only count with something behind them.
_SITE = re.compile(
    r"\b(?:[a-z0-9-]{1,63}\.){1,4}"
    r"(?:(?:nl|com|org|net|eu|info|gov|edu|app)\b(?:/(?:\S*[^\s.,;:!?)…])?)?"
    r"|(?:de|be|nu|me|co|io|tv|gg|ly|to|in|is|us|uk|fr|tr|ma|gl|cc|ai|frl|link|page|site|online|shop)"
    r"/\S*[^\s.,;:!?)…])",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\w{0,40}@\w[\w.]{1,40}\b")
_NAMED_HANDLE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|facebook|fb|twitter|discord|signal)"
    r"(?: ?[:=] ?)([\w.]{2,40})\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?:[ .\-]?[A-Z0-9]){11,30}", re.IGNORECASE)
# Length by country: without it, words behind the number would be taken for a part of it.
_ACCOUNT_LENGTHS = dict(
    pair.split("=")
    for pair in (
        "NL=18 BE=16 DE=22 FR=27 LU=20 GB=22 IE=22 ES=24 PT=25 IT=27 AT=20 CH=21 PL=28 CZ=24 SK=24"
        " HU=28 RO=24 BG=22 GR=27 CY=28 MT=31 HR=21 SI=19 DK=18 SE=24 NO=15 FI=18 EE=20 LV=21 LT=20"
        " TR=26 MA=28 TN=24 UA=29 RS=22 BA=20 AL=28 MK=19 ME=22 XK=20 IS=26 LI=21 MC=27 SM=27 IL=23"
        " AE=23 SA=24 EG=29 JO=30 LB=28 IQ=23 PK=24 GE=22 AZ=28 MD=24 BY=28 KZ=20 BR=29"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without what must not be kept, and which sorts of things were taken out."""

    text: str = field(repr=False)
    kinds: frozenset[Kind]


def mask(text: str) -> Masked:
    """Clean the text and put a mark in the place of everything that must not be kept."""
    text = clean(text)
    kinds: set[Kind] = set()
    has_digit = _DIGIT.search(text) is not None
    if "." in text or "@" in text or ":" in text or " at " in text or "apenstaartje" in text:
        text = _mask_accounts_online(text, kinds)
    if has_digit:
        text = _mask_bank_accounts(text, kinds)
        text = _mask_addresses(text, kinds)
        text = _mask_numbers(text, kinds)
    return Masked(text, frozenset(kinds))


def _mask_accounts_online(text: str, kinds: set[Kind]) -> str:
    patterns: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_LINK, "link"),
        (_EMAIL, "email"),
        (_SITE, "link"),
        (_HANDLE, "handle"),
    )
    for pattern, kind in patterns:
        text, count = pattern.subn(MARK, text)
        if count:
            kinds.add(kind)
    named = _NAMED_HANDLE.sub(_without_handle, text)
    if named != text:
        kinds.add("handle")
    return named


def _without_handle(found: re.Match[str]) -> str:
    return found[0][: found.start(1) - found.start()] + MARK


def _mask_bank_accounts(text: str, kinds: set[Kind]) -> str:
    here = 0
    while found := _ACCOUNT.search(text, here):
        end = _bank_account_end(found[0])
        here = found.start() + max(end and len(MARK), 1)
        if end:
            kinds.add("iban")
            text = text[: found.start()] + MARK + text[found.start() + end :]
    return text


def _bank_account_end(text: str) -> int:
    """Say where a valid account number at the start of the text ends; 0 if there is none."""
    wanted = int(_ACCOUNT_LENGTHS.get(text[:2].upper(), "0"))
    places = [place for place, sign in enumerate(text) if sign.isalnum()][:wanted]
    if not wanted or len(places) < wanted:
        return 0
    number = "".join(text[place] for place in places).upper()
    if number.startswith("NL") and not number[4:8].isalpha():
        return 0
    digits = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    return places[-1] + 1 if int(digits) % 97 == 1 else 0


def _mask_addresses(text: str, kinds: set[Kind]) -> str:
    def replace_street(found: re.Match[str]) -> str:
        if not is_street(found):
            return found[0]
        kinds.add("address")
        return MARK

    def replace_postcode(found: re.Match[str]) -> str:
        if not is_postcode(found):
            return found[0]
        kinds.add("postcode")
        return MARK

    return POSTCODE.sub(replace_postcode, STREET.sub(replace_street, text))


def _mask_numbers(text: str, kinds: set[Kind]) -> str:
    parts: list[str] = []
    last = 0
    for number in find_numbers(text):
        kinds.add(cast("Kind", number.kind))
        parts += (text[last : number.start], MARK)
        last = number.end
    return "".join(parts) + text[last:]
