"""The terminal as a process of its own, with a real database: the fixed protocol, end to end."""

import base64
import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress

from bot.terminal.app import CHANNEL
from tests.bot.process import parse
from tests.bot.script import NAMES


def test_a_conversation_goes_on_at_the_next_start_and_another_beside_it(place):
    chat = place.chat("run", LANG="C", LC_ALL="C")
    first = chat.screen()
    assert first.options
    second = chat.say("1")
    assert second != first
    third = chat.say(second.options[0].upper())
    assert third not in (first, second)
    assert chat.say("") == third
    assert chat.end() == 0

    other = place.chat("--as", "Piet")
    assert other.screen() == first
    assert other.say("1") == second
    assert other.end() == 0

    again = place.chat("chat")
    assert again.screen() == third
    assert again.say("/terug") == second
    assert again.end() == 0


def test_the_output_is_plain_text_in_utf8(place, script):
    done = place.command(typed="\n".join(script.lines[:25]) + "\n", LC_ALL="C")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert b"\r" not in done.stdout
    screens = done.stdout.decode("utf-8").split("> \n")
    assert screens.pop() == ""
    assert len(screens) == 26
    shown = [parse(screen.splitlines()) for screen in screens]
    assert any(option.startswith("[x] ") for screen in shown for option in screen.options)
    assert any(option.startswith("[ ] ") for screen in shown for option in screen.options)


def test_a_signal_to_stop_keeps_all(place):
    last = None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        chat = place.chat()
        first = chat.screen()
        assert last in (None, first)
        last = chat.say("1")
        chat.process.send_signal(number)
        assert chat.process.wait(20) == 0


def test_nobody_reads_the_output_any_more(place):
    chat = place.chat()
    chat.screen()
    chat.process.stdout.close()
    chat.send("1")
    chat.process.stdin.close()
    assert chat.process.wait(20) == 0
    assert b"Traceback" not in (place.folder / "stderr.log").read_bytes()


def test_a_wrong_setting_names_the_variable_and_not_the_value(place):
    done = place.command("run", LOG_LEVEL="kanarie")
    assert done.returncode == 1
    assert b"LOG_LEVEL: expected" in done.stderr
    assert b"kanarie" not in done.stderr


def test_without_its_keys_a_database_is_left_alone(place):
    chat = place.chat()
    chat.screen()
    chat.say("1")
    chat.end()
    before = place.database.read_bytes()
    (place.data / "master.keys").rename(place.data / "elsewhere.keys")

    missing = place.command("run")
    assert missing.returncode == 1
    assert b"MASTER_KEYS" in missing.stderr
    wrong = place.command("run", MASTER_KEYS=base64.b64encode(b"k" * 32).decode())
    assert wrong.returncode == 1
    assert b"MASTER_KEYS" in wrong.stderr
    assert base64.b64encode(b"k" * 32) not in wrong.stderr
    assert place.database.read_bytes() == before
    assert not (place.data / "master.keys").exists()


def test_a_database_that_cannot_be_used_still_gives_the_numbers(place):
    place.database.mkdir()
    done = place.command("run")
    assert done.returncode == 1
    text = done.stdout.decode("utf-8")
    assert all(number in text for number in ("112", "113", "0800-2000"))


def test_the_operator_exports_and_erases(place, script):
    place.command("--as", "Mira", typed="\n".join(script.lines) + "\n")
    as_json = place.command("export", "--as", "Mira", "--json")
    assert as_json.returncode == 0
    about = json.loads(as_json.stdout)
    assert {alter["label"] for alter in about["alters"]} == set(script.canaries) & set(NAMES)
    as_text = place.command("export", "--as", "Mira")
    assert as_text.returncode == 0
    assert all(word in as_text.stdout.decode("utf-8") for word in script.canaries)
    assert place.command("erase", "--as", "Mira").returncode == 0
    with place.store() as store:
        assert store.find_client(CHANNEL, "Mira") is None


def test_who_is_not_known_cannot_be_exported(place):
    done = place.command("export", "--as", "Fatima")
    assert done.returncode == 1
    assert done.stdout == b""


def test_people_see_the_same_in_a_terminal(place):
    """With a terminal as output there are colours, and Ctrl-D ends it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"],
        cwd=place.folder,
        env=place.environment(TERM="xterm-256color"),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.write(ours, b"1\n\x04")
    seen = b""
    with suppress(OSError):  # the terminal is gone
        while chunk := os.read(ours, 4_096):
            seen += chunk
            if seen.count(b"> ") == 2 and not seen.endswith(b"\x04"):
                os.write(ours, b"\x04")
    os.close(ours)
    assert process.wait(20) == 0
    assert b"\x1b[" in seen
    assert b"2" in seen


def test_migrate_makes_a_database(place):
    assert place.command("migrate").returncode == 0
    assert place.database.exists()
    assert (place.data / "master.keys").stat().st_mode & 0o777 == 0o600
