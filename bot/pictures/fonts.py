"""The letters of all pictures and documents: which font has which sign, and how wide words are.

Fonts come with the program, so a picture is the same everywhere: Atkinson Hyperlegible, made for
who sees little (Braille Institute, OFL), Noto Sans for Latin, Greek and Cyrillic, Noto Sans
Arabic, and Noto Emoji, which is black and white and so prints well (Google, OFL). A name in a
script that none of them has is drawn in Latin letters (anyascii).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from anyascii import anyascii

from states.controls import without_controls

NOT_DRAWN = "?"
"""In the place of a sign that no font has and that has no Latin letters."""

_OWN = Path(__file__).parent / "typefaces"
_UNSEEN = frozenset("\u00ad\ufeff")
"""A place to hyphenate and a mark of byte order: neither is to be seen, nor to be copied."""

_MARKS = "".join(f"{chr(low)}-{chr(high)}" for low, high in ((0x300, 0x36F), (0x483, 0x489),
    (0x591, 0x5BD), (0x610, 0x61A), (0x64B, 0x65F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFE20, 0xFE2F)))  # fmt: skip
_MANY_MARKS = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
"""More than four marks on one letter: they would run over other names."""

_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_KEPT_WIDTHS = 20_000
_LONGEST_KEPT = 400
"""Signs of a text whose width is remembered: longer ones are measured once, and are large."""


@dataclass(frozen=True)
class FontFile:
    """One font: its family as files and stylesheets call it, and where it is."""

    family: str
    regular: Path
    bold: Path | None = None
    """None where the regular file has all weights, or only one."""
    is_variable: bool = False

    @cached_property
    def _face(self) -> Any:  # noqa: ANN401 - the library has no types
        return hb.Face(hb.Blob.from_file_path(str(self.regular)))

    @cached_property
    def _bold_face(self) -> Any:  # noqa: ANN401
        if self.bold is None:
            return self._face
        return hb.Face(hb.Blob.from_file_path(str(self.bold)))

    @cached_property
    def _fonts(self) -> tuple[Any, Any]:
        regular, bold = hb.Font(self._face), hb.Font(self._bold_face)
        if self.is_variable:
            bold.set_variations({"wght": 700})
        return regular, bold

    @cached_property
    def signs(self) -> frozenset[int]:
        """Code points that it has a glyph for."""
        return frozenset(self._face.unicodes)

    def advance(self, text: str, *, bold: bool) -> float:
        """Width of a text as a share of the font size."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        font = self._fonts[bold]
        hb.shape(font, buffer)
        width: int = sum(position.x_advance for position in buffer.glyph_positions)
        return width / float(font.face.upem)


def _files_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent / "files"


@cache
def font_files() -> tuple[FontFile, ...]:
    """All fonts, in the order in which a sign is looked for in them."""
    atkinson = _files_of("fontpkg_atkinson_hyperlegible")
    noto, arabic = _files_of("fontpkg_noto_sans"), _files_of("fontpkg_noto_sans_arabic")
    return (
        FontFile(
            "Atkinson Hyperlegible",
            atkinson / "AtkinsonHyperlegible-Regular.ttf",
            atkinson / "AtkinsonHyperlegible-Bold.ttf",
        ),
        FontFile("Noto Sans", noto / "NotoSans[wdth,wght].ttf", is_variable=True),
        FontFile("Noto Sans Arabic", arabic / "NotoSansArabic[wdth,wght].ttf", is_variable=True),
        FontFile("Noto Emoji", _OWN / "NotoEmoji-Regular.ttf"),
    )


def font_folders() -> list[str]:
    """The folders that the fonts are in."""
    return list(dict.fromkeys(str(font.regular.parent) for font in font_files()))


def families() -> tuple[str, ...]:
    """Names of all families, in the order in which a sign is looked for in them."""
    return tuple(font.family for font in font_files())


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of a text that come from one font."""

    family: str
    text: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Run({self.family})"


class KringTypeface:
    """The fonts above as one typeface (`states.pictures.typeface.Typeface`)."""

    def drawable(self, text: str) -> str:
        """The text in one line, with nothing in it that cannot be drawn."""
        line = without_controls(" ".join(unicodedata.normalize("NFC", text).split()))
        line = _MANY_MARKS.sub(r"\1", line)
        drawn = line.translate({ord(sign): _drawn(sign) for sign in set(line)})
        return " ".join(drawn.split()) or NOT_DRAWN

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Pixels that a drawable text takes at this size (pixels as well)."""
        share = _share if len(text) <= _LONGEST_KEPT else _share.__wrapped__
        return share(text, bold) * size

    def runs(self, text: str) -> tuple[Run, ...]:
        """A drawable text in pieces of one font each: a renderer's own choice tears emoji apart."""
        return tuple(Run(font_files()[number].family, piece) for number, piece in _pieces(text))


@lru_cache(_KEPT_WIDTHS)
def _share(text: str, bold: bool) -> float:
    return sum(font_files()[n].advance(piece, bold=bold) for n, piece in _pieces(text))


def _drawn(sign: str) -> str:
    if sign in _UNSEEN:
        return ""
    if sign in _JOINERS or _font_of(sign) is not None:
        return sign
    if unicodedata.category(sign)[0] in "MC":
        return ""  # a mark that no font has: its letter says enough
    return anyascii(sign).strip() or NOT_DRAWN


@lru_cache(4096)
def _font_of(sign: str) -> int | None:
    point = ord(sign)
    fonts = font_files()
    order = reversed(range(len(fonts))) if _is_pictogram(point) else range(len(fonts))
    return next((number for number in order if point in fonts[number].signs), None)


def _is_pictogram(point: int) -> bool:
    return point >= 0x1F000 or 0x2600 <= point < 0x27C0


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Runs by font number; joiners, marks and spaces stay with the sign before them.

    Letters come from one font where one has them all: a name in two is not pleasant to read, and
    renderers lose letters where fonts change inside a word.
    """
    base = _base_of(text)
    if _has_all(base, text):
        yield base, text
        return
    current, piece = base, ""
    for place, sign in enumerate(text):
        number = _number_at(text, place, sign, (base, current))
        if piece and number != current:
            yield current, piece
            piece = ""
        current, piece = number, piece + sign
    if piece:
        yield current, piece


def _base_of(text: str) -> int:
    """The first font that has all letters of the text, or else the first one."""
    letters = {ord(sign) for sign in text if not _is_pictogram(ord(sign)) and sign not in _JOINERS}
    fonts = font_files()
    return next((n for n, font in enumerate(fonts[:-1]) if letters <= font.signs), 0)


def _has_all(number: int, text: str) -> bool:
    """Whether one font of letters has the whole text, which is so of nearly all: it saves time."""
    signs = font_files()[number].signs
    return bool(text) and not any(
        sign in _JOINERS or _is_pictogram(ord(sign)) or ord(sign) not in signs for sign in set(text)
    )


def _number_at(text: str, place: int, sign: str, fonts: tuple[int, int]) -> int:
    """Number of the font for one sign, given the base and that of the sign before."""
    base, current = fonts
    emoji = len(font_files()) - 1
    if _stays(sign, current):
        return current
    if text[place + 1 : place + 2] == "\ufe0f" and ord(sign) in font_files()[emoji].signs:
        return emoji  # written to be seen as an emoji
    if not _is_pictogram(ord(sign)) and ord(sign) in font_files()[base].signs:
        return base
    found = _font_of(sign)
    return current if found is None else found


def _stays(sign: str, current: int) -> bool:
    if sign in _JOINERS:
        return True
    is_letters = current < len(font_files()) - 1  # the space between emoji is very wide
    is_loose = (sign == " " and is_letters) or unicodedata.category(sign)[0] == "M"
    return is_loose and ord(sign) in font_files()[current].signs
