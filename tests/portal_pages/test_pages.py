"""Every page in every state: sound, safe, labelled, and with nothing but what it was given."""

import re

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from dialogues.portal.assets import assets
from dialogues.portal.fragment import fragment_of
from dialogues.portal.pages import Shell, mail, page_names, render
from tests.conftest import IS_FULL
from tests.documents import anything
from tests.documents.examples import dots
from tests.documents.reading import packed
from tests.portal_pages import samples, shown
from tests.portal_pages.html import Page

HEAVIEST = 150 * 1024
PUBLIC = {"welcome", "privacy", "accessibility", "clear_traces"}


@pytest.fixture(params=samples.pages())
def state(request):
    return request.param


@pytest.fixture
def seen(state):
    return Page(samples.page(state))


def test_every_template_is_a_sample():
    assert {template for template, _ in samples.pages().values()} == set(page_names())


def test_a_page_is_sound(seen):
    assert not seen.wrong
    assert len(set(seen.ids)) == len(seen.ids)
    assert seen.all("html") == [{"lang": "nl"}]
    assert len(seen.all("main")) == len(seen.all("header")[:1]) == 1


def test_headings_leave_no_level_out(seen):
    assert seen.headings.count(1) == 1
    assert seen.headings[0] == 1
    steps = zip(seen.headings, seen.headings[1:], strict=False)
    assert all(below <= above + 1 for above, below in steps)


def test_nothing_comes_from_elsewhere(seen):
    for tag, attributes in seen.tags:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name != "style", tag
            if name in ("src", "href", "action", "formaction", "data", "srcset", "poster"):
                is_link = tag == "a" and re.match("https://t.me/|tel:", value)
                assert value.startswith(("/", "#")) or is_link, (tag, value)
                assert not value.startswith("//"), (tag, value)
    assert not seen.all("style", "iframe", "object", "embed", "base")
    known = assets()
    for attributes in seen.all("script"):
        assert attributes["src"] in known
    for attributes in seen.all("link"):
        assert attributes["href"] in known


def test_scripts_are_files_only(state):
    html = samples.page(state)
    assert re.findall(r"<script[^>]*>([^<]*)</script>", html).count("") == html.count("<script")


def test_fields_have_labels_and_say_what_is_wrong(seen):
    for field in seen.all("input"):
        if field["type"] == "hidden":
            continue
        assert seen.labels.get(field["id"], "").strip(), field
        assert field["autocomplete"], field
        for told in field.get("aria-describedby", "").split():
            assert told in seen.ids, told
        if field.get("aria-invalid"):
            assert f"{field['id']}-error" in field["aria-describedby"].split()


def test_forms_post_with_the_sign_of_the_session(state, seen):
    forms = seen.all("form")
    assert all(form["method"] == "post" and form["action"].startswith("/") for form in forms)
    hidden = [field for field in seen.all("input") if field["name"] == "csrf"]
    assert [field["value"] for field in hidden] == ["c0ffee"] * len(forms), state


def test_what_is_referred_to_is_there(seen):
    for _, attributes in seen.tags:
        for name in ("aria-labelledby", "for"):
            if name in attributes:
                assert attributes[name] in seen.ids
        if attributes.get("href", "").startswith("#"):
            assert attributes["href"][1:] in seen.ids


def test_the_title_is_of_the_page_and_of_nobody():
    titles = {}
    for state, (template, _) in samples.pages().items():
        title = Page(samples.page(state)).title
        assert title.endswith(" – Kring")
        assert not re.search("Samira|Els|محمد", title)
        titles.setdefault(title.removeprefix("Fout: "), set()).add(template)
    shared = [names for names in titles.values() if len(names) > 1]
    assert not shared


def test_pages_for_anybody_have_a_way_out_and_no_other(state, seen):
    template, _ = samples.pages()[state]
    exits = [link for link in seen.all("a") if link["href"] == "/weg"]
    assert bool(exits) == (template in PUBLIC)


def test_only_what_can_be_taken_back_is_asked_for_again(state, seen):
    html = samples.page(state)
    template, values = samples.pages()[state]
    is_of_a_client = template in ("snapshot", "end") or bool(values.get("shares"))
    assert html.count('http-equiv="refresh"') == is_of_a_client
    assert bool([main for main in seen.all("main") if "data-watch" in main]) == is_of_a_client
    if is_of_a_client:
        assert re.search(r'<noscript><meta http-equiv="refresh"[^>]*></noscript>', html)


def test_a_page_is_light(state):
    """What it loads besides, letters included, a browser keeps for the next page."""
    assert len(samples.page(state).encode()) <= HEAVIEST
    assert sum(len(asset.body) for asset in assets().values()) <= HEAVIEST / 2


@pytest.mark.parametrize("page", ["gone", "signed_out"])
def test_what_is_not_there_is_the_same_for_everybody(page):
    shell = Shell("Welzijn Oost", "")
    assert render(page, shell=shell) == render(page, shell=Shell("Welzijn Oost", ""))
    assert "<form" not in render(page, shell=shell)


def test_a_page_shows_no_more_than_it_was_given():
    few, many = (
        samples.page("snapshot"),
        render(
            "snapshot",
            shell=Shell("Welzijn Oost", "", "c0ffee", "Els de Vries"),
            **samples.filled(samples.snapshot_values(shown.crowd)),
        ),
    )
    start, end = '<header class="shared">', '<div class="aside">'

    def own(html: str) -> str:
        return html[: html.index(start)] + html[html.index(end) :]

    assert own(few) == own(many)  # so no count and no score of what is shared


def test_it_is_kept_only_where_that_was_allowed():
    allowed, refused = (
        samples.page_of("snapshot", samples.snapshot_values(can_keep=can_keep))
        for can_keep in (True, False)
    )
    assert "/pdf" in allowed
    assert "/pdf" not in refused
    assert "read-only" in refused


def test_the_reporting_code_is_named_where_safety_was_shared():
    facts = ("request", "safety")
    assert "0800-2000" in samples.page_of("snapshot", samples.snapshot_values(facts=facts))
    assert "0800-2000" not in samples.page_of("snapshot", samples.snapshot_values(facts=facts[:1]))


def test_an_answer_is_offered_once():
    html = samples.page("snapshot-all")
    assert 'value="read"' not in html
    assert 'value="call"' in html
    assert "op 30 november 2026" in html


@pytest.mark.parametrize("text", samples.NASTY, ids=range(len(samples.NASTY)))
@pytest.mark.parametrize("state", samples.pages())
def test_words_never_become_part_of_a_page(state, text):
    template, values = samples.pages()[state]
    shell = Shell(text, "", csrf="c0ffee", worker=text if template in samples.SIGNED_IN else None)
    html = render(template, shell=shell, **samples.filled(samples.with_text(values, text)))
    html.encode()
    plain = render(template, shell=shell, **samples.filled(samples.with_text(values, "gewoon")))
    assert tags(Page(html)) == tags(Page(plain))
    assert not re.search("[\x00-\x08\x0b-\x1f\u2028\u202a-\u202e\u2066-\u2069]", html)


def tags(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    assert not page.wrong
    return [(tag, tuple(attributes)) for tag, attributes in page.tags]


@pytest.mark.parametrize("text", samples.NASTY, ids=range(len(samples.NASTY)))
def test_what_a_client_wrote_never_becomes_part_of_a_page(text):
    html = samples.page_of("snapshot", samples.snapshot_values(lambda: shown.nasty(text)))
    html.encode()
    seen = Page(html)
    assert not seen.wrong
    assert len(seen.all("script")) == 1
    assert not seen.all("img")
    assert not re.search("[\x00-\x08\x0b-\x1f\u2028\u202a-\u202e\u2066-\u2069]", html)


@settings(max_examples=2_000 if IS_FULL else 40)
@given(anything.documents())
def test_a_fragment_is_the_same_each_time_and_loses_nothing(document):
    fragment = fragment_of(document, dots)
    assert fragment == fragment_of(document, dots)
    seen = Page(fragment)
    assert not seen.wrong
    assert not {"script", "img", "a", "form", "style"} & {tag for tag, _ in seen.tags}
    letters = {sign for block in document.blocks for text in block.lines for sign in text}
    assert {sign for sign in packed("".join(letters)) if sign.isascii() and sign.isalnum()} <= set(
        seen.text
    )


def test_expectation_stands_on_top_and_strengths_before_the_rest():
    document = shown.document()
    turned = replace(document, blocks=[*document.blocks[3::-1], *document.blocks[4:]])
    html = fragment_of(turned, shown.drawer())
    order = ["Wat ik van u hoop", "Waar ik blij", "Mijn vraag", "Mijn plan", "Wat ik graag wil"]
    places = [html.index(f"<bdi>{heading}") for heading in order]
    assert places == sorted(places)


def test_a_lean_drawing_shows_the_same():
    html = fragment_of(shown.document(), shown.drawer())
    full = shown.drawer()(shown.circle(8)).svg
    numbers = re.compile(r' (?:x|y|cx|cy|r|width|height)="([\d.]+)"')
    found = [float(number) for number in numbers.findall(html[html.index("<svg") :])]
    assert found == [float(number) for number in numbers.findall(full)]
    assert not re.search("data-|tspan|style=|xmlns", html[html.index("<svg") :])


@pytest.mark.parametrize("state", ["pairing", "totp_setup"])
def test_a_code_to_scan_is_never_cut_off(state):
    """Without a view box the browser cuts off what does not fit; then nobody can scan it."""
    assert '<svg viewBox="0 0 205 205">' in samples.page(state)


@pytest.mark.parametrize("name", ["sign_in", "notice"])
def test_a_letter_tells_nothing_of_anybody(name):
    subject, body = mail(name, link="https://kring.example/x")
    assert subject
    assert "\n" not in subject
    assert "https://kring.example/x\n" in body
    assert not re.search("Samira|gedeeld|client|cliënt", subject + body, re.IGNORECASE)


def test_files_are_at_addresses_of_their_content():
    for path, asset in assets().items():
        assert re.fullmatch(r"/static/[0-9a-f]{16}/([a-z]+\.(css|js|svg)|[A-Za-z-]+\.ttf)", path)
        assert asset.media == "font/ttf" or asset.media.endswith("; charset=utf-8")
        if asset.media != "font/ttf":
            assert b"://" not in asset.body.replace(b"http://www.w3.org/2000/svg", b"")


def test_a_font_is_loaded_from_where_it_is():
    styles = next(asset.body.decode() for path, asset in assets().items() if path.endswith(".css"))
    loaded = re.findall(r"url\(([^)]*)\)", styles)
    assert loaded
    assert set(loaded) <= set(assets())
