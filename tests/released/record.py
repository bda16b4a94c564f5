"""Record what a release leaves behind: the codebook, and dossiers in the middle of conversations.

    python -m tests.released.record 0.1.0

Later versions must read these files: `test_released.py` says whether they do. Recorded files are
never changed; the people in them are invented.
"""

import json
import sys
from pathlib import Path

from dialogues.source import FOLDER as CONTENT
from dialogues.yaml_file import read_yaml
from states.codebook import Codebook
from tests.dialogues.scenario import FOLDER, all_scenarios, go_on

HERE = Path(__file__).parent


def dossiers() -> dict[str, str]:
    """Dossiers as they would be stored, by scenario and turn: one at each step that is met."""
    found, places = {}, set()
    for scenario in all_scenarios():
        talk = scenario.talk()
        for number, turn in enumerate(scenario.turns, 1):
            if not go_on(scenario, turn, talk):
                continue
            if talk.place not in places and not talk.turn.erase:
                places.add(talk.place)
                found[f"{scenario.path.stem}/{number}"] = talk.stored.decode()
    return found


def main() -> None:
    """Write both files of a release."""
    release = sys.argv[1]
    codebook = read_yaml(CONTENT / "codebook.yaml", "codebook.yaml").validate(Codebook)
    assert codebook is not None, FOLDER
    text = codebook.model_dump_json(by_alias=True, exclude_defaults=True, indent=1)
    (HERE / f"codebook-{release}.json").write_text(text + "\n", "utf-8")
    lines = json.dumps(dossiers(), indent=0, ensure_ascii=False)
    (HERE / f"dossiers-{release}.json").write_text(lines + "\n", "utf-8")


if __name__ == "__main__":
    main()
