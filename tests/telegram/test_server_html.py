"""HTML as Telegram reads it."""

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.server import ApiError
from tests.telegram.server.formatted_text import cleaned, parse_html, utf16_length

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
TAGS = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote"]


def shown(text):
    return cleaned(text).strip(" \t\r\n\0\v")


@given(TEXTS)
def test_escaped_text_is_shown_as_it_was(text):
    read = parse_html(html.escape(text))
    assert read.text == shown(text)
    assert read.entities == []
    assert read.remarks == []


@given(st.lists(st.tuples(st.sampled_from(TAGS), TEXTS), max_size=4))
def test_decorated_text_is_where_the_entities_say(parts):
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    read = parse_html(source)
    assert read.text == shown("".join(text for _tag, text in parts))
    units = read.text.encode("utf-16-le")
    for entity in read.entities:
        begin, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        assert 0 <= begin < end <= len(units)
        assert units[begin:end].decode("utf-16-le") in "".join(
            cleaned(text) for _tag, text in parts
        )


@given(TEXTS)
def test_any_text_at_all_is_read_or_refused(text):
    with contextlib.suppress(ApiError):
        assert utf16_length(parse_html(text).text) <= utf16_length(text)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("😀<i>a</i>", "😀a", [("italic", 2, 1)]),
        ("<b><i>a</i>b</b>", "ab", [("bold", 0, 2), ("italic", 0, 1)]),
        ("  <b> a </b> ", "a", [("bold", 0, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;&gt;&amp;&quot;&#65;&#x42;", '<>&"AB', []),
        ("&lt b", "< b", []),
        ("&nbsp;", "&nbsp;", []),
        ("&#0;&#xD800;", "&#0;&#xD800;", []),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://kring.example">a</a>', "a", [("text_link", 0, 1)]),
        ("<a href='tg://user?id=5'>a</a>", "a", [("text_link", 0, 1)]),
        ('<tg-emoji emoji-id="5">😀</tg-emoji>', "😀", [("custom_emoji", 0, 2)]),
        ("<i loud>a</i>", "a", [("italic", 0, 1)]),
        ("<i loud = yes >a</i >", "a", [("italic", 0, 1)]),
        ("<i a=\"&gt;\" b='>'>a</i>", "a", [("italic", 0, 1)]),
        ("<i>a</>", "a", [("italic", 0, 1)]),
        ("a\r\nb\tc", "a\nb c", []),
    ],
)
def test_accepted(source, text, entities):
    read = parse_html(source)
    assert read.text == text
    found = [(one["type"], one["offset"], one["length"]) for one in read.entities]
    assert found == entities


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>a</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("é<p>a</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b a=", 'Unclosed start tag "b" at byte offset 0'),
        ("<b a=x,>a</b>", "Unexpected end of name token at byte offset 5"),
        ("<b a='x>a</b>", "Unclosed start tag at byte offset 0"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<!-- a -->", 'Unsupported start tag "!--" at byte offset 0'),
    ],
)
def test_refused(source, why):
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {why}"
