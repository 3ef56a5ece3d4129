"""In which order a build makes its parts, and which of them beside each other."""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.build.choice import BOOK, Silent
from regiekaart.build.maker import MAPS, REPORT, Maker
from regiekaart.language import Text
from regiekaart.workers import available_processors, beside, can_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regiekaart.build.maker import Made

    Steps = dict[str, Made]

# Above so many pages it is worth to make something beside them.
MANY: Final = 3
TYPESET: Final = f"{REPORT}pdf"
# What steps are called for who waits for them.
WORDS: Final = {
    "tables": Text("tabellen", "tables"),
    BOOK: Text.same(BOOK),
    "web": Text("webpagina", "web page"),
    "export": Text("gegevens voor GIS", "data for GIS"),
}


@dataclass(frozen=True)
class Schedule:
    """Has the steps of a build made, as far as possible two at a time.

    Parameters
    ----------
    maker
        Makes them.
    """

    maker: Maker

    def make(self) -> list[str]:
        """Make what is not there yet as its recipe asks, and return all files of the build."""
        self.maker.begin()
        return self.maker.collect(self._steps())

    def _steps(self) -> Steps:
        maker, steps = self.maker, self.maker.outdated
        reports = [step for step in steps if step.startswith(REPORT)]
        paged = [step for step in steps if step in {MAPS, BOOK}]
        rest = [step for step in steps if step not in {*reports, *paged}]
        many = maker.shows_pages and len(maker.pages.outdated) > MANY
        if many:
            # Both draw on the same land.
            _ = maker.land
        with self._beside(rest, worth=many) as wait:
            if maker.shows_pages:
                # Put in their places here, so that whoever makes a report finds them.
                _ = maker.specs
            made = self._made_by(maker, paged) | wait()
        # What typesets has threads of its own, and these do not come along in a fork.
        here = [step for step in reports if step == TYPESET] or reports[:1]
        others = [step for step in reports if step not in here]
        if others and maker.shows_pictures:
            # Worked out once for all of them.
            _ = maker.reports.document
        with self._beside(others, worth=True) as wait:
            return made | self._made_by(maker, here) | wait()

    @contextmanager
    def _beside(self, steps: Sequence[str], *, worth: bool) -> Iterator[Callable[[], Steps]]:
        """Have steps made in a process of their own, if it is worth it and there is room."""
        several = (self.maker.choice.jobs or available_processors()) > 1
        if not (steps and worth and several and can_fork()):
            yield lambda: self._made_by(self.maker, steps)
            return
        other = copy(self.maker)
        # The terminal belongs to this process.
        other.watch = Silent()
        with beside(lambda: self._made_by(other, steps)) as wait:
            yield lambda: self._told(wait())

    def _made_by(self, maker: Maker, steps: Sequence[str]) -> Steps:
        """Have a maker make steps, one after the other."""
        made = {}
        for step in steps:
            made[step] = maker.make_step(step)
            self._tell(step, maker)
        return made

    def _told(self, made: Steps) -> Steps:
        for step in made:
            self._tell(step, self.maker)
        return made

    def _tell(self, step: str, maker: Maker) -> None:
        """Tell that a step is done; of the maps each page was told."""
        say = maker.choice.language.say
        if step.startswith(REPORT):
            word = say(Text("verslag", "report"))
            maker.watch.step(f"{word} ({step.removeprefix(REPORT)})")
        elif step != MAPS:
            maker.watch.step(say(WORDS[step]))
