"""Run as a program, in a data folder of its own (GOLDSEAM_DATA): what must survive being killed, cut off or filled.

python -m tests.faults.acts <act> [numbers …] prints one JSON object. Each act makes a person, writes through
`Room.append` as pages do, lets the fault happen, and then compares the room with what was acknowledged.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from typing import Any

from goldseam.cli.setup import start_django

start_django()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from goldseam.crypto import derive  # noqa: E402
from tests.faults.postgresql_acts import crashes, standby_gone  # noqa: E402
from tests.faults.sqlite_acts import burned_bytes, busy, full_database, full_disk, power_cuts, rot  # noqa: E402
from tests.faults.writing import kills  # noqa: E402

derive.FLOOR = derive.DEFAULT = derive.Cost(8, 1)  # it is not the derivation that is tried here


def main(act: str, *args: str) -> dict[str, Any]:
    began = time.perf_counter()
    if act != "full_disk":
        call_command("migrate", verbosity=0)
    acts: dict[str, Callable[..., dict[str, Any]]] = {
        "kills": lambda count, seed: kills(int(count), int(seed)),
        "full_disk": full_disk,
        "full_database": full_database,
        "power_cuts": lambda j, s, w, c, seed: power_cuts(j, s, int(w), int(c), int(seed)),
        "rot": lambda trials, seed, where: rot(int(trials), int(seed), where),
        "burned_bytes": burned_bytes,
        "busy": busy,
        "crashes": lambda count, seed, folder: crashes(int(count), int(seed), folder),
        "standby_gone": standby_gone,
    }
    report = acts[act](*args)
    shutil.rmtree(settings.CACHE_FOLDER, ignore_errors=True)
    return {**report, "seconds": round(time.perf_counter() - began, 1)}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
