"""One input, from what it says to the turn that follows."""

from states.commands import obey
from states.content import DANGER
from states.dossier import Session
from states.drawing import MORE, draw
from states.input import Command, Input, Say, Tap, Unreadable
from states.screen import TextKey, Turn
from states.steps.step import Erase, Go, OptOut, Order, Outcome, Refuse, Stay
from states.walk import Walk

TRIES = 2
"""Times a question is asked again before it is left (R-42)."""

SESSION_GAP = 30 * 60
"""Seconds of silence after which a new visit begins."""


class Answering:
    """Takes one input on a walk; notes collect what is said before the next question."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.notes: list[TextKey] = []
        self.erase = False

    def take(self, given: Input) -> Turn:
        """The turn that follows on `given`."""
        is_new_question = True
        self._open_session()
        if isinstance(given, Command):
            is_new_question = self._obey(given.name)
        elif self.walk.dossier.turn == 0 and not _alarms(given):
            pass  # the first thing that anyone says opens the conversation
        elif isinstance(given, Tap) and self._is_stale(given):
            self._stale()
        else:
            self._answer(given)
        return self._finish(is_new_question=is_new_question)

    def _finish(self, *, is_new_question: bool) -> Turn:
        walk = self.walk
        dossier = walk.dossier
        if is_new_question or dossier.turn == 0:
            dossier.turn = max(dossier.turn + 1, walk.now)
        if walk.events and any(event.name == "step_entered" for event in walk.events):
            dossier.session.screens += 1
            walk.note("screen_shown")
        screen = draw(walk, tuple(self.notes))
        return Turn(dossier, screen, tuple(walk.events), erase=self.erase)

    def _open_session(self) -> None:
        """A visit after a silence is a new one: what was said of anger or skipped is past."""
        session, now = self.walk.dossier.session, self.walk.now
        if now - session.last > SESSION_GAP:
            self.walk.dossier.session = Session(began=now, last=now)
            if session.last:
                self.notes.append(TextKey("_shared/welcome_back"))
        session = self.walk.dossier.session
        session.last = max(session.last, now)

    def _obey(self, name: str) -> bool:
        obeyed = obey(self.walk, name)
        self.notes.extend(obeyed.notes)
        return obeyed.is_new_question

    def _is_stale(self, tap: Tap) -> bool:
        return tap.turn is not None and tap.turn != self.walk.dossier.turn

    def _stale(self) -> None:
        self.walk.note("stale_input")
        self.notes.append(TextKey("_shared/stale"))

    def _answer(self, given: Tap | Say | Unreadable) -> None:
        if isinstance(given, Say) and self._reacted(given):
            return
        if isinstance(given, Unreadable):
            self.notes.append(TextKey("_shared/unreadable"))
        if isinstance(given, Tap):
            if given.option == MORE:
                self._obey("menu")
                return
            opt_out = self._opt_out(given.option)
            if opt_out is not None:
                self._leave_out(opt_out)
                return
        self._handle(self.walk.step.accept(self.walk.scope(), given), given)

    def _reacted(self, said: Say) -> bool:
        """React to danger, anger and "nobody"; True where the turn is complete with that."""
        if said.masked:
            self.notes.append(TextKey("_shared/masked"))
        if said.is_too_young:
            self.notes.append(self._too_young())
            if not self._takes_words():
                return True
        if said.danger == "clear":
            self._clear_danger(said)
            return True
        if said.danger == "perhaps":
            self.walk.note("danger_seen", "perhaps")
            self.notes.append(TextKey("_shared/danger_perhaps"))
        takes_words = self._takes_words()
        if said.angry and self._calm():
            if takes_words:
                self.walk.frame.work["private"] = True
            elif not said.nobody:
                return True
        return self._said_opt_out(said, takes_words=takes_words)

    def _takes_words(self) -> bool:
        return draw(self.walk, ()).text in ("words", "draft")

    def _too_young(self) -> TextKey:
        organisation = self.walk.content.organisation
        values = {"age": organisation.minimum_age, "line": organisation.line("children_line")}
        return TextKey("_shared/too_young", values)

    def _clear_danger(self, said: Say) -> None:
        """The fixed message at once; words that answer a question are kept, for nobody else."""
        walk = self.walk
        walk.note("danger_seen", "clear")
        if walk.frame.dialogue == DANGER:
            return
        if self._takes_words():
            walk.frame.work["private"] = True
            self._handle(walk.step.accept(walk.scope(), said), said)
        walk.open_aside(DANGER)

    def _calm(self) -> bool:
        """Answer anger, once in a visit (R-40); whether this was that once."""
        session = self.walk.dossier.session
        if session.calmed:
            return False
        session.calmed = True
        self.walk.note("anger_seen")
        self.notes.append(TextKey("_shared/calm"))
        return True

    def _said_opt_out(self, said: Say, *, takes_words: bool) -> bool:
        """Words that leave the question: "niemand", "weet ik niet", "sla over"."""
        wanted = [
            name
            for name, was_said in (
                ("none", said.nobody or (said.nothing and self._shows("none"))),
                ("skip", said.skip),
                ("dont_know", said.dont_know),
            )
            if was_said
        ]
        if said.dont_know:
            wanted.append("skip")
        opt_out = next(filter(None, map(self._opt_out, wanted)), None)
        if opt_out is None or (takes_words and said.angry):
            return False
        self._leave_out(opt_out)
        return True

    def _shows(self, name: str) -> bool:
        """Whether an opt-out stands on the screen; one that does not is taken by its own word."""
        opt_out = self._opt_out(name)
        return opt_out is not None and opt_out.is_shown

    def _opt_out(self, name: str) -> OptOut | None:
        there = self.walk.step.opt_outs_there(self.walk.scope())
        return next((opt_out for opt_out in there if opt_out.id == name), None)

    def _leave_out(self, opt_out: OptOut) -> None:
        """Leave the question, without a reason asked and without a trace of blame (R-33)."""
        walk = self.walk
        walk.note("option_taken", opt_out.id)
        scope = walk.scope()
        if opt_out.id == "private":
            walk.frame.work["private"] = True
            self.notes.append(TextKey("_shared/kept_private"))
            return
        if opt_out.id == "later":
            self._obey("later")
            return
        for variable, value in opt_out.sets.items():
            scope.write(variable, value)
        status = {"none": "none", "dont_know": "dont_know"}.get(opt_out.id, "skipped")
        walk.step.leave_out(scope, status)  # type: ignore[arg-type]
        walk.note("answer_skipped", opt_out.id)
        walk.leave(f"opt_{opt_out.id}")

    def _handle(self, outcome: Outcome, given: Input) -> None:
        walk = self.walk
        if isinstance(outcome, Refuse):
            self._again(outcome.reason, given)
            return
        if isinstance(given, Tap):
            walk.note("option_taken", given.option)
        walk.frame.work.pop("tries", None)
        if isinstance(outcome, Go):
            walk.note("answer_accepted")
            self.notes.extend(outcome.notes)
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
            self._obey(order.command)

    def _again(self, reason: str, given: Input) -> None:
        """Ask again, at most twice; then leave the question kindly (R-42)."""
        walk = self.walk
        walk.note("answer_rejected", reason)
        if isinstance(given, Say) and given.danger:
            return  # a call for help is no wrong answer
        tries = _tries(walk) + 1
        walk.frame.work["tries"] = tries
        if tries > TRIES:
            self._move_on()
        elif not any(note.key == "_shared/unreadable" for note in self.notes):
            key = reason if tries == 1 else "reask_tap"
            self.notes.append(TextKey(f"_shared/{key}"))

    def _move_on(self) -> None:
        walk = self.walk
        walk.note("moved_on")
        self.notes = [TextKey("_shared/moved_on")]
        walk.frame.work.pop("tries", None)
        opt_out = self._opt_out("skip")
        if opt_out is not None:
            self._leave_out(opt_out)
        elif walk.step.fallback is not None:
            fallback = Tap(walk.step.fallback)
            self._handle(walk.step.accept(walk.scope(), fallback), fallback)
        else:
            walk.leave("default")


def _alarms(given: Input) -> bool:
    return isinstance(given, Say) and given.danger is not None


def _tries(walk: Walk) -> int:
    tries = walk.frame.work.get("tries")
    return tries if isinstance(tries, int) else 0
