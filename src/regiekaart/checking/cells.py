"""Corrections of a cell that are certain: what it says stays the same, only how it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import ProblemLog
from regiekaart.facts.agreement_list import STATUS_IN
from regiekaart.facts.agreements import STATUS_WORDS
from regiekaart.facts.daycells import DayCells
from regiekaart.facts.flanders import history
from regiekaart.facts.listcells import EVIDENCE_IN
from regiekaart.facts.membership import EVIDENCE_WORDS
from regiekaart.facts.names import NameIndex, clean_code, normalise
from regiekaart.facts.region_names import clean_region
from regiekaart.facts.register import register_of
from regiekaart.facts.rows_that_count import COMPLETE_IN, STATED_IN
from regiekaart.facts.unit_finder import Place
from regiekaart.facts.unknown_names import wrong_name
from regiekaart.facts.written_names import codes_of
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.checking.kinds import ListKind
    from regiekaart.facts.listfile import ListFile
    from regiekaart.facts.territory import History, Territory
    from regiekaart.language import Language
    from regiekaart.scheme.noun import Noun

STATED_WORDS: Final = {
    True: Text("lid", "member"),
    False: Text("geen lid", "not a member"),
    None: Text("onbekend", "unknown"),
}
COMPLETE_WORDS: Final = {
    True: Text("volledig", "complete"),
    False: Text("gedeeltelijk", "partial"),
}
# Per column of words: what each word means, and the words for that.
WORDS: Final[Mapping[str, tuple[Mapping[str, Any], Mapping[Any, Text]]]] = {
    "evidence": (EVIDENCE_IN, EVIDENCE_WORDS),
    "membership": (STATED_IN, STATED_WORDS),
    "list": (COMPLETE_IN, COMPLETE_WORDS),
    "status": (STATUS_IN, STATUS_WORDS),
}
CODE: Final = Text("een NIS-code heeft vijf cijfers", "a NIS code has five digits")
NAME: Final = Text("de officiële naam", "the official name")
AGREED: Final = Text(
    "de code en de naam wijzen dezelfde gemeente aan", "code and name point to one municipality"
)
DAY: Final = Text("een datum, in één vorm", "a date, in one form")
WORD: Final = Text("het gewone woord", "the usual word")


def spelling_of(noun: Noun) -> Text:
    """Return why a group gets another spelling."""
    word = noun.tail
    return Text(f"één schrijfwijze per {word.nl}", f"one spelling for each {word.en}")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a cell should hold, and why."""

    after: str | date
    why: Text


@dataclass
class CellCorrector:
    """Finds the corrections of the cells of a list that are certain.

    Parameters
    ----------
    kind
        What the list is about.
    table
        The list, for its headers.
    day
        The date of the study.
    language
        Of the words that are put in the place of others.
    """

    kind: ListKind
    table: ListFile
    day: date
    language: Language
    _days: DayCells = field(init=False)
    _past: History = field(init=False)
    _territory: Territory = field(init=False)
    _own: bool = field(init=False)

    def __post_init__(self) -> None:
        self._days = DayCells(ProblemLog())
        self._past = register_of(self.kind.scheme).history
        self._territory = self._past.at(self.day)
        self._own = self.kind.scheme.units_from is not None

    def corrections(self, cells: Mapping[str, str], row: int) -> dict[str, Correction]:
        """Return the corrections of one row, by column.

        Parameters
        ----------
        cells
            Text per column.
        row
            Its number.
        """
        found = {
            column: correction
            for column, cell in cells.items()
            if cell and (correction := self._cell(column, cell, row)) is not None
        }
        name = self._name_by_code(cells)
        if name is not None:
            found["name"] = name
        return {
            column: correction
            for column, correction in found.items()
            if str(correction.after) != cells[column]
        }

    def _cell(self, column: str, cell: str, row: int) -> Correction | None:
        if column == "nis":
            code = None if self._own else clean_code(cell)
            return Correction(code, CODE) if code else None
        if column == "name":
            name = self._own_name(cell) if self._own else official_name(cell)
            return Correction(name, NAME) if name else None
        if column in self.kind.days:
            day = self._days.read(column, cell, Place(self.table, row))
            return Correction(day, DAY) if day else None
        if column in WORDS:
            return self._word(column, cell)
        return Correction(clean_region(cell), self._spelling) if column == "region" else None

    @property
    def _spelling(self) -> Text:
        return spelling_of(self.kind.scheme.group)

    def _own_name(self, cell: str) -> str | None:
        """Return the name of the one declared unit that a cell means, as its table has it."""
        names, index = self._own_names
        found = {names[code] for code in index.find(cell)}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _own_names(self) -> tuple[Mapping[str, str], NameIndex]:
        """The names of the declared units of all dates by code, and what finds a code by name."""
        names = dict(self._past.name_pairs())
        return names, NameIndex(names.items())

    def _word(self, column: str, cell: str) -> Correction | None:
        meanings, words = WORDS[column]
        key = normalise(cell)
        if key not in meanings:
            return None
        word = words[meanings[key]]
        if cell.casefold() in {word.nl, word.en}:
            return None
        return Correction(self.language.say(word), WORD)

    def _name_by_code(self, cells: Mapping[str, str]) -> Correction | None:
        """Return the name that goes with a code, where the name is a slip of the pen for it."""
        if self._own:
            return None
        code, name = clean_code(cells.get("nis", "")), cells.get("name", "")
        territory = self._territory
        if not name or code is None or code not in territory.by_code or codes_of(name):
            return None
        own = territory.by_code[code].name
        _message, likely = wrong_name(name, territory, coded=code)
        return Correction(own, AGREED) if likely == own else None


@lru_cache(maxsize=4096)
def official_name(cell: str) -> str | None:
    """Return the official spelling of the one municipality that a name means, at any date.

    Examples
    --------
    >>> official_name("SINT-NIKLAAS"), official_name("Anvers"), official_name("Gentt")
    ('Sint-Niklaas', 'Antwerpen', None)
    """
    codes = codes_of(cell)
    names = {name for nis, name in history().name_pairs() if nis in codes}
    if len(names) != 1:
        return None
    (name,) = names
    # Kapellen (Antwerpen) says more than Kapellen, if that should be the name of two.
    return name if codes_of(name) == codes else None
