"""One look at one step: somebody invented stands there, and the real code draws the screen."""

from dataclasses import dataclass, field

from bot.preview.answers import NOW
from bot.rendering import RenderedOption, RenderedScreen, paragraphs, render
from states.content import Content
from states.dossier import Dossier, Frame
from states.drawing import draw
from states.errors import BotError
from states.pictures.chart import Chart
from states.screen import Screen, TextKey
from states.walk import Walk


@dataclass(frozen=True)
class Place:
    """A step of a dialogue as an invented client meets it."""

    content: Content = field(repr=False)
    dossier: Dossier = field(repr=False)
    frame: Frame
    form: str

    def walk(self) -> Walk:
        """A walk that stands there, on a dossier of its own."""
        dossier = self.dossier.copy()
        frame = Frame(self.frame.dialogue, self.frame.step, self.frame.item, dict(self.frame.work))
        dossier.stack = [frame]
        return Walk(self.content, dossier, NOW)

    def is_open(self) -> bool:
        """Whether the step is there for this client."""
        walk = self.walk()
        return walk.step.is_open(walk.scope())


@dataclass(frozen=True)
class Shot:
    """A screen in words, with what it takes to find out where its options lead.

    Attributes:
        label: What is different on it, in the words of an author.
        place: Who stands there.
        screen: As the engine drew it.
        notes: What is said before the question, in paragraphs.
        body: The question.
        former: An earlier answer.
        rendered: All of it as the front ends get it.
    """

    label: str
    place: Place
    screen: Screen
    notes: tuple[str, ...]
    body: tuple[str, ...]
    former: tuple[str, ...]
    rendered: RenderedScreen = field(repr=False)

    @property
    def options(self) -> tuple[RenderedOption, ...]:
        """What can be tapped."""
        return tuple(self.rendered.options)

    @property
    def picture(self) -> Chart | None:
        """What the picture shows, where there is one."""
        return self.screen.picture

    @property
    def question(self) -> tuple[object, ...]:
        """What makes it another screen than an earlier one of the same step."""
        options = tuple((o.id, o.label, o.checked) for o in self.options)
        return (self.body, self.former, options, self.screen.text, self.picture)

    @property
    def look(self) -> tuple[object, ...]:
        """The same with what is said before."""
        return (self.notes, *self.question)

    def shared(self, other: "Shot") -> tuple[str, ...]:
        """Keys of what it says besides `other`, if all of that stands on many screens."""
        seen = {key.key for key in other.screen.body}
        asked = [key.key for key in self.screen.body if key.key not in seen]
        new = [*asked, *(note.key for note in self.screen.notes)]
        is_same = asked or self.question == other.question
        return tuple(new) if is_same and all(key.startswith("_shared/") for key in new) else ()


def take(label: str, walk: Walk, form: str, notes: tuple[TextKey, ...] = ()) -> Shot | None:
    """Draw the step at which `walk` stands; None where that cannot be, for want of an alter."""
    try:
        screen = draw(walk, notes)
    except (BotError, KeyError):
        return None
    rendered = render(walk.content, screen, form)

    def said(keys: tuple[TextKey, ...]) -> tuple[str, ...]:
        return tuple(part for key in keys for part in paragraphs(walk.content, key, form))

    place = Place(walk.content, walk.dossier.copy(), walk.frame, form)
    former = (screen.former,) if screen.former is not None else ()
    return Shot(
        label=label,
        place=place,
        screen=screen,
        notes=said(notes),
        body=said(screen.body),
        former=said(former),
        rendered=rendered,
    )
