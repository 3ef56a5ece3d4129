"""The same pages with the atlas of QGIS: what somebody makes who works with QGIS every day.

    /usr/bin/python3 benchmarks/qgis_atlas.py GEOPACKAGE OUT_FOLDER [--dpi N] [--filter]

It runs under the Python that has QGIS (Debian: `apt-get install python3-qgis`), and not in the
environment of `regiekaart`. The GeoPackage is the one that `regiekaart export` writes, with its
styles: municipalities in the colour of their group, with their names. Each area is a page: the
whole, and an atlas over the provinces, the reference regions and the groups; with a title, a
legend, a scale bar and a source. It does no more than that: no inset, no list of small
municipalities. With `--filter` the legend holds only what is on the page, as it does in
`regiekaart`; for that QGIS draws each map another time.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from osgeo import gdal  # type: ignore[import-not-found]
    from qgis.core import (  # type: ignore[import-not-found]
        QgsApplication,
        QgsFillSymbol,
        QgsLayoutExporter,
        QgsLayoutItemLabel,
        QgsLayoutItemLegend,
        QgsLayoutItemMap,
        QgsLayoutItemScaleBar,
        QgsLayoutPoint,
        QgsLayoutSize,
        QgsLegendStyle,
        QgsPrintLayout,
        QgsProject,
        QgsScaleBarSettings,
        QgsSingleSymbolRenderer,
        QgsUnitTypes,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtGui import QFont  # type: ignore[import-not-found]
except ImportError:
    sys.exit("QGIS is not there for this Python (Debian: apt-get install python3-qgis)")

COVERAGES = ("provincies", "referentieregios", "regiegebieden")
# Left, top, width and height in millimetres on A4, as on the pages of `regiekaart`.
PLACES = {
    "title": (12, 10, 273, 12),
    "map": (12, 26, 195, 165),
    "legend": (212, 26, 73, 160),
    "scale": (14, 180, 60, 9),
    "source": (12, 196, 273, 8),
}
OUTLINE = {"style": "no", "outline_color": "#00558c", "outline_width": "0.6"}
MARGIN = 0.05
FONT = "Source Sans Pro"


def main() -> None:
    """Draw the pages, and leave without taking QGIS apart, which can fail after all is done."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("geopackage", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dpi", type=int, default=150)
    parser.add_argument("--filter", action="store_true")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    # QGIS asks GDAL to write where a page lies into a PNG that is there: it cannot, and says so.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    land = layer(project, chosen.geopackage, "gemeenten")
    project.setCrs(land.crs())
    pages = [Page(project, land, None, filtered=chosen.filter)]
    for name in COVERAGES:
        outline = layer(project, chosen.geopackage, name)
        outline.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(OUTLINE)))
        outline.setLabelsEnabled(False)
        pages.append(Page(project, land, outline, filtered=chosen.filter))
    for page in pages:
        page.write(chosen.folder, chosen.dpi)
    sys.stdout.flush()
    os._exit(0)


def layer(project: QgsProject, path: Path, name: str) -> QgsVectorLayer:
    """Return a layer with the style that the file brings along."""
    found = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not found.isValid():
        sys.exit(f"{path}: no layer {name} that QGIS can read")
    project.addMapLayer(found)
    return found


class Page:
    """A layout: one page, or an atlas with a page for each area of a layer.

    Parameters
    ----------
    outline
        The layer whose areas are the pages; none for one page with everything.
    filtered
        Whether the legend holds only what is on the page.
    """

    def __init__(
        self,
        project: QgsProject,
        land: QgsVectorLayer,
        outline: QgsVectorLayer | None,
        *,
        filtered: bool,
    ) -> None:
        self.name = "flanders" if outline is None else outline.name()
        self.layout = QgsPrintLayout(project)
        self.layout.initializeDefaults()
        self.map = QgsLayoutItemMap(self.layout)
        # A map without an extent keeps none when it gets its size, and one that gets an extent
        # changes its size: it is put in its place before and after.
        self._put(self.map, "map")
        self.map.setExtent(land.extent())
        self._put(self.map, "map")
        self.layers = [land] if outline is None else [outline, land]
        self.map.setLayers(self.layers)
        self.map.zoomToExtent(land.extent())
        if outline is not None:
            atlas = self.layout.atlas()
            atlas.setCoverageLayer(outline)
            atlas.setEnabled(True)
            atlas.setFilenameExpression(f"'{self.name}-' || @atlas_featurenumber")
            self.map.setAtlasDriven(True)
            self.map.setAtlasScalingMode(QgsLayoutItemMap.Auto)
            self.map.setAtlasMargin(MARGIN)
        self._text("title", "Vlaanderen" if outline is None else '[% "name" %]', 20)
        self._text("source", "Lidmaatschap: openbare bronnen. Grenzen: het bestand.", 7)
        self._legend(filtered=filtered)
        self._scale()

    def write(self, folder: Path, dpi: int) -> None:
        """Write the pages as PNG."""
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = dpi
        if self.layout.atlas().enabled():
            status, told = QgsLayoutExporter.exportToImage(
                self.layout.atlas(), str(folder / "page"), "png", settings
            )
        else:
            path, told = str(folder / f"{self.name}.png"), ""
            status = QgsLayoutExporter(self.layout).exportToImage(path, settings)
        if status != QgsLayoutExporter.Success:
            sys.exit(f"QGIS could not write {self.name}: {status} {told}")

    def _put(self, item: object, place: str) -> None:
        if item not in self.layout.items():
            self.layout.addLayoutItem(item)
        left, top, width, height = PLACES[place]
        unit = QgsUnitTypes.LayoutMillimeters
        item.attemptMove(QgsLayoutPoint(left, top, unit))  # type: ignore[attr-defined]
        item.attemptResize(QgsLayoutSize(width, height, unit))  # type: ignore[attr-defined]

    def _text(self, place: str, text: str, size: int) -> None:
        label = QgsLayoutItemLabel(self.layout)
        label.setText(text)
        label.setFont(QFont(FONT, size))
        self._put(label, place)

    def _legend(self, *, filtered: bool) -> None:
        legend = QgsLayoutItemLegend(self.layout)
        legend.setLinkedMap(self.map)
        # By itself it has the layers of the other atlases too.
        legend.setAutoUpdateModel(False)
        legend.model().rootGroup().clear()
        for each in self.layers:
            legend.model().rootGroup().addLayer(each)
        for part in (QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
            legend.setStyleFont(part, QFont(FONT, 8))
        legend.setSymbolHeight(3)
        legend.setLegendFilterByMapEnabled(filtered)
        self._put(legend, "legend")

    def _scale(self) -> None:
        bar = QgsLayoutItemScaleBar(self.layout)
        bar.setStyle("Single Box")
        bar.setLinkedMap(self.map)
        bar.setUnits(QgsUnitTypes.DistanceKilometers)
        bar.setUnitLabel("km")
        bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeFitWidth)
        bar.setMinimumBarWidth(20)
        bar.setMaximumBarWidth(40)
        self._put(bar, "scale")


if __name__ == "__main__":
    main()
