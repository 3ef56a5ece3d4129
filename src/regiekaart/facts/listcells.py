"""What every list that people bring has: a municipality on each row, and perhaps its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from regiekaart.facts.membership import Evidence
from regiekaart.facts.name_lists import code_and_name, names_in
from regiekaart.facts.names import normalise
from regiekaart.facts.rawtable import MAX_ROWS
from regiekaart.facts.unit_finder import Place
from regiekaart.language import Text, both
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.errors import ProblemLog
    from regiekaart.facts.listfile import ListFile, ListRow
    from regiekaart.scheme.noun import Noun

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

# Below this, a word is another one.
_NEAR: Final = 0.75
_LONGEST: Final = 100


def require_unit_column(table: ListFile, log: ProblemLog, noun: Noun | None = None) -> None:
    """Add a problem if a list names its units neither by code nor by name.

    Parameters
    ----------
    table
        The list.
    log
        Gets the problem.
    noun
        What a declared unit is called; by default they are municipalities.
    """
    there = {"nis", "name", "names"} & set(table.headers)
    if not there and noun is not None:
        one, many = noun.one, noun.many
        log.error(
            f"kolom 'code' of '{one.nl}' ontbreekt: een van beide is nodig, of '{many.nl}' met "
            "alle leden in één cel",
            f"column 'code' or '{one.en}' is missing: one of them is needed, or '{many.en}' with "
            "all members in one cell",
            sheet=table.sheet,
        )
    elif not there:
        log.error(
            "kolom 'nis' of 'gemeente' ontbreekt: een van beide is nodig, of 'gemeenten' met alle "
            "leden in één cel",
            "column 'nis' or 'municipality' is missing: one of them is needed, or 'municipalities' "
            "with all members in one cell",
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
            suggestion=near_word(cell, EVIDENCE_IN),
        )
    return found or Evidence.ASSUMED


def near_word(cell: str, words: Iterable[str]) -> str | None:
    """Return the word that a cell was probably meant to hold, as it is written.

    Examples
    --------
    >>> near_word("gedocumenterd", EVIDENCE_IN), near_word("zeker", EVIDENCE_IN)
    ('gedocumenteerd', None)
    """
    written = {normalise(word): word for word in words}
    near = get_close_matches(normalise(cell[:_LONGEST]), written, n=1, cutoff=_NEAR)
    return written[near[0]] if near else None


@dataclass
class UnitCells:
    """The cells of a list that name municipalities: one per row, or all of a region in one cell.

    Parameters
    ----------
    table
        The list.
    log
        Gets an error for a row that has both, and for more names than a list can hold.
    noun
        What a unit is called.
    """

    table: ListFile
    log: ProblemLog
    noun: Noun = FLANDERS.unit
    _count: int = field(default=0, init=False)

    def on(self, row: ListRow) -> list[tuple[Place, str, str]]:
        """Return the code and the name of each municipality on a row, and where it stands."""
        code, name = row.values.get("nis", ""), row.values.get("name", "")
        listed = row.values.get("names", "")
        place = Place(self.table, row.number)
        if not listed:
            return [(place, code, name)]
        if code or name:
            self.log.error(
                f"{self.noun.a.nl} en een lijst van {self.noun.many.nl} op één rij: laat een van "
                "beide leeg",
                f"one {self.noun.one.en} and a list of them on one row: leave one of them empty",
                **place.at("names", listed),
            )
            return []
        names = names_in(listed)
        self._count += len(names)
        if self._count > MAX_ROWS:
            most = both(MAX_ROWS)
            self.log.error(
                f"meer dan {most.nl} namen: dit is geen lijst van {self.noun.many.nl}",
                f"more than {most.en} names: this is not a list of {self.noun.many.en}",
                **place.at("names", listed[:_LONGEST]),
            )
            self.log.raise_errors()
        inside = Place(self.table, row.number, within=listed)
        return [(inside, *code_and_name(item)) for item in names] or [(inside, "", "")]
