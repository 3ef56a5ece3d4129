"""The kinds of map that a study can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regiekaart.scheme.model import Scheme

# All units at once; a group that does not fit, or falls apart.
WHOLE: Final = "flanders"
MISFIT: Final = "misfit"


def kinds_of(scheme: Scheme) -> tuple[str, ...]:
    """Return the kinds of maps of a scheme, in the order of a series.

    Parameters
    ----------
    scheme
        The scheme.

    Examples
    --------
    >>> from regiekaart.scheme.flanders import FLANDERS
    >>> kinds_of(FLANDERS)
    ('flanders', 'province', 'reference-region', 'regie-region', 'misfit')
    """
    parts = (kind.id for kind in scheme.partitions.values() if kind.mapped)
    return (WHOLE, *parts, scheme.group_id, MISFIT)
