"""Whether a map that people bring can be given to GDAL at all.

GDAL opens what looks like a map in some eighty ways, and some of them do more than read the file:
a virtual format or a service description makes it fetch other files, from the disk or the network,
and a view in a database runs whatever query it holds, for ever if that never ends. So the content
is looked at first: only the formats that borders come in go on. So does a folder (a Shapefile
unpacked, a file geodatabase): of the drivers that take one, none runs or fetches anything.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text, both

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

# The sectors of Belgium in GeoJSON, the largest that borders come in, take some 300 MB.
MAX_BYTES: Final = 400_000_000
MAX_UNZIPPED: Final = 800_000_000
MAX_PARTS: Final = 1_000
# Coordinates pack to about 1:5, columns of a DBF file with blanks in them to 1:100.
MAX_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 5_000_000
# As much as GDAL looks at to tell a format, and more.
_HEAD: Final = 100_000

_ZIP: Final = b"PK"
_SQLITE: Final = b"SQLite format 3\0"
_BINARY: Final = (b"fgb\x03", b"\x00\x00\x27\x0a")
_MAPINFO: Final = (b"!table", b"version")
_MAP_XML: Final = (b"opengis.net/gml", b"opengis.net/kml", b"opengis.net/wfs")
# The roots of formats that only say where the map is, and the word by which GDAL knows a program.
_ELSEWHERE: Final = re.compile(
    rb"<\s*(OGR|GDAL|VRT|OAPIF|WMS|WCS)\w*[\s/>]|gdal_streamed_alg", re.IGNORECASE
)
_GENERATED: Final = (2, 3)

_REFERS: Final = Text(
    "dit bestand verwijst naar kaarten elders in plaats van er een te zijn; geef de kaart zelf",
    "this file refers to maps elsewhere instead of being one; give the map itself",
)
_COMPUTES: Final = Text(
    "een laag in dit bestand wordt berekend in plaats van opgeslagen (een view of een virtuele "
    "tabel); bewaar ze als gewone laag",
    "a layer in this file is computed rather than stored (a view or a virtual table); save it as "
    "an ordinary layer",
)
_NO_MAP: Final = Text("geen leesbaar kaartbestand", "not a readable map file")


def what_stands_in_the_way(path: Path, layer: str | None = None) -> Text | None:
    """Return why a file must not be opened as a map; None for one that may.

    Parameters
    ----------
    path
        A file or a folder that is there.
    layer
        The layer that will be read, where it is known already.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    if path.is_dir():
        return None
    if not path.is_file():
        # A pipe would block, and a device never end.
        return Text("dit is geen gewoon bestand", "this is not a plain file")
    if path.stat().st_size > MAX_BYTES:
        most = both(MAX_BYTES // 1_000_000)
        return Text(
            f"het bestand is groter dan {most.nl} MB: dit zijn geen grenzen van gemeenten",
            f"the file is larger than {most.en} MB: these are not borders of municipalities",
        )
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        return _wrong_archive(path)
    if head.startswith(_SQLITE):
        return _wrong_database(path, layer)
    return _wrong_head(head)


def _wrong_head(head: bytes) -> Text | None:
    """Return what is wrong with the beginning of a file that is no archive and no database."""
    if head.startswith(_BINARY):
        return None
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _ELSEWHERE.search(text):
        return _REFERS
    is_xml = text.startswith(b"<") and any(mark in text for mark in _MAP_XML)
    if is_xml or text.startswith((b"{", b"[")) or text.lower().startswith(_MAPINFO):
        return None
    return _NO_MAP


def _wrong_archive(path: Path) -> Text | None:
    """Return what is wrong with a zip: its size, or a part that refers elsewhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            large = [part for part in parts if part.file_size > _RATIO_COUNTS_FROM]
            if (
                len(parts) > MAX_PARTS
                or sum(part.file_size for part in parts) > MAX_UNZIPPED
                or any(part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in large)
            ):
                return Text(
                    "uitgepakt is dit bestand veel te groot voor grenzen van gemeenten",
                    "unpacked, this file is far too large for borders of municipalities",
                )
            for part in parts:
                with archive.open(part) as stream:
                    head = stream.read(_HEAD)
                # Much in such a zip is no map: a licence, a projection, an index.
                if _ELSEWHERE.search(head):
                    return _REFERS
                if head.startswith(_SQLITE):
                    return Text(
                        "een GeoPackage in een zip wordt niet gelezen: pak het eerst uit",
                        "a GeoPackage inside a zip is not read: unpack it first",
                    )
    # zipfile has no one error for what a damaged archive can hold
    except Exception:  # noqa: BLE001
        return Text("een beschadigd of onvolledig zip-bestand", "a damaged or incomplete zip file")
    return None


def _wrong_database(path: Path, layer: str | None) -> Text | None:
    """Return what is wrong with an SQLite file: no GeoPackage, or a layer that is computed."""
    # Immutable: nothing is written beside the file, and no lock is waited for.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            base.text_factory = lambda data: data.decode("utf-8", "replace")
            return _wrong_tables(base, {layer} if layer else set())
    except (sqlite3.Error, ValueError):
        return Text("een beschadigde databank", "a damaged database")


def _wrong_tables(base: sqlite3.Connection, asked: AbstractSet[str]) -> Text | None:
    found = base.execute("SELECT lower(name), type, sql FROM sqlite_master").fetchall()
    kinds = {name: kind for name, kind, _ in found if kind in {"table", "view"}}
    virtual = {
        name
        for name, kind, sql in found
        if kind == "view" or re.match(r"\s*create\s+virtual", sql or "", re.IGNORECASE)
    }
    if "gpkg_contents" not in kinds:
        return _NO_MAP
    own = {name for name in kinds if name.startswith("gpkg_")}
    if virtual & own:
        return _COMPUTES
    listed = {name.lower() for name in asked}
    for table in {"gpkg_contents", "gpkg_geometry_columns"} & own:
        listed |= {
            str(name).lower()
            for (name,) in base.execute(f"SELECT table_name FROM {table}")  # noqa: S608 - one of two names
        }
    if listed & virtual:
        return _COMPUTES
    for name in listed & kinds.keys():
        columns = base.execute("SELECT hidden FROM pragma_table_xinfo(?)", (name,)).fetchall()
        if any(hidden in _GENERATED for (hidden,) in columns):
            return _COMPUTES
    return None
