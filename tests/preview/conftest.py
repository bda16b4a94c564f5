"""The preview is made of the shipped content."""

from dataclasses import replace

import pytest

from bot.bootstrap import ALL
from bot.preview.site import make_site
from dialogues.loader import build, parse
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import REQUIRED
from tests.preview.reading import read_site


@pytest.fixture(scope="package")
def content():
    return build(parse(FOLDER, NATIONAL_EXAMPLE), None, ALL)


@pytest.fixture(scope="package")
def few(content):
    """The same with no more dialogues than are needed: what calls another one passes it by."""
    return replace(content, dialogues={name: content.dialogues[name] for name in REQUIRED})


@pytest.fixture(scope="package")
def site(content):
    return make_site(content, FOLDER)


@pytest.fixture(scope="package")
def pages(site):
    return read_site(site.files)
