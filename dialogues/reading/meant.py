"""What own words come to, where an option of the same screen leads on to help (R-46).

The words are kept as they are; only the way goes where that option leads. It looks for more than it
should: support that was not asked for can be left with one tap, and none is worse.
"""

import re
from collections.abc import Iterable

from dialogues.reading.normalise import fold

_NOT_LONG = (
    r"niet (?:\w+ )?lang(?:er)? meer",
    r"niet (?:meer )?(?:\w+ )?lang",
    r"(?:gaat?|kan|lukt|trek|red|houd?|hou) (?:\w+ ){0,3}niet(?: \w+)? meer",
    r"niet meer (?:\w+ )?(?:kan|gaat|lukt|trek|red|vol)",
    r"(?:uren|dag|dagen|week|weken|weekje|weekjes|dagje|dagjes)",
    r"(?:heel|nog maar|maar) (?:kort|eventjes|even)",
    r"geen (?:maand|jaar)",
    r"(?:ik ben|het is|echt) op",
    r"te (?:veel|zwaar)",
)
_MEANT = {"not_much_longer": re.compile(rf"\b(?:{'|'.join(_NOT_LONG)})\b")}


def meant_options(text: str, options: Iterable[str]) -> tuple[str, ...]:
    """Options, of those that are there, to whose way these words come."""
    folded = fold(text)
    return tuple(name for name in options if name in _MEANT and _MEANT[name].search(folded))
