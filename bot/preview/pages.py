"""What stands on the page of one dialogue, as plain values for a template."""

from bot.preview.conditions import told
from bot.preview.leads import ENDING, Lead, anchor_of, landing, lead_of
from bot.preview.parts import Button, ChapterPart, DialoguePart, Phone, StepPart, Way
from bot.preview.people import dossier_with_nobody
from bot.preview.pictures import Pictures
from bot.preview.reach import reached
from bot.preview.shots import Shot
from bot.preview.situations import NEVER_OPEN, Viewpoint
from bot.preview.words import PreviewTexts
from bot.rendering import paragraphs
from bot.telegram.screens import keyboard_of
from states.commands import obey
from states.content import Content
from states.machine import CompiledDialogue
from states.screen import TextKey
from states.steps.any_step import AnyStep
from states.steps.check_in import CheckInStep
from states.steps.flow import CallStep, EachStep

TYPING = {
    "no": "no words are asked for; an option can be typed",
    "names": "names can be typed, several at once",
    "words": "own words can be typed",
    "draft": "other words can be typed instead",
    "number": "a number can be typed",
}
"""What typing does, by the text mode of a screen."""


class PageMaker:
    """Makes the pages of one content in one form of address."""

    def __init__(self, content: Content, texts: PreviewTexts, form: str) -> None:
        """Work on content of which `texts` are the texts."""
        self.content = content
        self.texts = texts
        self.form = form
        self._pictures = Pictures(texts, form)
        self._reached = reached(content, dossier_with_nobody(content, form))
        self._said_before: set[tuple[str, ...]] = set()

    def part(self, compiled: CompiledDialogue) -> DialoguePart:
        """All of one dialogue."""
        self._said_before = set()
        chapters = tuple(
            ChapterPart(
                chapter.id,
                tuple(
                    self._step(compiled, step)
                    for step in compiled.steps.values()
                    if compiled.chapter_of[step.id] == chapter.id
                ),
            )
            for chapter in compiled.dialogue.chapters
        )
        name = compiled.dialogue.id
        part = DialoguePart(
            name,
            compiled.dialogue.version,
            chapters,
            tuple(self._openers(name)),
            tuple(self._closers(name)),
        )
        part.warnings.extend(_closed(chapters))
        return part

    def href(self, lead: Lead, here: str) -> str:
        """A link from the page of one dialogue."""
        page = "" if lead.dialogue == here else f"{lead.dialogue}.html"
        return f"{page}#{lead.anchor}"

    def _step(self, compiled: CompiledDialogue, step: AnyStep) -> StepPart:
        shots = self._shots(compiled, step) if step.rests else []
        why = TextKey(compiled.label(step.id, "why"))
        if shots:
            walk = shots[0].place.walk()
            why = obey(walk, "why").notes[0]
        return StepPart(
            id=step.id,
            anchor=anchor_of(step.id),
            kind=step.kind,
            sensitivity=step.sensitivity if step.rests else "",
            facts=tuple(_facts(compiled, step)),
            phones=tuple(self._phone(shot, shots) for shot in shots),
            why=tuple(paragraphs(self.content, why, self.form)) if step.rests else (),
            why_source=self.texts.where(why.key),
            sources=tuple(self._sources(shots)),
            entries=tuple(self._entries(compiled, step.id)),
            onward=() if step.rests else tuple(self._onward(compiled, step)),
        )

    def _shots(self, compiled: CompiledDialogue, step: AnyStep) -> list[Shot]:
        """The looks at a step; what stands on many screens is shown once in a dialogue."""
        comes_by = (compiled.dialogue.id, step.id) in self._reached
        shots = Viewpoint(self.content, compiled, step, self.form, comes_by).shots()
        kept = shots[:1]
        for shot in shots[1:]:
            shared = shot.shared(shots[0])
            if shared and shared in self._said_before:
                continue
            self._said_before.add(shared)
            kept.append(shot)
        return kept

    def _phone(self, shot: Shot, shots: list[Shot]) -> Phone:
        number, name = shots.index(shot), shot.screen.dialogue
        compiled = self.content.dialogues[name]
        goes = landing(self.content, compiled, compiled.fire(shot.screen.step, "default"))
        takes_words = shot.screen.text in ("names", "words", "number")
        return Phone(
            anchor=anchor_of(shot.screen.step, number),
            label=shot.label,
            notes=shot.notes,
            body=shot.body,
            former=shot.former,
            rows=self._rows(shot, shots),
            picture=self._pictures.of(shot, number),
            typing=_typing(shot),
            typed=self.href(goes, name) if takes_words else "",
            typed_to=goes.anchor.removeprefix("step-"),
        )

    def _rows(self, shot: Shot, shots: list[Shot]) -> tuple[tuple[Button, ...], ...]:
        """The buttons in rows, as Telegram gets them."""
        rest = iter(zip(shot.options, shot.screen.options, strict=True))
        rows = []
        for row in keyboard_of(shot.rendered):
            buttons = []
            for cell, (option, drawn) in zip(row, rest, strict=False):
                lead = lead_of(shot, option.id, shots)
                href = self.href(lead, shot.screen.dialogue)
                source = self.texts.where(drawn.label.key)
                buttons.append(Button(cell["text"], href, option.role, source))
            rows.append(tuple(buttons))
        return tuple(rows)

    def _sources(self, shots: list[Shot]) -> list[tuple[str, str]]:
        keys = dict.fromkeys(key.key for shot in shots for key in shot.screen.body)
        own = [key for key in keys if not key.startswith("_shared/")]
        drafts = [f"{key}__draft" for key in own if f"{key}__draft" in self.texts.shown]
        return [(key, self.texts.where(key)) for key in [*own, *drafts]]

    def _entries(self, compiled: CompiledDialogue, state: str) -> list[Way]:
        """Links to the steps that lead here."""
        sources = dict.fromkeys(e.source for e in compiled.edges if e.target == state)
        return [Way(f"#{anchor_of(source)}", source) for source in sources if source != state]

    def _onward(self, compiled: CompiledDialogue, step: AnyStep) -> list[Way]:
        ways = []
        if isinstance(step, CallStep) and step.dialogue in self.content.dialogues:
            ways.append(Way(f"{step.dialogue}.html#top", f"through {step.dialogue}"))
        elif isinstance(step, CallStep):
            ways.append(Way("", f"{step.dialogue} is not installed: passed by"))
        for target in dict.fromkeys(e.target for e in compiled.edges if e.source == step.id):
            anchor = anchor_of(target) if target in compiled.steps else ENDING
            ways.append(Way(f"#{anchor}", target))
        return ways

    def _openers(self, name: str) -> list[Way]:
        """The steps of other dialogues that open this one."""
        ways = []
        for other in self.content.dialogues.values():
            for step in other.steps.values():
                is_call = isinstance(step, CallStep) and step.dialogue == name
                is_day = isinstance(step, CheckInStep) and step.opens == name
                if is_call or is_day:
                    page = f"{other.dialogue.id}.html#{anchor_of(step.id)}"
                    ways.append(Way(page, f"{other.dialogue.id}/{step.id}"))
        return ways

    def _closers(self, name: str) -> list[Way]:
        """Where those go on who called this one."""
        ways = []
        for other in self.content.dialogues.values():
            for step in other.steps.values():
                if isinstance(step, CallStep) and step.dialogue == name:
                    lead = landing(self.content, other, other.fire(step.id, "default"))
                    ways.append(Way(self.href(lead, name), f"{lead.dialogue}, {lead.anchor}"))
        return list(dict.fromkeys(ways))


def _typing(shot: Shot) -> str:
    if shot.screen.several:
        return "several can be typed at once"
    return TYPING[shot.screen.text]


def _facts(compiled: CompiledDialogue, step: AnyStep) -> list[str]:
    """What an author wants to know of a step besides its texts."""
    found = []
    loop = compiled.steps.get(compiled.loop_of.get(step.id, ""))
    if isinstance(loop, EachStep):
        found.append(f"in the loop {loop.id}")
    if isinstance(step, EachStep):
        over = step.over.variable or step.over.list or step.over.rule
        found.append(f"goes over {over}, one by one")
    variable = getattr(step, "variable", None)
    if variable is not None:
        found.append(f"writes {variable}")
    if step.when is not None:
        found.append(f"when {told(step.when)}")
    if step.needs is not None:
        found.append(f"needs {step.needs}")
    if step.only_alone:
        found.append("only when nobody helps or may read along")
    if step.ending is not None:
        found.append(f"ending: {step.ending}")
    return found


def _closed(chapters: tuple[ChapterPart, ...]) -> list[str]:
    return [
        f"{step.id}: {NEVER_OPEN}, so it is drawn as if it were open"
        for chapter in chapters
        for step in chapter.steps
        if step.phones and step.phones[0].label == NEVER_OPEN
    ]
