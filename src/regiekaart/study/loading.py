"""From a choice to a study: the facts of one day, joined."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from regiekaart.errors import InputError, ProblemLog
from regiekaart.facts import population as counts
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.membership import (
    Membership,
    MembershipList,
    comes_with_list,
    list_of,
    members_at,
    nobody_listed,
)
from regiekaart.facts.names import normalise
from regiekaart.facts.register import register_of
from regiekaart.facts.settling import FORM_SEPARATOR
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.known import scheme_called
from regiekaart.scheme.rules import Form
from regiekaart.study.model import OUTSIDE, UNKNOWN, Exemption, Group, Partition, Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from regiekaart.facts.territory import Territory
    from regiekaart.scheme.model import Cycle, Scheme
    from regiekaart.study.model import IntArray
    from regiekaart.study.settings import SubsidySettings


@dataclass(frozen=True, kw_only=True)
class StudyChoice:
    """What a study is made of; the options of the command line, by the same names.

    Parameters
    ----------
    scheme
        Id of a scheme that ships, or a file that declares one; by default that of Flanders.
    cycle
        Id of a cycle of the scheme; the newest by default.
    date
        Reference date; the start of the cycle by default.
    population_year
        By default the year of the date, or the newest before it.
    membership
        An own list instead of the one that ships.
    complete
        How to read that list; ``None`` leaves it to the file, and else it is partial.
    sheet
        The sheet of that list, if it is a workbook.
    boundaries
        ``embedded``, ``official`` or a file; by default official where installed.
    example
        Whether to use the fictional complete example.
    agreements
        An own list of agreements instead of the one that ships.
    exemptions
        Findings that somebody has accepted, with the reason.
    before
        With which earlier cycle to compare: the id of one that ships, or an own list of the cycle
        before. By default the cycle before, as it ships.
    before_complete
        How to read that own list.
    keep_claims
        Whether a municipality that the own list puts in several regions is kept, as unknown, for
        the rules to tell. Else such a list is refused.
    subsidy
        How the subsidy is divided, where that is settled; by default as the scheme of the date.
    """

    scheme: Path | str | None = None
    cycle: str | None = None
    date: date | None = None
    population_year: int | None = None
    membership: Path | None = None
    complete: bool | None = None
    sheet: str | None = None
    boundaries: str | None = None
    example: bool = False
    agreements: Path | None = None
    exemptions: tuple[Exemption, ...] = ()
    before: Path | str | None = None
    before_complete: bool | None = None
    keep_claims: bool = False
    subsidy: SubsidySettings | None = None


def load_study(choice: StudyChoice | None = None, *, listed: MembershipList | None = None) -> Study:
    """Join the facts of one day.

    Parameters
    ----------
    choice
        What the study is made of; by default the newest cycle as it ships.
    listed
        The list of members that the choice names, where it was read already.

    Raises
    ------
    InputError
        If the choice cannot be met or a list has errors; holds every problem found.

    Examples
    --------
    >>> study = load_study(StudyChoice(cycle="2023"))
    >>> len(study.codes), int(study.population.sum())
    (300, 6774807)
    """
    choice = choice or StudyChoice()
    scheme = scheme_called(choice.scheme)
    _check_choice(choice, scheme)
    cycle = _cycle(choice, scheme)
    day = choice.date or cycle.start
    register = register_of(scheme)
    territory = register.history.at(day)
    listed = listed or _membership_list(choice, scheme, cycle, day)
    memberships, conflicts = members_at(listed, day, register.history)
    log = ProblemLog()
    _note_cycle(choice, cycle, day, log)
    groups, group_of = _grouping(scheme, [memberships[nis] for nis in territory.codes], log)
    counted = register.population()
    year = choice.population_year
    if year is None:
        year = counts.default_year(counted, day)
    inhabitants = counts.counts_at(counted, year, day, register.history)
    return Study(
        scheme=scheme,
        cycle=cycle,
        date=day,
        vintage=territory.vintage,
        population_year=year,
        codes=territory.codes,
        names=tuple(unit.name for unit in territory.units),
        population=np.array([inhabitants[nis] for nis in territory.codes], dtype=np.int64),
        centre_city=np.array([unit.centre_city for unit in territory.units]),
        partitions=_partitions(scheme, territory),
        groups=groups,
        group_of=group_of,
        memberships=tuple(memberships[nis] for nis in territory.codes),
        membership_source=listed.source,
        membership_file=listed.file,
        membership_sha256=listed.sha256,
        complete=listed.complete,
        fictional=listed.fictional,
        own_list=choice.membership is not None,
        notices=(
            *listed.notices,
            *conflicts,
            *log.notices,
            *counted.notices,
        ),
        boundaries_choice=choice.boundaries,
        agreements_file=choice.agreements,
        exemptions=choice.exemptions,
        choice=choice,
        before_choice=choice_before(choice, scheme, cycle, fictional=listed.fictional),
    )


def load_units(choice: StudyChoice) -> Study:
    """Return a study for who has to know the units: where no list comes with it, nobody is known.

    Raises
    ------
    InputError
        As `load_study`.
    """
    scheme = scheme_called(choice.scheme)
    if choice.membership is not None or choice.example or comes_with_list(scheme):
        return load_study(choice)
    return load_study(choice, listed=nobody_listed(scheme.cycles[0]))


def choice_before(
    choice: StudyChoice, scheme: Scheme, cycle: Cycle, *, fictional: bool
) -> StudyChoice | None:
    """Return the study of the last day of an earlier cycle; made-up lists have none unasked.

    Raises
    ------
    InputError
        If what was chosen is no earlier cycle, or no list.
    """
    earlier = scheme.cycle_before(cycle)
    if choice.before is not None:
        earlier = _named_before(choice, scheme, cycle)
    # A study of a day in the earlier cycle itself has nothing to be compared with.
    day = choice.date or cycle.start
    early = earlier is not None and not earlier.is_over(day)
    if earlier is None or (choice.before is None and (early or fictional)):
        return None
    if early:
        ends = Text("die geen einde heeft", "which has no end")
        if earlier.end is not None:
            ends = Text(
                f"die tot {NL.date(earlier.end)} loopt", f"which ends on {EN.date(earlier.end)}"
            )
        raise InputError.one(
            f"{NL.date(day)} ligt niet na de cyclus {earlier.id}, {ends.nl}: er is niets om mee te "
            "vergelijken",
            f"{EN.date(day)} does not lie after the cycle {earlier.id}, {ends.en}: there is "
            "nothing to compare with",
            value=str(choice.before),
        )
    return StudyChoice(
        scheme=choice.scheme,
        cycle=earlier.id,
        date=earlier.end,
        membership=choice.before if isinstance(choice.before, Path) else None,
        complete=choice.before_complete,
        boundaries=choice.boundaries,
    )


def _named_before(choice: StudyChoice, scheme: Scheme, cycle: Cycle) -> Cycle | None:
    """Return the earlier cycle that was chosen, or of which there is an own list."""
    word = str(choice.before)
    earlier = {each.id: each for each in scheme.cycles if each.start < cycle.start}
    listed = ", ".join(earlier)
    if not earlier:
        raise InputError.one(
            f"er is geen cyclus voor {cycle.id}: vergelijken met een vorige cyclus kan niet",
            f"there is no cycle before {cycle.id}: comparing with a cycle before is not possible",
            value=word,
        )
    if isinstance(choice.before, Path):
        if not split_sheet(choice.before)[0].exists():
            raise InputError.one(
                f"geen eerdere cyclus of bestand: {word}; verwacht een eerdere cyclus ({listed}) "
                "of een ledenlijst (CSV of XLSX)",
                f"not an earlier cycle or a file: {word}; expected an earlier cycle ({listed}) or "
                "a list of members (CSV or XLSX)",
                value=word,
            )
        return scheme.cycle_before(cycle)
    if word not in earlier:
        raise InputError.one(
            f"geen eerdere cyclus dan {cycle.id}: {word}; kies uit {listed}",
            f"not an earlier cycle than {cycle.id}: {word}; choose from {listed}",
            value=word,
        )
    if choice.before_complete is not None:
        raise InputError.one(
            f"{word} is een cyclus en geen eigen lijst: hoe die te lezen is, staat vast; laat "
            "--before-complete en --before-partial weg",
            f"{word} is a cycle and no own list: how to read it is settled; leave out "
            "--before-complete and --before-partial",
            value=word,
        )
    return earlier[word]


def cycle_or_file(word: str, scheme: Path | str | None = None) -> Path | str:
    """Return a word as a choice of what to compare with: the id of a cycle stays as it is."""
    known = {cycle.id for cycle in scheme_called(scheme).cycles}
    return word if word in known else Path(word)


def _check_choice(choice: StudyChoice, scheme: Scheme) -> None:
    _check_features(choice, scheme)
    if choice.example and choice.membership:
        raise InputError.one(
            "--example en --membership gaan niet samen: kies het voorbeeld of een eigen lijst",
            "--example and --membership do not go together: choose the example or an own list",
        )
    if choice.complete is not None and not choice.membership:
        raise InputError.one(
            "--complete en --partial zeggen hoe een eigen lijst te lezen is: geef --membership",
            "--complete and --partial say how to read an own list: give --membership",
        )
    if choice.sheet is not None and not choice.membership:
        raise InputError.one(
            "--sheet kiest een blad van een eigen lijst: geef --membership",
            "--sheet chooses a sheet of an own list: give --membership",
        )
    if choice.boundaries not in {None, EMBEDDED, OFFICIAL} and not Path(choice.boundaries).exists():
        raise InputError.one(
            f"geen bestand met grenzen: {choice.boundaries}; verwacht {EMBEDDED}, {OFFICIAL} of "
            "de naam van een bestand",
            f"no file with borders: {choice.boundaries}; expected {EMBEDDED}, {OFFICIAL} or the "
            "name of a file",
            value=choice.boundaries,
        )


def _check_features(choice: StudyChoice, scheme: Scheme) -> None:
    """Refuse what belongs to another scheme."""
    if choice.example and scheme.id != FLANDERS.id:
        raise InputError.one(
            f"het schema {scheme.id} heeft geen voorbeeld: laat --example weg",
            f"the scheme {scheme.id} has no example: leave out --example",
        )
    if choice.agreements is not None and not scheme.has_statuses:
        raise InputError.one(
            f"het schema {scheme.id} kent geen overeenkomsten: laat --agreements weg",
            f"the scheme {scheme.id} has no agreements: leave out --agreements",
            value=str(choice.agreements),
        )


def _cycle(choice: StudyChoice, scheme: Scheme) -> Cycle:
    if choice.cycle is None:
        return scheme.newest_cycle
    try:
        return scheme.cycle(choice.cycle)
    except KeyError:
        known = ", ".join(cycle.id for cycle in scheme.cycles)
        raise InputError.one(
            f"onbekende cyclus: {choice.cycle}; kies uit {known}",
            f"unknown cycle: {choice.cycle}; choose from {known}",
            value=choice.cycle,
        ) from None


def _membership_list(
    choice: StudyChoice, scheme: Scheme, cycle: Cycle, day: date
) -> MembershipList:
    if choice.membership is not None:
        from regiekaart.facts.membership_list import read_membership

        return read_membership(
            choice.membership,
            day,
            cycle=cycle.id,
            complete=choice.complete,
            sheet=choice.sheet,
            keep_claims=choice.keep_claims,
            scheme=scheme,
        )
    if choice.example:
        from regiekaart.facts.example import example_list

        return example_list(cycle.id)
    return list_of(scheme, cycle)


def _note_cycle(choice: StudyChoice, cycle: Cycle, day: date, log: ProblemLog) -> None:
    if cycle.holds(day):
        return
    log.warning(
        f"{NL.date(day)} ligt buiten de cyclus {cycle.id} "
        f"({cycle.days.nl})" + ("" if choice.cycle else "; kies een andere met --cycle"),
        f"{EN.date(day)} lies outside the cycle {cycle.id} "
        f"({cycle.days.en})" + ("" if choice.cycle else "; choose another with --cycle"),
    )


def _partitions(scheme: Scheme, territory: Territory) -> dict[str, Partition]:
    """Return the partitions of the scheme that exist on the day."""
    return {
        kind.id: Partition.of(kind, [parts[nis] for nis in territory.codes])
        for kind in scheme.partitions.values()
        if (parts := territory.partitions.get(kind.id))
    }


def _grouping(
    scheme: Scheme, memberships: Sequence[Membership], log: ProblemLog
) -> tuple[tuple[Group, ...], IntArray]:
    """Return the groups by name with their legal forms, and the group of each unit."""
    forms: dict[str, set[str]] = {}
    forms_of = tuple(rule for rule in scheme.rules if isinstance(rule, Form))
    for membership in memberships:
        if membership.region is not None:
            spoken = forms.setdefault(membership.region, set())
            stated = [row.legal_form for row in membership.rows if row.legal_form]
            written = (form.strip() for each in stated for form in each.split(FORM_SEPARATOR))
            spoken.update(_canonical(form, forms_of) for form in written if form)
    names = sorted(forms, key=str.casefold)
    for name in names:
        if len(forms[name]) > 1:
            log.warning(
                f"{name} heeft meer dan één rechtsvorm: {', '.join(sorted(forms[name]))}",
                f"{name} has more than one legal form: {', '.join(sorted(forms[name]))}",
                value=name,
            )
    number = {name: i for i, name in enumerate(names)}
    index = [
        number[m.region] if m.region is not None else OUTSIDE if m.known else UNKNOWN
        for m in memberships
    ]
    groups = tuple(Group(name, FORM_SEPARATOR.join(sorted(forms[name]))) for name in names)
    return groups, np.array(index, dtype=np.int64)


def _canonical(form: str, rules: Iterable[Form]) -> str:
    """Return a legal form as the rules call it, whatever its case and hyphens; else as written."""
    key = normalise(form)
    meant = (meant for rule in rules for spelling, meant in rule.forms.items()
             if normalise(spelling) == key)  # fmt: skip
    return next((text.nl for text in meant), form)
