"""One spelling for what a client typed, before anything else looks at it.

`clean` is for what is kept and shown, `fold` only for comparing.
"""

import re
import unicodedata

# Letters that look like a Latin letter with an accent, but do not decompose into one.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)

# Signs that a chat program draws as a picture; wide on purpose, as only joiners depend on it.
EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)

# What nobody sees: controls, halves of characters, zero width, direction overrides, blank letters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff]"
)
# Invisible tags only mean something after a black flag (Wales, Scotland, England).
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0000-\U000e01ef]")
# A joiner stays inside an emoji (a family) and between letters of scripts that need it.
_PICTURE = f"[{EMOJI}\ufe0f]"
_JOINING = "[\u0590-\u0dff\u0f00-\u10ff\u1780-\u17ff\u1800-\u18af]"
_JOINERS = re.compile(
    f"((?<={_PICTURE})\u200d(?=[{EMOJI}])|(?<={_JOINING})[\u200c\u200d](?={_JOINING}))"
    "|[\u200c\u200d]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+|\u2800+")
_LINES = re.compile(r" ?\n ?(?:\n ?)*")
# More marks than this on one letter is decoration that makes a name unreadable.
_MARKS = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

_ACCENTS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_APOSTROPHES = re.compile("['’‘`´ʼ\u200c\u200d]")
_ASCII_SIGNS = re.compile(r"[^a-z0-9]+")


def clean(text: str) -> str:
    """Make the text safe to keep and show, without changing what it says.

    Lines stay apart. Doing it twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split(" ")).strip() if "  " not in text else " ".join(text.split())
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _JOINERS.sub(r"\1", _TAGS.sub(r"\1", text))
    text = _MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    text = _LINES.sub("\n", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Reduce the text to lower-case words without accents, signs or emoji, to compare it."""
    if text.isascii():
        return _ASCII_SIGNS.sub(" ", text.replace("'", "").replace("`", "").lower()).strip()
    text = unicodedata.normalize("NFKD", clean(text).casefold()).casefold()
    text = _APOSTROPHES.sub("", _ACCENTS.sub("", text)).translate(_UNDECOMPOSED)
    kept = "".join(sign if _is_word_sign(sign) else " " for sign in text)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _is_word_sign(sign: str) -> bool:
    # Marks are vowels in Hindi, Thai and others: without them names would become the same.
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"
