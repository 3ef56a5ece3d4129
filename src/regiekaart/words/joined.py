"""Every municipality with all that is known of it, in one row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.subsidy import JOBSEEKERS_BASE
from regiekaart.errors import InputError
from regiekaart.facts.carrying import carry
from regiekaart.facts.flanders import history
from regiekaart.facts.population import counts_at, default_year, jobseekers, working_age
from regiekaart.language import Text
from regiekaart.scheme.funding import AGES
from regiekaart.words.agreements import standing_table
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import table_of, unit_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.study import Study

# The long columns, which both tables have.
_LAST: Final = ("source", "note")
_FORM: Final = "legal_form"
_STATUS: Final = "status"
_OF_AGREEMENT: Final = {
    "status": Text("overeenkomst", "agreement"),
    "since": Text("overeenkomst sinds", "agreement since"),
    "ends": Text("overeenkomst tot en met", "agreement until"),
    "expected_on": Text("overeenkomst verwacht", "agreement expected"),
    "evidence": Text("bewijs van de overeenkomst", "evidence of the agreement"),
    "source": Text("bron van de overeenkomst", "source of the agreement"),
    "note": Text("opmerking bij de overeenkomst", "note on the agreement"),
}


def joined_table(study: Study) -> Table:
    """Return every municipality with its parts, group, agreement and counts.

    Parameters
    ----------
    study
        The study.
    """
    units, standings = unit_table(study), standing_table(study)
    place = {c.key: i for i, c in enumerate(units.columns)}
    agreed = {c.key: i for i, c in enumerate(standings.columns) if c.key in _OF_AGREEMENT}
    counts = _counts(study)
    # What is asked for most stands first; the long words stand last.
    first = [key for key in place if key not in {_FORM, *_LAST}]
    days = [key for key in agreed if key not in {_STATUS, *_LAST}]
    columns = (
        *(units.columns[place[key]] for key in first),
        _renamed(_STATUS),
        *(column for column, _ in counts),
        units.columns[place[_FORM]],
        Column("centre_city", Text("centrumstad", "centre city")),
        *(_renamed(key) for key in days),
        *(units.columns[place[key]] for key in _LAST),
        *(_renamed(key) for key in _LAST),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(unit[place[key]] for key in first),
            standing[agreed[_STATUS]],
            *(numbers.get(nis) for _, numbers in counts),
            unit[place[_FORM]],
            _CITY if city else "",
            *(standing[agreed[key]] for key in days),
            *(unit[place[key]] for key in _LAST),
            *(standing[agreed[key]] for key in _LAST),
        )
        for nis, city, unit, standing in zip(
            study.codes, study.centre_city.tolist(), units.rows, standings.rows, strict=True
        )
    ]
    title = Text("Gemeenten met alle gegevens", "Municipalities with all facts")
    return table_of(study, "municipalities-all", title, columns, rows, _notes(counts))


_CITY: Final = Text("ja", "yes")


def _renamed(key: str) -> Column:
    return Column(
        f"agreement_{key}", _OF_AGREEMENT[key], if_any=key in {"since", "ends", "expected_on"}
    )


def _counts(study: Study) -> Sequence[tuple[Column, Mapping[str, int]]]:
    """Return the counts behind the subsidy, as far as they are known per municipality."""
    found = []
    for column, numbers in (_working_age(study), _jobseekers(study)):
        known = {nis: numbers[nis] for nis in study.codes if nis in numbers}
        if known:
            found.append((column, known))
    return found


def _working_age(study: Study) -> tuple[Column, Mapping[str, int]]:
    ages = AGES[0]
    counts = working_age(ages)
    try:
        year = default_year(counts, study.date)
        numbers = counts_at(counts, year, study.date)
    except InputError:
        # On that day there are no such counts, or not per municipality.
        year, numbers = study.date.year, {}
    head = Text(f"bevolking {ages} ({year})", f"population {ages} ({year})")
    return Column("working_age", head, "count"), numbers


def _jobseekers(study: Study) -> tuple[Column, Mapping[str, int]]:
    """Return the jobseekers of who is a municipality of its own in the source as well."""
    counts, own = jobseekers(), {nis: nis for nis in study.codes}
    try:
        year = default_year(counts, date(study.date.year - 1, 12, 31))
        carried = carry(counts.by_year[year], JOBSEEKERS_BASE, own, study.date, history())
    except InputError:
        # Of that day, or of these municipalities, there are no such counts.
        return Column("jobseekers", Text("werkzoekenden", "jobseekers"), "count"), {}
    head = Text(f"werkzoekenden ({year})", f"jobseekers ({year})")
    numbers = {nis: n for nis, n in carried.by_group.items() if nis is not None}
    return Column("jobseekers", head, "count"), {
        nis: n for nis, n in numbers.items() if nis not in carried.missing
    }


def _notes(counts: Sequence[tuple[Column, Mapping[str, int]]]) -> list[Text]:
    notes = []
    if any(column.key == "working_age" for column, _ in counts):
        notes.append(
            Text(
                "Bevolking op beroepsactieve leeftijd: Statbel, op 1 januari van het jaar in de "
                "kop.",
                "Working-age population: Statbel, on 1 January of the year in the header.",
            )
        )
    if any(column.key == "jobseekers" for column, _ in counts):
        notes.append(
            Text(
                "Werkzoekenden zonder werk: VDAB, jaargemiddelde van het jaar in de kop. De bron "
                "staat op de gemeenten van 2025; van een gemeente die daarin is opgegaan, is er "
                "geen eigen cijfer en blijft de cel leeg.",
                "Jobseekers without work: VDAB, yearly average of the year in the header. The "
                "source is on the municipalities of 2025; one that merged into those has no figure "
                "of its own, and its cell is empty.",
            )
        )
    return notes
