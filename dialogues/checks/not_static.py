"""Rules that no look at files can judge, in whole or in part, with the test that has to keep them.

Together with the registered rules these are all fifty; a test proves it. A rule may stand here
and be registered too: then files show one half of it.
"""

from collections.abc import Mapping

NOT_STATIC: Mapping[str, str] = {
    "R-04": "tests/dialogues: walk that answers `none` everywhere ends kindly, with a picture",
    "R-05": "tests/states: the texts on loneliness stay the same when contacts are added",
    "R-10": "tests/states: nothing suggested is ever in the blocked set, for random dossiers",
    "R-13": "tests/states: no hidden, private or vented value in the summary of random dossiers",
    "R-15": "tests/bot: no message leaves to a third party; an alert needs its consent version",
    "R-16": "tests/storage: /delete from every state leaves no row that leads to the client",
    "R-23": "tests/states: never more than three open actions, in random sessions with plans",
    "R-26": "tests/storage: one reminder after an unanswered check-in, then none",
    "R-30": "tests/bot/portal: without a share the worker's side returns nothing",
    "R-31": "tests/bot/portal: what a worker gets equals the preview, byte for byte",
    "R-40": "tests/dialogues: walks with abuse keep every state open and give one calm answer",
    "R-41": "tests/dialogues/reading: numbers and addresses that are typed are masked",
    "R-42": "tests/dialogues: fuzzed answers are asked again at most twice, then left",
    "R-45": "tests/bot: each picture has a text that tells the same facts",
    "R-47": "tests/states: an alter marked as a child is never suggested for a task",
    "R-50": "review: similarity with instrument items, kept outside the repository",
}
