"""The whole set: complete, quiet on good content, quick."""

import re
from datetime import timedelta
from pathlib import Path

from dialogues.checks import RULES
from dialogues.checks.not_static import NOT_STATIC
from tests.dialogues.checks.conftest import TODAY

ROOT = Path(__file__).parents[3]
FIFTY = {f"R-{number:02}" for number in range(1, 51)}


def test_content_in_which_every_rule_holds_passes(broken):
    found = [issue for verdict in broken.verdicts().values() for issue in verdict.issues]
    assert found == []


def test_every_rule_is_judged_here_or_says_where_else():
    own = {rule_id for rule_id in RULES if rule_id.startswith("R-")}
    assert own | NOT_STATIC.keys() == FIFTY
    for where in NOT_STATIC.values():
        paths = re.findall(r"tests/\S+\.py", where)
        assert paths or where.startswith(("later, with ", "review: "))
        assert all((ROOT / path).is_file() for path in paths), where


def test_each_function_is_named_after_its_rule():
    for rule_id, rule in RULES.items():
        assert rule.judge.__name__ == rule_id.lower().replace("-", "_")
        assert rule.title


def test_a_release_needs_numbers_that_were_checked_lately(broken):
    later = broken.verdicts(TODAY + timedelta(days=100))["R-14"]
    assert later.passed
    assert [issue.line for issue in later.warnings] == [6, 7, 8]
