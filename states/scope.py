"""What a step or condition can see and write: one client, at one place, at one moment."""

from collections.abc import Mapping
from typing import Any

import msgspec

from states.content import Content
from states.dossier import Alter, Answer, Dossier, Entry, Frame, Status, Value
from states.errors import EngineError
from states.screen import TextKey
from states.sharing.deeds import Deed

SECONDS_PER_DAY = 86_400


class Scope(msgspec.Struct, frozen=True):
    """The place where a client stands, with the alter or entry that is being talked about, if any.

    `now` is in epoch seconds, UTC. `dossier` is the working copy of this turn. A struct, as a turn
    makes one for every alter that it looks at.
    `deeds` collects what this turn does about sharing; None where nothing is being done.
    """

    content: Content
    dossier: Dossier
    frame: Frame
    now: int
    alter: Alter | None = None
    deeds: list[Deed] | None = None
    entry: Entry | None = None

    @classmethod
    def at(
        cls,
        content: Content,
        dossier: Dossier,
        frame: Frame,
        now: int,
        deeds: list[Deed] | None = None,
    ) -> "Scope":
        """The scope of a frame; its item is an alter or an entry where such an id exists."""
        if not frame.item:
            return cls(content, dossier, frame, now, None, deeds)
        alter, entry = dossier.alter(frame.item), dossier.entry(frame.item)
        return cls(content, dossier, frame, now, alter, deeds, entry)

    def of(self, alter: Alter) -> "Scope":
        """The same place, looking at this alter."""
        return Scope(
            self.content, self.dossier, self.frame, self.now, alter, self.deeds, self.entry
        )

    def on(self, entry: Entry) -> "Scope":
        """The same place, looking at this entry."""
        return Scope(self.content, self.dossier, self.frame, self.now, None, self.deeds, entry)

    @property
    def day(self) -> int:
        """Days since 1970-01-01."""
        return self.now // SECONDS_PER_DAY

    @property
    def form(self) -> str:
        """The form of address: `je` until the client chose."""
        chosen = self.dossier.ego.get("form")
        return "u" if chosen is not None and chosen.value == "u" else "je"

    def answer(self, variable: str) -> Answer | None:
        """The answer on a variable, of ego or of what is talked about."""
        declared = self.content.codebook.variables.get(variable)
        if declared is None or declared.subject == "ego":
            return self.dossier.ego.get(variable)
        if declared.subject == "alter":
            return self.alter.answers.get(variable) if self.alter is not None else None
        entry = self.entry
        is_of_it = entry is not None and entry.kind == declared.subject
        return entry.answers.get(variable) if is_of_it and entry is not None else None

    def value(self, variable: str) -> Value:
        """The value, or None where there is none or it was left out."""
        answer = self.answer(variable)
        return answer.value if answer is not None and answer.status == "answered" else None

    def has_answer(self, variable: str) -> bool:
        """Whether it was answered, not skipped."""
        answer = self.answer(variable)
        return answer is not None and answer.status == "answered"

    def write(
        self, variable: str, value: Value, status: Status = "answered", *, own: bool = False
    ) -> None:
        """Keep an answer on `variable`, of ego or of the alter or entry that is talked about.

        Raises:
            EngineError: `no_alter` or `no_entry`, where nothing such is talked about.
        """
        before = self.answer(variable)
        # What was private once stays so: going back makes nothing public.
        private = bool(self.frame.work.get("private")) or (before is not None and before.private)
        source = self.dossier.source(self.place())
        answer = Answer(value, status, private, own, source, self.now)
        self._answers(variable)[variable] = answer

    def forget(self, variable: str) -> None:
        """Drop an answer because the client asked for it."""
        self._answers(variable).pop(variable, None)

    def do(self, deed: Deed) -> None:
        """Have something done about sharing when this turn is kept."""
        if self.deeds is not None:
            self.deeds.append(deed)

    def _answers(self, variable: str) -> dict[str, Answer]:
        subject = self.content.codebook.variables[variable].subject
        if subject == "ego":
            return self.dossier.ego
        if subject != "alter":
            if self.entry is None or self.entry.kind != subject:
                raise EngineError("no_entry")
            return self.dossier.edit_entry(self.entry.id).answers
        if self.alter is None:
            raise EngineError("no_alter")
        return self.dossier.edit_alter(self.alter.id).answers

    def place(self) -> str:
        """Where an answer comes from: dialogue, its version, and step."""
        version = self.content.dialogues[self.frame.dialogue].dialogue.version
        return f"{self.frame.dialogue}@{version}/{self.frame.step}"

    def label(self, option: str, values: Mapping[str, Any] | None = None) -> TextKey:
        """The label of one of this step's own options."""
        compiled = self.content.dialogues[self.frame.dialogue]
        return TextKey(compiled.label(self.frame.step, option), values or {})

    def value_label(self, variable: str, code: str) -> TextKey:
        """How a code of a choice is called in a summary or a text map."""
        return TextKey(f"codebook/{variable}__{code}")
