"""What one input came to, before anything of it is stored."""

from dataclasses import dataclass, field

from bot.rendering import RenderedScreen
from states.sharing.deeds import Deed
from storage.check_ins import CheckInDraft


@dataclass(frozen=True, slots=True)
class Worked:
    """What one input came to. With `erase` nothing may be kept, the dossier included.

    Attributes:
        dossier: All of the client after it.
        screen: What to show.
        erase: Whether everything of the client is to be erased.
        is_new: Whether the screen says something that the client has not seen at this turn.
        is_silent: Whether nothing happened, and nothing is to be shown (a tap that came twice).
        is_kept: False where nobody said anything yet, so that nothing needs to be stored of them.
        check_ins: All that is planned from now on; None where that did not change.
        deeds: What is to be written for others in the same commit.
        tells: Whether the client is to hear that something waits, with no word on what.
    """

    dossier: bytes = field(repr=False)
    screen: RenderedScreen
    erase: bool = False
    is_new: bool = True
    is_silent: bool = False
    is_kept: bool = True
    check_ins: tuple[CheckInDraft, ...] | None = None
    deeds: tuple[Deed, ...] = field(default=(), repr=False)
    tells: bool = False
