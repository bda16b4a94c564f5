"""What a worker reads of a plan, of the care, of thoughts and of a talk: on the page and on paper.

Of a carer who shares all of it; the snapshot is made as in life, and everything else of it.
"""

import re
from datetime import date
from functools import cache

import pytest

from bot.pictures.documents import pdf_of
from dialogues.portal.fragment import fragment_of
from dialogues.portal.guide import guide
from states.dossier import Answer
from states.sharing.snapshot import Snapshot, decode_snapshot, snapshot_bytes
from tests.documents.examples import words as page_words
from tests.documents.reading import packed, pages_of, texts_of
from tests.portal_pages import samples, shown
from tests.portal_pages.html import Page
from tests.states.sharing import as_carer, scope, with_entry, with_people
from tests.talk import real_content

CARD = next(card.id for card in real_content().questions.cards if not card.only_alone)
SAID = {
    "plan_what": "bellen naar het steunpunt",
    "plan_small": "het nummer opzoeken",
    "plan_when": "dinsdag na de koffie",
    "plan_then": "dan bel ik",
}
"""What is said of each step."""


@cache
def snapshot() -> Snapshot:
    """A carer with three steps, two people in the care, a thought and a talk."""
    dossier = as_carer(
        passion="muziek", request="Ik zoek iemand voor de dinsdag.", care_mine=["cooking"],
        talk_point_1="mijn uren", share_expectation="call_me",
    )  # fmt: skip
    with_people(dossier, "Anna", "Piet")
    for name, task in (("a1", "driving"), ("a2", "papers")):
        dossier.edit_alter(name).answers["care_tasks"] = Answer([task])
    for number in range(3):
        with_entry(dossier, "action", **SAID, plan_with=["a1"], plan_by="worker", plan_nots=number)
    with_entry(dossier, "thought", thought_words="dat er tijd is", thought_question=[CARD])
    return decode_snapshot(snapshot_bytes(scope(dossier)))


@cache
def page() -> str:
    return fragment_of(snapshot().document, shown.drawer())


def test_the_steps_of_a_plan_stand_together_on_the_first_screen() -> None:
    """E3: with what is expected and what is asked; under the plan, and each step once."""
    html = page()
    first = html[: html.index('<div class="rest">')]
    assert 'class="expected"' in first
    assert first.index("Ik zoek iemand") < first.index("Mijn plan")
    together = first[first.index('<div class="several">') :]
    assert re.findall(r"<(h\d)><bdi>([^<]+)", together) == [
        ("h2", "Mijn plan"), ("h3", "Stap 1"), ("h3", "Stap 2"), ("h3", "Stap 3"),
    ]  # fmt: skip
    assert html.count(SAID["plan_small"]) == 3
    assert "muziek" not in together


def test_a_part_of_one_piece_stands_there_as_it_did() -> None:
    assert page().count('class="several"') == 1
    assert '<section class="part part-request">' in page()


def test_the_care_comes_with_its_picture_and_the_same_in_words() -> None:
    """R-45: who does not see the picture hears what it is, and reads all of it."""
    html = page()
    seen = Page(html)
    [figure] = [a for tag, a in seen.tags if tag == "figure" and "zorg" in dict(a)["aria-label"]]
    assert dict(figure)["role"] == "img"
    picture = html[html.index(dict(figure)["aria-label"]) :]
    picture = picture[: picture.index("</svg>")]
    after = html[html.index("</svg>", html.index(dict(figure)["aria-label"])) :]
    for name in ("Anna", "Piet"):
        assert name in picture
        assert name in after


@pytest.mark.parametrize("words", ["mijn uren", "dat er tijd is", "Ik vertel dit als iemand"])
def test_talk_thoughts_and_by_whom_it_is_told_are_there(words: str) -> None:
    assert words in page()


def test_on_paper_stands_the_same() -> None:
    made = pdf_of(snapshot().document, shown.drawer(), page_words, when=date(2026, 3, 2))
    paper = "".join(pages_of(made))
    for text in texts_of(snapshot().document):
        assert text in paper
    seen = packed(Page(page()).text)
    for block in snapshot().document.blocks:
        for line in block.lines:
            assert packed(line) in seen


def test_the_tips_are_about_the_carer_first() -> None:
    """S3-06, R-46: and what a worker is asked in the plan is agreed upon (S2-30)."""
    assert guide().tips_for(snapshot().facts)[0].id == "carer"
    fitting = guide().tips_for({"plan", "plan_asks_worker"})
    assert [tip.id for tip in fitting] == ["plan_asks_worker"]
    assert [tip.id for tip in guide().tips_for({"carer", "likes", "talk"})] == [
        "carer", "talk", "likes",
    ]  # fmt: skip


def test_no_tip_is_on_what_makes_a_step_hard_or_on_children() -> None:
    """They are never shared, so there is no fact of them."""
    told = " ".join(
        f"{tip.id} {tip.title} {tip.ask} {tip.avoid}" for tip in guide().tips
    ).casefold()
    assert not re.search(r"\b(kind|kinderen|schuld)\b", told)
    assert not [fact for tip in guide().tips for fact in tip.when if fact.startswith("plan_ob")]


def test_a_page_with_all_of_it_is_light() -> None:
    whole = samples.page_of("snapshot", samples.snapshot_values(lambda: snapshot().document))
    assert len(whole.encode()) < 150 * 1024
    assert not Page(whole).wrong
