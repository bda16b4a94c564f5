"""The snapshot: all that a worker gets of a client, as one value and as its bytes.

It is a pure function of what the client chose to share:

- the chosen parts, with the answers in them that are not private;
- the chosen people, and how each is called;
- the answers on `share_*`, and the moment that stands on it (`Sharing.at`);
- what was decided on own sentences (`Sharing.words`, `Sharing.kept`).

Nothing else of the dossier changes one byte of it (`states.sharing.projection`), with three
exceptions that keep people safe:

- somebody with whom contact is not good is never shown, though chosen before that was said (R-13);
- somebody with whom the client wants less or nothing is named in no step of the plan, and in no
  words that we made to ask them (R-10, `states.entries`);
- a sentence that names somebody who is not shown stays out, until the client decides on it. That is
  always asked before the preview; what was decided holds, as long as whom it names and was shown
  then is shown now (`states.sharing.sentences`).

It is of one side (`states.sides`): what was told as a client changes no byte of what is shared as a
carer, nor the reverse. So all three exceptions look at that side only, though nothing is suggested
with who is blocked on either: what another reads would tell by a gap what was said on the other
side. What was decided on sentences there does not count here either (`Sharing.side`). That the
client tells it as a carer, the line below the title says.

Preview and snapshot are the same bytes (R-31): `digest` of what was seen is kept, and only the same
can be sent.
"""

from datetime import date
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from states.controls import without_controls
from states.days import date_of, local_day
from states.documents import Block, Document, in_words
from states.errors import SnapshotInvalid
from states.parts import blocks_of
from states.pictures.chart import Chart
from states.scope import Scope
from states.screen import TextKey
from states.sharing.facts import facts
from states.sharing.offers import being_made
from states.sharing.projection import Shared, shared_only
from states.sharing.records import MYSELF, Sharing
from states.sides import CARE

FORMAT = 1

ORDER = (
    *("likes", "request", "plan", "wishes", "map"),
    *("care", "between", "now", "thoughts", "talk"),
)
"""The parts between the expectation and safety: strengths first (R-48)."""

DAYS = {"month": 30, "quarter": 90, "year": 365}
"""For how long a worker can read it, by the code of `share_days`."""

USUAL_DAYS = 90

NOT_ABOUT = "do_not_discuss"
"""The expectation whose own words say what not to talk about."""

FORM = "u"
"""Workers read all in one form of address; which one the client has, shows nowhere."""


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a worker gets.

    Attributes:
        called: How the client is called; empty where nothing was chosen.
        sent: The day of it, as an ISO date.
        until: The last day on which it can be read; empty where it goes to nobody.
        expectation: The code of what the client expects, or empty.
        can_keep: Whether the worker may have it as a PDF.
        document: All of it, in words.
        facts: Codes that a tip may rest on.
    """

    sent: str
    document: Document
    format: int = FORMAT
    called: str = ""
    form: str = FORM
    until: str = ""
    expectation: str = ""
    can_keep: bool = False
    facts: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Snapshot()"


def snapshot(scope: Scope) -> Snapshot:
    """What a worker would get of this client now."""
    sharing = being_made(scope.dossier) or Sharing(scope.now)
    shared = shared_only(scope)
    expectation = _code(scope, "share_expectation")
    blocks = [
        *_expectation(expectation, shared),
        *(replace(b, part=p) for p in ORDER for b in _blocks(shared, p)),
        *_safety(scope),
    ]
    is_mine = sharing.to == MYSELF
    called = _words(scope, "share_called")
    sent = date_of(local_day(sharing.at))
    until = date_of(last_day(scope))
    about = _about(sent, None if is_mine else until, is_carer=scope.dossier.side == CARE)
    document = Document(
        title=TextKey("pictures/share_title", {"called": called}),
        subtitle=about,
        blocks=blocks,
        footer=TextKey(f"pictures/{'summary' if is_mine else 'share'}_footer"),
    )
    return Snapshot(
        sent=sent.isoformat(),
        document=in_words(scope.content, document, FORM),
        called=called,
        until="" if is_mine else until.isoformat(),
        expectation=expectation,
        can_keep=not is_mine and _code(scope, "share_keep") == "yes",
        facts=facts(shared.scope, blocks, expectation),
    )


def _about(sent: date, until: date | None, *, is_carer: bool) -> TextKey:
    """The line below the title: of which day it is, and that it is told as a carer where it is.

    Of who is no carer, or shares nothing as one, it says nothing of that.
    """
    key = "share_made_on" if until is None else "share_dates"
    values = {"sent": sent, "is_carer": is_carer}
    return TextKey(f"pictures/{key}", values if until is None else {**values, "until": until})


def _blocks(shared: Shared, part: str) -> list[Block]:
    """One part, of what is shared and nothing else."""
    chosen = shared.scope.value("parts")
    if not isinstance(chosen, list) or part not in chosen:
        return []
    found = blocks_of(shared.scope, part, lambda words: words)
    return [replace(one, alt=_alt(one.chart)) if one.chart is not None else one for one in found]


def _alt(chart: Chart) -> TextKey:
    return TextKey(f"pictures/share_{chart.view}_alt")


def _expectation(code: str, shared: Shared) -> list[Block]:
    label = [TextKey(f"codebook/share_expectation__{code}")] if code else []
    said = shared.to_worker
    not_about = TextKey("pictures/share_not_about", {"words": said})
    words = [not_about if code == NOT_ABOUT else said] if said else []
    heading = TextKey("pictures/share_expectation")
    return [Block(heading, lines=[*label, *words], part="expectation")] if label or words else []


def _safety(scope: Scope) -> list[Block]:
    """That there is somebody with whom the client is not safe, by the client's own will (D6)."""
    how = _code(scope, "share_unsafe")
    if how not in ("without_name", "with_name"):
        return []
    chosen = scope.value("share_unsafe_with") if how == "with_name" else None
    found = map(scope.dossier.alter, chosen if isinstance(chosen, list) else [])
    names = [alter.label for alter in found if alter is not None]
    said = TextKey("pictures/share_unsafe_with", {"names": names})
    told = said if names else TextKey("pictures/share_unsafe")
    return [Block(TextKey("pictures/share_safety"), [told], part="safety")]


def _code(scope: Scope, name: str) -> str:
    answer = scope.dossier.ego.get(name)
    is_told = answer is not None and answer.status == "answered" and not answer.private
    value = answer.value if is_told and answer is not None else None
    return value if isinstance(value, str) else ""


def _words(scope: Scope, name: str) -> str:
    return " ".join(without_controls(_code(scope, name)).split())


def last_day(scope: Scope) -> int:
    """The last day on which it can be read, since 1970."""
    sharing = being_made(scope.dossier)
    return local_day(sharing.at if sharing is not None else scope.now) + days_of(scope)


def days_of(scope: Scope) -> int:
    """For how many days it can be read."""
    return DAYS.get(_code(scope, "share_days"), USUAL_DAYS)


def circle_in(found: Snapshot) -> Chart | None:
    """The circle of a snapshot, where the map is in it."""
    charts = (block.chart for block in found.document.blocks)
    return next((chart for chart in charts if chart is not None and chart.view == "circle"), None)


def says_something(found: Snapshot) -> bool:
    """Whether there is more in it than what is expected of the worker."""
    return any(block.part in ORDER for block in found.document.blocks)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Snapshot)


def snapshot_bytes(scope: Scope) -> bytes:
    """The bytes of the snapshot: what is sent, and what the preview is held against (R-31)."""
    return _encoder.encode(snapshot(scope))


def digest(data: bytes) -> str:
    """SHA-256 of a snapshot's bytes, in hex."""
    return sha256(data).hexdigest()


def decode_snapshot(data: bytes) -> Snapshot:
    """Read a snapshot.

    Raises:
        SnapshotInvalid: `snapshot_damaged`, or `snapshot_newer` where a later Kring wrote it.
    """
    try:
        found = _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # The library's message holds what it could not read, so it is not passed on.
        raise SnapshotInvalid("snapshot_damaged") from None
    if found.format > FORMAT:
        raise SnapshotInvalid("snapshot_newer")
    return found
