"""The whole of journeys D and E: an invitation, a code, a share, a reply, and taken back.

Nothing is played but Telegram: the app polls a strict server of the Bot API, the portal is on a
real port, and the worker has a real browser with an authenticator.
"""

from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY

WAITING = "Er staat iets voor je klaar."
CIRCLE = (
    *COMPANY, "ik ben alleen", "de mensen om mij heen", "ja", "Mo, Lies", "mijn broer",
    "niemand", "niemand", "niemand", "ja, dit klopt", "Mo", "klaar", "Lies", "klaar",
    "Mo", "klaar", "Mo", "klaar", "ja", "Lies", "klaar", "niets", "ja", "mijn broer", "klaar",
    "het kost mij energie", "een dier", "Lies", "klaar", "gezien", "het is zoals ik dacht",
    "ja, het is goed zo", "het is genoeg zo", "prima",
)  # fmt: skip
"""From START to the end of a first circle: Mo and Lies, and a brother who costs energy."""

CHOSEN = (
    *("wat ik fijn vind", "wat ik wens", "mijn kring in beeld", "klaar"),
    *("Mo", "Lies", "klaar", "met de naam"),
    *("verder", "praat er met mij over", "het liefst na het eten", "Ria", "ja, dat mag"),
    "drie maanden",
)
"""From the choice of parts to the preview."""

_READ = """() => [...document.querySelectorAll(
    "main > :is(.shared, .expected, .top, .rest) *")]
    .filter((one) => ["H1", "H2", "H3", "P", "LI"].includes(one.tagName))
    .map((one) => one.textContent.replace(/\\s+/g, " ").trim()).filter(Boolean)"""


def words_of(text):
    """The lines of a text, each without its dash and with single spaces."""
    lines = (" ".join(line.removeprefix("- ").split()) for line in text.splitlines())
    return [line for line in lines if line]


class Visit:
    """A worker at a desk with a browser that has a passkey, and a client with a phone."""

    def __init__(self, town, window, name="Sanne de Wit"):
        self.town = town
        self.one = window(viewport={"width": 1280, "height": 800})
        self.page = self.one.page
        self.one.add_key()
        self.name = name
        self.worker, link = town.invite(name=name)
        self._accept(link)
        self.client = TelegramFront(town, *CIRCLE, name="Ria")

    def _accept(self, link):
        """The one-time link, a name and a role, and a passkey."""
        self.one.go(link)
        self.page.locator('[name="role"]').fill("wijkcoach")
        self.page.locator("[data-go]").click()
        self.page.wait_for_url("**/gedeeld")
        assert self.one.go(link) == 404

    def sign_in_again(self):
        """Out, and in again with the passkey."""
        self.one.go("/gedeeld")
        self.page.locator('form[action="/uitloggen"] button').click()
        self.one.go("/inloggen")
        self.page.locator("[data-go]").click()
        self.page.wait_for_url("**/gedeeld")

    def make_code(self):
        self.one.go("/koppelen")
        self.page.locator('form[action="/koppelen"] button').click()
        self.page.locator(".letters code").first.wait_for()
        return self.page.locator(".letters code").last.inner_text()

    def shared(self):
        """Paths of what is on the list."""
        self.one.go("/gedeeld")
        links = self.page.locator('main a[href^="/gedeeld/"]').all()
        return [link.get_attribute("href") for link in links]

    def read(self, path):
        """Open for the first time, past the question before it."""
        self.one.go(path)
        assert "Mo" not in self.one.words
        self.page.locator('form[action$="/openen"] button').first.click()
        self.page.locator(".shared").wait_for()

    def reply(self, code, day=""):
        button = f'button[value="{code}"]'
        if day:
            self.page.locator('[name="day"]').fill(day)
            button = "form.talk button"
        self.page.locator(button).click()
        self.page.locator(".done").first.wait_for()

    def download(self):
        with self.page.expect_download() as download:
            self.page.locator('form[action$="/pdf"] button').click()
        return download.value.path().read_bytes()

    # The client

    def accept(self, code):
        """Type a code, and say yes to who made it."""
        self.client.go("/delen", "ja, beginnen", "ik heb een code", code)
        assert self.name in str(self.client.seen)
        assert "Wijkteam Zonneveld" in str(self.client.seen)
        self.client.go("ja, dit klopt", "ja, verder")

    def hear(self):
        """What came from the portal, after the tap on the neutral line."""
        self.town.wait(1)
        assert self.client.last.text == WAITING
        self.client.tap("Verder")
        return str(self.client.seen)


def preview(client):
    """What the client sees before sending: the words, and whether there is a picture."""
    return words_of(client.seen.text), [one for one in client.messages if one.kind == "photo"]


def test_from_an_invitation_until_it_is_taken_back(town, window):
    visit = Visit(town, window)
    client, page = visit.client, visit.page
    visit.sign_in_again()
    assert not visit.shared()

    visit.accept(visit.make_code())
    assert not visit.shared(), "an accepted code tells nothing"
    client.go(*CHOSEN)
    said, pictures = preview(client)
    assert pictures, "the circle is a picture too"
    client.say("als bestand bekijken")
    [file] = [one for one in client.pictures if one.kind == "document"]
    kept = town.upload(file).data
    assert kept.startswith(b"%PDF-")
    client.say("ja, zo is het goed")
    assert not visit.shared(), "nothing goes before the last yes"
    client.go("ja, stuur het", "klaar")

    [path] = visit.shared()
    assert "Ria" in visit.one.words
    visit.read(path)
    shown = page.evaluate(_READ)
    assert shown
    assert [line for line in shown if line not in said] == [], "on the page and not seen before"
    assert [line for line in said[1:] if line not in shown] == [], "seen before and not there"
    assert "broer" not in visit.one.words
    assert page.locator(".tip").count() <= 3
    assert visit.download() == kept

    visit.reply("read")
    assert "gelezen" in visit.hear()
    client.say("verder")
    visit.reply("talk", day="2026-03-09")
    assert "9 maart" in visit.hear()
    client.say("verder")

    page.goto(path)
    other = page.context.new_page()
    client.go("/delen", "wat ik al liet zien", "bekijken of terughalen")
    assert "Geopend op" in str(client.seen)
    client.go("terughalen", "ja, haal het terug")
    assert other.goto(path).status == 404
    assert "Ria" not in other.inner_text("body")
    # That it takes 10 seconds at most, tests/portal_pages show on a clock that they move.
    page.locator(".shared").wait_for(state="detached")
    assert not {"Mo", "Lies", "Ria"} & set(page.content().split())
    other.close()
    assert not visit.shared()
    assert town.portal.verify_views().is_whole
    visit.one.watch.assert_quiet()


def test_by_a_link_and_the_worker_ends_it(town, window):
    visit = Visit(town, window, name="Sanne <b>& Co")
    client = visit.client
    client.start("k-" + visit.make_code().replace("-", ""))
    client.go("ja, beginnen")
    assert visit.name in str(client.seen)
    client.go("ja, dit klopt", "ja, verder", *CHOSEN, "ja, zo is het goed", "ja, stuur het")
    client.say("klaar")
    [path] = visit.shared()
    visit.read(path)
    visit.one.go(f"{path}/stoppen")
    visit.page.locator('form[action$="/stoppen"] button').click()
    visit.page.wait_for_url("**/gedeeld")
    assert visit.one.go(path) == 404
    assert f"{visit.name} leest in Kring niet meer" in visit.hear()
    visit.one.watch.assert_quiet()
