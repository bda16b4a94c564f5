"""Danger is recognised in real Dutch, and ordinary talk is left in peace.

The sentences here are our own. The final set, danger_final.yaml, is judged elsewhere.
"""

import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.danger.compilation import read_yaml
from dialogues.danger.detector import HERE, DangerDetector, Kind, Reader, Strength

MUST_BE_CLEAR = [
    ("ik wil dood", Kind.SUICIDE),
    ("IK WIL DOOOOOD!!!", Kind.SUICIDE),
    ("ik wil d00d", Kind.SUICIDE),
    ("ik\u200b wil do\u200bod", Kind.SUICIDE),
    ("ik wil 😭 dood", Kind.SUICIDE),
    ("i k w i l d o o d", Kind.SUICIDE),
    ("'k wil ni meer leven", Kind.SUICIDE),
    ("Onze Lieve Heer mag me komen halen", Kind.SUICIDE),
    ("Mijn zus belt op zondag. Maar eigenlijk wil ik er niet meer zijn.", Kind.SUICIDE),
    ("ik ga vannacht van de brug springen", Kind.SUICIDE),
    ("ik heb een hele strip pillen geslikt", Kind.SUICIDE),
    ("mijn afscheidsbrief ligt klaar", Kind.SUICIDE),
    ("ik snij mezelf", Kind.SELF_HARM),
    ("ik kras met een schaar in mijn arm", Kind.SELF_HARM),
    ("mijn man slaat me", Kind.VIOLENCE),
    ("me man slaad mij", Kind.VIOLENCE),
    ("hij heeft me opgesloten", Kind.VIOLENCE),
    ("mijn zoon duwt mij van de trap", Kind.VIOLENCE),
    ("hij dreigt me te vermoorden", Kind.VIOLENCE),
    ("mijn kind wordt geslagen", Kind.CHILD),
    ("ik heb mijn moeder geslagen", Kind.CARER),
    ("ik ben bang dat ik hem iets aandoe", Kind.CARER),
]

MUST_BE_FOUND = [
    "ik zie geen uitweg meer",
    "ik ben iedereen tot last",
    "ik kan niet meer",
    "ik ben bang voor hem",
    "mijn dochter is bang voor haar vader",
    "ik pak hem soms te hard beet",
]

MUST_STAY_CALM = [
    "ik lach me dood",
    "mijn hond is dood",
    "ik ben doodmoe",
    "het is doodgewoon",
    "mijn man is vorig jaar overleden",
    "ik wil niet dood hoor",
    "mijn man slaat mij niet",
    "vroeger wilde ik dood, nu gaat het goed",
    "in de film wordt iemand vermoord",
    "in die game ga ik altijd dood",
    "val dood stomme bot",
    "ik stap eruit bij de volgende halte",
    "de stoppen slaan door als ik kook",
    "ik heb in mijn vinger gesneden bij het koken",
    "ik ga dood van de hitte",
    "de gemeente dreigt met een boete",
    "mijn zoon schopt een balletje",
    "oma is rustig ingeslapen",
    "ik help mijn moeder met douchen",
    "Jan, Piet en Fatima",
    "ik slik pillen voor mijn hart",
    "mijn buurvrouw doet de boodschappen",
    "ik heb geen geld aan het eind van de maand",
    "",
    "\0",
    "😀",
]


@pytest.fixture(scope="module")
def detector():
    return DangerDetector.load()


@pytest.mark.parametrize(("text", "kind"), MUST_BE_CLEAR)
def test_clear_danger_is_clear_and_of_its_kind(detector, text, kind):
    danger = detector.judge(text)
    assert danger is not None
    assert (danger.kind, danger.strength) == (kind, Strength.CLEAR)


@pytest.mark.parametrize("text", MUST_BE_FOUND)
def test_indirect_danger_is_found(detector, text):
    assert detector.judge(text) is not None


@pytest.mark.parametrize("text", MUST_STAY_CALM)
def test_ordinary_talk_raises_no_alarm(detector, text):
    assert detector.judge(text) is None, detector.explain(text)


def test_danger_in_a_long_answer_is_not_diluted(detector):
    ordinary = "Mijn zus komt op zondag en dan drinken we koffie. " * 40
    danger = detector.judge(f"{ordinary}Mijn man slaat me. {ordinary}")
    assert danger is not None
    assert danger.strength is Strength.CLEAR


def test_an_author_is_told_why(detector):
    assert "rule want-dead (clear)" in detector.explain("ik wil dood")


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text):
    SHARED.judge(text)


@given(
    st.lists(
        st.sampled_from(["ik", "wil", "dood", "mij", "slaat", ".", ",", "\u202e", "\ud800", "\0"])
    )
)
def test_no_words_make_it_fail(words):
    SHARED.explain(" ".join(words))


SHARED = DangerDetector.load()


def test_the_longest_text_is_judged_in_time(detector, record_property):
    started = time.perf_counter()
    detector.judge("mijn zus komt op zondag en dat is gezellig " * 95)
    record_property("longest text", f"danger, longest text: {time.perf_counter() - started:.3f} s")


def test_speed_is_measured(detector, record_property):
    texts = MUST_STAY_CALM[:15] * 20
    started = time.perf_counter()
    for text in texts:
        detector.judge(text)
    microseconds = (time.perf_counter() - started) / len(texts) * 1e6
    record_property("short text", f"danger, short text: {microseconds:.0f} µs")


def test_loading_needs_neither_sklearn_nor_numpy_nor_yaml():
    code = (
        "import sys\n"
        "from dialogues.danger.detector import DangerDetector\n"
        "DangerDetector.load().judge('hallo')\n"
        "print([m for m in ('sklearn', 'numpy', 'ruamel.yaml') if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_weights_are_made_from_what_lies_beside_them():
    pytest.importorskip("sklearn", reason="scikit-learn is absent: train.py cannot be imported")
    from dialogues.danger import train  # noqa: PLC0415 - needs scikit-learn

    weights = json.loads((HERE / "weights.json").read_text("utf-8"))
    assert weights["stamp"] == train.stamp(), "run `python -m dialogues.danger.train`"


@pytest.mark.skipif(
    os.environ.get("KRING_TEST_FULL") != "1", reason="trains for a quarter of a minute"
)
def test_compiled_rules_and_weights_are_current():
    pytest.importorskip("sklearn", reason="scikit-learn is absent: cannot train the model again")
    from dialogues.danger import train  # noqa: PLC0415 - needs scikit-learn

    sentences = train.corpus()
    rules = train.compiled(train.ordinary(sentences))
    assert rules == json.loads((HERE / "rules.json").read_text("utf-8"))
    again = train.train(sentences, Reader(rules))["weights"]
    kept = json.loads((HERE / "weights.json").read_text("utf-8"))["weights"]
    both = again.keys() & kept.keys()
    assert len(both) > 0.98 * max(len(again), len(kept))
    assert all(abs(a - b) <= 5 for f in both for a, b in zip(again[f], kept[f], strict=True))


def test_every_rule_says_why_and_has_its_own_id():
    rules = read_yaml("rules.yaml")["rules"]
    assert all(rule["why"] for rule in rules)
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_the_files_stay_small():
    assert (HERE / "weights.json").stat().st_size <= 900 * 1024
