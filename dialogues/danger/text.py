"""Turn what a client typed into short clauses of plain words.

Everything that people do with letters (capitals, accents, emoji, stretched vowels, digits for
letters) is taken away here, so that the lexicon, the rules and the model see one spelling.
"""

import re
import unicodedata

LONGEST = 4_096  # characters; Telegram's own limit
CLAUSE = 14  # words; longer pieces would dilute a few words of danger
STEP = 7  # long pieces are read in windows that overlap by half

_STOPS = re.compile(r"[.!?;\n\r]+")
_PAUSE = re.compile(r"\.{2,}|…")
_COMMA = re.compile(r",|:|\(|\)| - | – | — ")
_WORD = re.compile(r"[a-z0-9]+")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_ELISION = re.compile(r"(?<![a-z])([a-z])'(?=[a-z])")
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z] ){4,}[a-z](?![a-z0-9])")
_DIGIT = re.compile(r"\d")
_LEET = str.maketrans("013457@$", "oieastas")
_QUOTES = str.maketrans("’‘`´", "''''")  # what telephones type
_UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me", "Cs", "Co", "Cn"})


def clauses(text: str) -> list[list[str]]:
    """Words per clause; a clause has at most `CLAUSE` words."""
    found: list[list[str]] = []
    for sentence in _STOPS.split(_PAUSE.sub(" ", _plain(text[:LONGEST]))):
        words = _words(sentence)
        if len(words) > CLAUSE:
            found += _pieces(sentence)
        elif words:
            found.append(words)
    return found


def _plain(text: str) -> str:
    """Lower case, without accents, unseen characters, stretched letters and elisions."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES))
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    text = _STRETCHED.sub(r"\1\1", text.replace("\0", "").lower())
    if "'" in text:  # m'n is one word, da'k is two
        text = _ELISION.sub(r"\1", text).replace("'", " ")
    return _SPACED.sub(lambda run: run.group().replace(" ", ""), text)


def _words(sentence: str) -> list[str]:
    if _DIGIT.search(sentence) or "@" in sentence or "$" in sentence:
        sentence = " ".join(_unleet(word) for word in sentence.split())
    return _WORD.findall(sentence)


def _unleet(word: str) -> str:
    """`d00d` is a word; `113`, `12e` and `2019` are numbers."""
    letters = sum("a" <= c <= "z" for c in word)
    return word.translate(_LEET) if letters and letters * 2 >= len(word) else word


def _pieces(sentence: str) -> list[list[str]]:
    """Cut a long sentence at commas, and what is still too long into windows."""
    pieces: list[list[str]] = []
    kept: list[str] = []
    for part in _COMMA.split(sentence):
        words = _words(part)
        if kept and len(kept) + len(words) > CLAUSE:
            pieces.append(kept)
            kept = []
        kept = kept + words
        while len(kept) > CLAUSE:
            pieces.append(kept[:CLAUSE])
            kept = kept[STEP:]
    return [*pieces, kept] if kept else pieces
