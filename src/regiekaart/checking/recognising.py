"""Which kind of list a file is."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from regiekaart.checking.grid import HEAD, opened
from regiekaart.checking.kinds import KINDS
from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts.brought import content_of
from regiekaart.facts.listheader import find_header, spellings_of
from regiekaart.facts.rawtable import filled_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from regiekaart.checking.kinds import ListKind


def recognised(
    path: Path, sheet: str | None = None, kinds: Mapping[str, ListKind] = KINDS
) -> tuple[ListKind, ListKind | None]:
    """Return what a list is about by its header, and what it could be about as well.

    A column of regions makes it a list of members, and one of statuses a list of agreements; a
    list with both is one of members first.

    Parameters
    ----------
    path
        The file.
    sheet
        The sheet of a workbook; None takes the first one that is visible.
    kinds
        The kinds of list that there are.

    Raises
    ------
    InputError
        If it is no table, or if its header tells of neither.
    """
    content = content_of(path, ProblemLog(path.name))
    fits = [kind for kind in kinds.values() if _has_mark(content, path, kind, sheet)]
    if fits:
        return fits[0], fits[1] if len(fits) > 1 else None
    marks = [kind.columns[kind.mark][:2] for kind in kinds.values()]
    region, region_en = marks[0]
    if len(marks) == 1:
        raise InputError.one(
            f"dit is niet te herkennen als ledenlijst: kolom ‘{region}’ ontbreekt",
            f"this is not recognised as a list of members: column ‘{region_en}’ is missing",
            file=path.name,
            sheet=sheet,
        )
    status, _ = marks[1]
    raise InputError.one(
        f"dit is niet te herkennen als ledenlijst (kolom ‘{region}’) of als lijst van "
        f"overeenkomsten (kolom ‘{status}’); zet die kolom erbij, of zeg met --kind wat het is",
        f"this is neither recognised as a list of members (column ‘{region_en}’) nor as a list of "
        f"agreements (column ‘{status}’); add that column, or say with --kind what it is",
        file=path.name,
        sheet=sheet,
    )


def _has_mark(content: bytes, path: Path, kind: ListKind, sheet: str | None) -> bool:
    """Return whether the header has the column of a kind."""
    log = ProblemLog(path.name)
    with opened(content, path, kind.columns, sheet) as table:
        head = list(islice(filled_rows(table, log), HEAD))
        try:
            header = find_header(head, kind.columns, spellings_of(kind.columns), table, log)
        except InputError:
            # No column of this kind; another kind may fit.
            return False
    return kind.mark in header.positions
