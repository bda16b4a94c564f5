"""What can be said of the looks of a page without looking at it."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_axe = Axe()

ZOOMED = {"width": 320, "height": 256}
"""CSS pixels of a screen of 1280 × 1024 at 400 % (WCAG 1.4.10)."""

COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size",)
_ONLY = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
_TOO_WIDE = """() => {
    const seen = document.scrollingElement;
    if (seen.scrollWidth <= seen.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
        (one) => one.getBoundingClientRect().right > seen.clientWidth + 0.5);
    return [`${seen.scrollWidth} > ${seen.clientWidth}`,
        ...wide.slice(0, 4).map((one) => `${one.tagName}.${one.getAttribute("class")}`)];
}"""
_FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const inside = box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth;
    const middle = [Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 0), innerHeight - 1)];
    const top = document.elementFromPoint(...middle);
    return {
        what: one.outerHTML.slice(0, 100),
        isSeen: box.width > 0 && box.height > 0 && inside,
        isCovered: !top || !(one.contains(top) || top.contains(one)),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        shadow: style.boxShadow,
        isBrowsersOwn: one.type === "date" && !one.matches(":focus"),
    };
}"""


@dataclass(frozen=True)
class Focus:
    """Where the keyboard is, and whether that can be seen."""

    what: str
    is_visible: bool


def accessibility(page: Page, *rules: str) -> list[str]:
    """What axe-core has to say against a page as it is now, by all its rules or by these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe.axe_script)
    only = _ONLY | {"runOnly": {"type": "rule", "values": rules}} if rules else _ONLY
    found = page.evaluate("(options) => axe.run(options)", only)
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def too_wide(page: Page) -> list[str]:
    """What has to be scrolled to the side; nothing where the page fits."""
    return list(page.evaluate(_TOO_WIDE))


def focus(page: Page) -> Focus | None:
    """Where the keyboard is; None where it is nowhere."""
    found = page.evaluate(_FOCUS)
    if found is None:
        return None
    # The button for a calendar inside a date has a mark of the browser's own.
    marked = found["outline"] >= 2 or found["shadow"] != "none" or found["isBrowsersOwn"]
    return Focus(found["what"], found["isSeen"] and not found["isCovered"] and marked)
