"""Opens a store when told to; a program of its own, for tests with several processes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from storage.keys import KeySource
from storage.store import Store

url, folder = sys.argv[1], Path(sys.argv[2])
sys.stdin.readline()
keys = KeySource(path=folder / "master.keys")
with Store.open(url, keys, erased_log=folder / "erased.log") as store:
    store.client("terminal", "jan")
if sys.argv[3:]:
    print(*{name.partition(".")[0] for name in sys.modules})
