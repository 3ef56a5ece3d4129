"""Where the official sources are: every address stands here, and each can be put elsewhere.

An address is a template. ``{service}`` becomes ``VRBG``, or ``VRBG2025`` for the state of 2025;
``{year}`` becomes the year of the population. What a template does not name is not filled in, so
the plain address of a mirror works as well.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The environment variable that puts each address elsewhere.
VARIABLES: Final = {
    "wfs": "REGIEKAART_WFS",
    "layer": "REGIEKAART_WFS_LAYER",
    "ogc_features": "REGIEKAART_OGC_FEATURES",
    "statbel": "REGIEKAART_STATBEL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of the official sources.

    Parameters
    ----------
    wfs
        The WFS 2.0 service with the municipality borders.
    layer
        The layer to ask it for.
    ogc_features
        The items of the same layer, as OGC API Features.
    statbel
        The zip with the population of a year. The name of the file is Statbel's; that the folder
        before it is still the right one has not been tried against the site, and it may have to
        be overridden.
    """

    wfs: str = "https://geo.api.vlaanderen.be/{service}/wfs"
    layer: str = "{service}:Refgem"
    ogc_features: str = (
        "https://geo.api.vlaanderen.be/{service}/ogc/features/v1/collections/Refgem/items"
    )
    statbel: str = (
        "https://statbel.fgov.be/sites/default/files/files/opendata/"
        "bevolking%20naar%20woonplaats%2C%20nationaliteit%20burgelijke%20staat%20%2C%20"
        "leeftijd%20en%20geslacht/TF_SOC_POP_STRUCT_{year}.zip"
    )

    @classmethod
    def current(cls, environment: Mapping[str, str] | None = None) -> Addresses:
        """Return the addresses, with what the environment variables put elsewhere.

        Parameters
        ----------
        environment
            The variables; by default those of the process. An empty one counts as not set.

        Examples
        --------
        >>> Addresses.current({"REGIEKAART_WFS": "https://mirror.example/wfs"}).wfs
        'https://mirror.example/wfs'
        """
        known = os.environ if environment is None else environment
        chosen = {f.name: known.get(VARIABLES[f.name], "").strip() for f in fields(cls)}
        return cls(**{name: value for name, value in chosen.items() if value})


def filled(template: str, year: int | None) -> str:
    """Return an address with its year in the places that ask for it.

    Parameters
    ----------
    template
        An address, or the name of a layer.
    year
        The year; None for the current state of the borders.

    Examples
    --------
    >>> filled("{service}:Refgem", None), filled("{service}:Refgem", 2025)
    ('VRBG:Refgem', 'VRBG2025:Refgem')
    """
    # Not str.format: an address may hold braces and percent signs of its own.
    service = "VRBG" if year is None else f"VRBG{year}"
    return template.replace("{service}", service).replace(
        "{year}", "" if year is None else str(year)
    )
