# ruff: noqa: E501, SIM905 -- long rows of words read better than one word on a line
"""Recognise a Dutch street with a house number, and a postcode.

A street without a number stays: "de mensen uit de Kerkstraat" says nothing about one person. So
do words that only look like a street: "weg 3 dagen", "naar het park 2 keer".
"""

import re

# Words before the street that belong to it; any other word before it may be a name.
_BEFORE = (
    r"(?:(?:lange|korte|oude|nieuwe|grote|kleine|hoge|lage|eerste|tweede|derde|vierde|\d?1e|\de|1ste"
    r"|prins|prinses|koning|koningin|burgemeester|burg\.|dokter|dr\.|ds\.|prof\.|professor|pastoor"
    r"|sint|st\.|oosterse|noorder|zuider|ooster|wester|heilige|graaf|hertog|minister|generaal)"
    r" (?:(?:van|de|der|den|ter|ten) ){0,2}){0,2}"
)
_SURE = (
    r"straat|straatje|straatweg|laan|laantje|plein|gracht|kade|singel|steeg|plantsoen|dreef"
    r"|boulevard|allee"
)
# These also end ordinary words; only with a capital.
_UNSURE = r"weg|dijk|pad|hof|hofje|markt|park|baan|wal"
_NUMBER = (
    r"(?:,? (?:nr\.?|no\.?|nummer|huisnummer))?,? ?"
    r"(?P<number>\d{1,5})"
    r"(?: ?[-/] ?(?:[a-z]{1,2}|\d{1,4})| ?(?:bis|hs|huis|hoog)| [a-h]|[a-z]{1,2}| i{1,3})?"
    r"(?![\w])(?![.,:]\d)"
)
STREET = re.compile(
    rf"(?<![\w])(?:{_BEFORE}(?P<stem>[^\W\d_]['’\w-]{{0,40}}?)(?:(?P<sure>{_SURE})|{_UNSURE})"
    rf"|(?P<long>(?:laan|weg|straat|plein|hof|kade|park|dreef) (?:van|der|naar|aan)"
    rf" (?:de |den |het )?[^\W\d_][\w-]{{2,30}}))"
    rf"(?:str\.)?{_NUMBER}",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"(?<![\w])[1-9]\d{3} ?(?P<letters>[A-Z]{2})(?![\w])", re.IGNORECASE)

# What counts things and so follows a number that is no house number.
_COUNTED = re.compile(
    r" ?(?:keer|x\b|maal|dag|week|weken|maand|jaar|uur|min|mensen|buren|euro"
    r"|person|vriend|kinder|man\b"
    r"|mann|vrouw|tot\b|à|km|meter|keren|ander|huizen|gezin|famil|kennis|buur|oude|jong)",
    re.IGNORECASE,
)
_AFTER_STREET = re.compile(r" ?(?:$|[^\w ]|(?:in|te|bij|en|op|woont|is|\d{4})\b|[A-Z])")
_NO_STREETS = frozenset(
    "onderweg halverwege ipad supermarkt rommelmarkt kerkhof voorhof speelpark bijbaan loopbaan"
    " schoolplein speelplein dorpsplein hoofdstraat winkelstraat arbeidsmarkt vakantiepark dierenpark"
    " weekmarkt kerstmarkt pretpark zijstraat zijweg snelweg omweg uitweg wandelpad fietspad".split()
)
# Two letters behind four digits that make "in 1998 en" and "1500 km", not a postcode.
_NO_POSTCODES = frozenset(
    "en is of in op te al ik je we ze ie me ga nu om zo er ex na za zn mn dm ca at to an by ja ll"
    " km kg cm mm ml gr dl mg xl dd pk tv hz mb gb kb sa sd ss eu ad ov ma di wo do vr zo".split()
)


def is_street(found: re.Match[str]) -> bool:
    """Say whether a match of `STREET` is an address, from its words and what follows."""
    behind = found.string[found.end() :]
    if _COUNTED.match(behind):
        return False
    if found["long"]:
        return found["long"][0].isupper()
    stem = found["stem"]
    word = _last_word(found)
    if word.lower() in _NO_STREETS or len(word) < 6:
        return False
    if word[0].isupper() or found[0][0].isupper():
        return True
    return bool(found["sure"]) and len(stem) > 1 and bool(_AFTER_STREET.match(behind))


def _last_word(found: re.Match[str]) -> str:
    """Give the street's own word, without what stands before it and the house number."""
    from_stem = found.string[found.start("stem") : found.start("number")]
    return from_stem.split(" ")[0].rstrip(",")


def is_postcode(found: re.Match[str]) -> bool:
    """Say whether a match of `POSTCODE` is one, and not a year or an amount and a short word."""
    letters = found["letters"]
    is_shouted = found.string == found.string.upper()
    is_word = letters.lower() in _NO_POSTCODES
    return not is_word if (is_shouted or not letters.isupper()) else not is_word or letters == "IS"
