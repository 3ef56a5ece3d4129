"""Where the figures of a study come from: a row per source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from regiekaart.language import EN, NL, Text
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regiekaart.study import Study

MEMBERSHIP: Final = Text("lidmaatschap", "membership")
AGREEMENT: Final = Text("overeenkomst", "agreement")


def source_table(study: Study) -> Table:
    """Return the lists that a study was made from, and the sources that their rows name.

    Parameters
    ----------
    study
        The study.
    """
    columns = (
        Column("subject", Text("wat", "what")),
        Column("source", Text("bron", "source")),
        Column("count", study.scheme.unit.many, "count"),
        Column("municipalities", Text("welke", "which")),
    )
    units = range(len(study.codes))
    members = ((i, row.source) for i in units for row in study.memberships[i].rows)
    agreed = (
        (i, row.source)
        for i in (units if study.scheme.has_statuses else ())
        for row in (study.agreements[i].rows or study.agreements[i].others)
    )
    rows = (
        *((word, text, None, None) for word, text in _lists(study)),
        *_named(study, MEMBERSHIP, members),
        *_named(study, AGREEMENT, agreed),
    )
    return table_of(study, "sources", Text("Bronnen", "Sources"), columns, rows)


def _lists(study: Study) -> Iterator[tuple[Text, Text]]:
    """Yield what the figures were read from."""
    day, units = Text(NL.date(study.date), EN.date(study.date)), study.scheme.unit.many
    publisher = study.scheme.units_source
    yield (
        Text(f"{units.nl} en indelingen", f"{units.en} and divisions"),
        Text(f"{publisher.nl} – toestand op {day.nl}", f"{publisher.en} – situation on {day.en}"),
    )
    word = study.scheme.people_credit
    when = study.scheme.count_day(study.population_year)
    yield (
        study.scheme.people.many,
        Text(f"{word.nl}, {when.nl}", f"{word.en}, {when.en}"),
    )
    yield Text("ledenlijst", "list of members"), study.membership_source
    if study.scheme.has_statuses:
        source = study.agreement_facts.source
        yield Text("lijst van overeenkomsten", "list of agreements"), source


def _named(
    study: Study, subject: Text, stated: Iterable[tuple[int, str]]
) -> Iterator[tuple[Cell, ...]]:
    """Yield the sources that rows name, each once, with the units that rely on it."""
    found: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for unit, sources in stated:
        for piece in sources.split("|"):
            if piece.strip():
                found[piece.strip()][unit] = None
    for source in sorted(found, key=lambda each: (-len(found[each]), each)):
        units = list(found[source])
        yield subject, source, len(units), ", ".join(study.names[i] for i in units)
