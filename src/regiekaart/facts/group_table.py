"""The list of groups that a scheme declares: a table, and which of its columns say what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.errors import InputError, OutsideError, ProblemLog, reason
from regiekaart.facts import tables
from regiekaart.facts.membership import Evidence, MembershipList, MembershipRow, check_rows
from regiekaart.facts.register import register_of
from regiekaart.language import Text
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
    try:
        rows = _rows(table, cycle, log)
        sha256 = fingerprint(table.path)
    except FileNotFoundError:
        raise InputError.one(
            f"het bestand bestaat niet: {table.path}",
            f"the file does not exist: {table.path}",
            file=table.path.name,
        ) from None
    except UnicodeDecodeError:
        raise InputError.one(
            "geen UTF-8: bewaar het bestand als UTF-8",
            "not UTF-8: save the file as UTF-8",
            file=table.path.name,
        ) from None
    except OSError as error:
        why = reason(error)
        raise OutsideError(Text(f"{table.path}: {why.nl}", f"{table.path}: {why.en}")) from error
    if not rows and not log.errors:
        log.error(
            f"geen enkele rij voor de cyclus {cycle.id}", f"no row at all for the cycle {cycle.id}"
        )
    check_rows(rows, cycle.start, log, register_of(scheme).history)
    log.raise_errors()
    return MembershipList(
        source=table.source,
        file=table.path.name,
        day=cycle.start,
        rows=tuple(rows),
        complete=table.complete,
        sha256=sha256,
    )


def _rows(table: GroupTable, cycle: Cycle, log: ProblemLog) -> list[MembershipRow]:
    columns: dict[str, Callable[[str], Any]] = {
        table.unit: tables.text,
        table.group: tables.optional_text,
        **{column: tables.optional_text for column, _ in table.where},
    }
    wanted = [value for _, value in table.where]
    if table.cycle:
        columns[table.cycle] = tables.text
        wanted.append(cycle.id)
    evidence, source = Evidence(table.evidence), table.source.nl
    return [
        MembershipRow(
            nis=cells[0], region=cells[1] or None, evidence=evidence, source=source, row=number
        )
        for number, cells in tables.read_csv(table.path, columns, log)
        if list(cells[2:]) == wanted
    ]
