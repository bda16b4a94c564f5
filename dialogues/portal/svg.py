"""Drawings as a page holds them: light, and as large as their place."""

import re

_UNUSED = re.compile(r' (?:data-[a-z]+|xmlns|class)="[^"]*"| font-size="28"| fill="#16262e"')
_LETTERS = re.compile(r'<tspan font-family="[^"]*">([^<]*)</tspan>')
_ROUND = re.compile(r'="(-?\d+)\.0"')
_BETWEEN = re.compile(r">\s*\n\s*<")


def lean(svg: str) -> str:
    """A drawing in half the bytes: no prolog, no marks for tests, what is common said once.

    The letters are those of the page, whose style names them. Quotes and angles in words are
    escaped, so nothing that a client wrote looks like an attribute or a tag.
    """
    short = _BETWEEN.sub("><", _UNUSED.sub("", svg[svg.index("<svg") :]))
    short = _ROUND.sub(r'="\1"', _LETTERS.sub(r"\1", short))
    return short.replace("<svg", '<svg font-size="28" fill="#16262e"', 1)


_SIZE = re.compile(r'<svg([^>]*?) width="(\d+)" height="(\d+)"')


def scalable(svg: str) -> str:
    """A drawing that fills its place, whatever size it was made in: none of it is cut off."""
    if "viewBox" in svg:
        return svg
    return _SIZE.sub(r'<svg\1 viewBox="0 0 \2 \3"', svg, count=1)
