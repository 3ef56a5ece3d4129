"""What every list that people bring has: a municipality on each row, and perhaps its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.facts.membership import Evidence
from regiekaart.facts.names import normalise
from regiekaart.language import Text

if TYPE_CHECKING:
    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile
    from regiekaart.facts.unit_finder import Place

EVIDENCE_IN: Final = {
    "documented": Evidence.DOCUMENTED,
    "gedocumenteerd": Evidence.DOCUMENTED,
    "inferred": Evidence.INFERRED,
    "afgeleid": Evidence.INFERRED,
    "assumed": Evidence.ASSUMED,
    "aangenomen": Evidence.ASSUMED,
}
EVIDENCE_WORDS: Final = Text(
    "gedocumenteerd, afgeleid of aangenomen", "documented, inferred or assumed"
)


def require_unit_column(table: ListFile, log: ProblemLog) -> None:
    """Add a problem if a list names its municipalities neither by code nor by name."""
    if not {"nis", "name"} & set(table.headers):
        log.error(
            "kolom 'nis' of 'gemeente' ontbreekt: een van beide is nodig",
            "column 'nis' or 'municipality' is missing: one of them is needed",
            sheet=table.sheet,
        )


def evidence_of_cell(cell: str, place: Place, log: ProblemLog) -> Evidence:
    """Return the grade that a cell gives; a list with no grades is its owner's own statement."""
    if not cell:
        return Evidence.DOCUMENTED
    found = EVIDENCE_IN.get(normalise(cell))
    if found is None:
        log.error(
            f"onbekend bewijs: {cell}; verwacht {EVIDENCE_WORDS.nl}",
            f"unknown evidence: {cell}; expected {EVIDENCE_WORDS.en}",
            **place.at("evidence", cell),
        )
    return found or Evidence.ASSUMED
