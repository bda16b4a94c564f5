"""What follows on an answer: what its step made of it, a command, or leaving the question."""

from states.commands import obey
from states.input import Input, Say, Tap, Unreadable
from states.screen import TextKey
from states.steps.step import Erase, Go, OptOut, Order, Outcome, Refuse, Stay
from states.walk import Walk

TRIES = 2
"""Times a question is asked again before it is left (R-42)."""


class Following:
    """Goes on from the question that stands; notes collect what is said before the next one.

    Attributes:
        walk: Where the client is, and what changes.
        notes: What is said.
        erase: Whether everything of the client is to be erased.
        gives: Files that the client asked for.
        is_new_question: Whether a question is put, and not the same one shown again.
        outcome: What the step made of the answer; None where it was not asked.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.notes: list[TextKey] = []
        self.erase = False
        self.gives: tuple[str, ...] = ()
        self.is_new_question = True
        self.outcome: Outcome | None = None

    def obey(self, name: str) -> None:
        """Do a universal command."""
        obeyed = obey(self.walk, name)
        self.notes.extend(obeyed.notes)
        self.is_new_question = obeyed.is_new_question

    def opt_out(self, name: str) -> OptOut | None:
        """An opt-out of the step, also one that is only typed."""
        there = self.walk.step.opt_outs_there(self.walk.scope())
        return next((opt_out for opt_out in there if opt_out.id == name), None)

    def shows(self, name: str) -> bool:
        """Whether an opt-out stands on the screen; one that does not is taken by its own word."""
        opt_out = self.opt_out(name)
        return opt_out is not None and opt_out.is_shown

    def leave_out(self, opt_out: OptOut) -> None:
        """Leave the question, without a reason asked and without a trace of blame (R-33)."""
        walk = self.walk
        walk.note("option_taken", opt_out.id)
        scope = walk.scope()
        if opt_out.id == "private":
            walk.frame.work["private"] = True
            self.notes.append(TextKey("_shared/kept_private"))
            return
        if opt_out.id == "later":
            self.obey("later")
            return
        for variable, value in opt_out.sets.items():
            scope.write(variable, value)
        status = {"none": "none", "dont_know": "dont_know"}.get(opt_out.id, "skipped")
        walk.step.leave_out(scope, status)  # type: ignore[arg-type]
        walk.note("answer_skipped", opt_out.id)
        walk.leave(f"opt_{opt_out.id}")

    def handle(self, outcome: Outcome, given: Input) -> None:
        """Do what the step made of an answer."""
        walk = self.walk
        self.outcome = outcome
        if isinstance(outcome, Refuse):
            self._again(outcome.reason, given)
            return
        if isinstance(given, Tap):
            walk.note("option_taken", given.option)
        walk.frame.work.pop("tries", None)
        if isinstance(outcome, Go):
            walk.note("answer_accepted")
            self.notes.extend(outcome.notes)
            self.gives += (outcome.gives,) if outcome.gives is not None else ()
            walk.leave(outcome.trigger)
        elif isinstance(outcome, Stay):
            self.notes.extend(outcome.notes)
        elif isinstance(outcome, Order):
            self._order(outcome)
        elif isinstance(outcome, Erase):
            walk.note("erasure_asked")
            self.erase = True
            walk.leave("default")

    def _order(self, order: Order) -> None:
        """A universal command of an option; from the menu it is about the question under it."""
        if order.trigger is not None:
            self.walk.leave(order.trigger)
        elif self.walk.close_aside():
            self.walk.note("step_entered")
        if order.command != "resume":
            self.obey(order.command)

    def _again(self, reason: str, given: Input) -> None:
        """Ask again, at most twice; then leave the question kindly (R-42)."""
        walk = self.walk
        walk.note("answer_rejected", reason)
        if isinstance(given, (Say, Unreadable)) and given.danger:
            return  # a call for help is no wrong answer
        tries = _tries(walk) + 1
        walk.frame.work["tries"] = tries
        if tries > TRIES:
            self._move_on()
        elif not isinstance(given, Unreadable):
            key = reason if tries == 1 else "reask_tap"
            self.notes.append(TextKey(f"_shared/{key}"))

    def _move_on(self) -> None:
        walk = self.walk
        walk.note("moved_on")
        self.notes = [TextKey("_shared/moved_on")]
        walk.frame.work.pop("tries", None)
        opt_out = self.opt_out("skip")
        if opt_out is not None:
            self.leave_out(opt_out)
        elif walk.step.fallback is not None:
            fallback = Tap(walk.step.fallback)
            self.handle(walk.step.accept(walk.scope(), fallback), fallback)
        else:
            walk.leave("default")


def _tries(walk: Walk) -> int:
    tries = walk.frame.work.get("tries")
    return tries if isinstance(tries, int) else 0
