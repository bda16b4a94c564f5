"""The program as another program sees it: a process, lines in, screens out."""

import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

_OPTION = re.compile(r"(\d+)\. (.+)")


@dataclass(frozen=True)
class Shown:
    """A screen, read back from the plain protocol."""

    paragraphs: tuple[str, ...]
    options: tuple[str, ...]

    def has(self, label):
        return label in self.options


def parse(lines):
    """Read one screen, and insist on its fixed form."""
    cut = len(lines)
    while cut and _OPTION.fullmatch(lines[cut - 1]):
        cut -= 1
    found = [_OPTION.fullmatch(line) for line in lines[cut:]]
    assert [int(one[1]) for one in found] == list(range(1, len(found) + 1))
    assert lines[cut - 1] == ""
    text = "\n".join(lines[: cut - 1])
    assert text
    return Shown(tuple(text.split("\n\n")), tuple(one[2] for one in found))


class Chat:
    """A running `python -m bot`."""

    def __init__(self, command, folder, environment):
        self._log = (folder / "stderr.log").open("ab")
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def screen(self):
        """The next screen, up to where a line is waited for."""
        lines = []
        while True:
            line = self.process.stdout.readline().decode("utf-8")
            assert line, f"the output ended after {lines}"
            if line == "> \n":
                return parse(lines)
            lines.append(line.removesuffix("\n"))

    def send(self, line):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def say(self, line):
        self.send(line)
        return self.screen()

    def end(self):
        """End the input; the exit code."""
        self.process.stdin.close()
        code = self.process.wait(20)
        self._close()
        return code

    def kill(self):
        """As a power cut does."""
        self.process.kill()
        self.process.wait(20)
        self._close()

    def _close(self):
        for stream in (self.process.stdin, self.process.stdout, self._log):
            if not stream.closed:
                with suppress(BrokenPipeError):
                    stream.close()


def run_command(words, folder, environment, typed):
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment,
        input=typed.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
