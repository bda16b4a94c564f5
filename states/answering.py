"""One input, from what it says to the turn that follows."""

from states.content import DANGER, HOME, OPTIONAL_ASIDES
from states.dossier import Session
from states.drawing import MORE, QUIET, draw
from states.due import open_due
from states.following import Following
from states.input import UNREADABLE_KINDS, Command, Input, Offered, Say, Tap, Unreadable
from states.screen import TextKey, Turn
from states.sharing.effects import choose_pairing_of
from states.sharing.news import open_news
from states.sharing.offers import can_share, is_of_another, remember_offer
from states.sharing.preview import note_preview
from states.sharing.records import MOST_PAIRINGS
from states.steps.code import CodeStep
from states.steps.option_step import PreviewStep
from states.steps.step import Go, Refuse, Stay
from states.taps import is_repeated, judge, remember
from states.walk import Walk

SESSION_GAP = 30 * 60
"""Seconds of silence after which a new visit begins."""

COMING_BACK = (Command("start"), Command("resume"))

WELCOME_BACK = TextKey("_shared/welcome_back")


class Answering(Following):
    """Takes one input on a walk."""

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk)
        self.answered = walk.step
        self.was_moved = walk.dossier.turn > 0 and self._has_moved()

    def take(self, given: Input) -> Turn:
        """The turn that follows on `given`."""
        if self._is_settled(given):
            return Turn(self.walk.dossier, draw(self.walk, ()), self.answered, is_silent=True)
        is_new_visit = self._open_session()
        if isinstance(given, Command):
            self.obey(given.name)
        elif isinstance(given, Offered):
            self._offer(given)
        elif self.walk.dossier.turn == 0 and not _alarms(given):
            pass  # the first thing that anyone says opens the conversation
        elif isinstance(given, Tap) and not self._counts(given):
            self._stale(given)
        elif isinstance(given, Say) and given.late and not self._takes_late(given):
            self._too_late()
        else:
            self._answer(given)
        if _comes_back(given, is_new_visit=is_new_visit):
            self._keep_promise()
        return self._finish(given)

    def _finish(self, given: Input) -> Turn:
        walk = self.walk
        dossier = walk.dossier
        if self.is_new_question or dossier.turn == 0:
            dossier.turn = max(dossier.turn + 1, walk.now)
        has_moved = self._has_moved()
        if has_moved:
            dossier.session.screens += 1
            walk.note("screen_shown")
        if isinstance(walk.step, PreviewStep) and walk.step.shows_snapshot():
            note_preview(walk.scope())
        screen = draw(walk, tuple(self.notes))
        stays = isinstance(self.outcome, Stay) and not has_moved
        # Words that changed what is asked (a draft, a name) made another screen of it.
        by_words = stays and isinstance(given, Say) and not screen.several
        # Who comes back gets the question anew; buttons of before may be of another conversation.
        is_anew = given in COMING_BACK
        remember(dossier, given, is_other_question=has_moved or by_words or is_anew)
        in_place = stays and not self.notes and isinstance(given, Tap) and given.turn is not None
        events = tuple(walk.events)
        return Turn(
            dossier,
            screen,
            self.answered,
            events,
            erase=self.erase,
            in_place=in_place,
            gives=self.gives,
            deeds=tuple(walk.deeds),
        )

    def _has_moved(self) -> bool:
        return "step_entered" in [event.name for event in self.walk.events]

    def _is_new_session(self) -> bool:
        return self.walk.now - self.walk.dossier.session.last > SESSION_GAP

    def _is_settled(self, given: Input) -> bool:
        """Whether this came before and was answered; after a silence somebody wants an answer."""
        is_lost = self.was_moved or self._is_new_session()
        return not is_lost and is_repeated(self.walk.dossier, given)

    def _open_session(self) -> bool:
        """A visit after a silence is a new one: what was said of anger or skipped is past."""
        session, now = self.walk.dossier.session, self.walk.now
        is_new = self._is_new_session()
        if is_new:
            self.walk.dossier.session = Session(began=now, last=now)
            if self.walk.frame.step == HOME:
                self.walk.frame.work.pop("page", None)  # what fits comes first again
            if session.last and _told_something(self.walk):
                self.notes.append(WELCOME_BACK)
        session = self.walk.dossier.session
        session.last = max(session.last, now)
        return is_new

    def _keep_promise(self) -> None:
        """Open what waits for the client, after what they came to say.

        That is what a worker answered, or what the client wanted to be asked by now.
        """
        if self.erase or self.walk.frame.dialogue in QUIET:
            return
        is_news = open_news(self.walk)
        if not is_news and not open_due(self.walk):
            return
        self.is_new_question = True
        self.notes = [note for note in self.notes if note != WELCOME_BACK]
        if not is_news:
            self.notes.append(TextKey("_shared/asked_for"))

    def _offer(self, offered: Offered) -> None:
        """Keep a worker's code, and go where it is answered; first things and danger go before."""
        walk = self.walk
        if not can_share(walk.content):
            self._only_say(TextKey("_shared/share_absent"))
        elif is_of_another(walk.dossier, offered.pairing):
            self._only_say(TextKey("_shared/reask_code"))  # it is in use, as for anybody else
        elif not remember_offer(walk.scope(), offered):
            self._only_say(TextKey("_shared/pairings_full", {"most": MOST_PAIRINGS}))
        elif walk.dossier.turn == 0 or walk.frame.dialogue == DANGER:
            self._only_say(TextKey("_shared/offer_waits"))
        elif isinstance(walk.step, CodeStep):
            choose_pairing_of(walk.scope(), offered)
            self.handle(Go(), offered)
        else:
            walk.open_aside(OPTIONAL_ASIDES["share"])

    def _only_say(self, note: TextKey) -> None:
        self.is_new_question = False
        self.notes.append(note)

    def _counts(self, tap: Tap) -> bool:
        is_lost = self.was_moved and tap.turn is not None
        return not is_lost and judge(self.walk.dossier, tap) == "counts"

    def _stale(self, tap: Tap) -> None:
        """An old button; one that had its effect at this question is no mistake."""
        self.walk.note("stale_input")
        if judge(self.walk.dossier, tap) != "again":
            self.notes.append(TextKey("_shared/stale"))

    def _takes_late(self, said: Say) -> bool:
        """Names that are typed fast after each other all count; other words were not meant here."""
        return bool(said.names) and self.walk.step.kind == "names"

    def _too_late(self) -> None:
        self.walk.note("stale_input")
        self.is_new_question = False
        self.notes.append(TextKey("_shared/late"))

    def _answer(self, given: Tap | Say | Unreadable) -> None:
        if isinstance(given, Tap):
            self._tapped(given)
        elif isinstance(given, Unreadable):
            self._wordless(given)
        elif not self._reacted(given):
            self.handle(self.walk.step.accept(self.walk.scope(), given), given)

    def _tapped(self, tap: Tap) -> None:
        opt_out = self.opt_out(tap.option)
        if tap.option == MORE:
            self.obey("menu")
        elif opt_out is not None:
            self.leave_out(opt_out)
        else:
            outcome = self.walk.step.accept(self.walk.scope(), tap)
            is_old = tap.turn not in (None, self.walk.dossier.turn)
            if isinstance(outcome, Refuse) and is_old:
                self._stale(tap)  # on an earlier drawing there was more to choose
            else:
                self.handle(outcome, tap)

    def _wordless(self, given: Unreadable) -> None:
        """Say what can be done instead; of words that came along only danger is heard."""
        if given.danger == "clear":
            self._clear_danger(given)
            return
        if given.danger == "perhaps":
            self._perhaps_danger()
        kind = given.kind if given.kind in UNREADABLE_KINDS else "other"
        self.notes.append(TextKey(f"_shared/unreadable_{kind}"))
        if kind == "edited":
            self.is_new_question = False  # apps send changes that nobody sees: no wrong answer
        else:
            self.handle(self.walk.step.accept(self.walk.scope(), given), given)

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
            self._perhaps_danger()
        takes_words = self._takes_words()
        if said.angry and self._calm():
            if takes_words:
                self.walk.frame.work["private"] = True
            elif not said.nobody:
                return True
        return self._said_opt_out(said, takes_words=takes_words)

    def _takes_words(self) -> bool:
        return self.walk.step.show(self.walk.scope()).text in ("words", "draft")

    def _too_young(self) -> TextKey:
        organisation = self.walk.content.organisation
        values = {"age": organisation.minimum_age, "line": organisation.line("children_line")}
        return TextKey("_shared/too_young", values)

    def _clear_danger(self, given: Say | Unreadable) -> None:
        """The fixed message at once; words that answer a question are kept, for nobody else."""
        walk = self.walk
        walk.note("danger_seen", "clear")
        if walk.frame.dialogue == DANGER:
            return
        if isinstance(given, Say) and self._takes_words():
            walk.frame.work["private"] = True
            self.handle(walk.step.accept(walk.scope(), given), given)
        walk.open_aside(DANGER)

    def _perhaps_danger(self) -> None:
        self.walk.note("danger_seen", "perhaps")
        self.notes.append(TextKey("_shared/danger_perhaps"))

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
                ("none", said.nobody or (said.nothing and self.shows("none"))),
                ("skip", said.skip),
                ("dont_know", said.dont_know),
            )
            if was_said
        ]
        if said.dont_know:
            wanted.append("skip")
        opt_out = next(filter(None, map(self.opt_out, wanted)), None)
        if opt_out is None or (takes_words and said.angry):
            return False
        self.leave_out(opt_out)
        return True


def _told_something(walk: Walk) -> bool:
    """Whether this conversation knows the client: who sees the first screen is greeted as new.

    A locked conversation shows that screen too, and must not tell that there is another one.
    """
    return bool(walk.dossier.ego or walk.dossier.alters)


def _alarms(given: Input) -> bool:
    return isinstance(given, (Say, Unreadable)) and given.danger is not None


def _comes_back(given: Input, *, is_new_visit: bool) -> bool:
    """Whether somebody wants to go on where they were, and is in no danger."""
    if isinstance(given, Command):
        return given in COMING_BACK
    is_said = isinstance(given, Tap) or (isinstance(given, Say) and given.danger is None)
    return is_new_visit and is_said
