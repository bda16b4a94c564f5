"""From a dossier straight to what a worker can read: the engine's bytes, the storage's deeds."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.telegram.lanes import CHANNEL
from states.content import Content
from states.dossier import Answer, Dossier, Frame, encode, new_dossier
from states.scope import Scope
from states.sharing.deeds import share_id
from states.sharing.records import Pairing, Sharing, WorkerFacts
from states.sharing.snapshot import snapshot_bytes
from storage.clients import ClientRef
from storage.deeds import Deed, Pair, Publish, Unpair, Withdraw
from storage.turns import Outcome, TurnCommit

if TYPE_CHECKING:
    from bot.bootstrap import Kring

DAYS = 90
_DAY = int(timedelta(days=1).total_seconds())


@dataclass
class Sharer:
    """A client of whom a worker may read something, by a code that was accepted."""

    kring: "Kring"
    client: ClientRef
    worker: bytes
    pairing: bytes

    @classmethod
    def meet(cls, kring: "Kring", worker: bytes, chat: int) -> "Sharer":
        """Somebody new in this chat, who accepts a code of this worker."""
        made = cls.offered(kring, worker, chat, kring.store.portal().make_code(worker))
        made.accept()
        return made

    @classmethod
    def offered(cls, kring: "Kring", worker: bytes, chat: int, code: str) -> "Sharer":
        """Somebody new in this chat, who typed this code and said nothing yet."""
        client = kring.store.client(CHANNEL, str(chat))
        offer = kring.store.reserve_code(client, code)
        assert offer is not None
        return cls(kring, client, worker, offer.pairing)

    def accept(self) -> None:
        """Say yes to the code."""
        self._commit(new_dossier(), Pair(self.pairing))

    def leave(self) -> None:
        """Decline the code, or end what came of it."""
        self._commit(new_dossier(), Unpair(self.pairing))

    def publish(self, dossier: Dossier, now: float) -> str:
        """Share what the dossier has chosen; where a worker reads it."""
        chosen = self.ready(dossier, now)
        payload = snapshot_bytes(scope_of(self.kring.conversation.content, chosen, now))
        share = bytes.fromhex(share_id(self.pairing.hex(), 0, int(now)))
        self._commit(chosen, Publish(share, self.pairing, int(now) // _DAY + DAYS, payload))
        return f"/gedeeld/{share.hex()}"

    def ready(self, dossier: Dossier, now: float) -> Dossier:
        """The dossier as it is when a preview is shown."""
        chosen = dossier.copy()
        facts = WorkerFacts(self.worker.hex(), "Sanne de Wit", "Wijkteam Zonneveld")
        pairing = self.pairing.hex()
        chosen.pairings = [Pairing(pairing, facts, int(now) // _DAY, accepted=True)]
        chosen.sharing = Sharing(int(now), to=pairing)
        return chosen

    def withdraw(self, path: str) -> None:
        """Take back what is read there."""
        self._commit(new_dossier(), Withdraw(bytes.fromhex(path.rpartition("/")[2])))

    def _commit(self, dossier: Dossier, *deeds: Deed) -> None:
        store, outcome = self.kring.store, Outcome.VERSION_CONFLICT
        while outcome is Outcome.VERSION_CONFLICT:  # the bot takes up news meanwhile
            before = store.load(self.client)
            version = before.version if before else 0
            turn = TurnCommit(self.client, encode(dossier), version, deeds=deeds)
            outcome = store.commit([turn])[0].outcome
        assert outcome is Outcome.COMMITTED, outcome


def scope_of(content: Content, dossier: Dossier, now: float = 0) -> Scope:
    """A client looking at a preview."""
    return Scope(content, dossier, Frame("share", "preview"), int(now))


def with_message(dossier: Dossier, **told: Any) -> Dossier:
    """The dossier with what a worker reads besides the parts.

    Args:
        dossier: Of whom.
        told: `called`, `said` (with what is expected), `code` of what is expected, and whether
            there is somebody unsafe (`safety`).
    """
    called, said = str(told.get("called", "")), str(told.get("said", ""))
    dossier.ego["share_keep"] = Answer("yes")
    dossier.ego["share_expectation"] = Answer(str(told.get("code", "bring_to_talk")))
    if called:
        dossier.ego["share_called"] = Answer(called, own=True)
    if said:
        dossier.ego["share_expectation_words"] = Answer(said, own=True)
    if told.get("safety"):
        alter = dossier.edit_alter(dossier.add_alter("Rob", "free_list", 20_500).id)
        alter.answers["feel"] = Answer("unsafe")
        dossier.ego["share_unsafe"] = Answer("with_name")
        dossier.ego["share_unsafe_with"] = Answer([alter.id])
    return dossier
