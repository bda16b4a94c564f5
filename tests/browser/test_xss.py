"""What people type stays words, on every page and in every field.

The browser is told to pass over our own policy, so that what gets through would really run; a
second look with the policy shows that none of our pages breaks it. As not all that gets through
runs by itself, the pages may hold no kinds of elements and attributes but those of tame words.
"""

from itertools import cycle

from tests.browser.conftest import IS_FULL
from tests.browser.payloads import BODIES, payloads
from tests.browser.people import client
from tests.browser.scenes import open_share

COUNT = 10_000 if IS_FULL else 300
PEOPLE = 150 if IS_FULL else 130
_HITS = "window.hits = []; window.hit = (number) => { window.hits.push(number); return ''; };"
_KINDS = """() => [...new Set([...document.querySelectorAll("*")].map(
    (one) => [one.namespaceURI, one.localName, ...one.getAttributeNames().sort()].join(" ")))]"""
_LINKS = """() => [...document.querySelectorAll("*")].flatMap((one) =>
    ["href", "src", "action", "formaction", "xlink:href", "data", "style"]
        .map((name) => one.getAttribute(name)).filter(Boolean))"""


class Words:
    """Hands out hostile words, and counts what was not used yet."""

    def __init__(self, some):
        self._some = cycle(some)
        self.used = 0

    def __call__(self, _tame=""):
        self.used += 1
        return next(self._some)


def kinds(page):
    """The kinds of elements of a page, each with the names of its attributes."""
    return set(page.evaluate(_KINDS))


def assert_tame(one, known):
    """Nothing ran, nothing left, and the page is made of the same things as a tame one."""
    page = one.page
    assert not page.evaluate("window.hits"), page.url
    assert kinds(page) <= known, kinds(page) - known
    assert not [link for link in page.evaluate(_LINKS) if "hit(" in link or "elsewhere" in link]
    one.watch.assert_quiet()


def unguarded(window):
    """A window in which scripts from anywhere would run."""
    one = window(bypass_csp=True)
    one.context.add_init_script(_HITS)
    return one


def read_all(one, path):
    """The pages on which something of a share stands: the list, before it, itself, at its end."""
    yield one.go("/gedeeld")
    yield one.go(path)
    yield open_share(one, path)
    yield one.go(path + "/stoppen")


def test_the_words_of_a_client_stay_words(town, window):
    one = unguarded(window)
    words = Words(payloads(COUNT))
    tame_worker, _ = town.invite()
    one.sign_in(town.session_of(tame_worker))
    known = set()
    for _ in read_all(one, town.share(tame_worker, client(PEOPLE), called="Noor", said="straks")):
        known |= kinds(one.page)
    shown = ""
    while words.used < COUNT:
        worker, _ = town.invite()
        path = town.share(worker, client(PEOPLE, words), called=words(), said=words())
        one.context.clear_cookies()
        one.sign_in(town.session_of(worker))
        for _ in read_all(one, path):
            assert_tame(one, known)
            shown += one.page.text_content("body")
    plain = [word for word in payloads(len(BODIES)) if "<" in word]
    assert sum(word in shown for word in plain) > len(plain) / 2, "they are not on the page"


def test_what_clients_are_called_stays_words(town, window):
    """On the list there are many at a time, and at the end of a pairing the one that ends."""
    one = unguarded(window)
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    tame = town.share(worker, client(0), called="Noor")
    known = set()
    for _ in read_all(one, tame):
        known |= kinds(one.page)
    for hostile in payloads(1_000 if IS_FULL else len(BODIES)):
        path = town.share(worker, client(0), called=hostile)
    for _ in read_all(one, path):
        assert_tame(one, known)
    assert payloads(1)[0] in (one.go("/gedeeld"), one.page.text_content("main"))[1]


def test_the_words_of_a_worker_stay_words(town, window):
    one = unguarded(window)
    some = payloads(200) if IS_FULL else payloads(len(BODIES))[::2]
    worker, link = town.invite()
    pages = ("/ik", "/gedeeld", "/koppelen", "/gids") if IS_FULL else ("/ik",)
    known = set()
    one.sign_in(town.session_of(worker))
    for path in (*pages, link):
        one.go(path)
        known |= kinds(one.page)
    for start in range(0, len(some), 4):
        name, organisation, role, stand_in = some[start : start + 4]
        hostile, link = town.invite(
            name=name, organisation=organisation, role=role, stand_in=stand_in
        )
        one.context.clear_cookies()
        one.go(link)
        assert_tame(one, known)
        one.sign_in(town.session_of(hostile))
        for path in pages:
            one.go(path)
            assert_tame(one, known)


def test_our_own_policy_is_kept_by_our_own_pages(town, window):
    one = window()
    one.context.add_init_script(_HITS)
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    path = town.share(worker, client(30, Words(payloads(300))), called=payloads(1)[0])
    for _ in read_all(one, path):
        assert not one.page.evaluate("window.addedByTheTest.violations")
        assert not one.page.evaluate("window.hits")
        one.watch.assert_quiet()
