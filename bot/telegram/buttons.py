"""The data of a button: `<turn>:<option>`, and for a toggle the state that it is to have.

It is all that is known of a tap besides the message, so it says of itself what it is about: the
number of the turn tells an old button from one of now (platform notes, C3 and C5).
"""

from bot.raw_input import Resumed, Tapped
from bot.rendering import UNKNOWN_TURN, RenderedOption

HERE = "here"
"""On the button of a message that comes by itself: show me where I am."""

_LONGEST_NUMBER = 15


def button_data(turn: int, option: RenderedOption) -> str:
    """The data of one button, at most 64 bytes: ids of options are short slugs."""
    if turn == UNKNOWN_TURN:
        return HERE
    if option.checked is None:
        return f"{turn}:{option.id}"
    return f"{turn}:{option.id}:{int(not option.checked)}"


def read_button(data: str) -> Tapped | Resumed:
    """What a tap says; what no button of ours holds is a tap on an old one."""
    if data == HERE:
        return Resumed()
    number, _, rest = data.partition(":")
    option, _, wanted = rest.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return Tapped("", 0)
    return Tapped(option, int(number), {"1": True, "0": False}.get(wanted))
