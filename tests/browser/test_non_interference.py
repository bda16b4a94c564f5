"""What is not shared changes not one byte of what a worker can get (R-13, R-30).

Two dossiers that differ only in what was not chosen go the same way: engine, storage, portal, over
HTTP. Ids and moments are those of one client with one pairing on a clock that stands still.
"""

import http.client
import random
import re
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from states.dossier import Alter, Answer, Side
from states.harm import may_be_shown
from storage.records import workers
from tests.browser.browsing import COOKIE
from tests.browser.conftest import IS_FULL
from tests.browser.people import (
    ALTER_WORDS,
    EGO_WORDS,
    EXPECTATION_WORDS,
    MADE_PARTS,
    MADE_WORDS,
    PARTS,
    client,
    made,
    with_plan_and_care,
)
from tests.browser.post import PostOffice
from tests.browser.publishing import Sharer, scope_of, with_message
from tests.browser.town import Town

PAIRS = 200 if IS_FULL else 10
UNSHARED = "geheimwoord"
"""In all that only the second dossier has; it may be nowhere."""

_TYPED = {*EGO_WORDS.values(), *ALTER_WORDS.values(), *MADE_WORDS.values()}
_FREE = ("date",)
"""Of the headers: the moment that the server itself stamps on an answer."""


@dataclass(frozen=True)
class Got:
    """One answer, to the last byte."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __repr__(self):
        return f"{self.asked}: {self.status}, {len(self.body)} bytes"


class Wire:
    """A worker without a browser."""

    def __init__(self, town, session):
        self._town, self._session = town, session

    def ask(self, method, path, **form):
        connection = http.client.HTTPConnection("127.0.0.1", self._town.port, timeout=20)
        headers = {
            "Cookie": f"{COOKIE}={self._session}",
            "Host": f"localhost:{self._town.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(form) if method == "POST" else None
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        given = tuple((k.lower(), v) for k, v in answer.getheaders() if k.lower() not in _FREE)
        return Got(f"{method} {path}", answer.status, given, found)

    def csrf(self):
        found = re.search(rb'name="csrf" value="([^"]+)"', self.ask("GET", "/gedeeld").body)
        return found[1].decode()


def all_that_a_worker_gets(wire, path, csrf):
    """Every page and file about one share, in the order in which a worker comes by."""
    yield wire.ask("GET", "/gedeeld")
    yield wire.ask("GET", path)
    yield wire.ask("POST", f"{path}/openen", csrf=csrf)
    yield wire.ask("GET", path)
    yield wire.ask("GET", "/gedeeld")
    yield wire.ask("GET", f"{path}/er-nog")
    yield wire.ask("GET", f"{path}/stoppen")
    yield wire.ask("GET", f"{path}/antwoord")
    yield wire.ask("POST", f"{path}/pdf", csrf=csrf)
    yield wire.ask("POST", f"{path}/antwoord", csrf=csrf, reply="talk", day="2020-01-01")
    yield wire.ask("POST", f"{path}/antwoord", csrf=csrf, reply="read")
    yield wire.ask("GET", path)
    yield wire.ask("POST", path)
    yield wire.ask("GET", "/koppelen")


class Chance:
    """Random dossiers, and what may change in them."""

    def __init__(self, content, seed):
        self._content = content
        self._random = random.Random(seed)  # noqa: S311 - nothing is secret here

    def pair(self):
        """Two dossiers that differ in what was not chosen, and nowhere else."""
        first = self._any_dossier()
        second = deepcopy(first)
        shown = self._shown(first)
        for alter in list(second.alters):
            if alter.id not in shown:
                self._change_hidden(second, alter)
        for _ in range(self._random.randint(0, 4)):
            new = second.edit_alter(second.add_alter(self._new_name(), "free_list", 20_501).id)
            new.answers = self._any_answers(self._new_name())
        self._change_ego(second)
        self._change_made(second)
        self._change_other_side(second)
        return first, second

    def _any_dossier(self):
        chance = self._random
        dossier = with_plan_and_care(client(chance.randint(0, 14), self._sentence), self._sentence)
        for alter in dossier.alters:
            if chance.random() < 0.3:
                dossier.edit_alter(alter.id).answers |= self._any_answers(self._letters(4))
        for name in list(dossier.ego):
            if name in EGO_WORDS and chance.random() < 0.2:
                del dossier.ego[name]
        everybody = [alter.id for alter in dossier.alters]
        there = [*PARTS, *MADE_PARTS]
        dossier.ego["parts"] = Answer([part for part in there if chance.random() < 0.6])
        dossier.ego["parts_people"] = Answer([one for one in everybody if chance.random() < 0.6])
        dossier.ego["parts_names"] = Answer(chance.choice(["names", "letters"]))
        dossier = with_message(
            dossier,
            called=chance.choice(["", "Noor"]),
            said=chance.choice(["", EXPECTATION_WORDS]),
            code=chance.choice(["call_me", "just_read", "take_the_lead", "do_not_discuss"]),
        )
        dossier.ego["share_keep"] = Answer(chance.choice(["yes", "no"]))
        return dossier

    def _sentence(self, word):
        """Words that name nobody in the place of what was typed; names stay what they are.

        A sentence that names somebody who is not shown stays out, so it does depend on that name.
        """
        return f"lief en {self._letters(3)}" if word in _TYPED else word

    def _letters(self, count):
        return "".join(self._random.choice("bdfgklmnprst") + "a" for _ in range(count))

    def _new_name(self):
        return f"{UNSHARED}{self._letters(3)}"

    def _shown(self, dossier):
        """Who is to be seen: not merely chosen, as what is not good is never shown."""
        chosen = dossier.ego["parts_people"].value
        scope = scope_of(self._content, dossier)
        return {a.id for a in dossier.alters if a.id in chosen and may_be_shown(scope, a)}

    def _any_answers(self, typed):
        chance = self._random
        return {
            "ring": Answer(chance.choice(["very_close", "friend", "acquaintance"])),
            "quadrant": Answer(chance.choice(["family", "professionals", "community"])),
            "feel": Answer(chance.choice(["not_good", "unsafe", "costs_energy", "good"])),
            "wish_with": Answer(chance.choice(["more", "less", "restore", "stop", "keep"])),
            "do_not_contact": Answer(value=chance.random() < 0.3),
            **{name: Answer(typed, own=True) for name in ALTER_WORDS},
        }

    def _change_hidden(self, dossier, alter):
        """Change somebody who is not shown, or take them out; they stay not shown."""
        chosen = dossier.ego["parts_people"].value
        is_harmful = alter.id in chosen
        if self._random.random() < 0.4 and not is_harmful:
            dossier.alters = [one for one in dossier.alters if one.id != alter.id]
            return
        changed = dossier.edit_alter(alter.id)
        changed.label = self._new_name()
        changed.answers |= self._any_answers(self._new_name())
        if is_harmful:
            changed.answers["feel"] = Answer(self._random.choice(["unsafe", "not_good"]))

    def _change_made(self, dossier):
        """Steps that are away, what was made in private, and all that was made of parts not on."""
        parts = set(dossier.ego["parts"].value)
        for entry in list(dossier.entries):
            if ("thoughts" if entry.kind == "thought" else "plan") not in parts:
                changed = dossier.edit_entry(entry.id)
                changed.answers |= {name: Answer(self._new_name()) for name in MADE_WORDS}
            elif entry.kind == "action":
                told = {"plan_practice": Answer(self._new_name()), "plan_feels": Answer("too_big")}
                dossier.edit_entry(entry.id).answers |= told
        for _ in range(self._random.randint(0, 3)):
            made(dossier, "action", plan_what=self._new_name(), plan_state="away")
            made(dossier, "thought", private=True, thought_words=self._new_name())
            made(dossier, "gathering", private=True, gathering_about=self._new_name())

    def _change_other_side(self, dossier):
        """What was told as a carer, of people of the same names too."""
        told = {"passion": Answer(self._new_name()), "care_hours": Answer("few")}
        same = [
            Alter(f"a{900 + n}", alter.label, n, 1, [], {"feel": Answer("unsafe")})
            for n, alter in enumerate(dossier.alters)
        ]
        dossier.other_side = Side(told, same, list(dossier.entries))

    def _change_ego(self, dossier):
        """Change all that belongs to no part that is on."""
        parts = set(dossier.ego["parts"].value)
        for name, declared in self._content.codebook.variables.items():
            is_ours = declared.internal or name.startswith(("share_", "parts"))
            if declared.subject != "ego" or is_ours or declared.block in parts:
                continue
            if name == "nobody" and "map" in parts:
                continue  # whether an empty circle is one, or everybody was left out
            if declared.type in ("text", "request"):
                dossier.ego[name] = Answer(self._new_name(), own=True)
            elif declared.type == "choice":
                dossier.ego[name] = Answer(self._random.choice(sorted(declared.options)))
            elif declared.type == "flag":
                dossier.ego[name] = Answer(value=self._random.random() < 0.5)
        for name in ("interests", "glad", "wish"):  # in a part that is on, but private
            if name not in dossier.ego:
                dossier.ego[name] = Answer(self._new_name(), own=True, private=True)


@pytest.fixture(scope="module")
def post():
    with PostOffice() as opened:
        yield opened


@pytest.fixture(scope="module")
def town(tmp_path_factory, post):
    with Town(tmp_path_factory.mktemp("town"), smtp_url=post.url) as opened:
        yield opened
        opened.settle()
        opened.assert_clean()


def letter(town, post):
    """The letter that a worker gets now, whatever was sent in the last hour."""
    with town.kring.store._database.write() as connection:
        connection.execute(update(workers).values(noticed=0))
    before = len(post.received)
    town.pages.notices.round()
    post.wait(before + 1)
    return Got("mail", 0, (), post.received[-1])


def told(town, post, dossier, sharer, wire):
    """All that a worker gets while a dossier is shared, and after it is taken back."""
    csrf = wire.csrf()
    path = sharer.publish(dossier, town.clock())
    seen = [letter(town, post)]
    seen += list(all_that_a_worker_gets(wire, path, csrf))
    sharer.withdraw(path)
    seen += [wire.ask("GET", path), wire.ask("GET", f"{path}/er-nog"), wire.ask("GET", "/gedeeld")]
    return path, seen


def test_what_is_not_shared_changes_no_byte(town, post):
    differ = 0
    for number in range(PAIRS):
        worker, _ = town.invite()
        town.with_mail(worker, f"w{number}@example.org", "A" * 32)
        wire = Wire(town, town.session_of(worker))
        sharer = Sharer.meet(town.kring, worker, 800_000 + number)
        first, second = Chance(town.kring.conversation.content, number).pair()
        differ += first != second
        one_path, one = told(town, post, first, sharer, wire)
        other_path, other = told(town, post, second, sharer, wire)
        assert one_path == other_path
        assert [(got.asked, got.status) for got in one][1:5] == [
            ("GET /gedeeld", 200), (f"GET {one_path}", 200),
            (f"POST {one_path}/openen", 303), (f"GET {one_path}", 200),
        ]  # fmt: skip
        for before, after in zip(one, other, strict=True):
            assert before == after, f"pair {number}: {before!r} and {after!r}"
            assert UNSHARED.encode() not in after.body, f"pair {number}: {after!r}"
    assert differ == PAIRS


def test_what_becomes_of_a_code_shows_nowhere(town):
    """Unused, typed, accepted and declined ones look the same (decisions, 6)."""
    worker, _ = town.invite()
    wire = Wire(town, town.session_of(worker))
    code = town.portal.make_code(worker)

    def seen():
        return [wire.ask("GET", path) for path in ("/koppelen", "/gedeeld", "/ik")]

    unused = seen()
    assert code.encode() in unused[0].body
    sharer = Sharer.offered(town.kring, worker, 700_001, code)
    assert seen() == unused
    sharer.accept()
    assert seen() == unused
    path = sharer.publish(with_message(client(1)), town.clock())
    assert seen()[0] == unused[0]
    assert path.encode() in seen()[1].body, "the first snapshot does show"
    sharer.leave()
    assert seen() == unused
