"""What earlier releases recorded is still read: nobody is stranded by a new version."""

import json
from pathlib import Path

import pytest

from states.codebook import Codebook
from states.dossier import Dossier, decode
from states.engine import current_screen, take_turn
from states.input import Command, Tap
from states.lock import is_locked
from states.sides import sides_there
from tests.talk import MONDAY_MORNING, real_content

HERE = Path(__file__).parent
CODEBOOKS = sorted(HERE.glob("codebook-*.json"))
DOSSIERS = sorted(HERE.glob("dossiers-*.json"))


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_no_variable_of_a_release_is_lost_or_of_another_type(path: Path) -> None:
    """A removed or retyped variable needs `renamed`, or an upcast with its own test."""
    released = Codebook.model_validate_json(path.read_text("utf-8"))
    now = real_content().codebook
    former = {old: name for name, variable in now.variables.items() for old in variable.renamed}
    for name, variable in released.variables.items():
        present = now.variables.get(former.get(name, name))
        assert present is not None, f"{name} is gone: add it to `renamed` of its successor"
        assert (present.subject, present.type) == (variable.subject, variable.type), name
        assert set(released.codes(name)) <= set(now.codes(former.get(name, name))), name


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_conversations_of_a_release_go_on(path: Path) -> None:
    content = real_content()
    later = MONDAY_MORNING + 400 * 86_400
    for name, stored in json.loads(path.read_text("utf-8")).items():
        dossier = decode(stored.encode())
        screen = current_screen(content, dossier, later)
        assert screen.options, name
        turn = take_turn(content, dossier, Command("start"), later)
        after = take_turn(content, turn.dossier, Tap(turn.screen.options[0].id), later + 5)
        assert after.screen.options, name
        if not is_locked(dossier, later):  # else the first screen is all that shows
            assert named(turn.dossier) == named(dossier), name


def named(dossier: Dossier) -> set[str]:
    """Who is named, as a client or as a carer."""
    return {alter.id for _, there in sides_there(dossier) for alter in there.alters}


def test_there_is_something_to_read() -> None:
    assert CODEBOOKS
    assert DOSSIERS
