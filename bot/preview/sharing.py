"""What makes the rules on sharing hold, for the screens of who shares something."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.preview.answers import NOW, sample
from states.days import local_day
from states.dossier import Dossier
from states.sharing.preview import note_preview
from states.sharing.records import MYSELF, Pairing, Reply, Share, Sharing, WorkerFacts

if TYPE_CHECKING:
    from bot.preview.fitting import Fitting

TODAY = local_day(NOW)
WORKER = WorkerFacts("00" * 16, "Noor", "Wijkteam Oost", "maatschappelijk werker")
PAIRING = "01" * 16


def _pairing(dossier: Dossier, *, accepted: bool) -> None:
    dossier.pairings = [Pairing(PAIRING, WORKER, TODAY - 3, accepted=accepted)]


def _sharing(dossier: Dossier) -> Sharing:
    return dossier.sharing or Sharing(NOW)


def has_pairings(fitting: "Fitting", wanted: bool) -> None:
    """Be paired with a worker, or with nobody."""
    fitting.dossier.pairings = []
    if wanted:
        _pairing(fitting.dossier, accepted=True)


def to_choose(fitting: "Fitting", wanted: bool) -> None:
    """Have workers to choose from."""
    has_pairings(fitting, wanted)
    fitting.dossier.sharing = replace(_sharing(fitting.dossier), to="")


def has_offer(fitting: "Fitting", wanted: bool) -> None:
    """Have a code that was typed, and not answered."""
    dossier = fitting.dossier
    if wanted:
        _pairing(dossier, accepted=False)
    dossier.sharing = replace(_sharing(dossier), offered=PAIRING if wanted else "")


def is_away(fitting: "Fitting", wanted: bool) -> None:
    """Share with somebody who is away."""
    is_addressed(fitting, wanted=True)
    away = replace(WORKER, away_until=TODAY + 9, stand_in="Sam") if wanted else WORKER
    fitting.dossier.pairings = [replace(one, worker=away) for one in fitting.dossier.pairings]


def is_addressed(fitting: "Fitting", wanted: bool) -> None:
    """Have chosen for whom it is."""
    if wanted:
        _pairing(fitting.dossier, accepted=True)
    _to(fitting, PAIRING if wanted else "")


def to_self(fitting: "Fitting", wanted: bool) -> None:
    """Make it for oneself, or for a worker."""
    if not wanted:
        is_addressed(fitting, wanted=True)
    else:
        _to(fitting, MYSELF)


def _to(fitting: "Fitting", to: str) -> None:
    sharing = _sharing(fitting.dossier)
    fitting.dossier.sharing = replace(sharing, to=to)
    _see_again(fitting)


def _see_again(fitting: "Fitting") -> None:
    """What was seen before is changed now: it is that which was seen."""
    if _sharing(fitting.dossier).previewed:
        note_preview(fitting.scope())


def preview_stands(fitting: "Fitting", wanted: bool) -> None:
    """Have seen what is sent."""
    if wanted:
        if not _sharing(fitting.dossier).to:
            is_addressed(fitting, wanted=True)
        note_preview(fitting.scope())
    elif fitting.dossier.sharing is not None:
        fitting.dossier.sharing = replace(fitting.dossier.sharing, previewed="")


def is_sharing(fitting: "Fitting", wanted: bool) -> None:
    """Be in the middle of it."""
    fitting.dossier.sharing = _sharing(fitting.dossier) if wanted else None


def says_something(fitting: "Fitting", wanted: bool) -> None:
    """Share what is liked."""
    fitting.set("interests", sample(fitting.content, "interests") if wanted else None)
    fitting.set("parts", ["likes"] if wanted else None)
    _see_again(fitting)


def has_map(fitting: "Fitting", wanted: bool) -> None:
    """Share the circle, with everybody in it who may be shown."""
    fitting.people(wanted=True)
    fitting.set("parts", ["map"] if wanted else ["likes"])
    fitting.set("parts_people", [alter.id for alter in fitting.dossier.alters])
    _see_again(fitting)


def sentences(fitting: "Fitting", wanted: bool) -> None:
    """Have own words in it that name somebody who is not shown."""
    fitting.people(wanted=True)
    fitting.dossier.sharing = replace(_sharing(fitting.dossier), words={}, kept=())
    fitting.set("parts", ["likes"])
    fitting.set("parts_people", None)
    name = fitting.dossier.alters[0].label if fitting.dossier.alters else ""
    fitting.set("interests", f"wandelen met {name}" if wanted else None)


def shares(fitting: "Fitting", wanted: bool) -> None:
    """Have sent something, that was opened."""
    until, sent = TODAY + 60, NOW - 5 * 86_400
    minutes = tuple((sent + n * 86_400) // 60 for n in (1, 2))
    one = Share(
        "02" * 16, PAIRING, WORKER.name, WORKER.organisation, sent, until, ("likes",),
        opened=sent + 86_400, looks=minutes, looked=2,
    )  # fmt: skip
    fitting.dossier.shares = [one] if wanted else []


def news(fitting: "Fitting", wanted: bool) -> None:
    """Have a reply that was not read."""
    shares(fitting, wanted=True)
    replies = (Reply("talk", NOW, TODAY + 4, told=not wanted),)
    fitting.dossier.shares = [replace(one, replies=replies) for one in fitting.dossier.shares]


def unsafe(fitting: "Fitting", wanted: bool) -> None:
    """Feel unsafe with one of them, or with nobody."""
    fitting.people(wanted=True)
    for number, alter in enumerate(list(fitting.dossier.alters)):
        answers = fitting.dossier.edit_alter(alter.id).answers
        feel = answers.get("feel")
        if wanted and number == 1 and feel is not None:
            answers["feel"] = replace(feel, value="unsafe")
        elif not wanted and feel is not None and feel.value == "unsafe":
            answers["feel"] = replace(feel, value="costs_energy")


RULES: Mapping[str, Callable[["Fitting", bool], None]] = {
    "has_pairings": has_pairings,
    "has_pairings_to_choose": to_choose,
    "pairing_is_live": has_pairings,
    "has_offer": has_offer,
    "worker_away": is_away,
    "is_addressed": is_addressed,
    "shares_to_self": to_self,
    "preview_stands": preview_stands,
    "is_sharing": is_sharing,
    "snapshot_says_something": says_something,
    "snapshot_has_map": has_map,
    "has_own_sentences": sentences,
    "has_all_sentences": sentences,
    "has_shares": shares,
    "has_live_shares": shares,
    "share_is_live": shares,
    "unread_news": news,
    "has_unread_news": news,
    "unsafe_somebody": unsafe,
}
