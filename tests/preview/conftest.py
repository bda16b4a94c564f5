"""The preview is made of the shipped content, and of journeys with other kinds of steps."""

from dataclasses import replace

import pytest

from bot.bootstrap import ALL
from bot.preview.site import make_site
from dialogues.loader import build, parse
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import REQUIRED
from tests.dialogues.test_journey_fixtures import NAMES, SAY, STAND_INS, _stand_in
from tests.dialogues.test_journey_fixtures import base as journeys_base
from tests.dialogues.test_journey_fixtures import compiled as journeys_compiled
from tests.dialogues.test_journey_fixtures import source as journeys_source
from tests.preview.reading import read_site

source, compiled, base = journeys_source, journeys_compiled, journeys_base


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


@pytest.fixture(scope="module")
def journeys(base):
    """The fixture journeys with all that they call, and a dialogue that everybody is in."""
    start = _stand_in(SAY.format(id="start", options="{id: go_on}"))
    stand_ins = {name: base.dialogues[name] for name in (*STAND_INS, *NAMES)}
    return replace(base, dialogues={**stand_ins, "start": start})
