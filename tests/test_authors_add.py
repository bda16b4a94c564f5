"""What the page for authors says about adding something is true: each is done in a copy.

A question, an idea, a question card or a dialogue needs no Python, and touches the files that the
page names and no others.
"""

import re
import shutil
from pathlib import Path

import pytest

from dialogues.checks import run_checks
from dialogues.loader import build, parse
from dialogues.source import FOLDER
from states.content import Content
from tests.dialogues.scenario import play, read_scenario
from tests.talk import Talk
from tests.test_docs import AUTHORS, section

FEATURES = frozenset({"check_ins", "pictures", "sharing"})


class Copy:
    """A copy of the content, to be changed as the page says."""

    def __init__(self, root: Path) -> None:
        self.root = root
        ignored = shutil.ignore_patterns("*.py", "__pycache__", "danger", "static")
        shutil.copytree(FOLDER, root, ignore=ignored)
        self.before = self.files()

    def files(self) -> dict[str, str]:
        """All content, by its path."""
        there = (path for path in self.root.rglob("*") if path.suffix in (".yaml", ".j2"))
        return {str(path.relative_to(self.root)): path.read_text("utf-8") for path in there}

    def touched(self) -> set[str]:
        """What was added or changed."""
        return {name for name, text in self.files().items() if self.before.get(name) != text}

    def put(self, file: str, after: str, what: str) -> None:
        """Put something on the lines below those that end with `after`."""
        text = (self.root / file).read_text("utf-8")
        assert text.count(after) == 1, (file, after)
        (self.root / file).write_text(text.replace(after, after + what), "utf-8")

    def append(self, file: str, what: str) -> None:
        """Put something at the end."""
        path = self.root / file
        path.write_text(path.read_text("utf-8") + "\n" + what, "utf-8")

    def raise_version(self, file: str) -> None:
        """One more than it was."""
        path = self.root / file
        text, count = re.subn(
            r"^version: (\d+)$", lambda found: f"version: {int(found[1]) + 1}", path.read_text(),
            count=1, flags=re.MULTILINE,
        )  # fmt: skip
        assert count == 1
        path.write_text(text, "utf-8")

    def content(self) -> Content:
        """The content, read and checked by every rule."""
        organisation = self.root / "organisation.yaml"
        content = build(parse(self.root, organisation), None, FEATURES)
        verdicts = run_checks(content, self.root, organisation)
        assert not [str(issue) for verdict in verdicts for issue in verdict.issues]
        return content


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "dialogues")


def examples(title: str) -> list[str]:
    """The examples under a heading, in the order of the page."""
    return re.findall(r"^```\w+\n(.*?)^```$", section(AUTHORS, title), re.MULTILINE | re.DOTALL)


def inside(example: str) -> str:
    """An example without the key it stands below."""
    return example.partition("\n")[2]


def test_a_question_is_added_as_the_page_says(copy: Copy) -> None:
    step, variable, words, heading = examples("A question")
    yaml, texts = "tell_more/dialogue.yaml", "tell_more/texts/nl.j2"
    indented = "".join(f"      {line}\n" for line in step.splitlines())
    copy.put(yaml, "examples: [music, outside, hands]\n        opt_outs: [skip]\n", indented)
    copy.put("codebook.yaml", "variables:\n", inside(variable))
    copy.append(texts, words)
    copy.append("_shared/codebook/nl.j2", heading)
    for file in (yaml, "codebook.yaml"):
        copy.raise_version(file)
    content = copy.content()
    assert copy.touched() == {yaml, texts, "codebook.yaml", "_shared/codebook/nl.j2"}
    talk = Talk(content)
    opening = ("beginnen", "begrepen", "je", "ik ben alleen", "de mensen om mij heen", "ja", "Anna")
    for line in (*opening, "/begin", "meer vertellen", "over mijzelf", "ja", "muziek"):
        talk.say(line)
    assert talk.place == "tell_more/season"
    talk.say("de lente")
    assert talk.dossier.ego["season"].value == "De lente"


def test_an_idea_is_added_as_the_page_says(copy: Copy) -> None:
    idea, words = examples("An idea for a step of a plan")
    copy.put("ideas.yaml", "ideas:\n", inside(idea))
    copy.append("_shared/ideas/nl.j2", words)
    content = copy.content()
    assert copy.touched() == {"ideas.yaml", "_shared/ideas/nl.j2"}
    assert content.ideas.idea("same_song") is not None


def test_a_question_card_is_added_as_the_page_says(copy: Copy) -> None:
    card, words = examples("A question card")
    copy.put("questions.yaml", "cards:\n", inside(card))
    copy.append("_shared/questions/nl.j2", words)
    content = copy.content()
    assert copy.touched() == {"questions.yaml", "_shared/questions/nl.j2"}
    assert content.questions.card("works_window") is not None


def test_a_dialogue_is_added_as_the_page_says(copy: Copy, tmp_path: Path) -> None:
    dialogue, words, scenario = examples("A dialogue")
    folder = copy.root / "weather"
    (folder / "texts").mkdir(parents=True)
    (folder / "dialogue.yaml").write_text(dialogue, "utf-8")
    (folder / "texts" / "nl.j2").write_text(words, "utf-8")
    content = copy.content()
    assert copy.touched() == {"weather/dialogue.yaml", "weather/texts/nl.j2"}
    (tmp_path / "weather.yaml").write_text(scenario, "utf-8")
    read = read_scenario(tmp_path / "weather.yaml")
    talk = Talk(content, stored=read.stored())
    play(read, talk)
    assert talk.place == "start/home"
    assert talk.dossier.ego["glad"].value == "Regen"
