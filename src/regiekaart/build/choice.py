"""What to build, where, and who wants to know how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from regiekaart.export import FORMATS
from regiekaart.language import NL, Language

if TYPE_CHECKING:
    from regiekaart.maps.theme import Theme
    from regiekaart.study.settings import StudyPlan

PARTS: Final = ("tables", "maps", "web", "report", "export")
REPORT_FORMATS: Final = ("html", "pdf", "docx", "xlsx")
BOOK: Final = "atlas.pdf"
# Of the maps in a report, where no maps are kept.
REPORT_DPI: Final = 150
MAP_LIST: Final = "maps/index.csv"


class Watcher(Protocol):
    """Whoever wants to know how far a build is."""

    def expect(self, steps: int) -> None:
        """Take the number of steps that follow."""

    def draws(self) -> None:
        """Take that maps are going to be drawn."""

    def step(self, name: str) -> None:
        """Take the name of a step that is done."""


class Silent:
    """A watcher that says nothing."""

    def expect(self, steps: int) -> None:
        """Take the number of steps that follow."""

    def draws(self) -> None:
        """Take that maps are going to be drawn."""

    def step(self, name: str) -> None:
        """Take the name of a step that is done."""


@dataclass(frozen=True, kw_only=True)
class BuildChoice:
    """What to build, and where.

    Parameters
    ----------
    output
        The folder in which the study's own folder stands.
    parts
        Among `PARTS`; what is not chosen stays as it is in the folder.
    formats
        File formats of the maps.
    report_formats
        Kinds of report, among `REPORT_FORMATS`; with the PDF comes a briefing of two pages.
    template
        A DOCX with the styles of the house, for the report in that form.
    export_formats
        File formats of the joined data.
    jobs
        Maps at a time; by default the processors of this machine.
    dpi
        Of the PNG maps.
    kinds, name, theme
        The maps to draw: their kinds, the one area, and what they show, if it is given.
    style
        The look of the maps; by default the one that ships.
    since
        The folder of an earlier run, to say what changed.
    plan
        The study of a study file that this builds; it goes into the manifest.
    fresh
        Whether all is made anew; else what an earlier build made by the same recipe stays.
    """

    output: Path = Path("outputs")
    parts: tuple[str, ...] = PARTS
    formats: tuple[str, ...] = ("png",)
    report_formats: tuple[str, ...] = REPORT_FORMATS
    template: Path | None = None
    export_formats: tuple[str, ...] = FORMATS
    jobs: int | None = None
    dpi: int = 150
    language: Language = NL
    kinds: tuple[str, ...] | None = None
    name: str | None = None
    theme: str | None = None
    style: Theme | None = None
    since: Path | None = None
    plan: StudyPlan | None = None
    fresh: bool = False


def all_maps(choice: BuildChoice) -> bool:
    """Return whether the whole series of maps is drawn."""
    return choice.name is None and choice.theme is None and choice.kinds is None


def has_book(choice: BuildChoice) -> bool:
    """Return whether the maps are bound in an atlas: all of them, in PDF."""
    return "maps" in choice.parts and "pdf" in choice.formats and all_maps(choice)


def is_replaced(name: str, choice: BuildChoice) -> bool:
    """Return whether a file of an earlier build goes away with this one."""
    part = name.partition("/")[0]
    return part in choice.parts and (part != "maps" or all_maps(choice))
