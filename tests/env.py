"""Read by pytest before Django's settings: every run has a data folder of its own and no setting from the shell.

Only DATABASE_URL is let through; it says on which of the two databases the same tests run.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("GOLDSEAM_")]:
    del os.environ[_name]

_base = Path(__file__).parent.parent / "build" / "tests"
_base.mkdir(parents=True, exist_ok=True)
_data = Path(tempfile.mkdtemp(prefix="data-", dir=_base))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["GOLDSEAM_DATA"] = str(_data)


def _forget_counts() -> None:
    from goldseam.caches import memory_folder

    shutil.rmtree(memory_folder(_data), ignore_errors=True)


atexit.register(_forget_counts)
