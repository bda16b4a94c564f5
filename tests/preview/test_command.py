"""The command writes a whole preview or nothing, and never over somebody's files."""

import pytest

from bot.commands.preview import make_preview
from bot.preview.folder import MARKER, FolderRefused, check_folder, put
from bot.settings import Settings
from dialogues.checks.verdict import Verdict
from dialogues.issues import DialogueInvalid, Issue

FILES = {"index.html": b"one", "je/start.html": b"two", "fonts/a.ttf": b"three"}


def there(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_it_is_written_to_a_new_folder(tmp_path):
    folder = tmp_path / "deep" / "preview"
    put(FILES, folder)
    assert there(folder) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["preview"]


def test_it_is_written_to_an_empty_folder(tmp_path):
    folder = tmp_path / "preview"
    folder.mkdir()
    put(FILES, folder)
    assert there(folder) == FILES


def test_a_preview_takes_the_place_of_the_one_before(tmp_path):
    folder = tmp_path / "preview"
    put(FILES, folder)
    put({"index.html": b"new"}, folder)
    assert there(folder) == {"index.html": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["preview"]


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    with pytest.raises(FolderRefused, match="new or empty"):
        put(FILES, tmp_path)
    assert there(tmp_path) == {"letter.txt": b"dear"}


def test_somebodys_file_in_a_preview_is_not_lost(tmp_path):
    folder = tmp_path / "preview"
    put(FILES, folder)
    (folder / "notes.txt").write_text("from the pilot", "utf-8")
    with pytest.raises(FolderRefused, match=r"notes\.txt"):
        put(FILES, folder)
    assert there(folder) == {**FILES, "notes.txt": b"from the pilot"}


def test_a_file_is_no_folder(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("mine", "utf-8")
    with pytest.raises(FolderRefused, match="is a file"):
        check_folder(file)


def test_what_fails_in_between_leaves_the_preview_of_before(tmp_path):
    folder = tmp_path / "preview"
    put(FILES, folder)
    with pytest.raises(FolderRefused, match="cannot be written"):
        put({"a": b"", "a/b": b""}, folder)
    assert there(folder) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["preview"]


@pytest.fixture
def rules(monkeypatch, few):
    """Verdicts that the command gets, in the place of all rules, on content that is soon drawn."""
    verdicts = []
    monkeypatch.setattr("bot.commands.preview.parse", lambda *_: None)
    monkeypatch.setattr("bot.commands.preview.build", lambda *_: few)
    monkeypatch.setattr("bot.commands.preview.run_checks", lambda *_: verdicts)
    return verdicts


@pytest.mark.usefixtures("rules")
def test_it_says_where_to_open_it(tmp_path, capsys):
    folder = tmp_path / "preview"
    assert make_preview(Settings(), str(folder)) == 0
    told = capsys.readouterr().out
    assert str(folder / "index.html") in told
    assert (folder / "u" / "start.html").is_file()


def test_content_that_cannot_be_read_gives_the_issues(tmp_path, monkeypatch, capsys):
    issue = Issue("dialogues/pause/dialogue.yaml", 7, "chapters.0", "there is no step away")

    def refuse(*_):
        raise DialogueInvalid([issue])

    monkeypatch.setattr("bot.commands.preview.parse", refuse)
    assert make_preview(Settings(), str(tmp_path / "preview")) == 1
    told = capsys.readouterr().out
    assert str(issue) in told
    assert "Nothing was written" in told
    assert not (tmp_path / "preview").exists()


def test_a_rule_that_fails_is_told_and_the_pages_are_there(tmp_path, rules, capsys):
    issue = Issue("dialogues/pause/texts/nl.j2", 3, "pause/pause", "this sentence is long")
    rules.append(Verdict("S-1", "short sentences", "corpus", (issue,)))
    folder = tmp_path / "preview"
    assert make_preview(Settings(), str(folder)) == 1
    assert str(issue) in capsys.readouterr().out
    assert "this sentence is long" in (folder / "index.html").read_text("utf-8")


def test_a_folder_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    monkeypatch.setattr("bot.commands.preview.parse", None)
    with pytest.raises(FolderRefused):
        make_preview(Settings(), str(tmp_path))
