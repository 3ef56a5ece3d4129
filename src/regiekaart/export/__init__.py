"""The joined data of a study as files for GIS, spreadsheets and programs.

`regiekaart.export.run.export` writes them. What it takes to write is loaded there, so that the
command line knows the formats at no cost.
"""

from typing import Final

FORMATS: Final = ("gpkg", "geojson", "csv", "xlsx")
# Those with the land of each row, which cannot be written without borders.
SHAPED: Final = frozenset({"gpkg", "geojson"})
