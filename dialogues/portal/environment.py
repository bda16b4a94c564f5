"""How pages are written: everything escaped, everything cleaned, nothing left undefined."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from dialogues.portal.assets import path_of
from dialogues.portal.guide import guide
from dialogues.portal.svg import scalable
from dialogues.portal.words import day, finalized, iso, mark, short_day


@cache
def environment() -> Environment:
    """For HTML."""
    made = Environment(
        loader=PackageLoader("dialogues.portal"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalized,
    )
    made.filters.update(day=day, short_day=short_day, iso=iso, mark=mark, scalable=scalable)
    made.globals.update(asset=path_of, guide=guide)
    return made


@cache
def letters() -> Environment:
    """For letters: plain text has no markup to escape."""
    return environment().overlay(autoescape=False)
