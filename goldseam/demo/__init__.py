"""`goldseam demo`: two made-up people in a database that is thrown away. Never part of a real server.

Three locks keep one-click entry out of a real one: the addresses exist only when the settings say `demo`; settings
refuse `demo` together with a real database; and every entry looks for the mark that only `build` leaves.
"""

from __future__ import annotations


def build() -> None:
    """Fill the throw-away database. Raises `NotADemo` anywhere else."""
    from goldseam.demo.build import build as make

    make()
