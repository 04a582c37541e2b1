"""Goldseam: a sealed room for each of two people, and a table for both."""

__version__ = "0.1.0"
