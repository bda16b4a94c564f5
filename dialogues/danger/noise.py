"""Other spellings and surroundings of a sentence, for training only; seeded, so repeatable."""

from collections.abc import Callable
from random import Random

_SWAPS = {
    "niet": ["nie", "ni", "neet", "nait"],
    "ik": ["k", "ikke", "ich", "ek"],
    "het": ["t", "ut", "et"],
    "mijn": ["mn", "me", "mien", "m'n"],
    "mij": ["mie", "mich", "me", "mn"],
    "meer": ["mer", "mee", "mier", "mear"],
    "een": ["n", "ne", "un"],
    "hij": ["ie", "hee", "hai", "hie"],
    "zijn": ["zn", "zien", "z'n"],
    "voor": ["veur", "vur", "vo"],
    "van": ["vn", "v"],
    "leven": ["leve", "leevn", "laeve"],
    "heeft": ["hep", "heb", "hef", "hee"],
    "word": ["wor", "wordt", "wort"],
    "altijd": ["altied", "aaltied", "atijd"],
    "huis": ["hoes", "huus"],
    "ben": ["bin", "zen", "zin"],
    "dat": ["da", "det"],
    "wat": ["wa"],
    "haar": ["der", "heur", "dr"],
    "hem": ["m", "um", "hum"],
}
_SOUNDS = [
    ("ij", "ei"),
    ("ei", "ij"),
    ("z", "s"),
    ("v", "f"),
    ("d ", "t "),
    ("t ", "d "),
    ("dt ", "t "),
    ("en ", "e "),
    ("g", "ch"),
    ("ch", "g"),
    ("aa", "a"),
    ("ee", "e"),
    ("oo", "o"),
    ("c", "k"),
]
_FILLERS = ["gewoon", "echt", "toch", "eigenlijk", "soms", "nu", "ook", "weer", "zo", "wel"]
_BEFORE = [
    "ja",
    "eerlijk gezegd",
    "weet je",
    "nou",
    "tja",
    "bro",
    "och",
    "hallo",
    "mevrouw",
    "het gaat wel en",
    "mijn zus komt soms en",
    "ik drink koffie met Annie en",
    "om eerlijk te zijn",
    "sorry maar",
]
_AFTER = ["hoor", "weet je", "joh", "echt waar", "snap je", "en zo", "en dat is het", "denk ik"]


def variants(sentence: str, count: int, seed: int) -> list[str]:
    """So many other ways the sentence could have been typed."""
    random = Random(f"{seed}:{sentence}")  # noqa: S311 - nothing secret
    return [_variant(sentence.lower(), random) for _ in range(count)]


def _variant(sentence: str, random: Random) -> str:
    for change in random.sample(_CHANGES, random.choice([1, 1, 2, 3])):
        sentence = change(sentence, random)
    return sentence


def _dialect(sentence: str, random: Random) -> str:
    words = sentence.split()
    return " ".join(
        random.choice(_SWAPS[w]) if w in _SWAPS and random.random() < 0.6 else w for w in words
    )


def _typo(sentence: str, random: Random) -> str:
    at = random.randrange(1, max(2, len(sentence) - 1))
    letter = random.choice("aeiounrst")
    return random.choice(
        [
            sentence[:at] + sentence[at + 1 :],
            sentence[:at] + sentence[at : at + 1] + sentence[at:],
            sentence[: at - 1] + sentence[at : at + 1] + sentence[at - 1] + sentence[at + 1 :],
            sentence[:at] + letter + sentence[at + 1 :],
        ]
    )


def _sound(sentence: str, random: Random) -> str:
    padded = f"{sentence} "
    fitting = [pair for pair in _SOUNDS if pair[0] in padded]
    for old, new in random.sample(fitting, min(2, len(fitting))):
        padded = padded.replace(old, new, 1)
    return padded.strip()


def _filler(sentence: str, random: Random) -> str:
    words = sentence.split()
    words.insert(random.randrange(len(words) + 1), random.choice(_FILLERS))
    return " ".join(words)


def _before(sentence: str, random: Random) -> str:
    return f"{random.choice(_BEFORE)} {sentence}"


def _after(sentence: str, random: Random) -> str:
    return f"{sentence} {random.choice(_AFTER)}"


_CHANGES: list[Callable[[str, Random], str]] = [
    _dialect,
    _typo,
    _sound,
    _filler,
    _before,
    _after,
]
