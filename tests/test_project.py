"""What holds for the repository as a whole."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def tracked() -> list[Path]:
    """Files under version control, or all of them in an export without git."""
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = done.stdout.split("\n") if done.returncode == 0 else []
    return [path for name in names if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    """Tracked text files with their content."""
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("run", "dev"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert pins
        assert all("==" in line and line.endswith("\\") for line in pins)
        assert sum("--hash=sha256:" in line for line in lines) >= len(pins)


def test_what_runs_and_what_is_developed_with_are_the_same_versions() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))

    assert pins("run").items() <= pins("dev").items()


def test_no_file_names_a_package_server() -> None:
    pattern = re.compile(r"--(extra-)?index-url|https?://[^ ]*/(simple|packages)/")
    assert not [path for path, text in texts() if pattern.search(text) and path != Path(__file__)]


def test_nothing_like_a_mobile_number_stands_in_the_repository() -> None:
    """R-41: numbers of people, even invented ones, are built by the tests that need them."""
    pattern = re.compile(r"\b06[- ]?[0-9]{8}\b")
    assert not [path for path, text in texts() if pattern.search(text)]


def test_modules_are_small() -> None:
    big = {
        str(path.relative_to(ROOT)): lines
        for path, text in texts()
        if path.suffix == ".py" and (lines := text.count("\n")) > 500
    }
    assert not big
