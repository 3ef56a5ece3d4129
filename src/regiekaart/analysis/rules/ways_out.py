"""Ways out of a misfit: what changes by itself, and which neighbouring group could take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.analysis.rules.parts import parts_of
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from regiekaart.analysis.rules.finding import Case
    from regiekaart.scheme.rules import FitsPart
    from regiekaart.study import Study


def ways_out(rule: FitsPart, case: Case, offenders: Sequence[int]) -> Sequence[Text]:
    """Return what mends a misfit by itself; if nothing does, which neighbours could.

    Parameters
    ----------
    rule, case
        The rule, and the group that straddles.
    offenders
        Positions of its units outside its own part.
    """
    return list(_ahead(rule, case)) or list(_neighbours_that_fit(rule, case, offenders))


def _ahead(rule: FitsPart, case: Case) -> Iterator[Text]:
    """Yield that a later version of the partition makes the group fit as it is, if one does."""
    study = case.study
    for day, labels in _later_versions(study, rule.partition):
        now = {
            i: labels.get(study.history.successor(study.codes[i], study.date, day))
            for i in case.units.tolist()
        }
        parts = set(now.values())
        if len(parts) == 1 and None not in parts:
            yield _fits_from(rule, case, day, parts.pop() or "", now)
            return


def _later_versions(study: Study, kind: str) -> Iterator[tuple[date, Mapping[str, str]]]:
    rows = (row for row in study.history.part_rows if row.partition == kind)
    for day in sorted({row.valid_from for row in rows if row.valid_from > study.date}):
        yield day, study.history.at(day).partitions[kind]


def _fits_from(
    rule: FitsPart, case: Case, day: date, part: str, now: Mapping[int, str | None]
) -> Text:
    partition = case.study.partitions[rule.partition]
    moved = [i for i in now if partition.labels[partition.index[i]] != part]
    who, one = case.names(moved), len(moved) == 1
    return Text(
        f"Vanaf {NL.date(day)} {'ligt' if one else 'liggen'} {who.nl} in {part}; dan past "
        f"{case.name} zonder wijziging.",
        f"From {EN.date(day)} {who.en} {'is' if one else 'are'} in {part}; {case.name} then fits "
        "without any change.",
    )


def _neighbours_that_fit(rule: FitsPart, case: Case, offenders: Sequence[int]) -> Iterator[Text]:
    """Yield for each part which groups of it border on the offenders that lie in it."""
    study = case.study
    partition = study.partitions[rule.partition]
    for part in dict.fromkeys(int(partition.index[i]) for i in offenders):
        inside = [i for i in offenders if partition.index[i] == part]
        near = _adjacent(study, inside) - {case.group}
        takers = [study.groups[g].name for g in near if _main(study, rule, g) == part]
        if takers:
            yield _could_join(rule, case, inside, sorted(takers, key=str.casefold))


def _adjacent(study: Study, units: Sequence[int]) -> set[int]:
    """Return the groups that border on some units."""
    found = {int(study.group_of[j]) for i in units for j in study.links.of(i)}
    return {group for group in found if group >= 0}


def _main(study: Study, rule: FitsPart, group: int) -> int:
    """Return the part with most inhabitants of a group."""
    first, *_ = parts_of(study, study.partitions[rule.partition], group)
    return first


def _could_join(rule: FitsPart, case: Case, units: Sequence[int], names: Sequence[str]) -> Text:
    who, one = case.names(list(units)), len(units) == 1
    people = int(case.study.population[list(units)].sum())
    rest = case.population - people
    unit, many, part = (
        case.scheme.unit,
        case.scheme.people.many,
        case.scheme.partitions[rule.partition],
    )
    them = unit.that.nl if one else f"die {unit.many.nl}"
    return Text(
        f"{who.nl} ({NL.integer(people)} {many.nl}) {'grenst' if one else 'grenzen'} in "
        f"{part.noun.own.nl} aan {NL.listing(names)}; zonder {them} telt {case.name} nog "
        f"{NL.integer(rest)} {many.nl}.",
        f"{who.en} ({EN.integer(people)} {many.en}) {'borders' if one else 'border'}, within "
        f"{'its' if one else 'their'} own {part.noun.one.en}, on {EN.listing(names)}; without "
        f"{'it' if one else 'them'} {case.name} has {EN.integer(rest)} {many.en}.",
    )
