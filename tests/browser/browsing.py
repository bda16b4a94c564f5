"""A real browser: Debian's Chromium, a thread that drives it, and what it may do.

Playwright's own loop seems to run in any thread that used it once, and `asyncio.run` refuses to
work there. So it has a thread of its own, and tests that look through it run in that thread.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, sync_playwright

COOKIE = "__Host-kring"
PATIENCE_MS = 30_000
_LISTEN = """
window.addedByTheTest = {violations: []};
document.addEventListener("securitypolicyviolation", (event) => {
    window.addedByTheTest.violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


class Sight:
    """The browser of this process; it starts when it is first used."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def run(self, doing: Callable[..., Any], *things: Any, **named: Any) -> Any:
        """Do something in the thread of the browser."""
        return self._thread.submit(doing, *things, **named).result()

    @property
    def browser(self) -> Browser:
        """The browser; only in its own thread."""
        if self._browser is None:
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
        return self._browser

    def close(self) -> None:
        self.run(self._close)
        self._thread.shutdown()

    def _close(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()


def skip_without_chromium() -> None:
    if shutil.which("chromium") is None:
        pytest.skip("Chromium not found")


@dataclass
class Watch:
    """What a browser did that no page of ours may make it do."""

    home: str
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def allow(self, route: Route) -> None:
        """Let through what goes to the portal, and note all else."""
        if urlsplit(route.request.url).netloc == urlsplit(self.home).netloc:
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def look_at(self, page: Page) -> None:
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.console.append(message.text))

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @property
    def refused(self) -> list[str]:
        """What the browser said of a policy that was broken, or of a script that failed."""
        return [line for line in self.console if "Content Security Policy" in line]

    def assert_quiet(self) -> None:
        """Nothing left for another place, nothing popped up, no policy was broken."""
        assert not self.foreign, self.foreign
        assert not self.dialogs, self.dialogs
        assert not self.errors, self.errors
        assert not self.refused, self.refused


class Window:
    """One browser with its own cookies, as one person has it."""

    def __init__(self, sight: Sight, home: str, **options: Any) -> None:
        """Open it; `options` are those of Playwright's `new_context`."""
        self.home = home
        self.watch = Watch(home)
        self.context: BrowserContext = sight.browser.new_context(
            base_url=home, locale="nl-NL", **options
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(_LISTEN)
        self.context.route("**/*", self.watch.allow)
        self.page = self.context.new_page()
        self.watch.look_at(self.page)

    def sign_in(self, session: str) -> None:
        """Have the cookie of a session that was opened elsewhere."""
        cookie: Any = {
            "name": COOKIE, "value": session, "url": "https://localhost/", "secure": True,
            "httpOnly": True, "sameSite": "Strict",
        }  # fmt: skip
        self.context.add_cookies([cookie])

    def add_key(self) -> None:
        """Have an authenticator that says yes by itself, such as a phone with a finger on it."""
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def go(self, path: str) -> int:
        """Open a page; the status."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def press(self, label: str) -> None:
        """Press the button, or follow the link, with these words."""
        page = self.page
        found = page.get_by_role("button", name=label).or_(page.get_by_role("link", name=label))
        found.first.click()

    @property
    def words(self) -> str:
        """All that can be read now, in one line."""
        return " ".join(self.page.inner_text("body").split())

    def close(self) -> None:
        self.context.close()
