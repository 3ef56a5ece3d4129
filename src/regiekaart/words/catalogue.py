"""Every table that a study has: what the main job writes, one file each."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.audit import audit
from regiekaart.analysis.awards import awards, choice_on
from regiekaart.analysis.change import compare
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.crossing import crossing
from regiekaart.analysis.missing import missing
from regiekaart.analysis.rules import check
from regiekaart.errors import InputError
from regiekaart.facts.published import published_figures
from regiekaart.study.days import studies_around
from regiekaart.words.agreement_answer import answer_table
from regiekaart.words.agreements import agreement_table, crossing_table, standing_table
from regiekaart.words.audit import audit_rows
from regiekaart.words.change import bridge_table, region_table, unit_change_table
from regiekaart.words.history import history_table
from regiekaart.words.joined import joined_table
from regiekaart.words.missing import missing_table, piece_table
from regiekaart.words.rules import finding_table, rule_table
from regiekaart.words.sources import source_table
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.tables import coverage_table, group_table, unit_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.study import Study
    from regiekaart.words.table import Table


def study_tables(study: Study) -> list[Table]:
    """Return every table that a study has on its date; a result with nothing to tell has none."""
    by = [None, *study.partitions, study.scheme.group_id]
    return [
        *(coverage_table(coverage(study, part)) for part in by),
        unit_table(study),
        *([joined_table(study)] if study.scheme.has_statuses else []),
        group_table(study),
        *(table for table in _result_tables(study) if table.rows),
    ]


def _result_tables(study: Study) -> Iterator[Table]:
    """Yield the tables of what was found."""
    absent = missing(study)
    scheme = study.scheme
    yield missing_table(absent)
    if scheme.fit is not None and scheme.minimum is not None:
        yield piece_table(absent)
    if study.groups:
        checked = check(study)
        yield rule_table(checked)
        yield finding_table(checked)
        if scheme.has_funding:
            # On some dates there are no counts to divide by; the report says why.
            with suppress(InputError):
                yield subsidy_table(awards(study, choice_on(study)), sheet=True)
    if study.cycle_before is not None:
        change = compare(study.cycle_before, study)
        yield from (bridge_table(change), unit_change_table(change), region_table(change))
    if scheme.has_statuses:
        kinds = [kind for kind, part in study.partitions.items() if part.kind.mapped]
        for kind in [*kinds, scheme.group_id]:
            yield agreement_table(agreements(study, kind))
        yield crossing_table(crossing(study))
        yield standing_table(study)
    yield source_table(study)
    if scheme.has_claims and not study.fictional:
        # A made-up list has no history, and tests no announcement.
        answer = answer_table(study)
        if answer is not None:
            yield answer
        yield history_table(study)
        yield audit_rows(audit(published_figures(), studies_around(study)))
