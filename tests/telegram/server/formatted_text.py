"""Text as the person sees it: HTML read the way Telegram's server reads it.

Rules and wording: tdlib, `MessageEntity.cpp` (`parse_html`, `decode_html_entity`) and `misc.cpp`
(`clean_input_string`). Where Telegram forgives what is most likely a mistake of the bot (an
ampersand that was not escaped, a link without a usable address), it is forgiven here too but
told in `FormattedText.remarks`, which the server counts as violations.
"""

import re
from dataclasses import dataclass, field

from .errors import bad_request

Entity = dict[str, object]

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL = re.compile("[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"""[^\s=>/"']*""")
_TOKEN = re.compile(r"[a-zA-Z0-9.\-]*")
_SPACE = " \t\r\n\0\v"
_CLEANING = {
    **dict.fromkeys([*range(10), *range(11, 32)], " "),  # control characters, but not the newline
    **dict.fromkeys([0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A]),
}
_LINK = re.compile(r"(?:https?://[^\s/]+\.[^\s]+|tg://\S+|mailto:\S+|tel:\S+)\Z")


@dataclass(slots=True)
class FormattedText:
    """What is shown, where it is decorated, and what looked wrong though it was accepted."""

    text: str
    entities: list[Entity] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: characters outside the basic plane are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """Without the characters that Telegram's server replaces or removes."""
    return text if text.isascii() and text.isprintable() else text.translate(_CLEANING)


def plain(text: str) -> FormattedText:
    """Text without markup, as shown."""
    return FormattedText(cleaned(text).strip(_SPACE))


def parse_html(source: str) -> FormattedText:
    """Text with markup, as shown.

    Raises:
        ApiError: With "can't parse entities: ..." as Telegram words it.
    """
    if "<" not in source and "&" not in source:
        return plain(source)
    return _HtmlReader(source).read()


@dataclass(slots=True)
class _Open:
    """A tag that was opened and not closed yet."""

    tag: str
    attributes: dict[str, str]
    offset: int


class _HtmlReader:
    """Reads one text once, from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._length = 0
        self._shown: list[str] = []
        self._open: list[_Open] = []
        self._entities: list[Entity] = []
        self._remarks: list[str] = []

    def read(self) -> FormattedText:
        source = self._source
        while found := _SPECIAL.search(source, self._at):
            self._show(source[self._at : found.start()])
            self._at = found.start()
            if found[0] == "&":
                self._reference()
            elif source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        self._show(source[self._at :])
        if self._open:
            tag = self._open[-1].tag
            raise _refused(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self._entities.sort(key=lambda one: (one["offset"], -one["length"]))  # type: ignore[operator]
        return _trimmed("".join(self._shown), self._entities, self._remarks)

    def _show(self, text: str) -> None:
        text = cleaned(text)
        self._shown.append(text)
        self._length += utf16_length(text)

    def _reference(self) -> None:
        character, end = reference(self._source, self._at)
        if not character:
            self._remarks.append(f"an ampersand that is not escaped, {self._place(self._at)}")
            character, end = "&", self._at + 1
        self._show(character)
        self._at = end

    def _start_tag(self) -> None:
        begin = self._at
        name = _TAG_NAME.match(self._source, begin + 1)[0]  # type: ignore[index]
        at = begin + 1 + len(name)
        if at >= len(self._source):
            raise _refused(f"Unclosed start tag {self._place(begin)}")
        tag = name.lower()
        if tag not in _TAGS:
            raise _refused(f'Unsupported start tag "{tag}" {self._place(begin)}')
        attributes = self._attributes(tag, begin, at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refused(f'Tag "span" must have class "tg-spoiler" {self._place(begin)}')
        self._open.append(_Open(tag, attributes, self._length))

    def _attributes(self, tag: str, begin: int, at: int) -> dict[str, str]:
        """Read up to and including the `>`."""
        source, found = self._source, {}
        while True:
            at = self._after_space(at)
            if source[at : at + 1] == ">":
                self._at = at + 1
                return found
            name = _ATTRIBUTE_NAME.match(source, at)[0]  # type: ignore[index]
            at = self._after_space(at + len(name))
            if at >= len(source):
                raise _refused(f'Unclosed start tag "{tag}" {self._place(begin)}')
            if not name:
                raise _refused(f'Empty attribute name in the tag "{tag}" {self._place(begin)}')
            value = ""
            if source[at] == "=":
                value, at = self._value(tag, begin, self._after_space(at + 1))
            found[name.lower()] = unescaped(value)

    def _value(self, tag: str, begin: int, at: int) -> tuple[str, int]:
        """The value of an attribute and where it ends."""
        source = self._source
        if at >= len(source):
            raise _refused(f'Unclosed start tag "{tag}" {self._place(begin)}')
        quote = source[at]
        if quote in "\"'":
            end = source.find(quote, at + 1)
            if end < 0 or end + 1 >= len(source):
                raise _refused(f"Unclosed start tag {self._place(begin)}")
            return source[at + 1 : end], end + 1
        value = _TOKEN.match(source, at)[0]  # type: ignore[index]
        end = at + len(value)
        if end >= len(source) or source[end] not in _SPACE + ">":
            raise _refused(f"Unexpected end of name token {self._place(at)}")
        return value, end

    def _after_space(self, at: int) -> int:
        while at < len(self._source) and self._source[at] in _SPACE:
            at += 1
        return at

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _refused(f"Unexpected end tag {self._place(begin)}")
        name = _TAG_NAME.match(self._source, begin + 2)[0]  # type: ignore[index]
        at = self._after_space(begin + 2 + len(name))
        if self._source[at : at + 1] != ">":
            raise _refused(f"Unclosed end tag {self._place(begin)}")
        opened = self._open.pop()
        if name and name.lower() != opened.tag:
            raise _refused(
                f'Unmatched end tag {self._place(begin)}, expected "</{opened.tag}>", '
                f'found "</{name}>"'
            )
        self._at = at + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.offset
        if not length:
            return
        entity: Entity = {"type": _TAGS[opened.tag], "offset": opened.offset, "length": length}
        attributes = opened.attributes
        if opened.tag == "a":
            address = attributes.get("href", "")
            if not _LINK.match(address):
                self._remarks.append(f"a link without a usable address: {address!r}")
                return
            entity["url"] = address
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        elif opened.tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        self._entities.append(entity)

    def _place(self, at: int) -> str:
        return f"at byte offset {len(self._source[:at].encode())}"


def reference(source: str, at: int) -> tuple[str, int]:
    """The character that `&...;` stands for and where it ends; an empty text when it is none."""
    found = _REFERENCE.match(source, at)
    if not found:
        return "", at
    if found[3]:
        return _NAMED.get(found[3], ""), found.end()
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    number = int(digits, base) if len(digits) < 8 else 0
    is_character = 0 < number < 0x10FFFF and not 0xD800 <= number < 0xE000
    return (chr(number), found.end()) if is_character else ("", at)


def unescaped(text: str) -> str:
    """An attribute's value with its references replaced."""
    return _REFERENCE.sub(lambda found: reference(text, found.start())[0] or found[0], text)


def _trimmed(shown: str, entities: list[Entity], remarks: list[str]) -> FormattedText:
    """Without spaces around it; what is decorated moves along."""
    text = shown.lstrip(_SPACE)
    cut = len(shown) - len(text)
    text = text.rstrip(_SPACE)
    if len(text) == len(shown):
        return FormattedText(text, entities, remarks)
    length, kept = utf16_length(text), []
    for entity in entities:
        begin = max(0, int(entity["offset"]) - cut)  # type: ignore[call-overload]
        end = min(length, int(entity["offset"]) + int(entity["length"]) - cut)  # type: ignore[call-overload]
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return FormattedText(text, kept, remarks)


def _refused(text: str) -> Exception:
    return bad_request(f"can't parse entities: {text}")
