"""The layers of a study, in the order in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.export.findings import finding_layer
from regiekaart.export.groups import group_layer
from regiekaart.export.parts import part_layer
from regiekaart.export.units import unit_layer

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
    # What has no map of its own, such as arrondissements, is a column of the units only.
    kinds = [kind for kind, part in facts.study.partitions.items() if part.kind.mapped]
    return (
        unit_layer(facts),
        group_layer(facts),
        *(part_layer(facts, kind) for kind in kinds),
        *([finding_layer(facts)] if facts.study.scheme.rules else []),
    )
