"""The whole preview as files: pages in both forms of address, with the letters beside them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.pictures.fonts import KringTypeface, font_files
from bot.preview.between import Said, said_in_between
from bot.preview.diagram import lay_out
from bot.preview.diagram_parts import Diagram, State
from bot.preview.leads import BETWEEN, anchor_of
from bot.preview.pages import PageMaker
from bot.preview.parts import DialoguePart
from bot.preview.people import PEOPLE
from bot.preview.words import PreviewTexts
from dialogues.preview.pages import LetterFile, between_page, dialogue_page, index_page
from dialogues.texts import FORMS
from states.content import ASIDES, DANGER, ROOT, Content
from states.machine import CompiledDialogue
from states.screen import TextKey
from states.steps.check_in import CheckInStep
from states.steps.flow import CallStep

FONTS = "fonts"

SENSITIVITIES = {
    "L0": "neutral",
    "L1": "personal",
    "L2": "sensitive: asked after a gate, and may be left",
    "L3": "safety: never first, never last",
}
"""What the levels mean (R-43, R-44)."""


@dataclass(frozen=True)
class Overview:
    """One dialogue on the first page."""

    part: DialoguePart
    about: str
    opened_by: str


@dataclass(frozen=True)
class Site:
    """The files by their names in the folder, and what is to be told of them."""

    files: dict[str, bytes]
    screens: int
    warnings: tuple[str, ...]


def make_site(content: Content, root: Path | None = None, failing: tuple[str, ...] = ()) -> Site:
    """All pages.

    Args:
        content: Compiled content; every feature that it names is taken to be there.
        root: The folder of the content, for the first words of each dialogue's file.
        failing: Rules of `check` that fail, as lines; they stand on the first page.
    """
    texts = PreviewTexts(content.texts)
    content = replace(content, texts=texts, capabilities=_all_features(content))
    order = _in_order(content)
    makers = {form: PageMaker(content, texts, form) for form in FORMS}
    parts = {
        form: [maker.part(content.dialogues[name]) for name in order]
        for form, maker in makers.items()
    }
    between = {form: said_in_between(content, texts, form) for form in FORMS}
    _add_warnings(content, parts, texts)
    files: dict[str, bytes] = {}
    for form in FORMS:
        files |= _pages(content, form, parts[form], between[form])
    overviews = [_overview(part, root) for part in parts[FORMS[0]]]
    files["index.html"] = index_page(
        overviews=overviews,
        legend=SENSITIVITIES,
        people=[name for name, _ in PEOPLE],
        organisation=content.organisation.name,
        failing=failing,
        fonts=_letters(""),
    ).encode()
    files |= _font_files()
    told = [f"{part.id}: {line}" for part in parts[FORMS[0]] for line in part.warnings]
    screens = sum(part.screens for part in parts[FORMS[0]])
    return Site(dict(sorted(files.items())), screens, tuple(told))


def _pages(
    content: Content, form: str, parts: list[DialoguePart], between: tuple[Said, ...]
) -> dict[str, bytes]:
    common: dict[str, Any] = {
        "form": form,
        "forms": FORMS,
        "names": [part.id for part in parts],
        "legend": SENSITIVITIES,
        "fonts": _letters("../"),
    }
    made = {
        f"{form}/{part.id}.html": dialogue_page(
            part=part,
            diagram=diagram_of(content, content.dialogues[part.id], form),
            edges=content.dialogues[part.id].edges,
            **common,
        )
        for part in parts
    }
    made[f"{form}/{BETWEEN}.html"] = between_page(said=between, **common)
    return {name: page.encode() for name, page in made.items()}


def diagram_of(content: Content, compiled: CompiledDialogue, form: str) -> Diagram:
    """The diagram of one dialogue, its words in one form of address."""
    states = [
        State(
            id=step.id,
            kind=f"{step.kind}: {step.dialogue}" if isinstance(step, CallStep) else step.kind,
            sensitivity=step.sensitivity if step.rests else "",
            chapter=compiled.chapter_of[step.id],
            depth=int(step.id in compiled.loop_of),
            href=f"#{anchor_of(step.id)}",
            labels=_labels(content, compiled, step.id, form),
        )
        for step in compiled.steps.values()
    ]
    return lay_out(states, compiled.edges, KringTypeface())


def _labels(
    content: Content, compiled: CompiledDialogue, step_id: str, form: str
) -> dict[str, str]:
    """How the options of a step are called, by the trigger of their edge."""
    step = compiled.steps[step_id]
    labels = {"picked": "somebody picked"}
    for edge in (edge for edge in compiled.edges if edge.source == step_id):
        option = edge.trigger.removeprefix("opt_")
        if option == edge.trigger:
            continue
        hidden = {one.id for one in step.opt_outs if not one.is_shown}
        labels[edge.trigger] = (
            f"{option} (typed)"
            if option in hidden
            else content.texts.render(TextKey(compiled.label(step_id, option)), form)
        )
    return labels


def _all_features(content: Content) -> frozenset[str]:
    """The dialogues that are there, and every feature that the content names.

    What it needs besides features are dialogues; one that is missing stays so.
    """
    steps = [step for one in content.dialogues.values() for step in one.steps.values()]
    needed = {step.needs for step in steps}
    needed |= {option.needs for step in steps for option in step.declared_options()}
    called = {step.dialogue for step in steps if isinstance(step, CallStep)}
    opened = {step.opens for step in steps if isinstance(step, CheckInStep)}
    named = {name for name in needed if name is not None} - called - opened
    return content.capabilities | frozenset(content.dialogues) | named


def _in_order(content: Content) -> list[str]:
    """The dialogues as one comes by them: from the first one on, then those of the commands."""
    found: list[str] = []
    for start in (ROOT, *ASIDES.values(), DANGER, *sorted(content.dialogues)):
        left = deque([start])
        while left:
            name = left.popleft()
            if name in found or name not in content.dialogues:
                continue
            found.append(name)
            left.extend(_called(content.dialogues[name]))
    return found


def _called(compiled: CompiledDialogue) -> Iterator[str]:
    for step in compiled.steps.values():
        if isinstance(step, CallStep):
            yield step.dialogue
        elif isinstance(step, CheckInStep):
            yield step.opens


def _add_warnings(
    content: Content, parts: dict[str, list[DialoguePart]], texts: PreviewTexts
) -> None:
    """Texts that could not be made, and those that no screen here shows."""
    unseen = texts.keys() - texts.shown
    absent = frozenset(_not_installed(content))
    for part in (part for form in FORMS for part in parts[form]):
        prefix = f"{part.id}/"
        part.warnings.extend(
            f"{key} could not be shown: {why}"
            for key, why in sorted(texts.failed.items())
            if key.startswith(prefix)
        )
        part.warnings.extend(
            f"{key} is on no screen here ({texts.where(key)})"
            for key in sorted(unseen)
            if key.startswith(prefix) and key not in absent
        )
    shared = sorted(key for key in texts.failed if key.partition("/")[0] not in _names(parts))
    parts[FORMS[0]][0].warnings.extend(
        f"{key} could not be shown: {texts.failed[key]}" for key in shared
    )


def _not_installed(content: Content) -> Iterator[str]:
    """Labels of options, and steps, that need a dialogue which is not there."""
    for compiled in content.dialogues.values():
        for step in compiled.steps.values():
            for option in step.declared_options():
                if option.needs is not None and option.needs not in content.capabilities:
                    yield compiled.label(step.id, option.id)


def _names(parts: dict[str, list[DialoguePart]]) -> set[str]:
    return {part.id for part in parts[FORMS[0]]}


def _overview(part: DialoguePart, root: Path | None) -> Overview:
    """A dialogue with what its file says of it, and the command that opens it."""
    commands = sorted(command for command, name in ASIDES.items() if name == part.id)
    by = ", ".join(commands)
    if part.id in (ROOT, DANGER):
        by = "everybody begins here" if part.id == ROOT else "words of danger"
    about = "" if root is None else _first_words(root / part.id / "dialogue.yaml")
    return Overview(part, about, by)


def _first_words(path: Path) -> str:
    """The comment at the top of a dialogue's file."""
    if not path.exists():
        return ""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _letters(up: str) -> list[LetterFile]:
    """The fonts, as a stylesheet names them."""
    found = []
    for font in font_files():
        weight = "100 900" if font.is_variable else "400"
        found.append(LetterFile(font.family, f"{up}{FONTS}/{_plain(font.regular)}", weight))
        if font.bold is not None:
            found.append(LetterFile(font.family, f"{up}{FONTS}/{_plain(font.bold)}", "700"))
    return found


def _font_files() -> dict[str, bytes]:
    paths = [path for font in font_files() for path in (font.regular, font.bold) if path]
    return {f"{FONTS}/{_plain(path)}": path.read_bytes() for path in paths}


def _plain(path: Path) -> str:
    """A file name that needs no escaping in a link."""
    return "".join(sign for sign in path.stem if sign.isalnum() or sign == "-") + path.suffix
