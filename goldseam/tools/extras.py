"""What single tools add to the general pages: a module `extra` in the tool's own folder, found by itself.

An extra may have any of: overview, kept, new, check, body, week, listed, printed. Their shapes stand in
docs/add-a-tool.md.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import goldseam.tools


def folders() -> list[str]:
    """The packages beside this module, each a tool's own folder."""
    found = pkgutil.iter_modules(goldseam.tools.__path__)
    return sorted(module.name for module in found if module.ispkg)


@cache
def _all() -> dict[str, ModuleType]:
    modules = [
        import_module(f"goldseam.tools.{name}.extra")
        for name in folders()
        if find_spec(f"goldseam.tools.{name}.extra") is not None
    ]
    return {code: module for module in modules for code in module.CODES}


def url_patterns() -> list[Any]:
    """The pages tools have of their own; they stand before the general ones."""
    names = [f"goldseam.tools.{name}.urls" for name in folders()]
    return [pattern for name in names if find_spec(name) is not None for pattern in import_module(name).urlpatterns]


def call(code: str, act: str, otherwise: Any, *args: Any) -> Any:
    """What the tool's own code answers, or `otherwise` when it has none."""
    found = getattr(_all().get(code), act, None)
    return otherwise if found is None else found(*args)
