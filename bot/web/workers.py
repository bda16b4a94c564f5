"""The portal of the workers, joined; in the process of the bot or in one of its own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.portal.app import Portal
    from states.content import Content
    from storage.portal.store import PortalStore


@contextmanager
def open_portal(
    settings: Settings, store: "PortalStore", content: "Content"
) -> Iterator["Portal | None"]:
    """The portal as long as the block runs; None where there is no PUBLIC_URL.

    Whoever serves it also runs `Portal.notices`.
    """
    if not settings.has_portal:
        yield None
        return
    from bot.portal.app import make_portal  # noqa: PLC0415 - who has none does not wait for it
    from bot.portal.letters import SmtpMail  # noqa: PLC0415
    from bot.taking_along import Workshop  # noqa: PLC0415

    url = settings.smtp_url
    mail = SmtpMail.of(url.get_secret_value()) if url is not None else None
    workshop = Workshop(content)
    portal = make_portal(store, content, workshop, settings, mail=mail, clock=time.time)
    try:
        yield portal
    finally:
        portal.close()
