"""The terminal is killed at random moments: no accepted answer is lost, and none counts twice."""

import json
import subprocess
import sys

from bot.terminal.app import person_called
from states.dossier import decode
from tests.bot.conftest import IS_FULL
from tests.bot.script import told

KILLS = 200 if IS_FULL else 20


SEED = 1


def test_no_kill_loses_or_doubles_an_answer(place, script):
    (place.folder / "script.json").write_text(json.dumps(as_data(script)), "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.bot.kill_driver",
            str(place.folder),
            str(KILLS),
            str(SEED),
            str(place.folder / "script.json"),
        ],
        env=place.environment(),
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert result["kills"] == KILLS
    with place.store() as store:
        for number in range(result["conversations"]):
            person = person_called(f"P{number}")
            client = store.find_client(person.channel, person.external_id)
            assert told(decode(store.load(client).content)) == told(script.dossier)
            assert store.pending_outbox(client) == []


def as_data(script):
    screens = [
        {
            "paragraphs": screen.paragraphs,
            "options": [
                ("" if o.checked is None else "[x] " if o.checked else "[ ] ") + o.label
                for o in screen.options
            ],
        }
        for screen in script.screens
    ]
    return {"lines": script.lines, "screens": screens}
