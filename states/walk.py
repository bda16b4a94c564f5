"""Moving through dialogues: along the machine's edges to the next step where one can rest.

The position is a stack of frames; the innermost is where the client is. Calls push a frame, the
end of a dialogue pops it. Loops have a head at which nobody rests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from states.asides import take_from_under
from states.content import HOME, OPTIONAL_ASIDES, ROOT, Content
from states.dossier import CHECK_IN, LEFT, MARK, SIDE, Dossier, Frame, Places, SideName, Value
from states.errors import EngineError
from states.machine import END, CompiledDialogue
from states.scope import Scope
from states.screen import Event
from states.sharing.deeds import Deed
from states.sides import SELF, put_on, side_of
from states.steps.flow import CallStep, EachStep
from states.steps.step import Step

MOVES_PER_TURN = 1_000
"""Steps passed in one turn before the engine gives up: content that turns in a circle."""

HISTORY_LIMIT = 200
"""Places that one can go back to."""


@dataclass(slots=True)
class Walk:
    """One client's dossier on the move during one turn."""

    content: Content
    dossier: Dossier
    now: int
    events: list[Event] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """Where the client is."""
        return self.dossier.stack[-1]

    @property
    def compiled(self) -> CompiledDialogue:
        """The dialogue in which the client is."""
        return self.content.dialogues[self.frame.dialogue]

    @property
    def step(self) -> Step:
        """The step at which the client is."""
        return self.compiled.steps[self.frame.step]

    def scope(self) -> Scope:
        """What the present step can see and write."""
        return self.scope_of(self.frame)

    def scope_of(self, frame: Frame) -> Scope:
        """What the step of any frame can see and write."""
        return Scope.at(self.content, self.dossier, frame, self.now, self.deeds)

    def note(self, name: str, detail: str = "") -> None:
        """Record what happened at the present place."""
        place = f"{self.frame.dialogue}/{self.frame.step}" if self.dossier.stack else ""
        self.events.append(Event(name, place, detail))  # type: ignore[arg-type]

    def begin(self) -> None:
        """Put a new client at the first question."""
        self.dossier.stack = []
        self._enter(ROOT, {})
        self.settle()

    def _enter(self, dialogue: str, work: dict[str, Value]) -> None:
        """Stand at the start of a dialogue, on top of the present place."""
        compiled = self.content.dialogues[dialogue]
        self.dossier.stack.append(Frame(dialogue, compiled.start, None, work))
        self.dossier.versions[dialogue] = compiled.dialogue.version
        self.take_side()

    def take_side(self) -> None:
        """Put the dossier on the side of the dialogue that one stands in (`states.sides`)."""
        put_on(self.content, self.dossier, side_of(self.content, self.dossier.stack))

    def go_home(self) -> bool:
        """Leave whatever one is in, for the place from which all is reached.

        False where there is none, or the opening is not done: nobody is led past who can see this.
        """
        consent = self.dossier.ego.get("consent")
        is_there = HOME in self.content.dialogues[ROOT].steps
        if not is_there or consent is None or consent.value is not True:
            return False
        self.put_aside_toggles()
        left, before = self._under_asides(), self._before_asides()
        is_home = left[-1][:2] == [ROOT, HOME]
        work: dict[str, Value] = {LEFT: True}
        if is_home and LEFT not in self.dossier.stack[len(left) - 1].work:
            work = {}
        self.dossier.history = before if is_home else [*before, left]
        self.dossier.stack = [Frame(ROOT, HOME, None, work)]
        self._shorten_history()
        self.take_side()
        self.settle()
        return True

    def _under_asides(self) -> Places:
        """The question that stands under all asides: *back* leads there."""
        stack = self.dossier.stack
        depth = next((n for n, frame in enumerate(stack) if MARK in frame.work), len(stack))
        return [frame.place() for frame in stack[:depth]]

    def _before_asides(self) -> list[Places]:
        """The history without what happened in asides, which end with leaving."""
        marks = [frame.work[MARK] for frame in self.dossier.stack if MARK in frame.work]
        first = min((mark for mark in marks if isinstance(mark, int)), default=None)
        return self.dossier.history[:first]

    def open_aside(self, dialogue: str) -> None:
        """Open a universal dialogue; one that is open already is begun anew."""
        if not take_from_under(self.dossier, dialogue):
            self.close_aside(dialogue)
        self._enter(dialogue, {MARK: len(self.dossier.history)})
        self.settle()

    def open_check_in(
        self, dialogue: str, side: SideName | None = None, entries: Sequence[str] = ()
    ) -> None:
        """Open what the client wanted to be asked on this day; the question waits under it.

        It is about `entries`, where it is about any, and on the side on which it was chosen.
        """
        work: dict[str, Value] = {MARK: len(self.dossier.history), CHECK_IN: list(entries) or True}
        self._enter(dialogue, work if side is None else {**work, SIDE: side})
        self.settle()

    def close_aside(self, dialogue: str | None = None) -> bool:
        """Leave the innermost aside (or the one named); False where there is none.

        A check-in stays, unless it is named: who comes back to it finds it as it was. So does what
        somebody makes ready to be shared.
        """
        for depth in range(len(self.dossier.stack) - 1, 0, -1):
            frame = self.dossier.stack[depth]
            mark = frame.work.get(MARK)
            if dialogue is None and (frame.is_check_in or _is_lasting(frame)):
                return False
            if isinstance(mark, int) and dialogue in (None, frame.dialogue):
                del self.dossier.stack[depth:]
                del self.dossier.history[mark:]
                self.take_side()
                return True
        return False

    def aside(self) -> Frame | None:
        """The frame of the innermost aside, or None where nothing is laid over a question."""
        return next((f for f in reversed(self.dossier.stack) if MARK in f.work), None)

    @staticmethod
    def mark_of(frame: Frame) -> int:
        """Where the history stood when an aside was opened."""
        mark = frame.work.get(MARK)
        return mark if isinstance(mark, int) else 0

    def stand_at(self, places: Places) -> None:
        """Stand at a former position; what is under an aside stays as it is, half-done work too."""
        self.dossier.stack = self.stack_at(places)
        self.take_side()

    def stack_at(self, places: Places) -> list[Frame]:
        """The stack of a former position, with the marks of the asides that are still open."""
        before, stack = self.dossier.stack, [Frame(p[0] or "", p[1] or "", p[2]) for p in places]
        for depth, (frame, old) in enumerate(zip(stack, before, strict=False)):
            if frame.dialogue != old.dialogue:
                break
            if depth < len(stack) - 1 and frame.place() == old.place():
                stack[depth] = old
            else:
                frame.work = marks_of(old)
        return stack

    def places(self) -> Places:
        """The present position as the history keeps it."""
        return [frame.place() for frame in self.dossier.stack]

    def leave(self, trigger: str) -> None:
        """Leave the present step by an edge, and go on to where one can rest."""
        self.dossier.history.append(self.places())
        self._shorten_history()
        self._move(trigger)
        self.settle()

    def _shorten_history(self) -> None:
        """Drop the oldest places; the marks of open asides move along."""
        over = len(self.dossier.history) - HISTORY_LIMIT
        if over <= 0:
            return
        del self.dossier.history[:over]
        for frame in self.dossier.stack:
            mark = frame.work.get(MARK)
            if isinstance(mark, int):
                frame.work[MARK] = max(0, mark - over)

    def put_aside_toggles(self) -> None:
        """Keep what was tapped on a screen that is left without an answer."""
        picked = self.frame.work.get("picked")
        if isinstance(picked, list) and picked:
            self.dossier.half_done[self._key()] = picked

    def take_up_toggles(self) -> None:
        """Put back what was tapped when this screen was left before."""
        picked = self.dossier.half_done.pop(self._key(), None)
        if picked is not None:
            self.frame.work["picked"] = list(picked)

    def _key(self) -> str:
        """The place of the screen; the same dialogue may be open on each side."""
        place = "/".join(part or "" for part in self.frame.place())
        return place if self.dossier.side == SELF else f"{self.dossier.side}:{place}"

    def _move(self, trigger: str) -> None:
        """Follow one edge, keeping the marks of an aside but none of the half-done work."""
        frame = self.frame
        state = self.compiled.fire(frame.step, trigger)
        loop = self.compiled.loop_of
        stays_in_loop = state == loop.get(frame.step) or (
            state in loop and loop[state] in (frame.step, loop.get(frame.step))
        )
        item = frame.item if stays_in_loop else None
        self.dossier.stack[-1] = Frame(frame.dialogue, state, item, marks_of(frame))

    def settle(self) -> None:
        """Go on, over calls, loop heads and closed steps until a step is there to be shown."""
        for _ in range(MOVES_PER_TURN):
            if self.frame.step == END:
                self._return()
            elif not self._pass_on():
                self.take_up_toggles()
                self.note("step_entered")
                return
        raise EngineError("content_turns_in_a_circle")

    def _return(self) -> None:
        """Pop a finished dialogue; its caller goes on behind the call."""
        finished = self.dossier.stack.pop()
        if not self.dossier.stack:
            raise EngineError("root_dialogue_ended")
        self.take_side()
        mark = finished.work.get(MARK)
        if isinstance(mark, int):
            # An aside was laid over a question: that question is still open.
            del self.dossier.history[mark:]
        else:
            self._move("default")

    def _pass_on(self) -> bool:
        """Go past the present step if nobody rests there; False where the client stays."""
        step = self.step
        is_open = step.is_open(self.scope())
        if isinstance(step, EachStep):
            self._next_item(step, is_open=is_open)
        elif not is_open:
            self._move("default")
        elif isinstance(step, CallStep):
            self._enter(step.dialogue, {})
        else:
            return False
        return True

    def _next_item(self, step: EachStep, *, is_open: bool) -> None:
        items = step.over.items(self.scope()) if is_open else ()
        rest = _after(items, self.frame.item, starts_anew=step.over.rule is not None)
        if not rest:
            self._move("empty" if self.frame.item is None and is_open else "done")
            return
        self._move("item")
        self.frame.item = rest[0]


def marks_of(frame: Frame) -> dict[str, Value]:
    """What tells that a frame is an aside; it stays while one goes through it."""
    return {mark: frame.work[mark] for mark in (MARK, CHECK_IN, SIDE) if mark in frame.work}


def _is_lasting(frame: Frame) -> bool:
    """Whether it is an aside that takes its time."""
    return MARK in frame.work and frame.dialogue in OPTIONAL_ASIDES.values()


def _after(items: tuple[str, ...], before: str | None, *, starts_anew: bool) -> tuple[str, ...]:
    """The items that are still to come after `before`.

    An item that was dealt with leaves the list of a rule, so there the first one left is next;
    elsewhere an item that is gone ends the loop.
    """
    if before in items:
        return items[items.index(before) + 1 :]
    return items if before is None or starts_anew else ()
