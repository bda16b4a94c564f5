"""Starts Kring on Telegram again and again, each time as a process that can be killed.

Everything is imported and loaded once; each start is forked from here, so that hundreds of starts
fit in a test. One line of JSON in: `folder`, `environment`, and `fuse` (a file, or null). One line
out: the process id. Who is started dies with this process, and this one when its input ends.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path

import uvicorn.lifespan.off
import uvicorn.loops.asyncio

import bot.portal.app
import bot.portal.letters
import bot.web.protocol
from bot import bootstrap
from bot.commands.chat import run_front_end
from bot.guard import _code_of
from bot.settings import read_settings
from bot.telegram import app, showing
from tests.telegram.crash_fuse import Fuse, lay

LOG, ENDED = "log", "ended"
_LOADED_LATER = (
    app,
    bot.portal.app,
    bot.portal.letters,
    bot.web.protocol,
    uvicorn.lifespan.off,
    uvicorn.loops.asyncio,
)
_DIES_WITH_PARENT = 1  # prctl(2)


def load_once():
    """Content and reader are the same in each process; what is tested is what they do with it."""
    settings = read_settings()
    both = [bootstrap.open_content(settings, one) for one in (bootstrap.TELEGRAM, bootstrap.ALL)]
    readers = {id(content): bootstrap._reader(content) for content in both}
    bootstrap.open_content = lambda _, features: both[bootstrap.SHARING in features]
    bootstrap._reader = lambda content: readers[id(content)]
    showing.is_quiet = lambda _now: False  # tests run at night too
    gc.freeze()


def be_kring(order):
    """In the child: be what `python -m bot run` is, until the kill."""
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(log, number)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    if order["fuse"]:
        lay(Fuse(order["fuse"]))
    # Nobody stops it but by a kill, so any end is told.
    Path(ENDED).write_text(f"code {_code_of(run_front_end, '')}", "utf-8")


def main():
    os.chdir(sys.argv[1])
    load_once()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for them
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                be_kring(order)
            except BaseException:  # noqa: BLE001 - nothing may get past the fork
                Path(order["folder"], ENDED).write_text(traceback.format_exc(), "utf-8")
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()
