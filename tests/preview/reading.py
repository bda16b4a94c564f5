"""Reading the pages back, as strictly as is possible without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}


@dataclass
class Page:
    """What stands in one page. `buttons` are links by the id of the card that they are in."""

    ids: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""


class Reader(HTMLParser):
    """Reads a page and refuses tags that are not closed in their order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open = []
        self.card = ""
        self.is_button = False

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self._note(tag, dict(attrs))

    def handle_startendtag(self, tag, attrs):
        self._note(tag, dict(attrs))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"
        self.is_button = False

    def handle_data(self, data):
        self.page.text += data
        if self.is_button:
            self.page.labels[self.card][-1] += data

    def _note(self, tag, attributes):
        page = self.page
        page.tags.add(tag)
        page.attributes += [(name, value or "") for name, value in attributes.items()]
        if "id" in attributes:
            page.ids.append(attributes["id"])
        if "href" in attributes:
            page.hrefs.append(attributes["href"])
        if tag == "article":
            self.card = attributes.get("id", "")
            page.buttons[self.card], page.labels[self.card] = [], []
        if "button" in attributes.get("class", "").split():
            page.buttons[self.card].append(attributes["href"])
            page.labels[self.card].append("")
            self.is_button = True


def read_page(content):
    """One page."""
    reader = Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()
    assert not reader.open, f"not closed: {reader.open}"
    return reader.page


def read_site(files):
    """All pages by their names."""
    return {name: read_page(content) for name, content in files.items() if name.endswith(".html")}


def dead_links(pages, files):
    """Links that lead nowhere, with the page that they are on."""
    found = []
    for name, page in pages.items():
        for href in page.hrefs:
            path, _, anchor = href.partition("#")
            target = resolved(name, path)
            ids = pages[target].ids if target in pages else []
            if target not in files or (anchor and anchor not in ids):
                found.append((name, href))
    return found


def resolved(page, path):
    """The file that a relative link leads to."""
    if not path:
        return page
    parts = page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
