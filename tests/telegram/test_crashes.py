"""Kring on Telegram is killed with -9: nothing is lost, nothing counts twice.

At points: before and after each commit and each call of three conversations. At random: under load,
polling and webhook, on SQLite and PostgreSQL. People go on with their phones all the while.
"""

import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import pytest

from bot.bootstrap import FEATURES
from bot.conversation import Conversation
from dialogues.loader import load_content
from dialogues.reader import Reader
from tests.bot.conftest import cache_folder
from tests.conftest import IS_FULL
from tests.postgres import postgres
from tests.talk import real_detector
from tests.telegram.crash_scripts import SCENARIOS, make_script
from tests.telegram.crash_trial import Forks, Programs, Trial

__all__ = ["cache_folder", "postgres"]

SEED = 20270116
POINT_KILLS = 10
"""For each conversation on each database; in full, all points."""

LOAD_KILLS = 250 if IS_FULL else 30
LOAD_UPDATES = 25_000 if IS_FULL else 500
"""For each of four combinations."""

PHONES = 60 if IS_FULL else 40
STARTED_KILLS = 100 if IS_FULL else 20
SETTLED_SECONDS = 0.05
