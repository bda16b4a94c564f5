"""typst, which makes PNG files and PDF files; it loads at its first use, never at start.

All that comes from a client goes to it as data (`sys.inputs`), which it never runs.

It works in several threads at once: it gives other threads of Python their turn while it draws
(measured: no thread waits longer than 2 ms). One compiler serves one thread at a time, or it
raises "Already borrowed"; so there are as many as were ever at work together. typst forgets by
itself what it has not used for ten runs, and a large picture is 12 MB, a very long document 150:
so after each of them come runs of nothing (half a ms each), which leave 140 MB in the process where
there were 290, and 270 where there was a gigabyte. Memory stays flat over 500 different pictures
and documents.
"""

from collections import deque
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from bot.pictures.fonts import font_folders
from states.errors import BotError

_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", scaling: "pixelated")
"""
_PIXELS_AN_INCH = 96.0
"""As SVG counts them, so that a picture has as many pixels as it says."""
_NOTHING = b"#set page(width: 1pt, height: 1pt)"
_RUNS_OF_NOTHING = 10
_ACCESSIBLE = "ua-1"
"""PDF/UA-1 (ISO 14289-1); typst refuses what does not meet it."""

_idle: deque[Any] = deque()


class PictureError(BotError):
    """A picture or a document could not be made; nothing of what is in it is told."""


def png_of(svg: str, scale: float = 1) -> bytes:
    """A picture as PNG.

    Args:
        svg: The picture.
        scale: Pixels for each of its own, across and down.

    Raises:
        PictureError: `not_drawn`.
    """
    return _made(_PICTURE, {"svg": svg}, format="png", ppi=_PIXELS_AN_INCH * scale)


def accessible_pdf(template: bytes, inputs: Mapping[str, str], when: date) -> bytes:
    """A PDF/UA-1 file, the same bytes for the same input.

    Args:
        template: In the language of typst; never anything that a client wrote.
        inputs: What it reads as `sys.inputs`.
        when: Its date.

    Raises:
        PictureError: `not_drawn`, also where it would not be accessible.
    """
    stamp = datetime.combine(when, time(), UTC)
    return _made(template, inputs, format="pdf", pdf_standards=[_ACCESSIBLE], timestamp=stamp)


def _made(template: bytes, inputs: Mapping[str, str], **how: object) -> bytes:
    compiler = _idle_compiler()
    made = _tried(compiler, template, inputs, how)
    if made is None:  # raised here, where no error of typst hangs on it: those tell content
        raise PictureError("not_drawn")
    for _ in range(_RUNS_OF_NOTHING):
        compiler.compile(_NOTHING, format="png", ppi=_PIXELS_AN_INCH, sys_inputs={})
    _idle.append(compiler)
    return made


def _idle_compiler() -> Any:  # noqa: ANN401 - the library has few types
    try:
        return _idle.pop()
    except IndexError:
        import typst  # noqa: PLC0415 - 81 MB that most runs need late

        return typst.Compiler(font_paths=font_folders(), ignore_system_fonts=True)


def _tried(
    compiler: Any,  # noqa: ANN401
    template: bytes,
    inputs: Mapping[str, str],
    how: Mapping[str, object],
) -> bytes | None:
    try:
        made: bytes = compiler.compile(template, sys_inputs=dict(inputs), **how)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the library is no Exception
        return None
    return made
