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
from states.pictures.chart import Chart, Person
from tests.fronts.joined import usual_content
from tests.telegram.drawn import opened

CHART = Chart("circle", (Person("a1", "Quirijn", ring="friend", quadrant="family"),))
FILE = RenderedFile("png", "mijn-kring.png", chart=CHART)


class Shop:
    """A workshop in which each picture waits until it is told to go on."""

    def __init__(self, error=None):
        self.begun, self.gate = threading.Event(), threading.Event()
        self.threads, self.priorities = [], []
        self.error = error

    def picture(self, chart, form):
        self.threads.append(threading.current_thread())
        if sys.platform == "linux":
            self.priorities.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        self.begun.set()
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return Made(f"{chart.view} {form}".encode())

    def file(self, file, form):
        self.threads.append(threading.current_thread())
        return Made(f"{file.name} {form}".encode())


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
        asked = (rooms.picture(CHART, "je"), rooms.file(FILE, "je"), rooms.picture(CHART, "u"))
        return await asyncio.gather(*asked)

    made = run(shop, doing)
    assert [one.data for one in made] == [b"circle je", b"mijn-kring.png je", b"circle u"]
    assert len(set(shop.threads)) == 1
    if sys.platform == "linux":
        assert set(shop.priorities) == {studio.LOWER_PRIORITY}
        assert os.getpriority(os.PRIO_PROCESS, 0) < studio.LOWER_PRIORITY


def test_too_many_at_once_are_told_so_and_later_ones_are_made(monkeypatch, capsys):
    monkeypatch.setattr(studio, "MOST_WAITING", 5)
    shop = Shop()

    async def doing(rooms):
        making = [asyncio.ensure_future(rooms.picture(CHART, "je")) for _ in range(8)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        shop.gate.set()
        ended = await asyncio.gather(*making, return_exceptions=True)
        return ended, await rooms.picture(CHART, "je")

    ended, later = run(shop, doing)
    refused = [one for one in ended if isinstance(one, NotMade)]
    assert (len(refused), {one.code for one in refused}) == (3, {"too_many"})
    assert later.data
    assert "too_many_pictures" in capsys.readouterr().err


def test_what_takes_too_long_is_given_up(monkeypatch, capsys):
    monkeypatch.setattr(studio, "SECONDS", 0.2)
    shop = Shop()

    async def doing(rooms):
        with pytest.raises(NotMade) as told:
            await rooms.picture(CHART, "je")
        made = await rooms.file(FILE, "je")
        shop.gate.set()
        return told.value.code, made.data

    assert run(shop, doing) == ("too_slow", b"mijn-kring.png je")
    assert "picture_too_slow" in capsys.readouterr().err


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
