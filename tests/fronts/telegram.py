"""A phone as a front end: what is a label of a button is tapped, all else is typed.

By design it differs from the engine's own words in this, and in nothing else:

- a name that is ticked already is typed, as a tap would take the tick off;
- a label that is longer than a button is wide ends in dots (`longest_label`).
"""

from bot.telegram.screens import OFF, ON, ROW
from tests.fronts.front import SECONDS_A_TURN, Seen
from tests.fronts.house import House
from tests.telegram.server import Message


class TelegramFront:
    """One client with a phone."""

    longest_label = ROW

    def __init__(self, house: House, *lines: str, name: str = "Anna") -> None:
        """Press START, and say some lines."""
        self.house = house
        self.phone = house.phone(name)
        self._before: set[int] = set()
        self.start()
        self.go(*lines)

    # As a front end

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote since the client's last line; what it drew anew where that is none."""
        new = [one for one in self.phone.from_bot if one.message_id not in self._before]
        return new or [self.phone.last]

    @property
    def seen(self) -> Seen:
        shown = self.messages
        labels = [unmarked(label) for label in shown[-1].buttons]
        return Seen("\n\n".join(one.text for one in shown if one.text), tuple(labels))

    @property
    def place(self) -> str | None:
        return self.house.place(self.phone)

    def say(self, line: str) -> None:
        button = self._button(line)
        if button is None:
            self.type(line)
        else:
            self.tap(button)

    def _button(self, line: str) -> str | None:
        wanted = line.strip().casefold()
        for message in reversed(self.phone.from_bot):
            for label in message.buttons:
                if unmarked(label).casefold() == wanted and not label.startswith(ON):
                    return label
        return None

    def wait(self, seconds: int) -> None:
        self.house.wait(seconds)

    def end(self) -> None:
        self.house.settle()
        self.house.assert_clean()

    # With the fingers; each waits until all that follows is done

    def start(self, payload: str = "") -> None:
        self._look()
        self.phone.start(payload)
        self.go_on()

    def go(self, *lines: str) -> None:
        """Say some lines, one after the other."""
        for line in lines:
            self.say(line)

    def type(self, text: str, reply_to: int | None = None) -> int:
        self._look()
        message = self.phone.say(text, reply_to)
        self.go_on()
        return message

    def tap(self, button: str, message: int | None = None, times: int = 1) -> None:
        """Tap a button, also one that stood there once."""
        self._look()
        self.phone.tap(button, message, times, force=message is not None)
        self.go_on()

    def send(self, kind: str, caption: str = "") -> None:
        self._look()
        self.phone.send(kind, caption)
        self.go_on()

    def _look(self) -> None:
        self._before = {one.message_id for one in self.phone.from_bot}

    def go_on(self) -> None:
        """Let all that follows be done."""
        self.house.settle()
        self.house.clock.advance(SECONDS_A_TURN)

    # What can be seen

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        return self.phone.last

    @property
    def pictures(self) -> list[Message]:
        """The messages of the bot with a picture, or with a file, oldest first."""
        return [one for one in self.phone.from_bot if one.kind in ("photo", "document")]

    @property
    def everything(self) -> str:
        """All that can be read in the chat, of both sides."""
        return "\n".join(
            part for one in self.phone.messages for part in (one.text, *one.buttons) if part
        )

    @property
    def with_buttons(self) -> list[Message]:
        """The messages of the bot that can be tapped."""
        return [one for one in self.phone.from_bot if one.buttons]

    @property
    def known(self) -> object:
        """All that is stored of what the client told."""
        return self.house.told(self.phone)


def unmarked(label: str) -> str:
    """A label without the sign that tells whether a toggle is on."""
    return label.removeprefix(ON).removeprefix(OFF)
