"""The layers of a study, in the order in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.export.findings import finding_layer
from regiekaart.export.groups import group_layer
from regiekaart.export.parts import part_layer
from regiekaart.export.units import unit_layer
from regiekaart.scheme.flanders import ARRONDISSEMENT

if TYPE_CHECKING:
    from regiekaart.export.facts import Facts
    from regiekaart.export.model import Layer


def layers_of(facts: Facts) -> tuple[Layer, ...]:
    """Return every layer that a study has on its date.

    Parameters
    ----------
    facts
        The study.
    """
    # Arrondissements are a column of the municipalities; no rule and no page is about them.
    kinds = [kind for kind in facts.study.partitions if kind != ARRONDISSEMENT]
    return (
        unit_layer(facts),
        group_layer(facts),
        *(part_layer(facts, kind) for kind in kinds),
        finding_layer(facts),
    )
