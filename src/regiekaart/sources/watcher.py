"""Whoever wants to know how far a download is."""

from __future__ import annotations

from typing import Protocol


class Watcher(Protocol):
    """Hears how many steps there are, and when one is done."""

    def expect(self, steps: int) -> None:
        """Take the number of steps that follow."""

    def step(self, name: str) -> None:
        """Take the name of a step that is done."""


class Silent:
    """A watcher that says nothing."""

    def expect(self, steps: int) -> None:
        """Take the number of steps that follow."""

    def step(self, name: str) -> None:
        """Take the name of a step that is done."""
