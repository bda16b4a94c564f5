"""`worker`: who may read what clients share; the operator invites them, and takes them away."""

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.bootstrap import ALL, open_content
from bot.guard import tell
from bot.portal import news
from bot.portal.people import WorkerDetails, as_email, decode_worker, encode_worker, one_line
from bot.settings import Settings, SettingsInvalid
from states.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.portal.store import PortalStore
    from storage.portal.workers import WorkerRow

_SHORT = 8
"""Signs of an id that are shown; with so many workers two are never the same."""
_ANEW = "{name} is a worker already. A new invitation ends their keys and sessions. Go on? [y/N] "
_LINK = """Give this link to {name}. It works once, for 7 days. Who has it, is this worker.

{link}
"""


class WorkerRefused(BotError):
    """A worker cannot be invited or found; the message says why, without a name."""

    def __init__(self, reason: str) -> None:
        super().__init__("worker_refused", reason)


def worker_invite(settings: Settings, name: str, organisation: str, email: str) -> int:
    """Print a link and its QR for a new worker, or for one who lost their keys.

    Args:
        settings: With PUBLIC_URL.
        name: As clients will see it.
        organisation: As clients will see it; empty for that of ORGANISATION_FILE.
        email: For mail, or empty; the worker can fill it in.

    Raises:
        SettingsInvalid: there is no PUBLIC_URL.
        WorkerRefused: the name or the address is none.
    """
    if settings.public_url is None:
        raise SettingsInvalid(["PUBLIC_URL: expected https://HOST, and the portal needs it"])
    details = WorkerDetails(
        name=one_line(name),
        organisation=one_line(organisation) or open_content(settings, ALL).organisation.name,
        email=_checked(email),
    )
    if not details.name:
        raise WorkerRefused("the name is empty")
    with _open(settings) as store:
        token = _invited(store, details)
    if token is None:
        return 1
    link = f"{settings.public_url}/uitnodiging/{token}"
    sys.stdout.write(_LINK.format(name=details.name, link=link))
    _show_qr(link)
    return 0


def _invited(store: "PortalStore", details: WorkerDetails) -> str | None:
    """The token of an invitation; None where the operator thought better of it."""
    key = (details.name.casefold(), details.organisation.casefold())
    for row in store.workers():
        found = decode_worker(row.details)
        if (found.name.casefold(), found.organisation.casefold()) == key:
            is_sure = not sys.stdin.isatty() or _agrees(_ANEW.format(name=found.name))
            return store.reinvite(row.id) if is_sure else None
    if details.email and store.find_by_email(details.email) is not None:
        raise WorkerRefused("another worker has this address")
    worker, token = store.invite(encode_worker(details))
    if details.email:
        store.save_worker(worker, encode_worker(details), details.email)
    return token


def worker_list(settings: Settings) -> int:
    """Print all workers: id, whether they can sign in, name, organisation, role."""
    with _open(settings) as store:
        rows = sorted(store.workers(), key=lambda row: decode_worker(row.details).name.casefold())
    for row in rows:
        found = decode_worker(row.details)
        state = "active" if row.is_active else "invited"
        cells = (row.id.hex()[:_SHORT], state, found.name, found.organisation, found.role)
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    if not rows:
        tell("There are no workers yet.")
    return 0


def worker_remove(settings: Settings, which: str) -> int:
    """Take a worker away, with all that was shared with them; their clients are told.

    Args:
        settings: What the operator set.
        which: The id as `worker list` shows it, or the whole name.

    Raises:
        WorkerRefused: nobody is meant by it, or more than one.
    """
    with _open(settings) as store:
        row = _meant(store, which.strip())
        name = decode_worker(row.details).name
        if sys.stdin.isatty() and not _agrees(f"Remove {name} and all shared with them? [y/N] "):
            return 1
        store.remove_worker(row.id, lambda pairing: news.ended(pairing, int(time.time())))
    tell("Removed. Nothing can be read there any more.")
    return 0


def _meant(store: "PortalStore", which: str) -> "WorkerRow":
    rows = store.workers()
    by_id = [row for row in rows if len(which) >= _SHORT and row.id.hex().startswith(which.lower())]
    name = which.casefold()
    found = by_id or [row for row in rows if decode_worker(row.details).name.casefold() == name]
    if len(found) != 1:
        reason = "more than one worker has this name: use the id" if found else "no such worker"
        raise WorkerRefused(f"{reason} (worker list shows all)")
    return found[0]


@contextmanager
def _open(settings: Settings) -> "Iterator[PortalStore]":
    """The portal's part of the database, which the portal key is enough for."""
    from storage.keys import KeySource  # noqa: PLC0415 - as in `bootstrap`
    from storage.portal.store import PortalStore  # noqa: PLC0415

    keys = settings.master_keys
    source = KeySource(keys.get_secret_value() if keys else None, settings.master_keys_file)
    with PortalStore.open(settings.database_url.get_secret_value(), source) as store:
        yield store


def _checked(email: str) -> str:
    found = as_email(email) if email.strip() else ""
    if found is None:
        raise WorkerRefused("this is no e-mail address")
    return found


def _agrees(question: str) -> bool:
    return input(question).strip().lower() in {"y", "yes"}


def _show_qr(link: str) -> None:
    import segno  # noqa: PLC0415 - for this alone

    segno.make(link, micro=False).terminal(out=sys.stdout, compact=True)
