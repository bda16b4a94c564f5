"""Texts: Jinja blocks, one for each key, rendered as plain text in *je* or *u*.

Autoescape is off: each front end escapes at its own edge. Texts run in a sandbox and an unknown
name is an error (StrictUndefined). What a client typed comes in as a value and is never parsed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import (
    BytecodeCache,
    DictLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dialogues.issues import Issue
from states.screen import TextKey

FORMS = ("je", "u")

ADDRESS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "je": {
            "je": "je",
            "jij": "jij",
            "jou": "jou",
            "jouw": "jouw",
            "jezelf": "jezelf",
            "Je": "Je",
            "Jij": "Jij",
            "Jouw": "Jouw",
        },
        "u": {
            "je": "u",
            "jij": "u",
            "jou": "u",
            "jouw": "uw",
            "jezelf": "uzelf",
            "Je": "U",
            "Jij": "U",
            "Jouw": "Uw",
        },
    }
)
"""The words by which a text addresses the client, in both forms from one source."""

VOCABULARY = frozenset({*ADDRESS["je"], "vorm"})
"""Names that every text may use; all others come as values."""

_BARE = re.compile(r"\{% block (\w+) %\}\{\{ (\w+) \}\}\{% endblock %\}")
"""A text that is one value and nothing else, such as the label of an alter."""

_BLANK_LINES = re.compile(r"\n\s*\n+")
_SPACES = re.compile(r"[ \t]+")


def listing(names: Iterable[str]) -> str:
    """Names as one says them in Dutch: `Anna, Piet en Riet`."""
    # Imported when first used: a language's data takes 30 ms to load.
    from babel.lists import format_list  # noqa: PLC0415

    return format_list([str(name) for name in names], locale="nl")


def day(date: dt.date) -> str:
    """A date as one says it in Dutch: `3 november`."""
    from babel.dates import format_date  # noqa: PLC0415 - as above

    return format_date(date, "d MMMM", locale="nl")


_NUMBERS = (
    "geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf",
)  # fmt: skip


def in_words(number: int) -> str:
    """A count as one writes it in Dutch: in letters up to twelve."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def tidy(text: str) -> str:
    """One space between words, one empty line between paragraphs, none around."""
    if text.isprintable():  # one line, with no other space than the plain one
        return " ".join(text.split())
    lines = (_SPACES.sub(" ", line).strip() for line in text.strip().splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def environment(cache: BytecodeCache | None = None) -> ImmutableSandboxedEnvironment:
    """The sandbox in which texts are rendered."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        bytecode_cache=cache,
    )
    made.filters |= {"listing": listing, "day": day, "in_words": in_words}
    return made


@dataclass(slots=True)
class TextFile:
    """One file of texts: its blocks, the line of each, and the names that each uses."""

    name: str
    source: str
    lines: dict[str, int] = field(default_factory=dict)
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def read_text_file(path: Path, name: str) -> TextFile:
    """Parse a file of texts; what is wrong becomes an issue."""
    file = TextFile(name, path.read_text("utf-8"))
    env = environment()
    try:
        _read_blocks(file, env)
    except TemplateSyntaxError as error:
        file.issues.append(Issue(name, error.lineno, "-", error.message or "broken", "text"))
    return file


def _read_blocks(file: TextFile, env: ImmutableSandboxedEnvironment) -> None:
    for block in env.parse(file.source).find_all(nodes.Block):
        file.lines[block.name] = block.lineno
        used = meta.find_undeclared_variables(nodes.Template(block.body, lineno=1, environment=env))
        file.names[block.name] = frozenset(used)


class JinjaTexts:
    """All texts of one language. Static ones are rendered once for each form of address."""

    def __init__(self, files: Mapping[str, TextFile], cache: BytecodeCache | None = None) -> None:
        """Take the files by the first part of their keys (`first_circle`, `_shared`)."""
        self._files = files
        self._env = environment(cache)
        self._env.loader = DictLoader({name: file.source for name, file in files.items()})
        self._bare = {
            f"{name}/{block}": value
            for name, file in files.items()
            for block, value in _BARE.findall(file.source)
        }
        self._static: dict[tuple[str, str], str] = {}
        self._templates: dict[str, Template] = {}
        self._globals = {form: self._address(form) for form in FORMS}

    def _address(self, form: str) -> dict[str, Any]:
        choose: Callable[[str, str], str] = (
            (lambda je, _u: je) if form == "je" else (lambda _je, u: u)
        )
        return {**self._env.globals, **ADDRESS[form], "vorm": choose}

    @property
    def files(self) -> Mapping[str, TextFile]:
        """The files, by the first part of their keys."""
        return self._files

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all texts."""
        return frozenset(f"{name}/{block}" for name, f in self._files.items() for block in f.lines)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.keys

    def names(self, key: str) -> frozenset[str]:
        """The names that a text uses, those of the common vocabulary included."""
        name, _, block = key.partition("/")
        return self._files[name].names[block]

    def where(self, key: str) -> tuple[str, int]:
        """File and line of a text."""
        name, _, block = key.partition("/")
        return self._files[name].name, self._files[name].lines[block]

    def render(self, key: TextKey, form: str) -> str:
        """The text in one form of address; paragraphs are parted by an empty line.

        Raises:
            KeyError: for a key that the checks at start would have refused.
        """
        known = self._static.get((key.key, form))
        if known is not None:
            return known
        bare = self._bare.get(key.key)
        if bare is not None and bare in key.values:  # no template is needed to say one name
            return tidy(str(self._resolve(key.values[bare], form)))
        text = tidy(self._render(key, form))
        if self.names(key.key) <= VOCABULARY:
            self._static[key.key, form] = text
        return text

    def _render(self, key: TextKey, form: str) -> str:
        name, _, block = key.key.partition("/")
        template = self._templates.get(name) or self._load(name)
        values = {k: self._resolve(v, form) for k, v in key.values.items()}
        # A context made directly costs a tenth of `template.new_context`; without the list of all
        # blocks, which no text of ours calls, a third of that.
        context = Context(self._env, {**self._globals[form], **values}, template.name, {})
        return "".join(template.blocks[block](context))

    def _load(self, name: str) -> Template:
        template = self._templates[name] = self._env.get_template(name)
        return template

    def _resolve(self, value: Any, form: str) -> Any:  # noqa: ANN401 - texts take anything
        """Values with the text keys in them rendered."""
        if isinstance(value, TextKey):
            return self.render(value, form)
        if isinstance(value, (list, tuple)):
            return [self._resolve(part, form) for part in value]
        if isinstance(value, dict):
            return {name: self._resolve(part, form) for name, part in value.items()}
        return value
