"""Each step kind shows its YAML in its docstring, and that example is right."""

import inspect
import textwrap

import pytest
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from states.steps.any_step import KINDS, AnyStep
from states.steps.step import Step

adapter: TypeAdapter[AnyStep] = TypeAdapter(AnyStep)


def example(kind: type[Step]) -> str:
    """The YAML in a docstring: from the line that begins with `- id:`."""
    lines = inspect.cleandoc(kind.__doc__ or "").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("- id:"))
    return textwrap.dedent("\n".join(lines[start:]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_example_of_a_kind_is_a_step_of_that_kind(kind: type[Step]) -> None:
    (data,) = YAML(typ="safe").load(example(kind))
    assert type(adapter.validate_python(data)) is kind


def test_every_kind_is_registered_once() -> None:
    names = [kind.model_fields["kind"].annotation for kind in KINDS]
    assert len(set(names)) == len(KINDS)
