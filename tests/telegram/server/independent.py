"""A second opinion: are recorded calls right according to aiogram's description of the Bot API?

aiogram builds its types from the published documentation, independently of this server. Its models
let unknown fields pass, so those are looked for by hand.
"""

from collections.abc import Iterable, Iterator, Sequence

import aiogram.methods
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, ValidationError

from .parameters import Upload
from .record import Call


def check_calls(calls: Sequence[Call], most: int = 2_000) -> list[str]:
    """What is wrong with calls that the server carried out.

    Args:
        calls: As recorded.
        most: Of a longer record so many are looked at, evenly spread.

    Returns:
        One line per problem; empty when aiogram agrees with everything.
    """
    carried_out = [call for call in calls if call.had_effect]
    step = max(1, -(-len(carried_out) // most))
    return [problem for call in carried_out[::step] for problem in check_call(call)]


def check_call(call: Call) -> list[str]:
    """What is wrong with one call."""
    name = call.method[0].upper() + call.method[1:]
    method = getattr(aiogram.methods, name, None)
    if method is None:
        return [f"{call.method}: aiogram does not know this method"]
    params = {key: _as_input(value) for key, value in call.params.items()}
    try:
        built = method.model_validate(params)
    except ValidationError as error:
        return [
            f"{call.method}: {'.'.join(map(str, one['loc']))}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False)
        ]
    return [f"{call.method}: unknown field {place}" for place in _unknown(built, "")]


def _as_input(value: object) -> object:
    if isinstance(value, Upload):
        return BufferedInputFile(value.data, filename=value.name)
    if isinstance(value, dict):
        return {name: _as_input(one) for name, one in value.items()}
    return value


def _unknown(value: object, place: str) -> Iterator[str]:
    """Where a model, or one inside it, carries a field that it does not know."""
    if isinstance(value, BaseModel):
        yield from (f"{place}{name}" for name in value.model_extra or {})
        for name in value.model_fields_set:
            yield from _unknown(getattr(value, name), f"{place}{name}.")
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes | dict):
        for one in value:
            yield from _unknown(one, place)
