"""Which part may import which: `bot → dialogues → states ← storage ← bot`."""

import ast
from collections.abc import Iterator
from pathlib import Path
from sys import stdlib_module_names

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"bot", "dialogues", "states", "storage"}
MAY_IMPORT = {
    "states": {"states"},
    "dialogues": {"dialogues", "states"},
    "storage": {"storage", "states"},
    "bot": OURS,
}
ONLY_IN = {
    "transitions": ("states/machine.py",),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
    "cryptography": ("storage/",),
    "jinja2": ("dialogues/",),
    "ruamel": ("dialogues/",),
    "rapidfuzz": ("dialogues/",),
    "telegram": ("bot/telegram/",),
    "rich": ("bot/",),
    "typer": ("bot/",),
    "structlog": ("bot/",),
    "aiohttp": ("bot/telegram/",),
    "prometheus_client": ("bot/metrics.py",),
    "starlette": ("bot/web/", "bot/portal/"),
    "uvicorn": ("bot/web/",),
    "webauthn": ("bot/portal/",),
    "pyotp": ("bot/portal/",),
    "multipart": ("bot/portal/",),
    "segno": ("bot/portal/", "bot/commands/"),
    "typst": ("bot/pictures/",),
    "uharfbuzz": ("bot/pictures/",),
    "anyascii": ("bot/pictures/",),
}
STATES_LIBRARIES = {"transitions", "pydantic", "pydantic_core", "msgspec"}


def modules() -> Iterator[Path]:
    """All modules of the program."""
    for package in sorted(OURS):
        yield from sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Top-level names of what a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    place = str(path.relative_to(ROOT))
    package = path.relative_to(ROOT).parts[0]
    found = imports(path)
    assert found & OURS <= MAY_IMPORT[package], place
    for library, places in ONLY_IN.items():
        assert library not in found or place.startswith(places), f"{place} imports {library}"


def test_the_engine_imports_the_standard_library_and_three_more() -> None:
    for path in (ROOT / "states").rglob("*.py"):
        foreign = imports(path) - set(stdlib_module_names) - STATES_LIBRARIES - {"states"}
        assert not foreign, f"{path.name} imports {foreign}"


@pytest.mark.parametrize("module", ["time", "random", "os", "socket", "datetime"])
def test_the_engine_reads_no_clock_no_chance_and_no_world(module: str) -> None:
    """`datetime` is there to write moments down, never to ask for the present one."""
    for path in (ROOT / "states").rglob("*.py"):
        text = path.read_text("utf-8")
        if module == "datetime":
            assert ".now(" not in text, path
            assert ".today(" not in text, path
        else:
            assert module not in imports(path), path
