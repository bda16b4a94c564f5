"""The pages show every screen, in both forms, and every link leads somewhere."""

import re
from dataclasses import replace

import pytest

from bot.preview import people
from bot.preview.site import make_site
from bot.preview.situations import NEVER_OPEN, Viewpoint
from dialogues.texts import FORMS
from tests.preview.reading import dead_links, read_site

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 191 }}",
    "{% raw %}",
    "' onclick='x",
    "</text></svg><b>",
    "\u202eomgekeerd\x07",
)


def resting(content):
    for name, compiled in content.dialogues.items():
        for step in compiled.steps.values():
            if step.rests:
                yield name, step.id


def test_every_screen_is_there_in_both_forms(content, pages):
    for form in FORMS:
        for name, step in resting(content):
            page = pages[f"{form}/{name}.html"]
            assert page.buttons.get(f"step-{step}"), (form, name, step)


def test_every_step_is_met_by_somebody_invented(site):
    assert [line for line in site.warnings if NEVER_OPEN in line] == []


def test_every_option_can_be_seen_somewhere(site):
    """An option that nobody invented comes by would be a text that nobody reads back."""
    assert [line for line in site.warnings if "is on no screen here" in line] == []


def test_every_link_leads_somewhere(pages, site):
    assert dead_links(pages, site.files) == []


def test_links_follow_the_transitions(pages):
    page = pages["je/first_circle.html"]
    labels = dict(
        zip(page.labels["step-gate_people"], page.buttons["step-gate_people"], strict=True)
    )
    assert labels["Ja"] == "#step-free_list"
    assert labels["Nu niet"] == "#step-people_not_now"
    assert labels["Menu"] == "menu.html#step-menu"
    names = dict(zip(page.labels["step-free_list"], page.buttons["step-free_list"], strict=True))
    assert names["Ik heb niemand"] == "nobody.html#step-heard"
    assert names["Overslaan"] == "#step-places_home"
    safety = pages["je/safety.html"]
    assert "_between.html#help" in safety.buttons["step-safety"]
    assert "pause.html#step-pause" in safety.buttons["step-safety"]


def test_next_pages_are_linked_to_each_other(pages):
    page = pages["je/menu.html"]
    for number, card in enumerate(["step-menu", "step-menu--2"], start=2):
        turn = page.labels[card].index("Andere keuzes")
        assert page.buttons[card][turn] == f"#step-menu--{number}"


def test_the_forms_differ_and_are_linked(pages):
    je, u = pages["je/first_circle.html"], pages["u/first_circle.html"]
    assert "Wie wil je noemen?" in je.text
    assert "Wie wilt u noemen?" in u.text
    assert "../u/first_circle.html" in je.hrefs
    assert "../je/first_circle.html#step-glad" in u.hrefs


def test_who_named_nobody_sees_other_words(pages):
    page = pages["je/look.html"]
    assert "with nobody named" in page.text
    assert "Er hoeft niets bij." in page.text


def test_no_words_are_shown_that_nobody_can_see(pages):
    """Who named nobody has nobody to take off the list, so that is not asked of them."""
    page = pages["je/first_circle.html"]
    assert "free_list: answered before" in page.text
    assert "remove_sure: with nobody named" not in page.text
    assert "read_back: with nobody named" not in page.text
    assert "glad: with nobody named" not in page.text  # the same words for everybody


def test_pages_need_nothing_from_elsewhere(site, pages):
    for name, page in pages.items():
        assert page.tags.isdisjoint({"script", "link", "iframe", "img", "object", "embed"}), name
        for attribute, value in page.attributes:
            is_name = attribute.startswith("xmlns")
            assert is_name or "//" not in value, (name, attribute, value)
        for file in re.findall(r"url\(([^)]+)\)", site.files[name].decode("utf-8")):
            plain = file.strip("\"'&#3;49")
            inside = f"{'' if '/' not in name else '../'}fonts/"
            assert file.startswith("#") or plain.startswith(inside), (name, file)


def test_fonts_are_beside_the_pages(site):
    styles = site.files["je/menu.html"].decode("utf-8")
    for file in re.findall(r'url\("\.\./(fonts/[^"]+)"\)', styles):
        assert site.files[file]


def test_ids_are_used_once(pages):
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name


def test_pictures_are_there_and_described(pages):
    page = pages["je/look.html"]
    assert "svg" in page.tags
    described = [value for name, value in page.attributes if name == "aria-describedby"]
    assert described
    assert set(described) <= set(page.ids)


def test_the_first_page_leads_to_all(content, pages):
    index = pages["index.html"]
    for form in FORMS:
        for name in content.dialogues:
            assert f"{form}/{name}.html" in index.hrefs


def test_where_a_text_stands_is_told(content, pages):
    file, line = content.texts.where("first_circle/glad")
    assert f"{file}:{line}" in pages["je/first_circle.html"].text


def test_hostile_names_stay_words(few, monkeypatch):
    monkeypatch.setattr(people, "PEOPLE", tuple((name, {}) for name in HOSTILE))
    pages = read_site(make_site(few).files)
    for page in pages.values():
        assert page.tags.isdisjoint({"script", "img", "b"})
        assert not [name for name, _ in page.attributes if name.startswith("on")]
    told = pages["je/look.html"].text
    for name in HOSTILE[:5]:
        assert name in told
    assert "\u202e" not in told
    assert "1337" not in told


class Lacking:
    """Texts of which one is gone, and one cannot be made."""

    def __init__(self, texts):
        self._texts = texts

    def render(self, key, form):
        if key.key == "pause/pause":
            raise KeyError(key.key)
        if key.key == "safety/safety":
            raise ZeroDivisionError
        return self._texts.render(key, form)

    def where(self, key):
        return self._texts.where(key)


def test_a_missing_text_is_told_and_hides_no_other(few):
    broken = replace(few, texts=Lacking(few.texts))
    site = make_site(broken)
    told = "\n".join(site.warnings)
    assert "pause/pause could not be shown: there is no such text" in told
    assert "safety/safety could not be shown: ZeroDivisionError" in told
    pages = read_site(site.files)
    assert "pause/pause: there is no such text" in pages["je/pause.html"].text
    assert "Beginnen" in pages["je/start.html"].labels["step-welcome"]
    assert dead_links(pages, site.files) == []


def test_an_unseen_text_is_told(few):
    class Further(Lacking):
        keys = frozenset({*few.texts.keys, "pause/forgotten"})

        def render(self, key, form):
            return few.texts.render(key, form)

        def names(self, key):
            return few.texts.names(key)

        def where(self, key):
            if key == "pause/forgotten":
                return "dialogues/pause/texts/nl.j2", 7
            return few.texts.where(key)

    site = make_site(replace(few, texts=Further(few.texts)))
    told = "pause: pause/forgotten is on no screen here (dialogues/pause/texts/nl.j2:7)"
    assert told in site.warnings


def test_the_same_content_gives_the_same_bytes(few):
    assert make_site(few).files == make_site(few).files


def test_a_plan_is_seen_with_what_was_made(pages):
    """Loops over actions, thoughts and gatherings are at one that is there."""
    page = pages["je/plan_follow_up.html"]
    assert "Je koos deze stap: bellen met Fatma" in page.text
    assert "many_times: nobody" not in page.text
    mine = pages["je/plan.html"]
    assert mine.labels["step-which_back"][0] == "een kaartje sturen"
    assert "een kaartje sturen" not in mine.labels["step-which"]
    kept = pages["je/questions.html"].labels["step-kept"]
    assert kept[0].startswith("Ik word rustig")


def test_who_cares_is_seen_on_their_own_side(pages):
    """Those of the other side may be named there, and are on no list of it by themselves."""
    page = pages["je/carer_care.html"]
    assert page.labels["step-bring_over"][:2] == ["⬜ Riet", "⬜ Daan"]
    assert "Anna: hier zorg ik voor" in page.text
    helpers = page.labels["step-care_helpers"]
    assert not [label for label in helpers if "Riet" in label]


def test_earlier_maps_are_seen_beside_the_present_one(pages):
    page = pages["je/again.html"]
    assert page.buttons["step-which_day"]
    assert "Oom Karel" in page.text
    assert "svg" in page.tags


@pytest.mark.parametrize("form", FORMS)
def test_buttons_are_the_options_of_the_real_screen(content, pages, form):
    compiled = content.dialogues["help"]
    for step in compiled.steps.values():
        if step.rests:
            first = Viewpoint(content, compiled, step, form).shots()[0]
            shown = pages[f"{form}/help.html"].labels[f"step-{step.id}"]
            drawn = [content.texts.render(one.label, form) for one in first.screen.options]
            assert [label.removeprefix("⬜ ")[:20] for label in shown] == [
                one[:20] for one in drawn
            ]
