"""What a turn costs the processor: engine and texts, and the dossier read and written.

    python -m benchmarks.turns

Walks the first circle with 5, 50 and 150 alters and prints the median and the 95th percentile in
microseconds over all turns, and the size of the dossier at the end. Nothing is stored here.
"""

import statistics
import time

from dialogues.loader import load_content
from states.content import Content
from states.dossier import decode, encode, new_dossier
from states.engine import take_turn
from states.input import Command, Input, Say, SpokenName, Tap
from states.screen import Screen, Turn

ALTERS = (5, 50, 150)
ROUNDS = 5


def answer(screen: Screen, left: list[str]) -> Input:
    """What a diligent client does on a screen: names, one toggle, or the first option."""
    if screen.text == "names" and left:
        names, left[:] = left[:25], left[25:]
        return Say(", ".join(names), tuple(SpokenName(name) for name in names))
    if screen.several:
        off = next((o for o in screen.options if o.checked is False), None)
        is_begun = any(o.checked for o in screen.options)
        done = next(o for o in screen.options if o.role == "done")
        return Tap((done if is_begun or off is None else off).id, screen.turn)
    if screen.step == "read_back" and left:
        return Tap("add", screen.turn)
    return Tap(screen.options[0].id, screen.turn)


def draw(content: Content, turn: Turn) -> int:
    """Render all of a screen, as a front end does; returns the number of characters."""
    screen, render = turn.screen, content.texts.render
    former = (screen.former,) if screen.former else ()
    keys = [*screen.notes, *screen.body, *former, *(o.label for o in screen.options)]
    return sum(len(render(key, "je")) for key in keys)


def walk(content: Content, alters: int) -> tuple[list[float], list[float], int]:
    """One first circle: seconds of engine and texts, of reading and writing, bytes at the end."""
    left = [f"Persoon{number}" for number in range(alters)]
    stored, now = encode(new_dossier()), 1_772_445_600
    given: Input = Command("start")
    engine: list[float] = []
    coding: list[float] = []
    for _ in range(400):
        begun = time.process_time()
        dossier = decode(stored)
        read = time.process_time()
        turn = take_turn(content, dossier, given, now)
        draw(content, turn)
        worked = time.process_time()
        stored = encode(turn.dossier)
        coding.append(time.process_time() - worked + read - begun)
        engine.append(worked - read)
        now += 20
        if turn.screen.step == "home":
            break
        given = answer(turn.screen, left)
    assert len(turn.dossier.alters) == alters, len(turn.dossier.alters)
    return engine, coding, len(stored)


def main() -> None:
    """Print the table."""
    content = load_content()
    walk(content, 5)  # texts are compiled at their first use
    print(f"{'alters':>6} {'engine+texts µs':>16} {'p95':>6} {'dossier µs':>11} {'bytes':>7}")
    for alters in ALTERS:
        engine: list[float] = []
        coding: list[float] = []
        size = 0
        for _ in range(ROUNDS):
            one, other, size = walk(content, alters)
            engine += one
            coding += other
        p95 = statistics.quantiles(engine, n=20)[-1]
        print(
            f"{alters:>6} {statistics.median(engine) * 1e6:>16.0f} {p95 * 1e6:>6.0f}"
            f" {statistics.median(coding) * 1e6:>11.0f} {size:>7}"
        )


if __name__ == "__main__":
    main()
