"""Clients who share something, for the tests of it: invented, with one worker or more."""

from dataclasses import replace as replaced
from typing import Any

from ruamel.yaml import YAML

from states.content import Content
from states.dialogue import Dialogue
from states.dossier import Answer, Dossier, Entry, Frame, SideName, Value, new_dossier
from states.machine import compile_dialogue
from states.scope import Scope
from states.sharing.records import Pairing, Share, Sharing, WorkerFacts
from states.sides import put_on
from tests.talk import MONDAY_MORNING, real_content

WORKER = WorkerFacts("11" * 16, "Noor", "Wijkteam Oost", "maatje")
OTHER = WorkerFacts("22" * 16, "Sam", "Wijkteam West")
PAIRING = "aa" * 16
DAY = MONDAY_MORNING // 86_400

ALL_PARTS = (
    *("likes", "wishes", "request", "plan", "map"),
    *("care", "between", "now", "thoughts", "talk"),
)

SHARE = """
format: 1
id: share
version: 1
chapters:
  - id: all
    steps:
      - id: begin
        kind: gate
        fallback: not_now
        options:
          - {id: go_on, effect: begin_sharing}
          - {id: overview, next: shared}
          - {id: not_now, next: left}
      - {id: code, kind: code, when: {not: {rule: has_offer}}, opt_outs: [{id: skip, next: left}]}
      - id: offer
        kind: gate
        shows: [offer]
        when: {rule: has_offer}
        fallback: not_now
        options:
          - {id: accept, effect: accept_offer}
          - {id: not_now, effect: decline_offer, next: left}
      - {id: to_choose, kind: call, dialogue: choose}
      - id: sentences
        kind: each
        over: {rule: own_sentences}
        steps: [{id: sentence, kind: reword, opt_outs: [skip]}]
      - id: look
        kind: preview
        shows: [snapshot]
        fallback: stop
        options:
          - {id: send, effect: send_share, next: sent, when: {rule: preview_stands}}
          - {id: change, next: words}
          - {id: stop, effect: stop_sharing, next: left}
      - id: words
        kind: each
        over: {rule: all_sentences}
        next: look
        steps: [{id: other_words, kind: reword, opt_outs: [skip]}]
      - id: sent
        kind: say
        shows: [worker, snapshot_until]
        fallback: go_on
        options: [{id: go_on}]
      - id: shared
        kind: each
        over: {rule: shares}
        steps:
          - id: one
            kind: choice
            when: {rule: share_is_live}
            shows: [share_item]
            fallback: keep
            options: [{id: keep}, {id: withdraw, effect: withdraw_share}]
      - id: workers
        kind: each
        over: {rule: pairings}
        steps:
          - id: worker
            kind: choice
            when: {rule: pairing_is_live}
            shows: [pairing_item]
            fallback: keep
            options: [{id: keep}, {id: end, effect: end_pairing}]
      - {id: left, kind: say, fallback: go_on, options: [{id: go_on}]}
"""
HEARD = """
format: 1
id: heard
version: 1
chapters:
  - id: all
    steps:
      - id: each_one
        kind: each
        over: {rule: unread_news}
        steps:
          - id: one
            kind: say
            shows: [news_item]
            fallback: go_on
            options: [{id: go_on, effect: note_told}]
"""


def sharing_content(*, heard: bool = True, pictures: bool = True) -> Content:
    """The shipped content with small dialogues for sharing, that only these tests have."""
    content = real_content()
    texts = {"share": SHARE, **({"heard": HEARD} if heard else {})}
    made = {name: compile_dialogue(_dialogue(text)) for name, text in texts.items()}
    others = {name: d for name, d in content.dialogues.items() if name not in ("share", "heard")}
    dialogues = {**others, **made}
    features = {"sharing", *(("pictures",) if pictures else ())}
    return replaced(content, dialogues=dialogues, capabilities=frozenset({*dialogues, *features}))


def _dialogue(text: str) -> Dialogue:
    found: Any = YAML(typ="safe", pure=True).load(text)
    return Dialogue.model_validate(found)


def scope(dossier: Dossier, *, item: str | None = None, now: int = MONDAY_MORNING) -> Scope:
    """A client in the middle of sharing, with a list for what is done."""
    frame = Frame("start", "home", item)
    return Scope.at(real_content(), dossier, frame, now, [])


def client(**answers: Value) -> Dossier:
    """A client who is paired, chose all parts, and gave these answers."""
    dossier = new_dossier()
    dossier.pairings = [Pairing(PAIRING, WORKER, DAY, accepted=True)]
    dossier.sharing = Sharing(MONDAY_MORNING, to=PAIRING)
    dossier.ego = {name: Answer(value) for name, value in answers.items()}
    dossier.ego.setdefault("parts", Answer(list(ALL_PARTS)))
    return dossier


def with_people(dossier: Dossier, *labels: str, names: str = "names") -> Dossier:
    """The same with people who are all shown."""
    for label in labels:
        dossier.add_alter(label, "free_list", 20_000)
    dossier.ego["parts_people"] = Answer([alter.id for alter in dossier.alters])
    dossier.ego["parts_names"] = Answer(names)
    return dossier


def with_entry(dossier: Dossier, kind: str, **answers: Value | Answer) -> Entry:
    """Something that the client made: an open step, unless it is said otherwise."""
    entry = dossier.edit_entry(dossier.add_entry(kind, DAY).id)
    if kind == "action":
        entry.answers["plan_state"] = Answer("open")
    for name, value in answers.items():
        entry.answers[name] = value if isinstance(value, Answer) else Answer(value)
    return entry


def on(side: SideName, dossier: Dossier) -> Dossier:
    """The same client, standing on a side, where the same share is being made ready."""
    moved = dossier.copy()
    put_on(real_content(), moved, side)
    moved.sharing = Sharing(MONDAY_MORNING, to=PAIRING, side=side)
    return moved


def as_carer(**answers: Value) -> Dossier:
    """A client who told this as a carer, chose all parts there, and stands on that side."""
    dossier = client()
    told = {name: Answer(value) for name, value in answers.items()}
    dossier = on("care", dossier)
    dossier.ego = {"parts": Answer(list(ALL_PARTS)), **told}
    return dossier


def shared(number: int = 1, **fields: Any) -> Share:
    """Something that was sent on the first day."""
    until = fields.pop("until", DAY + 90)
    name = f"{number:032x}"
    return Share(name, PAIRING, "Noor", "Wijkteam Oost", MONDAY_MORNING, until, **fields)
