"""What became of a region, in words: the same wherever it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.lineage import Kind
from regiekaart.language import Text

if TYPE_CHECKING:
    from regiekaart.analysis.lineage import Lineage

KIND_WORDS: Final = {
    Kind.NEW: Text("nieuw", "new"),
    Kind.UNCHANGED: Text("ongewijzigd", "unchanged"),
    Kind.CHANGED: Text("gewijzigd", "changed"),
    Kind.GONE: Text("verdwenen", "gone"),
    Kind.UNKNOWN: Text("niet te zeggen", "cannot be said"),
}
AS_FAR_AS_KNOWN: Final = Text("ongewijzigd, voor zover bekend", "unchanged, as far as known")
CARRIED_OVER: Final = Text("overgenomen (dezelfde bron)", "carried over (same source)")
NEW_OR_CHANGED: Final = Text("nieuw of gewijzigd", "new or changed")
GONE_OR_CHANGED: Final = Text("verdwenen of gewijzigd", "gone or changed")


def lineage_words(lineage: Lineage) -> Text:
    """Return what became of a region.

    Parameters
    ----------
    lineage
        What became of it.
    """
    if lineage.carried_over:
        # By one source on both lists: that it is unchanged as far as known would go in a circle.
        return CARRIED_OVER
    if lineage.as_far_as_known:
        return AS_FAR_AS_KNOWN
    if lineage.kind is Kind.UNKNOWN and lineage.differs:
        # Of a region that is on the second list and has a predecessor a difference is a change.
        return NEW_OR_CHANGED if lineage.predecessor is None else GONE_OR_CHANGED
    return KIND_WORDS[lineage.kind]
