"""Pictures of the portal, of invented people: `python -m tests.browser.gallery [FOLDER]`.

Without a folder it writes the four of `docs/pictures`; with one it writes every page at three
widths, light and dark, and as it is printed, to be looked at.
"""

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from tests.browser.browsing import Sight, Window
from tests.browser.scenes import SCENES
from tests.browser.stage import Stage, staged

DOCS = Path(__file__).parent.parent.parent / "docs" / "pictures"
COLOURS = 64
WIDTHS = (320, 768, 1280)
HEIGHTS = {320: 640, 768: 1024, 1280: 800}
SHOWN = {
    "portal-before": ("before-opening", 768, "light"),
    "portal-snapshot": ("snapshot-8", 1280, "light"),
    "portal-shares": ("shares", 768, "light"),
    "portal-pairing": ("pairing-code", 320, "dark"),
}
"""The four in the documentation: scene, width and theme."""


def shoot(window: Window, width: int, theme: Any, *, is_whole: bool = True) -> bytes:
    """The page as it is now, as PNG."""
    window.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    window.page.emulate_media(color_scheme=theme)
    return window.page.screenshot(full_page=is_whole, animations="disabled")


def printed(window: Window) -> list[bytes]:
    """The pages as they are printed, as PNG."""
    window.page.emulate_media(color_scheme="light")
    made = pypdfium2.PdfDocument(window.page.pdf(format="A4"))
    return [_png(page.render(scale=1.2).to_pil()) for page in made]


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def draw_all(stage: Stage, window: Window, folder: Path, names: list[str]) -> None:
    """Every page in every way."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or SCENES:
        window.page.set_viewport_size({"width": 1280, "height": 800})
        SCENES[name](stage, window)
        for width in WIDTHS:
            for theme in ("light", "dark"):
                (folder / f"{name}-{width}-{theme}.png").write_bytes(shoot(window, width, theme))
        for number, page in enumerate(printed(window), 1):
            (folder / f"{name}-print-{number}.png").write_bytes(page)


def draw_shown(stage: Stage, window: Window) -> None:
    """The four of the documentation, in few colours: they are in the repository."""
    DOCS.mkdir(exist_ok=True)
    for target, (name, width, theme) in SHOWN.items():
        SCENES[name](stage, window)
        png = shoot(window, width, theme, is_whole=False)
        small = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS)
        small.save(DOCS / f"{target}.png", optimize=True)


def main(*words: str) -> None:
    """Write them: to the documentation, or all of them (or those named) to a folder."""
    sight = Sight()
    with tempfile.TemporaryDirectory() as scratch, staged(Path(scratch)) as stage:
        window = sight.run(Window, sight, stage.town.url)
        if words:
            sight.run(draw_all, stage, window, Path(words[0]), list(words[1:]))
        else:
            sight.run(draw_shown, stage, window)
        sight.run(window.close)
    sight.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
