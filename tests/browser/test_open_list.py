"""A list that stays open on a screen: what a client takes back goes from it by itself."""

from tests.browser.people import client
from tests.browser.publishing import Sharer
from tests.browser.scenes import open_share


def shared(town, worker):
    """Somebody who shares with this worker; they, and where it is read."""
    town._people += 1
    sharer = Sharer.meet(town.kring, worker, 800_000 + town._people)
    return sharer, sharer.publish(client(1), town.clock())


def test_what_is_taken_back_goes_from_an_open_list(town, window):
    one = window()
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    sharer, path = shared(town, worker)
    _, other = shared(town, worker)
    one.go("/gedeeld")
    assert one.page.locator(f'a[href="{path}"]').count() == 1
    sharer.withdraw(path)
    one.page.locator(f'a[href="{path}"]').wait_for(state="detached")
    one.page.locator(f'a[href="{other}"]').wait_for()


def test_the_question_whether_to_stop_goes_too(town, window):
    one = window()
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    sharer, path = shared(town, worker)
    open_share(one, path)
    one.go(f"{path}/stoppen")
    one.page.locator("form.row").wait_for()
    sharer.withdraw(path)
    one.page.locator("form.row").wait_for(state="detached")
    assert "Hier staat niets meer" in one.words
