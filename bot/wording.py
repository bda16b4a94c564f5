"""The texts that front ends need besides those of the dialogues, by their keys.

They stand with the others, in `dialogues/_shared/texts`; a test says that all are there.
"""

from states.content import Content
from states.screen import TextKey

HELP = "_shared/help"
NOT_KEPT = "_shared/front_not_kept"
NOT_ERASED = "_shared/front_not_erased"
FAILED = "_shared/front_failed"
DAMAGED = "_shared/front_damaged"
DAMAGED_ERASE = "_shared/front_damaged_erase"
HINT = "_shared/front_terminal_hint"
GOODBYE = "_shared/front_goodbye"
WAITING = "_shared/waiting"
GO_ON = "_shared/option_go_on"
CODE_UNKNOWN = "_shared/reask_code"
NEUTRAL = "_shared/answered"
ACCOUNT = "everything/account_hidden"

TOO_FAST = "_shared/front_too_fast"
NOT_STORED_YET = "_shared/front_not_stored_yet"
GROUP = "_shared/front_group"
NO_PICTURE = "_shared/front_no_picture"
NO_FILE = "_shared/front_no_file"

ALL = (
    HELP,
    NOT_KEPT,
    NOT_ERASED,
    FAILED,
    DAMAGED,
    DAMAGED_ERASE,
    HINT,
    GOODBYE,
    TOO_FAST,
    NOT_STORED_YET,
    GROUP,
    NO_PICTURE,
    NO_FILE,
)


def help_key(content: Content) -> TextKey:
    """The numbers of the organisation file, those that are always shown first."""
    lines = sorted(content.organisation.help_lines, key=lambda line: not line.always)
    return TextKey(HELP, {"lines": lines})
