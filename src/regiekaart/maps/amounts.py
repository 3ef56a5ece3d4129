"""The page of the subsidy: each group shaded by its amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regiekaart.language import Text
from regiekaart.maps.spec import LegendEntry, PageSpec, Patch
from regiekaart.maps.style import Style
from regiekaart.words.subsidy_sentence import subsidy_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from regiekaart.analysis.awards import Awards
    from regiekaart.maps.pages import PageMaker


def subsidy_page(maker: PageMaker, found: Awards) -> PageSpec:
    """Return the page of the subsidy, as it is divided on the date of the study."""
    study, say, spoken = maker.study, maker.language.say, maker.language
    totals = [row.total for row in found.rows]
    classes = _classes(totals, len(maker.theme.scale))
    styles = [Style(maker.theme.scale[k]) for k in classes]
    legend = [
        LegendEntry(group.name, styles[g], spoken.decimal(totals[g], 0), str(g + 1))
        for g, group in enumerate(study.groups)
    ]
    rest = tuple(np.flatnonzero(study.group_of < 0).tolist())
    return maker.whole_spec(
        theme="subsidy",
        title=say(Text("Verdeling van de subsidie", "Distribution of the subsidy")),
        subtitle=say(subsidy_sentence(found)),
        patches=(
            *(Patch(tuple(study.members(g).tolist()), style) for g, style in enumerate(styles)),
            *maker.plain_patches(rest),
        ),
        legend_title=say(Text("Regiegebieden, in euro per jaar", "Regie regions, in euro a year")),
        legend=(
            *legend,
            *maker.status_entries(rest, named=True),
            maker.group_line_entry(),
            *maker.usual_lines(),
        ),
        parts=maker.usual_units(),
        badges=maker.group_badges(range(len(study.groups))),
    )


def _classes(totals: Sequence[Decimal], count: int) -> list[int]:
    """Return for each amount its class, lowest first: one per amount if they are few.

    Else each class has as many groups; equal amounts are always in one class.
    """
    distinct = sorted(set(totals))
    if len(distinct) <= count:
        return [distinct.index(total) for total in totals]
    ordered = sorted(totals)
    return [ordered.index(total) * count // len(ordered) for total in totals]
