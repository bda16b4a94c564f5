"""How a screen looks: for programs to the letter, for people without surprises."""

import io
import json
import logging

from rich.console import Console

from bot.emergency_text import EMERGENCY_NUMBERS, EMERGENCY_TEXT
from bot.export import as_json, as_text
from bot.logs import log_exception, set_up_logs
from bot.rendering import RenderedOption, RenderedScreen, render
from bot.terminal.front import unmarked
from bot.terminal.people import PeopleFront
from bot.terminal.plain import PlainFront, read_line
from bot.wording import ALL
from states.controls import without_controls
from states.dossier import new_dossier
from states.screen import Screen, ScreenOption, TextKey

SCREEN = RenderedScreen(
    7,
    ["Eerst dit.", "Wie hoort erbij?\nTik wie past."],
    [
        RenderedOption("a1", "Anna [bold]Dé[/bold]", "alter", True),
        RenderedOption("a2", "أمينة 👩‍👩‍👧", "alter", False),
        RenderedOption("done", "Klaar :smile:", "done"),
        RenderedOption("more", "Meer", "navigation"),
    ],
)
PLAIN = """\
Eerst dit.

Wie hoort erbij?
Tik wie past.

1. [x] Anna [bold]Dé[/bold]
2. [ ] أمينة 👩‍👩‍👧
3. Klaar :smile:
4. Meer
"""


def test_a_screen_for_programs_to_the_letter():
    target = io.StringIO()
    front = PlainFront(io.BytesIO("één\r\n".encode()), target)
    front.show(SCREEN)
    assert front.ask() == "één"
    assert target.getvalue() == f"{PLAIN}> \n"
    assert front.ask() is None


def test_lines_of_any_bytes_are_read():
    source = io.BytesIO(b"\xff\xfe kort\n" + b"x" * 200_000 + b"\nna\n" + b"zonder einde")
    assert read_line(source) == "\N{REPLACEMENT CHARACTER}" * 2 + " kort"
    assert len(read_line(source)) == 64_000
    assert read_line(source) == "na"
    assert read_line(source) == "zonder einde"
    assert read_line(source) is None


def test_a_toggle_may_be_typed_over_from_the_screen():
    assert unmarked("[x] Anna") == unmarked("[ ] Anna") == unmarked("Anna") == "Anna"


def shown_to_people(screen):
    target = io.StringIO()
    PeopleFront(Console(file=target, force_terminal=True, width=60)).show(screen)
    return target.getvalue()


def test_people_see_names_as_they_are():
    console = Console(file=io.StringIO(), width=60)
    PeopleFront(console).show(SCREEN)
    shown = console.file.getvalue()
    for words in ("Anna [bold]Dé[/bold]", "أمينة 👩‍👩‍👧", "Klaar :smile:", "[x]", "[ ]"):
        assert words in shown


def test_what_is_not_for_other_eyes_is_wiped():
    wiped = RenderedScreen(8, ["Verder."], wipe=True)
    assert "\x1b[2J" in shown_to_people(wiped)
    assert "\x1b[3J" in shown_to_people(wiped)
    assert "\x1b[2J" not in shown_to_people(SCREEN)


def test_no_sign_in_a_name_commands_a_terminal(content):
    name = "A\x1b[31mn\x07n\u202ea\r\n"
    key = TextKey("_shared/alter_label", {"name": name})
    option = ScreenOption("a1", key, "alter", checked=False)
    screen = render(content, Screen(1, "d", "s", "k", (key,), (option,)), "je")
    assert screen.options[0].label == "A[31mnna"
    assert screen.paragraphs == ["A[31mnna"]
    assert without_controls("👩‍👩‍👧 é\nأ") == "👩‍👩‍👧 é\nأ"


def test_every_text_of_the_front_ends_is_there(content):
    for form in ("je", "u"):
        for key in ALL:
            assert content.texts.render(TextKey(key, {"lines": []}), form)


def test_of_someone_who_said_nothing_there_is_an_export(content):
    assert as_text(content, new_dossier())
    assert json.loads(as_json(content, new_dossier()))["alters"] == []


def test_the_emergency_text_has_the_numbers_that_are_always_shown(content):
    always = {line.number for line in content.organisation.help_lines if line.always}
    assert always == set(EMERGENCY_NUMBERS)
    assert all(number in EMERGENCY_TEXT for number in EMERGENCY_NUMBERS)


def test_an_exception_is_logged_by_type_and_place(capsys):
    set_up_logs("DEBUG")
    try:
        int("kanarie")
    except ValueError as error:
        log_exception("unexpected", error)
    log = capsys.readouterr().err
    assert '"ValueError"' in log
    assert "test_fronts.py:" in log
    assert "kanarie" not in log


def test_what_a_library_logs_is_named_and_not_repeated(capsys):
    set_up_logs("INFO")
    logging.getLogger("some.library").error("it was %s", "kanarie")
    logging.getLogger("some.library").debug("kanarie")
    logging.getLogger("py.warnings").warning("kanarie")
    log = capsys.readouterr().err
    assert "some.library" in log
    assert "kanarie" not in log
