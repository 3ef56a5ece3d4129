"""The commands that are measured and counted, with their budgets in seconds on two cores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

HOUSING: Final = ("--scheme", "woonmaatschappijen")
LIMBURG: Final = ("--kind", "province", "--name", "Limburg")
EVERYTHING: Final = ("build", "--formats", "png,svg,pdf")
# The most megabytes that any command may hold.
PEAK_MB: Final = 500


@dataclass(frozen=True)
class Command:
    """A command with its words after ``regiekaart``.

    Parameters
    ----------
    budget
        Seconds by the clock, the whole process, where there is one.
    writes
        Whether it writes into a folder, which is then given.
    again
        Whether it is measured when its result is there already.
    counted
        Whether its calls are counted: it runs in one process and comes back soon.
    """

    name: str
    words: tuple[str, ...]
    budget: float | None = None
    writes: bool = False
    again: bool = False
    counted: bool = True

    def line(self, folder: Path) -> list[str]:
        """Return the words, with the folder for what is written."""
        return [*self.words, *(["--output", str(folder)] if self.writes else [])]


COMMANDS: Final = {
    each.name: each
    for each in (
        Command("help", ("--help",), 0.15),
        Command("coverage", ("coverage", "--by", "province"), 0.6),
        Command("check", ("check",), 0.6),
        Command("check-housing", ("check", *HOUSING)),
        Command("missing", ("missing",)),
        Command("compare", ("compare", "2020", "2023"), 0.6),
        Command("agreements", ("agreements", "--by", "province")),
        Command("subsidy", ("subsidy", "--example"), 0.6),
        Command("audit", ("audit",), 0.6),
        Command("one-map", ("maps", *LIMBURG), 1.2, writes=True),
        Command("atlas", ("maps",), writes=True, counted=False),
        Command("web-page", ("web",), writes=True),
        Command("report-html", ("report", "--formats", "html"), writes=True, counted=False),
        Command("report-pdf", ("report", "--formats", "pdf"), writes=True, counted=False),
        Command("report-docx", ("report", "--formats", "docx"), writes=True, counted=False),
        Command("report-xlsx", ("report", "--formats", "xlsx"), writes=True),
        Command("export", ("export",), writes=True),
        Command("tables", ("build", "--only", "tables"), writes=True),
        Command("build", ("build",), 20, writes=True, counted=False),
        Command("build-svg-pdf", EVERYTHING, 20, writes=True, counted=False),
        Command("build-again", EVERYTHING, 2, writes=True, again=True, counted=False),
    )
}
