"""The kinds of map that a study can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from regiekaart.scheme.model import Scheme

# All units at once, under the name by which every scheme knows it; a group that does not fit, or
# falls apart.
WHOLE: Final = "whole"
MISFIT: Final = "misfit"


def whole_of(scheme: Scheme) -> str:
    """Return the kind of the maps of all units at once: those of Flanders have its name."""
    return "flanders" if scheme.id == FLANDERS.id else WHOLE


def kind_called(word: str, scheme: Scheme) -> str:
    """Return the kind that a word stands for: ``whole`` is the whole of any scheme.

    Examples
    --------
    >>> kind_called("whole", FLANDERS), kind_called("province", FLANDERS)
    ('flanders', 'province')
    """
    return whole_of(scheme) if word == WHOLE else word


def kinds_of(scheme: Scheme) -> tuple[str, ...]:
    """Return the kinds of maps of a scheme, in the order of a series.

    Parameters
    ----------
    scheme
        The scheme.

    Examples
    --------
    >>> kinds_of(FLANDERS)
    ('flanders', 'province', 'reference-region', 'regie-region', 'misfit')
    """
    parts = (kind.id for kind in scheme.partitions.values() if kind.mapped)
    return (whole_of(scheme), *parts, scheme.group_id, MISFIT)
