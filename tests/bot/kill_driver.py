"""Talks with a terminal that is killed again and again, and checks that no answer is lost.

Usage: kill_driver.py FOLDER KILLS SEED SCRIPT. Everything is loaded once; each terminal is a
process of its own, forked from here, so that hundreds of starts fit in a test. SCRIPT is JSON with
`lines` and `screens`. Prints what it saw as JSON.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from bot import bootstrap
from bot.commands.chat import run_terminal
from bot.settings import read_settings
from tests.bot.process import Shown, parse

LONGEST_DELAY = 0.008
"""Seconds from a line to the kill: a turn takes three thousandths."""


class Terminal:
    """One process of the terminal."""

    def __init__(self, name):
        to_child, self._write = os.pipe()
        self._read, from_child = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._be_the_terminal(name, to_child, from_child)
        os.close(to_child)
        os.close(from_child)
        self._lines = os.fdopen(self._read, "r", encoding="utf-8")

    def _be_the_terminal(self, name, to_child, from_child):
        os.close(self._write)
        os.close(self._read)
        os.dup2(to_child, 0)
        os.dup2(from_child, 1)
        sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")  # they were made for other files
        code = 1
        try:
            code = run_terminal(read_settings(), name)
        except BaseException:  # noqa: BLE001 - nothing may get past the fork
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def screen(self):
        lines = []
        while (line := self._lines.readline()) != "> \n":
            if not line:
                return None
            lines.append(line.removesuffix("\n"))
        return parse(lines)

    def send(self, line):
        os.write(self._write, f"{line}\n".encode())

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        self._over()

    def end(self):
        os.close(self._write)
        self._write = None
        while self._lines.readline():
            pass
        return self._over()

    def _over(self):
        _, status = os.waitpid(self.pid, 0)
        self._lines.close()
        if self._write is not None:
            os.close(self._write)
        return os.waitstatus_to_exitcode(status)


@dataclass
class Run:
    """What is to be typed, what is to be seen, and how it went."""

    lines: list
    screens: list
    kills_left: int
    kills: int = 0
    conversations: int = 0
    repeated: int = 0
    wrong: list = field(default_factory=list)

    def fits(self, shown, number):
        """Whether this is the screen before line `number`, with or without what was said before."""
        if shown is None or number >= len(self.screens):
            return False
        wanted = self.screens[number]
        said = tuple(wanted["paragraphs"])
        is_same_text = said[-len(shown.paragraphs) :] == shown.paragraphs
        return is_same_text and shown.options == tuple(wanted["options"])

    def insist_on_different_neighbours(self):
        """A question must not look like the next one, or a lost answer would not show."""
        for number, screen in enumerate(self.screens[:-1]):
            for cut in range(len(screen["paragraphs"]) - 1):
                shown = Shown(tuple(screen["paragraphs"][cut:]), tuple(screen["options"]))
                if self.fits(shown, number + 1):
                    self.wrong.append(f"screens {number} and {number + 1} look the same")

    def talk(self, name, chance):
        """One conversation from its first line to its last, whatever happens between."""
        self.conversations += 1
        at, in_flight = 0, False
        while True:
            terminal = Terminal(name)
            if self.kills_left and chance.random() < 0.15:
                time.sleep(chance.uniform(0, 0.15))
                self._kill(terminal)
                continue
            at, in_flight = self._place(terminal.screen(), at, in_flight=in_flight)
            at, in_flight = self._some_lines(terminal, at, chance)
            if at == len(self.lines) and not in_flight:
                if terminal.end() != 0:
                    self.wrong.append("exit code")
                return

    def _place(self, shown, at, *, in_flight):
        """Where the conversation is after a start: the same question, or the next."""
        if in_flight and self.fits(shown, at + 1):
            return at + 1, False
        if not self.fits(shown, at):
            self.wrong.append(f"after {at} lines: another question")
        self.repeated += in_flight
        return at, False

    def _some_lines(self, terminal, at, chance):
        stop = at + chance.randint(1, 4) if self.kills_left else len(self.lines)
        while at < len(self.lines):
            terminal.send(self.lines[at])
            if self.kills_left and at + 1 >= stop:
                time.sleep(chance.uniform(0, LONGEST_DELAY))
                self._kill(terminal)
                return at, True
            if not self.fits(terminal.screen(), at + 1):
                self.wrong.append(f"after line {at}: another question")
            at += 1
        return at, False

    def _kill(self, terminal):
        terminal.kill()
        self.kills += 1
        self.kills_left -= 1


def load_once():
    """Content and reader are the same in each process; what is tested is what they do with it."""
    content = bootstrap.open_content(read_settings(), bootstrap.TERMINAL)
    reader = bootstrap._reader(content)
    bootstrap.open_content = lambda _settings, _features: content
    bootstrap._reader = lambda _content: reader


def main():
    folder, kills, seed, script = sys.argv[1:]
    os.chdir(folder)
    load_once()
    data = json.loads(Path(script).read_text("utf-8"))
    run = Run(data["lines"], data["screens"], int(kills))
    run.insist_on_different_neighbours()
    chance = random.Random(int(seed))  # noqa: S311
    while run.kills_left or not run.conversations:
        run.talk(f"P{run.conversations}", chance)
    told = {"kills": run.kills, "conversations": run.conversations, "repeated": run.repeated}
    print(json.dumps({**told, "wrong": run.wrong}))


if __name__ == "__main__":
    main()
