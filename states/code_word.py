"""The code word that a client may choose, so that nobody else opens the conversation.

What is kept is a hash that takes some milliseconds, because people use the same words elsewhere.
The salt comes from the moment of choosing: the engine knows no chance. Reading is forgiving: of
spaces around and between, of capitals, and of how a keyboard makes an accent.
"""

import hashlib
import hmac
import unicodedata

from states.dossier import CodeWord
from states.input import Say

SHORTEST, LONGEST = 4, 64
"""Signs of a code word."""

_COST = {"n": 2**12, "r": 8, "p": 1}
"""About 8 ms and 4 MB."""


def normalise(text: str) -> str:
    """The word without what people do not notice while typing."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return unicodedata.normalize("NFC", " ".join(folded.split()))


def made_of(text: str, salt: str) -> CodeWord:
    """The word as it is kept."""
    key = hashlib.scrypt(normalise(text).encode(), salt=salt.encode(), dklen=32, **_COST)
    return CodeWord(salt, key.hex())


def fits(word: CodeWord, text: str) -> bool:
    """Whether a whole message is the code word; what cannot be one takes no time."""
    if not SHORTEST <= len(normalise(text)) <= LONGEST:
        return False
    return hmac.compare_digest(made_of(text, word.salt).hash, word.hash)


def refusal(said: Say) -> str | None:
    """Why a message cannot become the code word, as a block of the shared texts.

    What means something by itself is refused: it would do that instead of opening. Numbers are
    masked before they come here, and are guessed too easily.
    """
    word = normalise(said.text)
    means_something = (
        said.masked
        or said.nobody
        or said.nothing
        or said.dont_know
        or said.skip
        or said.is_too_young
        or said.danger is not None
    )
    if means_something or len(word) > LONGEST or not any(map(str.isalpha, word)):
        return "word_other"
    return "word_short" if len(word) < SHORTEST else None
