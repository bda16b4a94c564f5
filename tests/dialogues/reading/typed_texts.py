# ruff: noqa: E501 -- tables of what people type read better on long lines
"""Hypothesis strategies for what people, and those who tease a bot, may type."""

from hypothesis import strategies as st

ODD_SIGNS = (
    "\x00\u200b\u200d\u200c\u200e\u200f\u202e\u2066\u00ad\ufeff\ufe0f\u0301\u0308\u0654\u05d0\u0634"
    "\u0905\u093f\u0e01\u0e34👩👧🏽🇳🇱🏴\U000e0067\U000e007f②½Ⅻ١٢ﬁßİıŉ\u1fb3\ud800\u3164\u2028\t\r\n"
)
PIECES = (
    "Anna", "oom Piet", " en ", ", ", "niemand", "ik heb", "mijn", "1. ", "2. ", "- ", "…", "@", ".nl", "https://",
    "€ ", "+31", "0", "(", ")", "12", "123", "Kerkstraat 12", "1234 AB", "ja", "nee", "alles", "/stop", "<b>", "{{", "de",
    "van", "hond", "†", "kanker", "netwerk", "?", "!", "...", "'", '"', "/", "&", "+", "•", "\n", " ",
)  # fmt: skip

odd_texts = st.text(
    st.one_of(st.characters(), st.sampled_from(ODD_SIGNS), st.sampled_from("ab 0123456789.-\n")),
    max_size=200,
)
dutch_texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
typed_texts = st.one_of(
    odd_texts, dutch_texts, st.tuples(dutch_texts, odd_texts, dutch_texts).map("".join)
)
