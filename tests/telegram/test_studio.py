"""The studio: many pictures at once, nobody held up, and nothing told of what is in them."""

import asyncio
import os
import subprocess
import sys
import threading

import msgspec
import pytest

from bot.pictures import studio
from bot.pictures.studio import NotMade, Studio
from bot.rendering import RenderedFile
from bot.taking_along import Made, Workshop
from bot.telegram import app
from states.documents import Document
from states.pictures.chart import Chart, Person
from tests.fronts.house import House
from tests.fronts.joined import usual_content
from tests.telegram.drawn import opened

CHART = Chart("circle", (Person("a1", "Quirijn", ring="friend", quadrant="family"),))
KINDS = ("pdf", "png")
FILE = RenderedFile("png", "mijn-kring.png", chart=CHART)


class Shop:
    """A workshop in which all waits until it is told to go on, while it is slow."""

    def __init__(self, error=None):
        self.begun, self.gate = threading.Event(), threading.Event()
        self.threads, self.priorities = [], []
        self.error = error
        self.is_slow = True

    def picture(self, chart, form):
        self._work()
        return Made(f"{chart.view} {form}".encode())

    def file(self, file, form):
        self._work()
        return Made(f"{file.name} {form}".encode())

    def _work(self):
        self.threads.append(threading.current_thread())
        if sys.platform == "linux":
            self.priorities.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        self.begun.set()
        assert not self.is_slow or self.gate.wait(10)
        if self.error is not None:
            raise self.error


def asked(rooms, kind):
    """One picture or one file."""
    return rooms.picture(CHART, "je") if kind == "picture" else rooms.file(FILE, "je")


def run(shop, doing):
    """Do something with a studio, and close it."""

    async def with_studio():
        rooms = Studio(lambda: shop)
        try:
            return await doing(rooms)
        finally:
            rooms.close()

    return asyncio.run(with_studio())


def test_the_loop_goes_on_while_a_picture_is_made():
    shop = Shop()

    async def doing(rooms):
        making = asyncio.ensure_future(rooms.picture(CHART, "u"))
        await asyncio.to_thread(shop.begun.wait, 10)
        assert not making.done()
        shop.gate.set()
        return await making

    assert run(shop, doing).data == b"circle u"
    assert shop.threads[0] is not threading.main_thread()


def test_they_are_made_one_after_the_other_in_a_thread_that_gives_way():
    shop = Shop()
    shop.gate.set()

    async def doing(rooms):
        return await asyncio.gather(*(rooms.picture(CHART, form) for form in ("je", "u", "je")))

    made = run(shop, doing)
    assert [one.data for one in made] == [b"circle je", b"circle u", b"circle je"]
    assert len(set(shop.threads)) == 1
    if sys.platform == "linux":
        assert set(shop.priorities) == {studio.LOWER_PRIORITY}
        assert os.getpriority(os.PRIO_PROCESS, 0) < studio.LOWER_PRIORITY


def test_a_picture_does_not_wait_for_a_file():
    shop = Shop()

    async def doing(rooms):
        shop.is_slow = True
        making = asyncio.ensure_future(rooms.file(FILE, "je"))
        await asyncio.to_thread(shop.begun.wait, 10)
        shop.is_slow = False
        made = await rooms.picture(CHART, "je")
        assert not making.done()
        shop.gate.set()
        return made, await making

    assert [one.data for one in run(shop, doing)] == [b"circle je", b"mijn-kring.png je"]


@pytest.mark.parametrize("kind", ["picture", "file"])
def test_too_many_at_once_are_told_so_and_later_ones_are_made(kind, monkeypatch, capsys):
    monkeypatch.setattr(studio, "MOST_WAITING" if kind == "picture" else "MOST_FILES", 5)
    shop = Shop()

    async def doing(rooms):
        making = [asyncio.ensure_future(asked(rooms, kind)) for _ in range(8)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        shop.gate.set()
        ended = await asyncio.gather(*making, return_exceptions=True)
        return ended, await asked(rooms, kind)

    ended, later = run(shop, doing)
    refused = [one for one in ended if isinstance(one, NotMade)]
    assert (len(refused), {one.code for one in refused}) == (3, {"too_many"})
    assert later.data
    assert "too_many_pictures" in capsys.readouterr().err


def test_what_takes_too_long_is_given_up_and_the_next_is_made(monkeypatch, capsys):
    monkeypatch.setattr(studio, "SECONDS", 0.2)
    shop = Shop()

    async def doing(rooms):
        with pytest.raises(NotMade) as told:
            await rooms.picture(CHART, "je")
        shop.is_slow = False
        made = await rooms.picture(CHART, "u")
        shop.gate.set()
        return told.value.code, made.data

    assert run(shop, doing) == ("too_slow", b"circle u")
    assert len(set(shop.threads)) == 2
    assert "picture_too_slow" in capsys.readouterr().err


def test_what_takes_too_long_counts_until_it_ends_whoever_waits(monkeypatch):
    """Who taps again and again keeps two threads at work, and no more."""
    monkeypatch.setattr(studio, "SECONDS", 0.05)
    monkeypatch.setattr(studio, "MOST_FILES", 3)
    shop = Shop()

    async def doing(rooms):
        codes = []
        for _ in range(4):
            with pytest.raises(NotMade) as told:
                await rooms.file(FILE, "je")
            codes.append(told.value.code)
        both = asyncio.gather(*(rooms.file(FILE, "je") for _ in range(2)), return_exceptions=True)
        codes += sorted(one.code for one in await both)
        monkeypatch.setattr(studio, "SECONDS", 10)
        shop.gate.set()
        return codes, await rooms.file(FILE, "je")

    codes, later = run(shop, doing)
    assert codes == ["too_slow"] * 4 + ["too_many", "too_slow"]
    assert later.data
    assert len(shop.threads) == studio.MOST_LEFT + 2


def test_who_goes_away_leaves_no_work_behind(monkeypatch):
    """A turn that is cut off does not take the place of others."""
    monkeypatch.setattr(studio, "MOST_WAITING", 2)
    shop = Shop()

    async def doing(rooms):
        making = [asyncio.ensure_future(rooms.picture(CHART, "je")) for _ in range(2)]
        await asyncio.to_thread(shop.begun.wait, 10)
        for one in making:
            one.cancel()
        await asyncio.gather(*making, return_exceptions=True)
        waiting = asyncio.ensure_future(rooms.picture(CHART, "u"))
        await asyncio.sleep(0)
        shop.gate.set()
        return await waiting

    assert run(shop, doing).data == b"circle u"
    assert len(shop.threads) == 2


def test_who_waits_when_it_closes_is_told(capsys):
    shop = Shop()

    async def doing(rooms):
        making = [asyncio.ensure_future(rooms.picture(CHART, "je")) for _ in range(3)]
        await asyncio.to_thread(shop.begun.wait, 10)
        rooms.close()
        ended = await asyncio.gather(*making, return_exceptions=True)
        shop.gate.set()
        return ended

    first, *others = run(shop, doing)
    assert isinstance(first, asyncio.CancelledError)
    assert {one.code for one in others} == {"closed"}
    shop.threads[0].join(10)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("error", [ValueError("Quirijn"), MemoryError("Quirijn"), KeyError("Q")])
def test_errors_tell_nothing_of_the_content(error, capsys):
    shop = Shop(error)
    shop.gate.set()

    async def doing(rooms):
        with pytest.raises(NotMade) as told:
            await rooms.picture(CHART, "je")
        return told.value

    told = run(shop, doing)
    assert told.code == "not_made"
    assert told.__cause__ is told.__context__ is None
    log = capsys.readouterr().err
    assert type(error).__name__ in log
    assert "Quirijn" not in log


def test_many_at_once_with_typst_itself():
    charts = [
        Chart(view, tuple(Person(f"a{n}", f"Fenna {n}") for n in range(people)))
        for people in range(6)
        for view in ("circle", "ecogram")
    ]

    async def doing(rooms):
        return await asyncio.gather(*(rooms.picture(chart, "je") for chart in charts))

    made = run(Workshop(usual_content()), doing)
    assert all(opened(one.data).width > 600 for one in made)
    assert len({one.data for one in made}) == len(charts)


def test_pictures_and_files_at_once_with_typst_itself():
    chart = Chart("circle", tuple(Person(f"a{n}", f"فاطمة {n}") for n in range(9)))
    files = [RenderedFile(kind, f"a.{kind}", chart, Document("Titel", ())) for kind in KINDS]

    async def doing(rooms):
        making = [rooms.file(file, "je") for file in files * 4]
        making += [rooms.picture(chart, "je") for _ in range(12)]
        return [one.data for one in await asyncio.gather(*making)]

    made = run(Workshop(usual_content()), doing)
    assert {one[:4] for one in made} == {b"%PDF", b"\x89PNG"}
    assert len(set(made)) == len(KINDS)


def test_reprs_tell_nothing():
    shown = msgspec.json.encode(CHART)
    assert "Quirijn" not in repr((CHART, FILE, Made(shown)))


def test_nothing_that_draws_is_loaded_before_the_first_picture():
    code = (
        "import sys, bot.telegram.app, bot.conversation, bot.pictures.studio\n"
        "bot.pictures.studio.Studio(lambda: None)\n"
        "found = {'typst', 'uharfbuzz', 'PIL', 'dialogues.pictures.drawing'} & set(sys.modules)\n"
        "sys.exit(repr(found) if found else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_nothing_more_is_loaded_for_the_first_trouble():
    """In the loop, beside threads at work, a large import takes seconds."""
    code = (
        "import sys\n"
        "from bot.logs import load_logs, log_exception, log_warning\n"
        "assert 'structlog' not in sys.modules\n"
        "load_logs()\n"
        "loaded = set(sys.modules)\n"
        "log_warning('too_many', count=3)\n"
        "log_exception('not_made', ValueError())\n"
        "sys.exit(repr(set(sys.modules) - loaded) if set(sys.modules) - loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_logs_are_loaded_before_anything_comes_in(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(app, "load_logs", lambda: seen.append(len(house.server.calls)))
    house = House(tmp_path, usual_content())
    with house:
        assert seen == [0]
        assert house.server.calls
