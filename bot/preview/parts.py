"""The parts of a page, as a template gets them: words and links, nothing of the engine."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Button:
    """One option: what stands on it, where it leads, which text it is."""

    label: str
    href: str
    role: str
    source: str


@dataclass(frozen=True)
class Picture:
    """SVG to stand inside a page; `view` says in a word what it is, sizes are in pixels."""

    svg: str = field(repr=False)
    width: int
    height: int
    view: str


@dataclass(frozen=True)
class Phone:
    """One screen as it looks on a phone."""

    anchor: str
    label: str
    notes: tuple[str, ...]
    body: tuple[str, ...]
    former: tuple[str, ...]
    rows: tuple[tuple[Button, ...], ...]
    picture: Picture | None
    typing: str
    typed: str
    """Where words lead, as a link; empty where no words are asked for."""
    typed_to: str


@dataclass(frozen=True)
class Way:
    """A link with its words."""

    href: str
    words: str


@dataclass(frozen=True)
class StepPart:
    """All of one step."""

    id: str
    anchor: str
    kind: str
    sensitivity: str
    facts: tuple[str, ...]
    phones: tuple[Phone, ...]
    why: tuple[str, ...]
    why_source: str
    sources: tuple[tuple[str, str], ...]
    entries: tuple[Way, ...]
    onward: tuple[Way, ...] = ()
    """For a step that shows nothing: where it goes."""


@dataclass(frozen=True)
class ChapterPart:
    """A chapter with its steps."""

    id: str
    steps: tuple[StepPart, ...]


@dataclass(frozen=True)
class DialoguePart:
    """A dialogue in one form of address."""

    id: str
    version: int
    chapters: tuple[ChapterPart, ...]
    openers: tuple[Way, ...]
    closers: tuple[Way, ...]
    warnings: list[str] = field(default_factory=list)

    @property
    def screens(self) -> int:
        """How many steps show something."""
        return sum(bool(step.phones) for chapter in self.chapters for step in chapter.steps)
