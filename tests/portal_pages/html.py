"""A page as a strict reader sees it: every tag closed, every name told once."""

import re
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "img", "hr"}
_SVG_EMPTY = {"circle", "rect", "path", "ellipse", "polyline", "polygon"}


class Page(HTMLParser):
    """The tags of a page in order, its words, and what is not as it should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self.labels: dict[str, str] = {}
        self._open: list[str] = []
        self._label = ""
        self.title = ""
        self.feed(html)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag, attrs):
        self._note(tag, attrs)
        if tag not in _VOID:
            self._open.append(tag)
            if tag == "label":
                self._label = dict(attrs).get("for") or ""
                self.labels[self._label] = ""

    def handle_startendtag(self, tag, attrs):
        self._note(tag, attrs)
        if tag not in _SVG_EMPTY:
            self.wrong.append(f"<{tag}/> is not closed in HTML")

    def _note(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.wrong.append(f"<{tag}> says something twice")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()
        if tag == "label":
            self._label = ""

    def handle_data(self, data):
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        elif "svg" not in self._open:
            self.words.append(data)
        if self._label:
            self.labels[self._label] += data

    def all(self, *names: str) -> list[dict[str, str]]:
        """Attributes of all tags of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]

    @property
    def text(self) -> str:
        """All that is read, without white space."""
        return "".join("".join(self.words).split())

    @property
    def sentences(self) -> str:
        """All that is read, a line for each piece."""
        return "\n".join(word.strip() for word in self.words if word.strip())
