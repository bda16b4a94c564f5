"""Any words in any place of a document."""

from hypothesis import strategies as st

from states.documents import Block, Document, Table
from tests.documents.examples import circle

MARKUP = (
    "#sys.inputs",
    "$x^2$ *vet* _schuin_ `code`",
    "= Kop",
    "@label <label> [#x] \\",
    '#image("a.png")',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% x %}",
    "&amp; &lt; \"a\" 'b'",
    "http://example.org -- ... ~ //",
)

HARD = (
    "#$*_@[]\\`<>{}&\"'/=-+~1. \n\t\r\0\x1b\x85\u2029\u200b\u200d\ufe0f\ufeff\u00ad\u202e\u2066"
    "\u0301\u034f\u20e3\u061c\u0600\u06dd\U000e0067\U000e007f👩🏽🇳🇱سلامאЖﷺ中e\ud800"
)
"""Signs that somewhere mean more than themselves, or that fonts do without."""

ANY = st.text(max_size=40) | st.text(st.sampled_from(HARD), max_size=24)

COPIED = st.text(
    st.sampled_from(
        "abcdefijlmnorstuvwz ABEW fi ffl éëïçŁőЖдя ΩΣ 0189 #$*_@[]`<>{}&=+~/.,!?:;’ 😀🎶"
    ),
    max_size=60,
)
"""Words that a reader copies as they are."""


def documents(text: st.SearchStrategy[str] = ANY) -> st.SearchStrategy[Document]:
    """Documents with such words everywhere."""
    rows = st.lists(st.lists(text, max_size=4), max_size=3)
    blocks = st.builds(
        Block,
        heading=st.none() | text,
        paragraphs=st.lists(text, max_size=2),
        lines=st.lists(text, max_size=2),
        table=st.none() | st.builds(Table, columns=st.lists(text, max_size=3), rows=rows),
        chart=st.none() | st.just(circle(1)),
        alt=st.none() | text,
        level=st.integers(1, 2),
    )
    return st.builds(
        Document,
        title=text,
        subtitle=st.none() | text,
        blocks=st.lists(blocks, max_size=3),
        footer=st.none() | text,
    )
