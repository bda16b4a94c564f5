"""The base of everything that is declared in content files.

Content is checked for shape by Pydantic; a wrong value is the author's to mend, so the errors
may show it. Nothing that a client says ever passes through these models.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""An identifier in content: it goes into button data, so it is short and plain (40 bytes)."""

Sensitivity = Literal["L0", "L1", "L2", "L3"]
"""Neutral, personal, sensitive, safety (rules R-43, R-44)."""

InSummary = Literal["no", "opt", "yes"]
"""Never in a summary; only if the client switches it on; listed first."""


class Declared(BaseModel):
    """A frozen piece of content; an unknown key is an error, not a silent nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")
