"""JSON Schemas of the content files, for editors that check while one types.

`python -m dialogues.schema` writes them; a test says whether they are current.
"""

import json
from pathlib import Path

from pydantic import BaseModel

from states.codebook import Codebook
from states.dialogue import Dialogue
from states.organisation import Organisation
from states.plans.ideas import IdeaLibrary
from states.thoughts.deck import QuestionDeck

FOLDER = Path(__file__).parent / "schemas"
MODELS: dict[str, type[BaseModel]] = {
    "dialogue": Dialogue,
    "codebook": Codebook,
    "organisation": Organisation,
    "ideas": IdeaLibrary,
    "questions": QuestionDeck,
}


def schema(model: type[BaseModel]) -> str:
    """The JSON Schema of a content file, as it is written."""
    made = model.model_json_schema(by_alias=True)
    return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write() -> None:
    """Write all schemas."""
    FOLDER.mkdir(exist_ok=True)
    for name, model in MODELS.items():
        (FOLDER / f"{name}.schema.json").write_text(schema(model), "utf-8")


if __name__ == "__main__":
    write()
