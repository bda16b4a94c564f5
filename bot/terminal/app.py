"""The loop of the terminal: show, ask, hand over; the same for people and for programs."""

import os
import signal
import sys
from unicodedata import normalize

from bot.conversation import Conversation
from bot.desk import Desk, Reply
from bot.raw_input import TEXT_BOUND, Person, Typed
from bot.rendering import RenderedScreen
from bot.terminal.front import Front, unmarked
from bot.wording import GOODBYE, HINT

CHANNEL = "terminal"
DEFAULT_NAME = "client"


def person_called(name: str) -> Person:
    """The client of this name; `Anna` is the same however it was typed."""
    readable = name.encode(errors="replace").decode()  # arguments may hold any bytes
    return Person(CHANNEL, normalize("NFC", readable.strip()) or DEFAULT_NAME)


def choose_front() -> Front:
    """For people where the output is a terminal, else for programs."""
    if sys.stdout.isatty():
        from bot.terminal.people import PeopleFront  # noqa: PLC0415 - rich takes time to load

        return PeopleFront()
    from bot.terminal.plain import PlainFront  # noqa: PLC0415

    return PlainFront.on_standard_streams()


class TerminalChat:
    """One person's chat, until the input ends."""

    def __init__(
        self, desk: Desk, conversation: Conversation, person: Person, front: Front
    ) -> None:
        self._desk = desk
        self._conversation = conversation
        self._person = person
        self._front = front

    def run(self) -> None:
        """Talk until the end of the input, Ctrl-C or a signal to stop; all is kept then."""
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.default_int_handler)
        try:
            self._talk()
        except KeyboardInterrupt:
            self._say_goodbye("je")
        except BrokenPipeError:
            # Nobody reads any more; nor may Python try to, when it flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        finally:
            self._desk.tidy()

    def _talk(self) -> None:
        reply = self._desk.open(self._person)
        form = reply.messages[-1].screen.form
        self._front.welcome(self._conversation.text(HINT, form))
        screen = self._show(reply)
        while (line := self._front.ask()) is not None:
            text = unmarked(line.strip())[:TEXT_BOUND]
            if text:
                typed = Typed(text, screen.turn)
                screen = self._show(self._desk.handle(self._person, typed, screen))
            else:
                self._front.show(screen)
        self._say_goodbye(screen.form)

    def _show(self, reply: Reply) -> RenderedScreen:
        """Show a reply and what comes after it; the last screen is the one that waits."""
        more: Reply | None = reply
        while more is not None:
            for message in more.messages:
                self._front.show(message.screen)
                last = message.screen
            more = self._desk.shown(more)
        return last

    def _say_goodbye(self, form: str) -> None:
        self._front.goodbye(self._conversation.text(GOODBYE, form))
