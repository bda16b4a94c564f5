"""Every page and state of the portal, and how a window gets there.

A scene is a function of a `Stage` and a `Window`; its name is that of the pictures and tests.
"""

import secrets
from collections.abc import Callable

import pyotp

from tests.browser.browsing import Window
from tests.browser.stage import Stage

Scene = Callable[[Stage, Window], None]
SCENES: dict[str, Scene] = {}
MAIL = "sanne@example.org"


def scene(name: str) -> Callable[[Scene], Scene]:
    """Register a scene."""

    def register(found: Scene) -> Scene:
        SCENES[name] = found
        return found

    return register


def _public(name: str, path: str) -> None:
    def found(_stage: Stage, window: Window) -> None:
        window.context.clear_cookies()
        assert window.go(path) == 200

    SCENES[name] = found


def _signed_in(name: str, path: str, who: str = "worker") -> None:
    def found(stage: Stage, window: Window) -> None:
        stage.as_worker(window, who)
        assert window.go(path) == 200

    SCENES[name] = found


_public("welcome", "/")
_public("sign-in", "/inloggen")
_public("sign-in-mail", "/inloggen/mail")
_public("privacy", "/privacy")
_public("accessibility", "/toegankelijkheid")
_public("traces", "/sporen-wissen")
_signed_in("shares-empty", "/gedeeld", "newcomer")
_signed_in("shares", "/gedeeld")
_signed_in("pairing", "/koppelen", "newcomer")
_signed_in("pairing-code", "/koppelen", "coder")
_signed_in("me", "/ik")
_signed_in("team", "/team")
_signed_in("guide", "/gids")


@scene("invitation")
def invitation(stage: Stage, window: Window) -> None:
    window.context.clear_cookies()
    assert window.go(stage.town.invite()[1]) == 200


@scene("invitation-used")
def invitation_used(_stage: Stage, window: Window) -> None:
    window.context.clear_cookies()
    assert window.go("/uitnodiging/" + "a" * 43) == 404


def by_mail(window: Window, email: str) -> None:
    """On an invitation: choose mail and the code of an app."""
    window.page.locator("details summary").click()
    window.page.locator('[name="email"]').fill(email)
    window.page.locator('button[name="way"]').click()
    window.page.wait_for_url("**/app")


@scene("totp-setup")
def totp_setup(stage: Stage, window: Window) -> None:
    window.context.clear_cookies()
    _, link = stage.town.invite()
    window.go(link)
    by_mail(window, f"{secrets.token_hex(4)}@example.org")


@scene("mail-sent")
def mail_sent(_stage: Stage, window: Window) -> None:
    window.context.clear_cookies()
    window.go("/inloggen/mail")
    window.page.locator('[name="email"]').fill("niemand@example.org")
    press(window, "main form button")


@scene("signed-out")
def signed_out(stage: Stage, window: Window) -> None:
    """A form that stood open for too long."""
    window.context.clear_cookies()
    session = stage.town.session_of(stage.newcomer)
    window.sign_in(session)
    window.go("/koppelen")
    stage.town.portal.close_session(session)
    press(window, "main form button")
    assert window.page.locator('main a[href="/inloggen"]').count()


def press(window: Window, button: str) -> None:
    """Press a button, and wait for the page that it leads to."""
    with window.page.expect_navigation():
        window.page.locator(button).first.click()


def send_as_it_is(window: Window, button: str) -> None:
    """Send a form that the browser itself would hold back."""
    window.page.evaluate("[...document.forms].forEach((form) => { form.noValidate = true; })")
    press(window, button)


@scene("me-key")
def me_key(stage: Stage, window: Window) -> None:
    """With a passkey, that was made just now."""
    stage.as_worker(window, "newcomer")
    window.go("/ik")
    if not stage.town.portal.passkeys(stage.newcomer):
        window.page.locator('[name="label"]').fill("mijn telefoon")
        press(window, "[data-go]")


@scene("me-saved")
def me_saved(stage: Stage, window: Window) -> None:
    stage.as_worker(window, "coder")
    window.go("/ik")
    window.page.locator('[name="stand_in"]').fill("Mirjam Bos")
    send_as_it_is(window, 'main form[action="/ik"] button')


@scene("me-wrong")
def me_wrong(stage: Stage, window: Window) -> None:
    stage.as_worker(window, "coder")
    window.go("/ik")
    window.page.locator('[name="name"]').fill("")
    window.page.locator('[name="away_until"]').fill("2020-01-01")
    send_as_it_is(window, 'main form[action="/ik"] button')
    assert window.page.locator(".problem").count()


@scene("invitation-wrong")
def invitation_wrong(stage: Stage, window: Window) -> None:
    window.context.clear_cookies()
    window.go(stage.town.invite()[1])
    window.page.locator("details summary").click()
    window.page.locator('[name="email"]').fill("geen adres")
    send_as_it_is(window, 'button[name="way"]')
    assert window.page.locator(".problem").count()


@scene("code-wrong")
def code_wrong(stage: Stage, window: Window) -> None:
    totp_setup(stage, window)
    window.page.locator('[name="code"]').fill("000000")
    send_as_it_is(window, "main form button")
    assert window.page.locator(".error").count()


@scene("refused")
def refused(stage: Stage, window: Window) -> None:
    """A form that was not made by this page."""
    stage.as_worker(window)
    window.go("/koppelen")
    window.page.evaluate("document.querySelectorAll('[name=csrf]').forEach((f) => f.value = 'x')")
    press(window, "main form button")
    assert window.page.locator("h1").inner_text() != "Koppelen"


@scene("before-opening")
def before_opening(stage: Stage, window: Window) -> None:
    stage.as_worker(window)
    assert window.go(stage.paths["unread"]) == 200


def open_share(window: Window, path: str) -> None:
    """Read a share, past the question before it."""
    assert window.go(path) == 200
    before = 'form[action$="/openen"] button'
    if window.page.locator(before).count():
        press(window, before)


def _snapshot(name: str, which: str) -> None:
    def found(stage: Stage, window: Window) -> None:
        stage.as_worker(window)
        open_share(window, stage.paths[which])

    SCENES[name] = found


for _count in ("0", "1", "8", "30", "150", "safety"):
    _snapshot(f"snapshot-{_count}", _count)


@scene("replied")
def replied(stage: Stage, window: Window) -> None:
    stage.as_worker(window)
    open_share(window, stage.paths["1"])
    button = 'button[name="reply"][value="read"]'
    if window.page.locator(button).count():
        press(window, button)


@scene("reply-day")
def reply_day(stage: Stage, window: Window) -> None:
    stage.as_worker(window)
    assert window.go(stage.paths["8"] + "/antwoord") == 200


@scene("reply-wrong")
def reply_wrong(stage: Stage, window: Window) -> None:
    stage.as_worker(window)
    open_share(window, stage.paths["8"])
    window.go(stage.paths["8"] + "/antwoord")
    window.page.locator('[name="day"]').fill("2020-01-01")
    send_as_it_is(window, "main form button")
    assert window.page.locator(".error").count()


@scene("end")
def end(stage: Stage, window: Window) -> None:
    stage.as_worker(window)
    assert window.go(stage.paths["8"] + "/stoppen") == 200


@scene("gone")
def gone(stage: Stage, window: Window) -> None:
    stage.as_worker(window)
    assert window.go("/gedeeld/" + "0" * 32) == 404


@scene("mail-code")
def mail_code(stage: Stage, window: Window) -> None:
    """The second part of signing in by mail."""
    window.context.clear_cookies()
    if not stage.town.portal.find_by_email(MAIL):
        stage.town.with_mail(stage.newcomer, MAIL, pyotp.random_base32())
    before = len(stage.post.letters)
    window.go("/inloggen/mail")
    window.page.locator('[name="email"]').fill(MAIL)
    press(window, "main form button")
    stage.post.wait(before + 1)
    assert window.go(stage.link_in_mail()) == 200
