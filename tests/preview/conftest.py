"""The preview is made of the shipped content."""

import os
import pickle
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import ALL
from bot.preview.site import make_site
from dialogues.loader import build, parse
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import REQUIRED
from tests.preview.reading import read_site

PATIENCE = 120
"""Seconds to wait for another process of the run."""


@pytest.fixture(scope="package")
def content():
    return build(parse(FOLDER, NATIONAL_EXAMPLE), None, ALL)


@pytest.fixture(scope="package")
def few(content):
    """The same with no more dialogues than are needed: what calls another one passes it by."""
    return replace(content, dialogues={name: content.dialogues[name] for name in REQUIRED})


@pytest.fixture(scope="package")
def site(content, tmp_path_factory):
    """All pages; where tests run in several processes, one of them makes them for all."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make_site(content, FOLDER)
    return made_once(
        tmp_path_factory.getbasetemp().parent / "preview", lambda: make_site(content, FOLDER)
    )


def made_once(place: Path, make):
    """What one process of this run makes, for all of them."""
    made = place.with_suffix(".made")
    try:
        place.mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE
        while not made.exists() and time.monotonic() < until:
            time.sleep(0.2)
        made_there = made.exists()
        return pickle.loads(made.read_bytes()) if made_there else make()  # noqa: S301 - our own
    found = make()
    part = place / "part"
    part.write_bytes(pickle.dumps(found))
    part.replace(made)
    return found


@pytest.fixture(scope="package")
def pages(site):
    return read_site(site.files)
