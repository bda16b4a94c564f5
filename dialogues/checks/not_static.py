"""Rules that no look at files can judge, in whole or in part, with the test that has to keep them.

Together with the registered rules these are all fifty; a test proves it. A rule may stand here
and be registered too: then files show one half of it.
"""

from collections.abc import Mapping

NOT_STATIC: Mapping[str, str] = {
    "R-04": "tests/states/test_views.py: zero contacts is a complete circle",
    "R-05": "tests/states/test_views.py: texts on loneliness do not know how many there are",
    "R-10": (
        "tests/states/test_rules_of_people.py, tests/states/test_rules_for_anybody.py, "
        "tests/states/test_plans_suggesting.py: the blocked set, on walks and in each step"
    ),
    "R-13": (
        "tests/states/test_views.py, tests/states/test_conversations.py: random dossiers; "
        "tests/states/test_thoughts.py: words that are not kept"
    ),
    "R-15": "later, with alerts: no message to a third party without a consent version",
    "R-16": "tests/bot/test_traces.py, tests/storage/test_traces.py: nothing is left",
    "R-19": "tests/states/test_rules_of_people.py: after *never* no such question comes, for weeks",
    "R-23": "tests/states/test_plans_actions.py: never more than three open, whatever is done",
    "R-24": "tests/states/test_plans_actions.py: three times not is counted, and offered to drop",
    "R-17": "tests/states/test_check_ins.py: what is planned holds no answer but the day",
    "R-26": "tests/states/test_check_ins.py, tests/storage/test_check_ins.py: one reminder",
    "R-30": "tests/states/test_sharing_alone.py, tests/portal: nothing but what was shared",
    "R-31": "tests/states/test_sharing_snapshot.py: what a worker gets equals the preview",
    "R-40": "tests/states/test_engine.py: anger is answered once and loses nothing",
    "R-41": "tests/dialogues/reading/test_reading_masking.py: what is typed is masked",
    "R-42": "tests/states/test_conversations.py: asked again at most twice, then left",
    "R-45": "tests/states/test_twins.py: each picture and its text tell the same facts",
    "R-47": (
        "tests/states/test_caring.py, tests/states/test_plans_suggesting.py: an alter marked as a "
        "child is never suggested for a task"
    ),
    "R-50": "review: similarity with instrument items, kept outside the repository",
}
