"""From collected values to HTML. Everything is escaped; nothing is fetched from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@dataclass(frozen=True, slots=True)
class LetterFile:
    """One font file as a stylesheet names it."""

    family: str
    file: str
    weight: str


def index_page(*, fonts: Sequence[LetterFile], **values: Any) -> str:  # noqa: ANN401
    """The first page: all dialogues.

    Args:
        fonts: The letters, with paths from this page.
        values: What `templates/index.html.j2` uses.
    """
    return _rendered("index.html.j2", fonts=fonts, **values)


def dialogue_page(*, fonts: Sequence[LetterFile], **values: Any) -> str:  # noqa: ANN401
    """The page of one dialogue in one form of address.

    Args:
        fonts: The letters, with paths from this page.
        values: What `templates/dialogue.html.j2` uses.
    """
    return _rendered("dialogue.html.j2", fonts=fonts, **values)


def between_page(*, fonts: Sequence[LetterFile], **values: Any) -> str:  # noqa: ANN401
    """The page of what is said in between, in one form of address.

    Args:
        fonts: The letters, with paths from this page.
        values: What `templates/between.html.j2` uses.
    """
    return _rendered("between.html.j2", fonts=fonts, **values)


def _rendered(name: str, **values: Any) -> str:  # noqa: ANN401
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("dialogues.preview"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
