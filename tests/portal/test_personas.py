"""Each persona who shares, through journey D in the chat and journey E in the portal, and back."""

import html
import re

import pytest

from states.dossier import decode, encode
from states.input import Command
from states.sharing.deeds import Publish as Published
from states.sharing.deeds import Withdraw as Withdrawn
from states.sharing.news import hear
from states.sharing.snapshot import decode_snapshot
from storage.deeds import Publish, Withdraw
from tests.dialogues.scenario import all_scenarios, go_on

PERSONAS = {
    "a": "share_a_only_his_request",
    "d": "share_d_please_call",
    "e": "share_e_letters",
    "g": "share_g_reads_along",
    "h": "share_h_take_the_lead",
}
MOST_TIPS = 3


class Persona:
    """A scenario that is played turn by turn, with a real portal beside it."""

    def __init__(self, house, name):
        [self.scenario] = [one for one in all_scenarios() if one.path.stem == name]
        self.house, self.talk = house, self.scenario.talk()
        told = next(iter(self.scenario.workers.values()))
        details = {key: told[key] for key in ("name", "organisation", "role") if key in told}
        self.worker, self.sharer = house.worker(**details), house.client()
        self.shares = {}

    def play(self):
        """All turns; what is sent is read at once, what is taken back is looked for again."""
        for turn in self.scenario.turns:
            if go_on(self.scenario, turn, self.talk):
                for deed in self.talk.turn.deeds:
                    self.do(deed)

    def do(self, deed):
        self.house.clock.at = float(self.talk.now)
        if isinstance(deed, Published):
            self.publish(deed)
            self.read(deed)
        elif isinstance(deed, Withdrawn):
            path = self.shares.pop(deed.share)
            assert self.signed_in().get(path).status == 200
            self.sharer.do(Withdraw(bytes.fromhex(deed.share)))
            assert self.signed_in().get(path).status == 404

    def publish(self, deed):
        if not self.sharer.pairing:
            self.sharer.accept(self.house.keeps.make_code(self.worker.worker))
        share = bytes.fromhex(deed.share)
        self.sharer.do(Publish(share, self.sharer.pairing, deed.until, deed.payload))
        self.shares[deed.share] = f"/gedeeld/{deed.share}"

    def signed_in(self):
        """The worker, of whom time has passed in between."""
        self.worker.cookies["__Host-kring"] = self.house.keeps.open_session(self.worker.worker)
        self.worker.csrf = ""
        return self.worker

    def read(self, deed):
        """E1 to E7: in the list, the question for oneself, and what was shared, to the word."""
        worker, path = self.signed_in(), self.shares[deed.share]
        assert path in worker.get("/gedeeld").text
        before = worker.get(path)
        assert "Voor u leest" in before.text
        shown = worker.follow(worker.post(f"{path}/openen"))
        words = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", shown.text)).split())
        document = decode_snapshot(deed.payload).document
        for block in document.blocks:
            for said in (block.heading, *block.paragraphs, *block.lines):
                assert " ".join(str(said or "").split()) in words
        assert shown.text.count('class="tip"') <= MOST_TIPS
        for name in self.left_out(document):
            assert name not in words

    def left_out(self, document):
        """Names that nobody chose to show, and that stand in no word that was chosen."""
        said = str(document)
        labels = [alter.label for alter in self.talk.dossier.alters]
        return [label for label in labels if label not in said]

    def answer(self, share):
        """E8: one fixed reply; in the chat one neutral line first, and then who says what."""
        worker = self.signed_in()
        path = self.shares[share]
        worker.get(path)
        assert worker.post(f"{path}/antwoord", reply="read").status == 303
        dossier, tells = decode(self.talk.stored), 0
        for news in self.house.news():
            heard = hear(dossier, news)
            dossier, tells = heard.dossier, tells + heard.tells
        assert tells == 1
        self.talk.stored = encode(dossier)
        self.talk.give(Command("resume"))
        assert self.talk.place.startswith("heard/")
        [sent] = [one for one in dossier.shares if one.id == share]
        assert sent.to in self.talk.shown()
        assert sent.opened
        assert sent.looked >= 1


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_shares_and_is_read_and_hears_of_it(house, persona):
    someone = Persona(house, PERSONAS[persona])
    someone.play()
    for share in list(someone.shares):
        someone.answer(share)
    assert house.keeps.verify_views().is_whole
    assert house.keeps.verify_views().count >= 1
