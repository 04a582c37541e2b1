"""The tools' clock, for these scenes too."""

from tests.tools.conftest import clock

__all__ = ["clock"]
