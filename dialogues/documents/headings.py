"""Levels of headings, the same on paper and on a page."""

from collections.abc import Sequence

from states.documents import Block

_DEEPEST = 2


def heading_levels(blocks: Sequence[Block]) -> list[int]:
    """The level of each block's heading; the title is above all of them, and stands at 0.

    No level is left out, or who goes by the headings looks for what is not there.
    """
    levels, above = [], 0
    for block in blocks:
        level = max(1, min(block.level, above + 1, _DEEPEST))
        levels.append(level)
        if block.heading:
            above = level
    return levels
