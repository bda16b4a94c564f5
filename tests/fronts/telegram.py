"""A phone as a front end: what is a label of a button is tapped, all else is typed."""

from bot.telegram.screens import OFF, ON, ROW
from tests.fronts.front import SECONDS_A_TURN, Seen
from tests.fronts.house import House
from tests.telegram.server import Message


class TelegramFront:
    """One client with a phone."""

    longest_label = ROW

    def __init__(self, house: House) -> None:
        self._house = house
        self.phone = house.phone()
        self._before: set[int] = set()
        self.phone.start()
        self._go_on()

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote since the client's last line; what it drew anew where that is none."""
        new = [one for one in self.phone.from_bot if one.message_id not in self._before]
        return new or [self.phone.last]

    @property
    def seen(self) -> Seen:
        shown = self.messages
        labels = [unmarked(label) for label in shown[-1].buttons]
        return Seen("\n\n".join(one.text for one in shown), tuple(labels))

    @property
    def place(self) -> str | None:
        return self._house.place(self.phone)

    def say(self, line: str) -> None:
        self._before = {one.message_id for one in self.phone.from_bot}
        button = self._button(line)
        if button is None:
            self.phone.say(line)
        else:
            self.phone.tap(button)
        self._go_on()

    def _button(self, line: str) -> str | None:
        wanted = line.strip().casefold()
        for message in reversed(self.phone.from_bot):
            for label in message.buttons:
                if unmarked(label).casefold() == wanted:
                    return label
        return None

    def _go_on(self) -> None:
        self._house.settle()
        self._house.clock.advance(SECONDS_A_TURN)

    def wait(self, seconds: int) -> None:
        self._house.wait(seconds)

    def end(self) -> None:
        self._house.settle()
        self._house.assert_clean()


def unmarked(label: str) -> str:
    """A label without the sign that tells whether a toggle is on."""
    return label.removeprefix(ON).removeprefix(OFF)
