"""What a study file names that is not there: lists, folders, days and years without figures."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError, has_hidden
from regiekaart.facts import population as facts
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL
from regiekaart.facts.register import register_of
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.funding import AGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.facts.population import Counts
    from regiekaart.scheme.model import Scheme
    from regiekaart.study.table import TableReader

# Fields that name a list, which may have a sheet behind it.
_LISTS: Final = ("membership", "agreements", "before")
_LOOKED_AT: Final = 2000


def check_world(
    study: dict[str, Any], tables: dict[str, dict[str, Any]], where: str, keys: TableReader
) -> None:
    """Add a problem for each file, day or year that one level of a study file names in vain.

    Parameters
    ----------
    study, tables
        Fields of the study, and of the tables below it.
    where
        Stands before each key in what is told.
    keys
        The reader of the file; its log gets the problems.
    """
    for name in _LISTS:
        value = study.get(name)
        if isinstance(value, Path):
            _check_file(keys.list_file(value), f"{where}{name}", keys)
    if "theme" in study:
        _check_file(study["theme"], f"{where}theme", keys)
    borders = study.get("boundaries")
    if borders is not None and borders not in {EMBEDDED, OFFICIAL}:
        _check_file(Path(borders), f"{where}boundaries", keys, folder=True)
    output = tables["output"]
    if "template" in output:
        _check_file(output["template"], f"{where}output, template", keys)
    if "folder" in output:
        _check_folder(output["folder"], f"{where}output, folder", keys)
    _check_features(study, tables["subsidy"], where, keys)
    _check_figures(study, tables["subsidy"], where, keys)


def _check_features(
    study: Mapping[str, Any], subsidy: Mapping[str, Any], where: str, keys: TableReader
) -> None:
    """Add a problem for each key that the scheme has no use for."""
    scheme = keys.scheme
    if scheme is None:
        return
    useless = {
        "agreements": study.get("agreements") is not None and not scheme.has_statuses,
        "example": bool(study.get("example")) and scheme.id != FLANDERS.id,
        "subsidy": bool(subsidy) and not scheme.has_funding,
    }
    for name in (name for name, wrong in useless.items() if wrong):
        keys.log.error(
            f"het schema {scheme.id} heeft dit niet: laat {name} weg",
            f"the scheme {scheme.id} does not have this: leave out {name}",
            key=f"{where}{name}",
        )


def _check_file(path: Path, place: str, keys: TableReader, *, folder: bool = False) -> None:
    if not keys.there(path):
        near = _nearest(path)
        keys.log.error(
            f"niet gevonden in {path.parent.absolute()}: {path.name}; een pad geldt vanaf de map "
            "van dit bestand",
            f"not found in {path.parent.absolute()}: {path.name}; a path starts from the folder of "
            "this file",
            key=place,
            value=path.name,
            suggestion=near,
        )
    elif path.is_dir() and not folder:
        keys.log.error(
            f"{path.name} is een map, geen bestand",
            f"{path.name} is a folder, not a file",
            key=place,
            value=path.name,
        )


def _nearest(path: Path) -> str | None:
    """Return the file of the same folder whose name is nearest; None if there is none like it."""
    try:
        names = [each.name for each in islice(path.parent.iterdir(), _LOOKED_AT)]
    except OSError:
        return None
    near = get_close_matches(path.name[:_LOOKED_AT], names, n=1)
    return near[0] if near and not has_hidden(near[0]) else None


def _check_folder(path: Path, place: str, keys: TableReader) -> None:
    """Add a problem if a folder cannot be made: it, or what it is to stand in, is a file."""
    for each in (path, *path.parents):
        if keys.there(each):
            if not each.is_dir():
                keys.log.error(
                    f"{each.name} is een bestand, geen map",
                    f"{each.name} is a file, not a folder",
                    key=place,
                    value=path.name,
                )
            return


def _check_figures(
    study: Mapping[str, Any], subsidy: Mapping[str, Any], where: str, keys: TableReader
) -> None:
    if keys.scheme is not None and {"date", "population_year"} & study.keys():
        _check_units(study, keys.scheme, where, keys)
    if "working_age_year" in subsidy:
        counts = facts.working_age(subsidy.get("ages", AGES[0]))
        place = f"{where}subsidy, working-age-year"
        _check_year(subsidy["working_age_year"], counts, place, keys)
    if "jobseekers_year" in subsidy:
        year = subsidy["jobseekers_year"]
        _check_year(year, facts.jobseekers(), f"{where}subsidy, jobseekers-year", keys)


def _check_units(study: Mapping[str, Any], scheme: Scheme, where: str, keys: TableReader) -> None:
    """Add a problem for a day or a year of which the units of the scheme do not know."""
    try:
        register = register_of(scheme)
        counts = register.population()
    except InputError as error:
        # The tables of the scheme: each problem names its file.
        keys.log.problems += error.problems
        return
    if "date" in study:
        try:
            register.history.require_known(study["date"])
        except InputError as error:
            file, place = keys.log.file, f"{where}date"
            keys.log.problems += [
                replace(p, file=file, column=None, key=place) for p in error.problems
            ]
    if "population_year" in study:
        _check_year(study["population_year"], counts, f"{where}population-year", keys)


def _check_year(year: int, counts: Counts, place: str, keys: TableReader) -> None:
    if year not in counts.by_year:
        known = Text.same(f"{counts.years[0]}-{counts.years[-1]}")
        keys.log.error(
            f"geen cijfers voor het jaar {year}: verwacht een jaar uit {known.nl}",
            f"no figures for the year {year}: expected one of {known.en}",
            key=place,
            value=str(year),
        )
