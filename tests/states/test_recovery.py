"""Content changes under conversations that are under way, and nobody is stranded."""

from dataclasses import replace

import pytest

from states.content import Content
from states.dossier import Frame, decode
from states.engine import current_screen, take_turn
from states.input import Command
from states.machine import CompiledDialogue, compile_dialogue
from states.recovery import put_on_firm_ground
from states.walk import Walk
from tests.talk import Talk, real_content

TO_FREE_LIST = ("ja", "begrepen", "je", "alleen", "de mensen om mij heen", "ja")


def talk_to(*lines: str) -> Talk:
    """A client who said these lines."""
    talk = Talk()
    for line in lines:
        talk.say(line)
    return talk


def with_renamed(old: str, new: str, mapping: dict[str, str]) -> Content:
    """The real content with one step of the first circle called otherwise."""
    content = real_content()
    dialogue = content.dialogues["first_circle"].dialogue
    text = dialogue.model_dump_json(by_alias=True, exclude_unset=True)
    text = text.replace(f'"{old}"', f'"{new}"')
    changed = type(dialogue).model_validate_json(text)
    changed = changed.model_copy(update={"renamed": mapping, "version": dialogue.version + 1})
    compiled = compile_dialogue(changed)
    labels = content.dialogues["first_circle"].labels
    compiled.labels.update({(new if s == old else s, o): key for (s, o), key in labels.items()})
    return replace(content, dialogues={**content.dialogues, "first_circle": compiled})


def test_a_renamed_step_is_found_by_its_new_name() -> None:
    talk = talk_to(*TO_FREE_LIST)
    assert talk.place == "first_circle/free_list"
    content = with_renamed("free_list", "first_names", {"free_list": "first_names"})
    screen = current_screen(content, decode(talk.stored), talk.now)
    assert screen.step == "first_names"


def test_a_step_that_is_gone_leads_to_the_nearest_earlier_one() -> None:
    talk = talk_to(*TO_FREE_LIST)
    content = with_renamed("free_list", "first_names", {})
    screen = current_screen(content, decode(talk.stored), talk.now)
    assert screen.step == "gate_people"


def test_answers_keep_the_version_in_which_they_were_given() -> None:
    talk = talk_to(*TO_FREE_LIST)
    sources = set(talk.dossier.sources)
    versions = {n: d.dialogue.version for n, d in real_content().dialogues.items()}
    assert f"start@{versions['start']}/form" in sources
    assert talk.dossier.versions["first_circle"] == versions["first_circle"]


def test_a_dialogue_that_is_taken_away_leads_back_to_its_caller() -> None:
    talk = talk_to(*TO_FREE_LIST)
    content = real_content()
    left = {name: d for name, d in content.dialogues.items() if name != "first_circle"}
    smaller = replace(content, dialogues=left, capabilities=frozenset(left))
    turn = take_turn(smaller, decode(talk.stored), Command("start"), talk.now)
    assert turn.screen.dialogue == "start"


@pytest.mark.parametrize(
    "missing", ["first_circle", "help", "nobody", "tell_more", "request_answer"]
)
def test_an_option_whose_dialogue_is_missing_is_not_shown(missing: str) -> None:
    content = real_content()
    left = {name: d for name, d in content.dialogues.items() if name != missing}
    talk = Talk(replace(content, dialogues=left, capabilities=frozenset(left)))
    for line in ("ja", "begrepen", "je", "alleen"):
        talk.say(line)
    assert talk.place == "start/doors"
    for option in talk.screen.options:
        other = Talk(talk.content)
        other.stored, other.turn = talk.stored, talk.turn
        other.tap(option.id)
        assert other.place != "start/doors", f"{option.id} leads nowhere without {missing}"


def test_a_position_in_nothing_known_begins_anew_and_keeps_the_answers() -> None:
    talk = talk_to(*TO_FREE_LIST)
    dossier = decode(talk.stored)
    dossier.stack = [Frame("gone", "away")]
    walk = Walk(real_content(), dossier, talk.now)
    put_on_firm_ground(walk)
    assert walk.frame.dialogue == "start"
    assert dossier.ego == decode(talk.stored).ego


def test_every_step_is_firm_ground() -> None:
    content = real_content()
    for name, compiled in content.dialogues.items():
        assert isinstance(compiled, CompiledDialogue)
        for step in compiled.steps:
            talk = Talk()
            dossier = decode(talk.stored)
            dossier.stack.append(Frame(name, step))
            assert current_screen(content, dossier, talk.now).options


def test_an_answer_follows_its_variable_to_a_new_name() -> None:
    talk = talk_to(*TO_FREE_LIST, "Anna", "niemand")
    content = real_content()
    codebook = content.codebook
    variables = {("how_close" if n == "quadrant" else n): v for n, v in codebook.variables.items()}
    moved = variables["how_close"].model_copy(update={"renamed": ("quadrant",)})
    changed = codebook.model_copy(
        update={"version": codebook.version + 1, "variables": {**variables, "how_close": moved}}
    )
    dossier = decode(talk.stored)
    dossier.edit_alter("a1").answers["quadrant"] = dossier.ego["form"]
    walk = Walk(replace(content, codebook=changed), dossier, talk.now)
    put_on_firm_ground(walk)
    assert "how_close" in dossier.alters[0].answers
    assert "quadrant" not in dossier.alters[0].answers
