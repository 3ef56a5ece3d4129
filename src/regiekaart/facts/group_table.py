"""The list of groups that a scheme declares: a table, and which of its columns say what."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

from regiekaart.errors import ProblemLog
from regiekaart.facts.membership import Evidence, MembershipList, MembershipRow, check_rows
from regiekaart.facts.own_tables import declared_columns
from regiekaart.facts.register import register_of
from regiekaart.facts.tables import optional_name, unit_code
from regiekaart.paths import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.scheme.model import Cycle, Scheme
    from regiekaart.scheme.tables import GroupTable


def declared_list(scheme: Scheme, table: GroupTable, cycle: Cycle) -> MembershipList:
    """Return the list of a cycle that a scheme declares.

    Raises
    ------
    InputError
        With every row that is wrong; also if no row is of the cycle.
    OutsideError
        If the file cannot be read.
    """
    log = ProblemLog(table.path.name)
    rows = _rows(table, cycle, log)
    if not rows and not log.errors:
        log.error(
            f"geen enkele rij voor de cyclus {cycle.id}", f"no row at all for the cycle {cycle.id}"
        )
    check_rows(
        rows, cycle.start, log, register_of(scheme).history, column=table.unit, unit=scheme.unit
    )
    log.raise_errors()
    return MembershipList(
        source=table.source,
        file=table.path.name,
        day=cycle.start,
        rows=tuple(rows),
        complete=table.complete,
        sha256=fingerprint(table.path),
    )


def _rows(table: GroupTable, cycle: Cycle, log: ProblemLog) -> list[MembershipRow]:
    wanted = [*table.where, *([(table.cycle, cycle.id)] if table.cycle else [])]
    # One column may do for more than one thing.
    columns: dict[str, Callable[[str], Any]] = dict.fromkeys((column for column, _ in wanted), str)
    columns |= {table.group: optional_name, table.unit: unit_code}
    at = {name: place for place, name in enumerate(columns)}
    asked = [(at[column], value) for column, value in wanted]
    unit, group = at[table.unit], at[table.group]
    evidence, rows = Evidence(table.evidence), []
    for numbers, cells in declared_columns(table.path, columns, log):
        meant = [True] * len(numbers)
        for place, value in asked:
            meant = [so and cell == value for so, cell in zip(meant, cells[place], strict=True)]
        found = zip(cells[unit], cells[group], numbers, strict=True)
        rows += [
            MembershipRow(
                nis=code, region=name or None, evidence=evidence, source=table.source.nl, row=number
            )
            for code, name, number in compress(found, meant)
        ]
    return rows
