"""Recipes: for each thing that a build makes, a fingerprint of all that can change its bytes.

What was made by the recipe that holds now need not be made again. A recipe names too much rather
than too little: what is left out of it could change without the outputs following. It is worked
out from facts and files alone, so that no map library is loaded to find that nothing changed.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.build.choice import BOOK, MAP_LIST, REPORT_DPI, has_book
from regiekaart.build.digest import digest
from regiekaart.build.versions import version_of
from regiekaart.facts.boundary_files import border_files
from regiekaart.paths import shipped_data
from regiekaart.study.model import Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regiekaart.build.choice import BuildChoice
    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme
    from regiekaart.study.loading import StudyChoice

# Raised when what a recipe holds is put together in another way.
FORM: Final = 1
# The libraries that have a hand in an output: all that pyproject.toml asks for, but for those that
# read the command line, look for folders, hold locks and fetch files.
LIBRARIES: Final = (
    "django-js-lib-leaflet", "folium", "fonttools", "geopandas", "jinja2", "markupsafe",
    "matplotlib", "networkx", "numpy", "openpyxl", "pandas", "pillow", "pyogrio", "pypdf", "pyproj",
    "python-docx", "rapidfuzz", "shapely", "typst", "xlsxwriter",
)  # fmt: skip
# Fields of a study that say where facts come from; the facts themselves are in the recipe.
_SOURCES: Final = frozenset({"boundaries_choice", "agreements_file", "choice", "before_choice"})


@dataclass(frozen=True, eq=False)
class Recipes:
    """The recipes of one build.

    Parameters
    ----------
    study, choice
        What is built.
    """

    study: Study
    choice: BuildChoice

    @cached_property
    def steps(self) -> dict[str, str]:
        """The recipe of each step of the build, by its name, in the order of making.

        The list of the maps is no step: it follows from what the folder holds in the end.
        """
        choice, found = self.choice, {}
        if "tables" in choice.parts:
            found["tables"] = self._recipe("tables")
        if "maps" in choice.parts:
            dots = choice.dpi if "png" in choice.formats else None
            found["maps"] = self._recipe("maps", self._drawn, self._selected, choice.formats, dots)
        if has_book(choice):
            found[BOOK] = self._recipe(BOOK, self._drawn)
        if "web" in choice.parts:
            found["web"] = self._recipe("web", self._drawn)
        if "report" in choice.parts:
            found |= {f"report {kind}": self._report(kind) for kind in choice.report_formats}
        if "export" in choice.parts:
            found["export"] = self._recipe("export", self._drawn, choice.export_formats)
        return found

    def _report(self, kind: str) -> str:
        if kind == "xlsx":
            # A workbook has no maps.
            return self._recipe(f"report {kind}", self._drawn)
        template = self.choice.template if kind == "docx" else None
        return self._recipe(f"report {kind}", self._drawn, self._selected, self.dpi, template)

    @cached_property
    def dpi(self) -> int:
        """Dots per inch of the PNG maps: those that are kept, or those of the report alone."""
        return self.choice.dpi if "maps" in self.choice.parts else REPORT_DPI

    def shown(self, spec: PageSpec) -> str:
        """Return the recipe of a map page, in whatever format: what it shows, and on what ground.

        A page does not follow the whole study: what changes elsewhere leaves it as it is.
        """
        return digest(self._paper, spec)

    def page(self, shown: str, format_: str) -> str:
        """Return the recipe of a map page in a format.

        Parameters
        ----------
        shown
            Its recipe in whatever format.
        format_
            The format.
        """
        return digest(shown, format_, self.dpi if format_ == "png" else None)

    def listed(self, told: Mapping[str, Mapping[str, str]]) -> str:
        """Return the recipe of the list of the maps.

        Parameters
        ----------
        told
            For each map file in the folder what is said of it.
        """
        return self._recipe(MAP_LIST, sorted((name, *w.items()) for name, w in told.items()))

    def _recipe(self, *more: object) -> str:
        return digest(self._study, *more)

    @cached_property
    def _study(self) -> str:
        """Everything that holds for all that is made."""
        return digest(tools(), self.choice.language.code, list(_facts(self.study)))

    @cached_property
    def _drawn(self) -> str:
        """What holds besides for all that has the look of the house, or shows the land."""
        return digest(self._look, self._borders)

    @cached_property
    def _selected(self) -> str:
        """Which maps are drawn."""
        return digest(self.choice.kinds, self.choice.name, self.choice.theme)

    @cached_property
    def _paper(self) -> str:
        """What holds for every map page, beside what stands on it."""
        study, own = self.study, self.study.scheme.units_from
        ground = (study.codes, study.names, study.date, own and (own.borders_code, own.crs))
        return digest(tools(), self.choice.language.code, self._drawn, ground)

    @cached_property
    def _look(self) -> str:
        from regiekaart.maps.theme import PLAIN

        theme = self.choice.style or PLAIN
        return digest(theme, _letters(theme))

    @cached_property
    def _borders(self) -> str:
        """The borders, by the files that they come from; by their shapes where there are none."""
        found = border_files(self.study.scheme, self.study.boundaries_choice)
        read = vars(self.study).get("boundaries")
        shapes: object = None
        if read is not None and read.sha256 not in found.known:
            shapes = (read.codes, read.geometries, read.vintage, read.approximate, read.label)
        return digest(found.content, shapes)


def _facts(study: Study, *, deep: bool = True) -> Iterable[object]:
    """Yield everything that is known in a study, but for its borders."""
    yield from (getattr(study, each.name) for each in fields(Study) if each.name not in _SOURCES)
    yield _plain(study.choice)
    yield _plain(study.before_choice)
    if not deep:
        return
    yield study.neighbours
    yield study.agreement_facts if study.scheme.has_statuses else None
    for other in (study.before, study.cycle_before):
        # Of a study that was loaded, what lies before the cycle before follows from its choice.
        yield None if other is None else list(_facts(other, deep=study.choice is None))


def _plain(choice: StudyChoice | None) -> StudyChoice | None:
    """Return a choice without its files: those count by what was read from them."""
    if choice is None:
        return None
    before = choice.before
    return replace(
        choice,
        scheme=None,
        boundaries=None,
        membership=None if choice.membership is None else Path(choice.membership.name),
        agreements=None if choice.agreements is None else Path(choice.agreements.name),
        before=before.name if isinstance(before, Path) else before,
    )


def _letters(theme: Theme) -> list[Path]:
    """Return the files of letters that the system has under the name that a theme gives."""
    if theme.font.regular is not None:
        return []
    from matplotlib.font_manager import FontProperties, findfont

    weights = ("normal", "bold")
    return [Path(findfont(FontProperties(family=[theme.font.family], weight=w))) for w in weights]


@cache
def tools() -> str:
    """Return a fingerprint of all that makes: this package, its data, its libraries, Python."""
    machine = (platform.python_version(), platform.system(), platform.machine())
    libraries = [(name, version_of(name)) for name in LIBRARIES]
    return digest(FORM, machine, libraries, _content(_package()), _content(shipped_data()))


def _package() -> Path:
    import regiekaart

    return Path(regiekaart.__file__).parent


def _content(root: Path) -> str:
    """Return a fingerprint of all files in a folder; by content, for a date can be set at will."""
    found: list[tuple[str, Any]] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        inside = Path(folder).relative_to(root).as_posix()
        for name in sorted(files):
            with open(os.path.join(folder, name), "rb") as stream:  # noqa: PTH118, PTH123 - many
                found.append((f"{inside}/{name}", sha256(stream.read()).hexdigest()))
    return digest(found)
