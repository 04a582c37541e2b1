"""What a process that holds keys in memory owes to the people whose keys they are.

Python cannot wipe memory, so the rest is done: no core dump, no debugger of the same user, no life after the parent's.
"""

from __future__ import annotations

import ctypes
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4


def _prctl(option: int, value: int = 0) -> int:
    if sys.platform != "linux":
        return -1
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0))


def harden() -> None:
    """Forbid core dumps and tracing by the same user, for this process and all it forks.

    The limit alone is not enough: a core pattern that pipes into a program ignores it. "Not dumpable" covers that.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(_PR_SET_DUMPABLE, 0)


def is_hardened() -> bool:
    """Are core dumps off for this very process? (Outside Linux only the limit can be asked.)"""
    return resource.getrlimit(resource.RLIMIT_CORE)[0] == 0 and _prctl(_PR_GET_DUMPABLE) in {0, -1}


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, so that no server outlives its janitor."""
    _prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM))
