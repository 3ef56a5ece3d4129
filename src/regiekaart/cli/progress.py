"""A progress bar on stderr; nothing where stderr is no terminal but the last line."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final, Self

import click

from regiekaart.language import Language, Text

if TYPE_CHECKING:
    from types import TracebackType

WIDTH: Final = 28
NAME_WIDTH: Final = 40


class Progress:
    """Shows how far the work is.

    Parameters
    ----------
    spoken
        The language of the words.
    """

    def __init__(self, spoken: Language) -> None:
        self.spoken = spoken
        self.total = 0
        self.done = 0
        self._live = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live and self.total:
            self._write("\r\033[K", end="")
        if kind is None and self.total:
            noun = Text("onderdeel", "part") if self.done == 1 else Text("onderdelen", "parts")
            words = Text(f"{self.done} {noun.nl} klaar", f"{self.done} {noun.en} done")
            self._write(self.spoken.say(words))

    def expect(self, steps: int) -> None:
        """Say how many steps there will be."""
        self.total += steps

    def draws(self) -> None:
        """Make a quicker start with drawing: this process ends when it is done."""
        from regiekaart.maps.lean import leave_out_docs

        leave_out_docs()

    def step(self, name: str) -> None:
        """Say that a step is done."""
        self.done += 1
        if not self._live:
            return
        filled = WIDTH * self.done // max(self.total, 1)
        bar = "█" * filled + "░" * (WIDTH - filled)
        shown = "".join(c if c.isprintable() else " " for c in name)[:NAME_WIDTH]
        self._write(f"\r\033[K{bar} {self.done}/{self.total} {shown}", end="")

    def _write(self, words: str, end: str = "\n") -> None:
        """Write to a person who may not be there: a closed stderr stops no work."""
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                click.echo(words + end, nl=False, err=True)
