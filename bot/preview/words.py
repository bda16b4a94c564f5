"""Texts that remember what was shown, and say of themselves where one fails.

A preview is for somebody who is just changing texts: a text that is not right must not hide the
other ones.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from states.content import Texts
from states.screen import TextKey

FAILED = "⚠ {key}: {why}"
"""In the place of a text that could not be made."""


class PreviewTexts:
    """The texts of the content, in the place of them while pages are made."""

    def __init__(self, texts: Texts) -> None:
        """Make words with `texts`."""
        self._texts = texts
        self.shown: set[str] = set()
        """Keys of all texts that were made, those inside others too."""
        self.failed: dict[str, str] = {}
        """Keys of texts that could not be made, with the reason."""

    def render(self, key: TextKey, form: str) -> str:
        """The text; a warning in its place where it cannot be made."""
        self.shown.update(_keys_in(key))
        try:
            return self._texts.render(key, form)
        except KeyError:
            why = "there is no such text"
        except Exception as error:  # noqa: BLE001 - whatever an author's template runs into
            why = f"{type(error).__name__}: {error}"
        self.failed[key.key] = why
        return FAILED.format(key=key.key, why=why)

    def where(self, key: str) -> str:
        """File and line of a text, as editors know them; empty where that is not known."""
        find = getattr(self._texts, "where", None)
        try:
            file, line = find(key) if find is not None else ("", 0)
        except KeyError:
            return ""
        return f"{file}:{line}" if file else ""

    def keys(self) -> frozenset[str]:
        """The keys of all texts; none where that is not known."""
        known: frozenset[str] = getattr(self._texts, "keys", frozenset())
        return known

    def names(self, key: str) -> frozenset[str]:
        """The names of values that a text uses."""
        find = getattr(self._texts, "names", None)
        return frozenset(find(key)) if find is not None else frozenset()


def _keys_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - texts take anything
    if isinstance(value, TextKey):
        yield value.key
        yield from _keys_in(value.values)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _keys_in(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _keys_in(part)
