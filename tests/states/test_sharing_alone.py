"""Non-interference: what is not shared changes no byte of what a worker gets (R-13, R-30, R-48).

Pairs of clients who share the same and differ in all else, as far as chance can think of it. What
is shared is written down here once more, by the rules and not by the code.
"""

import random
from collections.abc import Iterator

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from states.codebook import Variable
from states.dossier import (
    Alter,
    Answer,
    Asleep,
    CodeWord,
    Dossier,
    Entry,
    Frame,
    MapVersion,
    Side,
    Taps,
    encode,
    new_dossier,
)
from states.harm import may_be_shown
from states.sharing.preview import note_preview
from states.sharing.records import Pairing, Sharing
from states.sharing.sentences import own_sentences
from states.sharing.snapshot import ORDER, snapshot, snapshot_bytes
from states.sides import CARE, SELF, put_on
from tests.conftest import IS_FULL
from tests.exports.dossiers import HOSTILE, as_carer, told
from tests.states.sharing import OTHER, PAIRING, WORKER, scope, shared
from tests.talk import MONDAY_MORNING, real_content

PAIRS = 10_000 if IS_FULL else 300

NAMES = (
    "Anna",
    "Bea",
    "De bakker",
    "mijn zus",
    "Ma\u0301ria",
    "أم علي",
    "Anna van Dijk",
    *HOSTILE[:8],
)
WORDS = ("Ik dans met Bea.", "Anna belt mijn zus", "niets", "Bea en Anna", "de bakker", *HOSTILE)
KNOWN = [word for word in (*NAMES, *WORDS) if "\ud800" not in word]
"""Half of a sign, which may be typed in an answer here, cannot be in a map that is kept."""

PEOPLE = frozenset({"wishes", "plan", "map", "care", "between"})
PART_OF = {"action": "plan", "gathering": "plan", "thought": "thoughts"}
"""In which part an entry is told of."""

LESS = ("less", "stop")
"""Wishes with somebody who is in no step of a plan that another reads (R-10)."""

HELPER = ("helper_names", "bring_over")
"""Questions that bring who helps in the care."""

KEPT = frozenset({"parts", "parts_people", "parts_names", "form"})
"""What is a choice on sharing; and `form`, which is changed by itself."""


def somebody(chance: random.Random) -> Dossier:
    """Anyone, on either side, who chose anything to be shared, with people of any name.

    Many have told something on the other side too.
    """
    dossier = told(chance.randrange(7), KNOWN, chance)
    if chance.random() < 0.6:
        as_carer(dossier, chance.randrange(7), KNOWN, chance)
    put_on(real_content(), dossier, chance.choice((SELF, CARE)))
    cards = [card.id for card in real_content().questions.cards]
    for entry in list(dossier.entries):
        answers = dossier.edit_entry(entry.id).answers
        answers["plan_state"] = Answer(chance.choice(("open", "open", "open", "done", "away")))
        answers["thought_question"] = Answer([chance.choice([*cards, "gone"])])
    for alter in list(dossier.alters):
        fresh = dossier.edit_alter(alter.id)
        fresh.label = chance.choice(NAMES)
        if chance.random() < 0.3:
            fresh.prompts.append(chance.choice(HELPER))
        if chance.random() < 0.5:
            fresh.answers["feel"] = Answer(chance.choice(("good", "mixed")))
            fresh.answers["do_not_contact"] = Answer(value=False)
    ids = [alter.id for alter in dossier.alters]
    dossier.ego["not_good"] = Answer(chance.sample(ids, k=min(len(ids), chance.randrange(2))))
    dossier.ego["parts"] = Answer([part for part in ORDER if chance.random() < 0.7])
    dossier.ego["parts_people"] = Answer([name for name in ids if chance.random() < 0.7])
    if len(ids) > 1 and chance.random() < 0.5:
        groups = ["+".join(chance.sample(ids, k=chance.randrange(2, 1 + len(ids)))) for _ in ids]
        dossier.ego["groups"] = Answer(groups)
    how = chance.choice(("names", "letters", "one_by_one"))
    dossier.ego["parts_names"] = Answer(how)
    dossier.pairings = [Pairing(PAIRING, WORKER, 20_000, accepted=True)]
    dossier.sharing = Sharing(MONDAY_MORNING, to=PAIRING, side=dossier.side)
    return dossier


def is_told(entry: Entry) -> bool:
    """Whether another may read of an entry, where its part is on."""
    asked = entry.answers.get("thought_question")
    ids = asked.value if asked is not None and isinstance(asked.value, list) else []
    cards = [real_content().questions.card(name) for name in ids]
    is_for_oneself = any(card is not None and card.only_alone for card in cards)
    state = entry.answers.get("plan_state")
    is_open = state is not None and state.status == "answered" and state.value == "open"
    return is_open if entry.kind == "action" else entry.kind != "thought" or not is_for_oneself


def parts_of(dossier: Dossier) -> set[str]:
    """The parts that are on."""
    value = dossier.ego["parts"].value
    return set(value) if isinstance(value, list) else set()


def shown_in(dossier: Dossier) -> set[str]:
    """Ids of those who are shown."""
    chosen = dossier.ego["parts_people"].value
    assert isinstance(chosen, list)
    there = {a.id for a in dossier.alters if a.id in chosen and may_be_shown(scope(dossier), a)}
    return there if PEOPLE & parts_of(dossier) else set()


def is_shared(variable: Variable, answer: Answer | None, parts: set[str]) -> bool:
    """Whether somebody else reads an answer, by the codebook."""
    is_there = answer is not None and answer.status == "answered" and not answer.private
    return is_there and variable.summary != "no" and variable.block in parts


class Differing:
    """Makes another client of one, who shares the same."""

    def __init__(self, dossier: Dossier, chance: random.Random) -> None:
        self.before = dossier
        self.chance = chance
        self.parts = parts_of(dossier)
        self.shown = shown_in(dossier)
        unsafe = dossier.ego.get("share_unsafe_with")
        named = unsafe.value if unsafe is not None else None
        # With whom the client does not feel safe, by own will (D6).
        self.told_by_name = set(named) if isinstance(named, list) else set[str]()
        self.new = dossier.copy()

    def make(self) -> Dossier:
        """The other one."""
        self._ego()
        self._others()
        for alter in list(self.new.alters):
            self._alter(self.new.edit_alter(alter.id))
        self._entries()
        self._elsewhere()
        return self.new

    def _may_vary(self, name: str, answers: dict[str, Answer]) -> bool:
        """Whether nobody else reads this answer, nor any other that may take its place."""
        variables = real_content().codebook.variables
        declared = variables[name]
        if name in KEPT or name.startswith("share_"):
            return False
        whole = declared.part_of
        if whole and is_shared(variables[whole], self.before.ego.get(whole), self.parts):
            return True
        return not is_shared(declared, answers.get(name), self.parts)

    def _any(self, name: str) -> Answer | None:
        """Any answer that nobody else reads: of another part, or private, or none."""
        variable = real_content().codebook.variables[name]
        chance = self.chance
        codes = real_content().codebook.codes(name)
        value: object = chance.choice([*WORDS, "x", True, False, 7, ["a1", "a2"], ["a1+a2"]])
        if variable.type == "choice" and codes:
            value = chance.choice(codes)
        elif variable.type == "several" and codes:
            value = [code for code in codes if chance.random() < 0.5]
        answer = Answer(value, at=chance.randrange(10**9), own=chance.random() < 0.5)  # type: ignore[arg-type]
        if variable.part_of is None and is_shared(variable, answer, self.parts):
            if chance.random() < 0.5:
                return replace(answer, private=True)
            return replace(answer, status=chance.choice(("skipped", "dont_know", "none")))
        return answer if chance.random() < 0.8 else None

    def _vary(self, name: str, answers: dict[str, Answer]) -> None:
        made = self._any(name)
        answers.pop(name, None)
        variable = real_content().codebook.variables[name]
        if made is not None and variable.part_of is not None:
            # It may come into view only where what says it all is in view before and after.
            made = replace(made, private=True)
        if made is not None:
            answers[name] = made

    def _ego(self) -> None:
        new, chance = self.new, self.chance
        hidden = [
            name
            for name, variable in real_content().codebook.variables.items()
            if variable.subject == "ego" and self._may_vary(name, new.ego)
        ]
        for name in hidden:
            is_empty_circle = name == "nobody" and "map" in self.parts and not self.shown
            if chance.random() < 0.7 and not is_empty_circle and name not in ("not_good", "groups"):
                self._vary(name, new.ego)
        for name, answer in list(new.ego.items()):
            if not name.startswith("share_"):
                new.ego[name] = replace(answer, at=chance.randrange(10**9), source=0)
        new.ego["form"] = Answer(chance.choice(("je", "u")))
        parts = list(self.parts)
        chance.shuffle(parts)
        new.ego["parts"] = Answer(parts)
        order = list(new.ego.items())
        chance.shuffle(order)
        new.ego = dict(order)
        self._groups()

    def _groups(self) -> None:
        """Others join and leave groups, and there are groups of others."""
        answer = self.new.ego.get("groups")
        value = answer.value if answer is not None else None
        if answer is None or not isinstance(value, list):
            return
        found = []
        for group in value:
            inside = [name for name in group.split("+") if name in self.shown]
            self.chance.shuffle(inside)
            found.append("+".join([*inside, *self._strangers()]))
        found += ["+".join(self._strangers()) for _ in range(self.chance.randrange(3))]
        self.chance.shuffle(found)
        self.new.ego["groups"] = replace(answer, value=[one for one in found if one])

    def _strangers(self) -> list[str]:
        return [f"a{n}" for n in range(100, 104) if self.chance.random() < 0.3]

    def _others(self) -> None:
        """Who is not shown goes, stays, is called otherwise; more are named between."""
        chance, alters = self.chance, list[Alter]()
        chosen = self.before.ego["parts_people"].value
        assert isinstance(chosen, list)
        for alter in self.before.alters:
            if chance.random() < 0.3:
                number = chance.randrange(100, 104)
                if all(one.id != f"a{number}" for one in alters):
                    alters.append(Alter(f"a{number}", chance.choice(NAMES), number, 1, ["other"]))
            is_chosen = alter.id in chosen and PEOPLE & self.parts
            if alter.id in self.told_by_name or is_chosen:
                alters.append(alter)
            elif chance.random() < 0.5:
                alters.append(replace(alter, label=chance.choice(NAMES)))
        self.new.alters = alters
        self.new.next_alter = 104
        # Marks by the list are for those only who are not chosen: of the others some are shown.
        others = [alter.id for alter in alters if alter.id not in chosen]
        before = self.before.ego["not_good"].value
        kept = [name for name in before if name in chosen] if isinstance(before, list) else []
        self.new.ego["not_good"] = Answer([*kept, *(n for n in others if chance.random() < 0.4)])

    def _alter(self, alter: Alter) -> None:
        """Whatever is told of somebody and not shown."""
        chosen = self.before.ego["parts_people"].value
        assert isinstance(chosen, list)
        is_shown, chance = alter.id in self.shown, self.chance
        fixed = {"feel", "do_not_contact", "not_good"} if alter.id in chosen else set()
        if is_shown and self.before.ego["parts_names"].value == "one_by_one":
            fixed |= {"shown_as", "nickname"}
        is_helper = not set(HELPER).isdisjoint(alter.prompts)
        helps = is_helper if is_shown and "care" in self.parts else chance.random() < 0.5
        alter.day, alter.prompts = chance.randrange(20_000), ["other"]
        alter.prompts += [chance.choice(HELPER)] if helps else []
        if is_shown and "plan" in self.parts:
            # With whom the client wants less is in no step: one of the exceptions.
            fixed |= {"wish_with"}
        for name, variable in real_content().codebook.variables.items():
            if variable.subject != "alter" or name in fixed or chance.random() < 0.3:
                continue
            is_open = is_shown and is_shared(variable, alter.answers.get(name), self.parts)
            if not is_open:
                self._vary(name, alter.answers)
                made = alter.answers.get(name)
                if is_shown and is_shared(variable, made, self.parts):
                    del alter.answers[name]
            elif name == "wish_with" and alter.answers[name].value in ("keep", *LESS):
                alter.answers[name] = Answer(chance.choice(("keep", *LESS)))
        order = list(alter.answers.items())
        chance.shuffle(order)
        alter.answers = {n: replace(a, at=chance.randrange(10**9), source=0) for n, a in order}

    def _entries(self) -> None:
        """What is told of a step, a gathering or a thought stays; all else about it differs."""
        chance, found = self.chance, list[Entry]()
        for entry in self.before.entries:
            found += [self._unheard() for _ in range(chance.randrange(2))]
            if is_told(entry) and PART_OF[entry.kind] in self.parts:
                found.append(self._told(entry))
            elif chance.random() < 0.5:
                answers = {**entry.answers, "plan_what": Answer(chance.choice(WORDS))}
                if entry.kind == "action" and PART_OF["action"] in self.parts:
                    answers["plan_state"] = Answer(chance.choice(("done", "away")))
                found.append(replace(entry, day=1, answers=answers))
        self.new.entries = found
        self.new.next_entry = 1_000

    def _unheard(self) -> Entry:
        """An entry that says nothing to anybody else: away, or with nothing but private words."""
        kind = self.chance.choice(("action", "gathering", "thought"))
        names = {"action": "plan_what", "gathering": "gathering_about", "thought": "thought_words"}
        is_on = PART_OF[kind] in self.parts
        words = Answer(self.chance.choice(WORDS), private=is_on or self.chance.random() < 0.5)
        state = Answer(self.chance.choice(("open", "done", "away")))
        by = Answer("worker", private=is_on)
        number = self.chance.randrange(500, 999)
        return Entry(
            f"e{number}", kind, 3, {names[kind]: words, "plan_state": state, "plan_by": by}
        )

    def _told(self, entry: Entry) -> Entry:
        """The same for others, with other days, private answers, and people who are not shown."""
        answers = dict(entry.answers)
        for name, variable in real_content().codebook.variables.items():
            is_here = variable.subject == entry.kind and name not in (
                "plan_state",
                "thought_question",
            )
            if is_here and not is_shared(variable, answers.get(name), self.parts):
                self._vary(name, answers)
                if is_shared(variable, answers.get(name), self.parts):
                    del answers[name]
            elif is_here and variable.type == "alters":
                value = answers[name].value
                shown = [n for n in value if n in self.shown] if isinstance(value, list) else []
                answers[name] = replace(answers[name], value=[*self._strangers(), *shown])
        answers = {n: replace(a, at=self.chance.randrange(10**9)) for n, a in answers.items()}
        return Entry(entry.id, entry.kind, self.chance.randrange(20_000), answers)

    def _on_the_other_side(self) -> Side | None:
        """Anything, also on people of the same names with whom contact is not good there."""
        if self.chance.random() < 0.3:
            return None
        there = told(self.chance.randrange(5), KNOWN, self.chance)
        for alter in list(there.alters):
            if self.chance.random() < 0.5:
                there.edit_alter(alter.id).answers["feel"] = Answer("unsafe")
        return Side(there.ego, there.alters, there.entries, there.maps)

    def _elsewhere(self) -> None:
        """All that is no answer: where one is, what was shared before, what sleeps."""
        new, chance = self.new, self.chance
        new.turn, new.taps = chance.randrange(10**9), Taps(1, ["1:x"])
        new.stack = [Frame("start", "home"), Frame("share", "look", None, {"private": True})]
        new.history = [[["start", "home", None]]] * chance.randrange(9)
        new.sources, new.versions = ["x@1/y"], {"start": chance.randrange(9)}
        new.codebook, new.half_done = chance.randrange(99), {"x": ["y"]}
        new.session.screens, new.session.calmed = chance.randrange(99), True
        new.code_word = CodeWord("ab", "cd") if chance.random() < 0.5 else None
        new.asleep = [Asleep(encode(new_dossier()), 1)]
        new.other_side = self._on_the_other_side()
        new.maps = [MapVersion(chance.randrange(20_000), b"x")] * chance.randrange(4)
        new.shares = [shared(n, looked=n) for n in range(chance.randrange(4))]
        facts = replace(WORKER, away_until=20_800, stand_in="Kim", name="Iemand")
        mine = Pairing(PAIRING, facts, 1, accepted=True)
        new.pairings = [mine, Pairing("bb" * 16, OTHER, 2)]


def decide(one: Dossier, other: Dossier, chance: random.Random) -> None:
    """What the dialogue asks before a preview, answered the same by both."""
    keys = dict.fromkeys([*own_sentences(scope(one)), *own_sentences(scope(other))])
    words, kept = dict[str, str](), list[str]()
    for key in keys:
        if chance.random() < 0.4:
            kept.append(key)
        else:
            words[key] = chance.choice(("", "iets anders", "Anna lacht"))
    for dossier in (one, other):
        assert dossier.sharing is not None
        dossier.sharing = replace(dossier.sharing, words=words, kept=tuple(kept))
    assert not own_sentences(scope(one))
    assert not own_sentences(scope(other))


def pair(seed: int) -> tuple[Dossier, Dossier]:
    """Two clients who share the same."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    one = somebody(chance)
    other = Differing(one, chance).make()
    decide(one, other, chance)
    return one, other


@given(st.integers(0, 2**64))
@settings(max_examples=PAIRS)
def test_what_is_not_shared_changes_no_byte(seed: int) -> None:
    """R-13, R-30, R-48: 10,000 pairs by `make test-full`."""
    one, other = pair(seed)
    later = scope(other, now=MONDAY_MORNING + seed % 400 * 86_400)
    assert snapshot_bytes(scope(one)) == snapshot_bytes(later)


def differences(seeds: range) -> Iterator[tuple[Dossier, Dossier]]:
    """Some pairs, to see that they are worth comparing."""
    for seed in seeds:
        yield pair(seed)


def test_the_pairs_share_something_and_differ_in_much() -> None:
    """A property that compares nothing would always hold."""
    seen = dict.fromkeys((*ORDER, "people", "sentences", "safety", "groups", "carer"), 0)
    seen |= dict.fromkeys(("other side", "steps", "with somebody", "picture of care"), 0)
    for one, other in differences(range(120)):
        found = snapshot(scope(one))
        shown = str(msgspec.to_builtins(found.document))
        for part in {block.part for block in found.document.blocks}:
            seen[part] = seen.get(part, 0) + 1
        seen["people"] += len(one.alters) != len(other.alters)
        seen["sentences"] += bool(one.sharing and (one.sharing.words or one.sharing.kept))
        seen["groups"] += "groups" in found.facts
        seen["carer"] += "carer" in found.facts
        seen["other side"] += one.other_side != other.other_side
        seen["steps"] += len(one.of_kind("action")) != len(other.of_kind("action"))
        seen["with somebody"] += "Met wie" in shown
        seen["picture of care"] += "'view': 'care'" in shown
        assert one.ego != other.ego
    assert all(count >= 5 for count in seen.values()), seen


def test_a_preview_changes_nothing_but_its_own_digest() -> None:
    for one, _ in differences(range(20)):
        before = snapshot_bytes(scope(one))
        note_preview(scope(one))
        assert snapshot_bytes(scope(one)) == before
