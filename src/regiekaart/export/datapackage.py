"""The description that goes with the files: a Data Package, as datapackage.org has it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.export import SHAPED
from regiekaart.export.geopackage import FID, GEOMETRY
from regiekaart.export.sources import CC_BY, CC_BY_PATH, sources_of, warnings_of
from regiekaart.facts.boundaries import CRS
from regiekaart.language import Text
from regiekaart.paths import fingerprint
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from regiekaart.export.model import Column, Layer
    from regiekaart.language import Language
    from regiekaart.study import Study

FILE: Final = "datapackage.json"
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES: Final = {
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Where a program finds a table in a file that holds several.
INSIDE: Final = {"gpkg": "table", "xlsx": "sheetName"}
# What programs for tables can read; to them the others are files with a hash.
TABLES: Final = frozenset({"csv", "xlsx"})
TEXTS: Final = frozenset({"csv", "geojson"})


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, the layers in it, and the coordinates of its shapes, if any."""

    path: Path
    format: str
    layers: tuple[Layer, ...]
    crs: str = ""


def write_package(path: Path, study: Study, language: Language, files: Sequence[Written]) -> None:
    """Write the description of files: every column with its type, unit and source.

    It does not say when it was made: the same data give the same bytes.

    Parameters
    ----------
    path
        The file to write, in the folder of the others.
    study, language
        What the data are of, and in which language they are described.
    files
        What was written.
    """
    say = language.say
    shapes = any(each.format in SHAPED for each in files)
    sources = sources_of(study, shapes=shapes)
    line = say(study_line(study))
    told = [f"{line[:1].upper()}{line[1:]}."]
    told += [say(text) for text in warnings_of(study, shapes=shapes)]
    titles = {key: say(source.title) for key, source in sources.items()}
    package = {
        "$schema": PROFILE,
        "name": _name(study, language),
        "title": say(study.scheme.title),
        "description": " ".join(told),
        **_licences([titles[key] for key, each in sources.items() if each.licence == CC_BY]),
        "sources": [{"title": title} for title in titles.values()],
        "fictional": study.fictional,
        "resources": [r for each in files for r in _resources(each, titles, language)],
    }
    text = json.dumps(package, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", errors="replace", newline="")


def _licences(titles: Sequence[str]) -> dict[str, Any]:
    """Return under which licence some sources are; of the others none is stated."""
    if not titles:
        return {}
    return {"licenses": [{"name": CC_BY, "path": CC_BY_PATH, "title": "; ".join(titles)}]}


def _name(study: Study, language: Language) -> str:
    other = [] if study.scheme.id == FLANDERS.id else [study.scheme.id]
    parts = ["regiekaart", *other, study.cycle.id, study.date.isoformat(), language.code]
    return "-".join(parts)


def _resources(
    file: Written, titles: dict[str, str], language: Language
) -> Iterator[dict[str, Any]]:
    """Yield a resource per layer of a file."""
    size, sha256 = file.path.stat().st_size, fingerprint(file.path)
    for layer in file.layers:
        resource: dict[str, Any] = {
            "name": f"{layer.name}-{file.format}".replace("_", "-"),
            "path": file.path.name,
            "title": layer.title,
            "description": layer.description,
            "format": file.format,
            "mediatype": MEDIA_TYPES[file.format],
            "bytes": size,
            "hash": f"sha256:{sha256}",
        }
        if file.format in TABLES:
            resource["type"] = "table"
        if file.format in TEXTS:
            resource["encoding"] = "utf-8"
        if file.format in SHAPED:
            resource["crs"] = file.crs
        if file.format in INSIDE:
            resource["dialect"] = {INSIDE[file.format]: layer.name}
        if file.format == "xlsx":
            # What frictionless-py calls it, which does not know the name of the standard.
            resource["dialect"]["excel"] = {"sheet": layer.name}
        yield resource | {"schema": _schema(layer, file, titles, language)}


def _schema(
    layer: Layer, file: Written, titles: dict[str, str], language: Language
) -> dict[str, Any]:
    first = _shape_fields(file.crs, titles, language) if file.format == "gpkg" else []
    return {
        "fields": [*first, *(_field(column, titles) for column in layer.columns)],
        "primaryKey": [layer.key],
        "missingValues": [""],
    }


def _shape_fields(crs: str, titles: dict[str, str], language: Language) -> list[dict[str, Any]]:
    """Return the two columns that a GeoPackage has of itself."""
    row = Text("Het nummer van de rij, vanaf 1.", "The number of the row, from 1.")
    known = system_name(crs)
    shape = Text(
        f"Vlakken in {known}, in meter; leeg waar een rij er geen heeft.",
        f"Polygons in {known}, in metres; empty where a row has none.",
    )
    say = language.say
    return [
        {
            "name": FID, "type": "integer",
            "title": say(Text("rij", "row")), "description": say(row),
        },
        {
            "name": GEOMETRY, "type": "any",
            "title": say(Text("vorm", "shape")), "description": say(shape),
            "unit": "m", "source": titles["boundaries"],
        },
    ]  # fmt: skip


def system_name(crs: str) -> str:
    """Return what people call a system of coordinates, with its code.

    Examples
    --------
    >>> system_name("EPSG:31370"), system_name("EPSG:28992")
    ('Lambert 72 (EPSG:31370)', 'Amersfoort / RD New (EPSG:28992)')
    """
    if crs == CRS:
        return f"Lambert 72 ({crs})"
    import pyproj

    return f"{pyproj.CRS.from_user_input(crs).name} ({crs})"


def _field(column: Column, titles: dict[str, str]) -> dict[str, Any]:
    """Return a column as Table Schema describes it, with its unit and source beside that."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "title": column.title,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    return field | {"source": titles[column.source]}
