"""The table of a study with borders, for GeoPandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from regiekaart.study.model import Study


def geo_table(study: Study) -> gpd.GeoDataFrame:
    """Return the units as a GeoDataFrame: the columns of ``study.table``, and their polygons.

    Parameters
    ----------
    study
        The study; its ``boundaries`` say what the borders are (``label``) and whether they are
        ``approximate``. Of approximate borders no area and no length is to be measured.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by code, in the coordinates of the borders, in metres: Lambert 72 (EPSG:31370)
        unless a scheme with units of its own says otherwise.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> study = load_study(StudyChoice(cycle="2023", boundaries="embedded"))
    >>> frame = geo_table(study)
    >>> len(frame), frame.crs.to_epsg(), study.boundaries.approximate
    (300, 31370, True)
    """
    import geopandas as gpd

    shapes = study.boundaries
    # A file of borders has an order of its own.
    placed = shapes.geometries[[shapes.position[code] for code in study.codes]]
    return gpd.GeoDataFrame(study.table.copy(), geometry=placed, crs=shapes.crs)
