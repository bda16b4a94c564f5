"""Whatever anybody does: nothing goes out twice, unseen, or to be forgotten (R-30, R-31)."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from states.code_word import made_of
from states.days import local_day
from states.dossier import Dossier, decode, encode
from states.input import Command, Input, Offered, Say, Tap
from states.scope import Scope
from states.sharing.deeds import Deed, Pair, Publish, Unpair, Withdraw
from states.sharing.news import News, NewsKind, hear
from states.sharing.records import WorkerFacts
from states.sharing.snapshot import digest, snapshot_bytes
from states.steps.option_step import PreviewStep
from tests.conftest import IS_FULL
from tests.states.sharing import client, with_people
from tests.states.test_sharing_turns import OFFER, deeds, talk
from tests.talk import Talk, content_with

WORD = "zonnebloem"
USUAL = {
    "share/explain": ("go_on",),
    "share/to_whom": ("known", "new_code", "myself"),
    "share/this_one": ("yes",),
    "share/offer": ("accept",),
    "share/what_happens": ("go_on",),
    "share/never_shared": ("go_on",),
    "share/exact_preview": ("good", "good", "change"),
    "share/confirm": ("send",),
    "share/one_share": ("withdraw", "keep"),
    "share/one_worker": ("stop_with", "keep"),
    "choose/parts": ("likes", "map", "request", "done", "done"),
    "choose/people": ("a1", "a2", "done"),
}
"""What most people do, so that walks come to their end."""


@given(st.lists(st.integers(0, 9), max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_done_each_deed_happens_once(moves: list[int]) -> None:
    """Taps at random, old ones too: nothing goes out twice, and nothing that was not seen."""
    found = talk()
    done: list[Deed] = []
    for move in moves:
        old = found.screen.turn
        previewed = found.dossier.sharing.previewed if found.dossier.sharing else ""
        options = [one.id for one in found.screen.options]
        if move == 9:
            found.give(OFFER if move % 2 else Command("share"))
        elif move == 8 or not options:
            found.give(Command("share"))
        elif move == 7:
            found.give(Tap("send", old - 1))
        else:
            found.give(Tap(options[move % len(options)], old))
        for deed in deeds(found):
            if isinstance(deed, Publish):
                assert digest(deed.payload) == previewed
            done.append(deed)
    published = [one.share for one in done if isinstance(one, Publish)]
    assert len(published) == len(set(published)) == len(found.dossier.shares)
    withdrawn = [one for one in done if isinstance(one, Withdraw)]
    assert len(withdrawn) == len(set(withdrawn))


class Walker:
    """A client who does anything, and what the storage would hold of it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing is secret here
        dossier = client(interests="dansen met Bea", request="hulp van Anna", consent=True)
        with_people(dossier, "Anna", "Bea", "mijn zus")
        dossier.pairings, dossier.sharing, dossier.turn = [], None, 5
        for name in ("parts", "parts_people", "parts_names"):
            del dossier.ego[name]
        if seed % 2:
            dossier.code_word = made_of(WORD, "salt")
        self.talk = Talk(content=content_with("sharing", "pictures"), stored=encode(dossier))
        self.pairings: dict[str, bool] = {}
        self.shares: dict[str, Publish] = {}
        self.seen = ("", "")
        self.count = 0

    def go(self) -> None:
        """One thing, with all that must hold after it."""
        chance, found = self.chance, self.talk
        if chance.random() < 0.01:
            found.wait(chance.choice((60, 3_600, 86_400)))
        if chance.random() < 0.1:
            self._hear()
        found.give(self._anything())
        for deed in deeds(found):
            self._do(deed)
        self._look()
        assert not found.turn.erase
        assert found.screen.options
        self._agrees()

    def _anything(self) -> Input:
        chance, screen = self.chance, self.talk.screen
        if chance.random() < 0.02 or self.talk.place == "share/code":
            number = chance.randrange(3)
            facts = WorkerFacts(f"{number:032x}", f"Noor {number}", "Wijkteam")
            self.pairings.setdefault(f"{number + 16:032x}", False)
            return Offered(facts, f"{number + 16:032x}")
        if not self.talk.place.startswith(("share", "choose")) and chance.random() < 0.4:
            return chance.choice((Command("share"), Say(WORD)))
        if chance.random() < 0.03:
            return chance.choice((Command("back"), Command("menu"), Command("share")))
        options = [one.id for one in screen.options if one.id != "delete"]
        usual = [name for name in USUAL.get(self.talk.place, ()) if name in options]
        old = screen.turn - chance.choice((0,) * 18 + (15, 30))
        return Tap(chance.choice(usual if usual and chance.random() < 0.9 else options), old)

    def _hear(self) -> None:
        if not self.shares:
            return
        share = self.chance.choice(sorted(self.shares))
        kinds: tuple[NewsKind, ...] = ("opened", "looked", "replied", "ended")
        kind = self.chance.choice(kinds)
        if kind == "ended":
            self._do(Unpair(self.shares[share].pairing))
        before = decode(self.talk.stored)
        news = News(kind, share=share, at=self.talk.now - self.chance.randrange(99), reply="call")
        after = hear(before, news).dossier
        assert (after.session, after.stack, after.turn) == (
            before.session,
            before.stack,
            before.turn,
        )
        self.talk.stored = encode(after)

    def _do(self, deed: Deed) -> None:
        match deed:
            case Pair(pairing=name):
                self.pairings[name] = True
            case Unpair(pairing=name):
                self.pairings.pop(name, None)
                self.shares = {k: one for k, one in self.shares.items() if one.pairing != name}
            case Withdraw(share=name):
                del self.shares[name]
            case Publish():
                assert self.pairings[deed.pairing]
                assert self.seen == (digest(deed.payload), deed.pairing)
                assert deed.share not in self.shares
                self.shares[deed.share] = deed
                self.count += 1

    def _look(self) -> None:
        """Remember what was shown last, and for whom."""
        turn, screen, top = self.talk.turn, self.talk.screen, self.talk.dossier
        step = self.talk.content.dialogues[screen.dialogue].steps[screen.step]
        if not turn.is_silent and isinstance(step, PreviewStep) and step.shows_snapshot():
            there = Scope.at(self.talk.content, top, top.stack[-1], self.talk.now)
            to = top.sharing.to if top.sharing is not None else ""
            self.seen = (digest(snapshot_bytes(there)), to)

    def _agrees(self) -> None:
        """What a worker can read is what the client can take back, in some conversation."""
        top = decode(self.talk.stored)
        mine: list[Dossier] = [top, *(decode(one.kept) for one in top.asleep)]
        today = local_day(self.talk.now)
        live = {one.id for each in mine for one in each.shares if one.is_live(today)}
        assert live == {name for name, one in self.shares.items() if one.until >= today}
        paired = {one.id for each in mine for one in each.pairings if one.is_live}
        assert paired == {name for name, is_accepted in self.pairings.items() if is_accepted}


def test_what_workers_can_read_and_what_clients_know_of_are_the_same() -> None:
    """In all dialogues, over a code word and back; and each was seen before it went."""
    count = 0
    for seed in range(2_000 if IS_FULL else 80):
        walker = Walker(seed)
        for _ in range(150):
            walker.go()
        count += walker.count
    assert count >= 10, "walks that share nothing show nothing"
