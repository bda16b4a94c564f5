# ruff: noqa: E501 -- tables of what people type read better on long lines
"""Commands with a slash, and the words people use for them."""

import pytest

from dialogues.reading.commands import read_command

COMMANDS = {
    "back": "/terug|/TERUG|/terug@KringBot|terug|Terug.|ga terug|vorige vraag|terug graag",
    "stop": "/stop|stop|Stop!|stoppp|stoppen|ik wil stoppen|hou op|stop maar",
    "why": "/waarom|waarom|waarom vraag je dat?|waarom wil je dat weten|hoezo",
    "help": "/hulp|/help|hulp|help!",
    "person": "ik wil met een mens praten|een echt mens graag|kan ik iemand spreken?|medewerker",
    "menu": "/menu|menu|naar het menu",
    "map": "/kaart|kaart|mijn kring",
    "everything": "/alles|laat alles zien",
    "delete": "/wissen|wis alles|alles wissen|verwijder alles",
    "hide": "/verberg|verberg",
    "start": "/start|/start abc-123|/start@KringBot abc|start",
    "share": "/delen|/deel|delen|Iets laten zien.|ik wil iets laten lezen|ik wil iets terughalen|ik heb een code",
    "later": "/later|later|straks|pauze|even pauze",
}
NO_COMMANDS = (
    "|/|/onbekend|/wissen niet|/stop /menu|Anna|ik stop met roken|hou op met je netwerk|alles|ja|waarom niet|"
    "mijn hulp komt later|terug naar school|de kaartclub|ik wil iemand spreken die mij kent|//stop|/ |wij delen alles|ik deel een huis|ik heb geen code"
)


@pytest.mark.parametrize(
    ("command", "text"), [(c, text) for c, texts in COMMANDS.items() for text in texts.split("|")]
)
def test_a_command_is_read(command, text):
    assert read_command(text) == command


@pytest.mark.parametrize("text", NO_COMMANDS.split("|"))
def test_another_message_is_no_command(text):
    assert read_command(text) is None


def test_words_without_a_slash_can_be_left_alone():
    assert read_command("hulp", bare=False) is None
    assert read_command("/hulp", bare=False) == "help"
