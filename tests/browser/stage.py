"""A town with workers, and with shares for one of them, for tests and pictures of its pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from states.dossier import Dossier
from tests.browser.browsing import Window
from tests.browser.people import EXPECTATION_WORDS, client
from tests.browser.post import PostOffice
from tests.browser.town import Town
from tests.pictures.gallery import client as some_client

DAY = 86_400


@dataclass
class Stage:
    """A town with workers, and with shares for one of them: `paths` has where each is read."""

    town: Town
    post: PostOffice
    newcomer: bytes = b""
    worker: bytes = b""
    sessions: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        """Invite, and share."""
        self.newcomer, _ = self.town.invite(name="Joris Kramer")
        self.worker, _ = self.town.invite()
        for count, called in ((0, ""), (1, "Jo"), (30, "Youssef"), (150, "")):
            self._share(str(count), client(count), called=called)
        self._share("safety", client(3), safety=True, code="take_the_lead")
        self._share("8", some_client(), called="Ria", said=EXPECTATION_WORDS)
        self._share("unread", client(8), called="Noor")
        coder, _ = self.town.invite()
        self.town.portal.make_code(coder)
        people = {"newcomer": self.newcomer, "worker": self.worker, "coder": coder}
        self.sessions = {name: self.town.session_of(one) for name, one in people.items()}

    def _share(self, name: str, dossier: Dossier, **told: Any) -> None:
        self.paths[name] = self.town.share(self.worker, dossier, **told)
        self.town.clock.advance(DAY)

    def as_worker(self, window: Window, who: str = "worker") -> None:
        """Sign in, whatever was before."""
        window.context.clear_cookies()
        window.sign_in(self.sessions[who])

    def link_in_mail(self) -> str:
        """The path of the link in the newest mail."""
        text = self.post.letters[-1].get_content()
        found = re.search(rf"{re.escape(self.town.url)}(/\S+)", text)
        assert found is not None
        return found[1]


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """A stage with everything on it."""
    with PostOffice() as post, Town(folder, smtp_url=post.url) as town:
        stage = Stage(town, post)
        stage.prepare()
        yield stage
        town.settle()
        town.assert_clean()
