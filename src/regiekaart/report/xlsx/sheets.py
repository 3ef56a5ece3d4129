"""Which sheets a workbook has: a table each, in the order of the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.crossing import crossing
from regiekaart.analysis.distribution import Distribution
from regiekaart.language import Text
from regiekaart.report.chapters import can_form
from regiekaart.report.xlsx import live
from regiekaart.report.xlsx.fields import fields_of
from regiekaart.report.xlsx.live_subsidy import LiveSubsidy, subsidy_formulas
from regiekaart.report.xlsx.names import Names, names_of
from regiekaart.report.xlsx.sheet import Helper, Sheet
from regiekaart.report.xlsx.tabs import FIXED, free_name, tab_of
from regiekaart.words.agreement_answer import COUNTS, answer_table
from regiekaart.words.agreements import agreement_table, crossing_table
from regiekaart.words.audit import audit_rows
from regiekaart.words.change import bridge_table, region_table, unit_change_table
from regiekaart.words.history import history_table
from regiekaart.words.joined import joined_table
from regiekaart.words.missing import missing_table, piece_table
from regiekaart.words.rules import finding_table, rule_table
from regiekaart.words.sources import source_table
from regiekaart.words.subsidy import subsidy_table
from regiekaart.words.table import for_reading
from regiekaart.words.tables import coverage_table, group_table, unit_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regiekaart.analysis.awards import Awards
    from regiekaart.language import Language
    from regiekaart.report.results import Results
    from regiekaart.report.xlsx.sheet import Place, Rule
    from regiekaart.scheme.model import Scheme
    from regiekaart.words.table import Table

# What is not printed of the municipalities: it would make the other columns too small to read.
ASIDE: Final = (
    "legal_form",
    "centre_city",
    "agreement_since",
    "agreement_ends",
    "agreement_expected_on",
    "agreement_evidence",
    "source",
    "note",
    "agreement_source",
    "agreement_note",
)


@dataclass(frozen=True)
class Maker:
    """Makes sheets in one language, with formulas that refer to the municipalities."""

    results: Results
    language: Language
    units: Sheet
    names: Names

    @classmethod
    def of(cls, results: Results, language: Language) -> Maker:
        """Return what makes the sheets of a study."""
        study, scheme = results.study, results.study.scheme
        # What is joined is told by the agreements and by the counts behind the subsidy.
        table = joined_table(study) if scheme.has_statuses else unit_table(study)
        units = sheet_of(for_reading(table), scheme, language, frozen=2, aside=ASIDE)
        taken = {language.say(name).casefold() for name in FIXED}
        units = replace(units, name=free_name(units.name, taken))
        return cls(results, language, units, names_of(units, language.say(scheme.unit.one)))

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets, in the order of the workbook; what has no rows is left out."""
        taken = {self.language.say(name).casefold() for name in FIXED}
        taken.add(self.units.name.casefold())
        for sheet in (*self._coverages(), *self._findings(), *self._agreements(), *self._rest()):
            if not sheet.rows:
                continue
            if sheet is self.units:
                yield sheet
                continue
            # Words of a scheme that are cut, or that are ours as well, may be alike.
            name = free_name(sheet.name, taken)
            taken.add(name.casefold())
            yield sheet if name == sheet.name else replace(sheet, name=name)

    def _sheet(
        self, table: Table, rules: Mapping[str, Rule] | None = None, *, total: str = "none"
    ) -> Sheet:
        scheme = self.results.study.scheme
        return sheet_of(for_reading(table), scheme, self.language, rules, total=total)

    def _where(self, by: str | None) -> live.Where:
        return live.where_in(by, self.results.study.scheme, self.language)

    def _coverages(self) -> Iterator[Sheet]:
        study, language = self.results.study, self.language
        for kind in study.partitions:
            rules = live.coverage_rules(self.names, self._where(kind), language)
            sheet = self._sheet(coverage_table(coverage(study, kind)), rules, total="first")
            charted = sheet.table.id == charted_coverage(study.scheme)
            yield with_unknown(sheet, ("population_share",), language) if charted else sheet
        if not study.partitions:
            rules = live.coverage_rules(self.names, self._where(None), language)
            yield self._sheet(coverage_table(coverage(study)), rules, total="first")
        if study.groups:
            rules = live.size_rules(self.names, self._where(study.scheme.group_id))
            yield self._sheet(
                coverage_table(coverage(study, study.scheme.group_id)), rules, total="first"
            )
        yield self.units
        rules = live.size_rules(self.names, live.in_region)
        yield self._sheet(group_table(study), rules)
        rules = live.missing_rules(self.names)
        yield self._sheet(missing_table(self.results.missing), rules)
        if can_form(study.scheme):
            yield self._sheet(piece_table(self.results.missing))

    def _findings(self) -> Iterator[Sheet]:
        checked = self.results.checked
        if checked is not None:
            yield self._sheet(rule_table(checked), live.size_rules(self.names, live.in_region))
            yield self._sheet(finding_table(checked))

    def _agreements(self) -> Iterator[Sheet]:
        study, language = self.results.study, self.language
        if not study.scheme.has_statuses:
            return
        kinds = [kind for kind, part in study.partitions.items() if part.kind.mapped]
        for kind in (*kinds, *((study.scheme.group_id,) if study.groups else ())):
            rules = live.agreement_rules(self.names, self._where(kind), language)
            yield self._sheet(agreement_table(agreements(study, kind)), rules, total="first")
        yield self._sheet(crossing_table(crossing(study)), live.crossed_rules(self.names))
        told = study.scheme.has_claims and not study.fictional
        answer = answer_table(study) if told else None
        if answer is not None:
            yield self._sheet(answer, live.answer_rules(COUNTS))

    def _rest(self) -> Iterator[Sheet]:
        results = self.results
        if results.awards is not None and not isinstance(results.awards, tuple):
            yield self._subsidy(results.awards)
        if results.change is not None:
            change = results.change
            bridge = bridge_table(change)
            rules = live.sum_rules(tuple(column.key for column in bridge.columns[1:]))
            yield self._sheet(bridge, rules, total="last")
            yield self._sheet(unit_change_table(change))
            yield self._sheet(region_table(change))
        if results.audit is not None:
            shares = ("municipality_share", "population_share")
            yield with_unknown(self._sheet(history_table(results.study)), shares, self.language)
            yield self._sheet(audit_rows(results.audit))
        yield self._sheet(source_table(results.study))

    def _subsidy(self, found: Awards) -> Sheet:
        table = subsidy_table(found, sheet=True)
        made = LiveSubsidy(live.sum_rules(("population", "total")), (), ())
        if isinstance(found, Distribution):
            made = subsidy_formulas(found, self.names, self.units, self.language)
        return sheet_of(
            table, self.results.study.scheme, self.language, made.rules, total="last",
            helpers=made.helpers, settings=made.settings,
        )  # fmt: skip


def charted_coverage(scheme: Scheme) -> str:
    """Return the id of the table of the coverage that has a chart: by the usual division."""
    return f"coverage-{scheme.usual.id}" if scheme.usual else ""


def sheet_of(
    table: Table,
    scheme: Scheme,
    language: Language,
    rules: Mapping[str, Rule] | None = None,
    *,
    total: str = "none",
    **options: object,
) -> Sheet:
    """Return a table as a sheet; a total that stands first in the table stands last on the sheet.

    Parameters
    ----------
    table, scheme, language
        What it shows, in whose words and in which language.
    rules
        The formulas by the key of their column.
    total
        Which row of the table is the whole: ``first``, ``last`` or ``none``.
    options
        What else a `Sheet` has.
    """
    rows = (*table.rows[1:], table.rows[0]) if total == "first" and table.rows else table.rows
    return Sheet(
        name=tab_of(table, scheme, language),
        table=table,
        rows=rows,
        fields=tuple(fields_of(table, rows, language)),
        total=total != "none",
        rules=rules or {},
        **options,  # type: ignore[arg-type]
    )


def with_unknown(sheet: Sheet, shares: tuple[str, ...], language: Language) -> Sheet:
    """Return a sheet with columns beside it for a chart: what is unknown of some shares.

    Parameters
    ----------
    sheet
        The sheet.
    shares
        The keys of the shares; one with nothing unknown gets no column.
    language
        The language of the headers.
    """
    values = {field.key: field.values for field in sheet.fields}
    headers = {column.key: column.header for column in sheet.table.columns}
    helpers = []
    for key in shares:
        if f"{key}_max" not in values:
            continue
        word = Text(f"{headers[key].nl}, onbekend", f"{headers[key].en}, unknown")
        ends = zip(values[key], values[f"{key}_max"], strict=True)
        gaps = tuple(_gap(low, high) for low, high in ends)
        helpers.append(
            Helper(f"{key}_unknown", language.say(word), "percent", _difference(key), gaps)
        )
    return replace(sheet, helpers=tuple(helpers))


def _gap(low: object, high: object) -> float | None:
    known = isinstance(low, float) and isinstance(high, float)
    return high - low if known else None  # type: ignore[operator]


def _difference(key: str) -> Rule:
    def rule(at: Place) -> str:
        return f"{at.cell(f'{key}_max')}-{at.cell(key)}"

    return rule
