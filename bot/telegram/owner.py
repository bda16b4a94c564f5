"""Who holds a lease, in a name that tells whether that process still lives."""

import os
import socket
import uuid
from contextlib import suppress
from pathlib import Path


def owner_name() -> str:
    """A name for this process, of at most 64 characters: place, number, start, and chance."""
    return f"{_place()}/{os.getpid()}/{_started(os.getpid())}/{uuid.uuid4().hex[:8]}"


def is_dead(owner: str) -> bool:
    """Whether the owner was a process of this computer that is gone.

    So who was killed keeps nobody waiting. Of another computer or container nothing can be said.
    """
    place, _, rest = owner.rpartition("/")[0].partition("/")
    number, _, started = rest.partition("/")
    if place != _place() or not number.isdigit() or not started:
        return False
    return _started(int(number)) != started


def _place() -> str:
    """Host and process namespace: two containers on one computer are two places."""
    space = ""
    with suppress(OSError):
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    return f"{socket.gethostname()[:24]}:{space}"


def _started(process: int) -> str:
    """When a process was started, in ticks since the computer was; empty where it is gone."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("ascii", errors="replace")
    except OSError:
        return ""
    fields = status.rpartition(")")[2].split()
    # proc(5): state is the third field, the start the twenty-second; a zombie works no more.
    return "" if fields[0] in "ZX" else fields[19]
