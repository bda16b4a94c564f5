"""What stands on the disk: no word that was typed, and after an erasure nothing at all."""

import sqlite3

from bot.raw_input import Typed
from bot.terminal.app import person_called


def traces(folder, words):
    """Which words stand in which files, in the encodings in which a program could leave them."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for word in words:
            forms = {word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
            found += [(path.name, word) for form in forms if form in content]
    return found


def test_no_word_that_was_typed_is_on_the_disk(place, script):
    chat = place.chat(LOG_LEVEL="DEBUG")
    chat.screen()
    for line in script.lines:
        chat.say(line)
    words = [*script.canaries, *(word.upper() for word in script.canaries)]
    assert (place.data / "kring.db-wal").exists()
    assert traces(place.folder, words) == []
    chat.kill()
    assert traces(place.folder, words) == []


def test_an_error_in_the_program_logs_no_word(place, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import states.engine\n"
        "def broken(content, dossier, given, now, **more):\n"
        "    if dossier.turn and hasattr(given, 'text'):\n"
        "        raise ValueError(given.text)\n"
        "    return kept(content, dossier, given, now, **more)\n"
        "kept, states.engine.take_turn = states.engine.take_turn, broken\n"
    )
    settings = place.environment(LOG_LEVEL="DEBUG")
    settings["PYTHONPATH"] += f":{tmp_path}"
    chat = place.chat(**settings)
    chat.screen()
    question = chat.say("1")
    shown = chat.say("zeehondkanarie in een zin")
    assert shown.options == question.options
    assert len(shown.paragraphs) > len(question.paragraphs)
    assert chat.say("1").options != question.options
    assert chat.end() == 0
    log = (place.folder / "stderr.log").read_text("utf-8")
    assert '"turn_failed"' in log
    assert "ValueError" in log
    assert "kanarie" not in log


def test_after_an_erasure_nothing_of_the_client_is_left(place, script):
    chat = place.chat()
    chat.screen()
    for line in script.lines[:12]:
        chat.say(line)
    with sqlite3.connect(place.database) as database:
        [row] = database.execute("SELECT id, lookup, address, wrapped_key FROM clients").fetchall()
    question = chat.say("/wissen")
    gone = chat.say(question.options[0])
    assert gone.options
    assert_nothing_left(place, row)
    first = chat.say("1")
    assert first.options
    assert chat.end() == 0
    row_id, _, address, wrapped_key = row  # who comes back is found under the same keyed hash
    assert_nothing_left(place, (row_id, address, wrapped_key))
    again = place.chat()
    assert again.screen().paragraphs[-1] == first.paragraphs[-1]
    again.end()


def assert_nothing_left(place, row):
    for path in place.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(value in content for value in row), path.name


def test_who_says_nothing_leaves_no_row(place, desk):
    desk.open(person_called("Anna"))
    with sqlite3.connect(place.database) as database:
        assert database.execute("SELECT count(*) FROM clients").fetchone() == (0,)


def test_no_repr_shows_what_was_typed(conversation):
    raw = Typed("kanarie", 3)
    worked = conversation.take(None, raw)
    shown = [raw, worked, worked.screen, worked.screen.options, person_called("kanarie")]
    assert "kanarie" not in repr(shown)
    assert worked.screen.options[0].label not in repr(shown)
