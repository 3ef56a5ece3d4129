"""The coverage at the start of each cycle: by the lists, and as it was announced."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regiekaart.analysis.audit.model import moment
from regiekaart.analysis.coverage import coverage
from regiekaart.language import Text
from regiekaart.study.days import studies_around
from regiekaart.words.announcements import announced, share_words
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.scheme.model import Cycle
    from regiekaart.study import Study


def history_table(study: Study) -> Table:
    """Return a row per cycle: what the list of members gives, and what was announced.

    Parameters
    ----------
    study
        The study: its own cycle is on its own day, every other on its first.
    """
    columns = (
        Column("cycle", Text("cyclus", "cycle"), "code"),
        Column("date", Text("toestand op", "situation on"), "code"),
        Column("municipality_share", Text("dekking gemeenten", "municipal coverage"), "share"),
        Column(
            "municipality_announced",
            Text("dekking gemeenten, aangekondigd", "municipal coverage, announced"),
            "percent",
        ),
        Column("population_share", Text("dekking bevolking", "population coverage"), "share"),
        Column(
            "population_announced",
            Text("dekking bevolking, aangekondigd", "population coverage, announced"),
            "percent",
        ),
        Column(
            "municipality_printed", Text("gemeenten, zoals gedrukt", "municipalities, as printed")
        ),
        Column("population_printed", Text("bevolking, zoals gedrukt", "population, as printed")),
        Column("publication", Text("publicatie", "publication")),
    )
    at = studies_around(study)
    days = (
        (c, study if c == study.cycle else at(c.start.isoformat())) for c in study.scheme.cycles
    )
    rows = tuple(_row(cycle, then) for cycle, then in days if then is not None)
    note = Text(
        "Volgens de ledenlijst: minstens wie zeker lid is, en hoogstens ook wie onbekend is. De "
        "aangekondigde cijfers zijn die van de publicatie; soms zijn ze er afgerond.",
        "By the list of members: at least who is certainly a member, and at most also who is "
        "unknown. The announced figures are those of the publication; some are rounded in it.",
    )
    title = Text("De dekkingsgraad bij elke beleidscyclus", "Coverage in each policy cycle")
    return Table("history", title, study_line(study), columns, rows, (note,), study.fictional)


def _row(cycle: Cycle, then: Study) -> tuple[Cell, ...]:
    whole, told = coverage(then).whole, announced(then.scheme, cycle)
    return (
        cycle.years,
        then.date,
        whole.units,
        _exact(told.units if told else None),
        whole.population,
        _exact(told.people if told else None),
        share_words(told.units) if told else None,
        share_words(told.people) if told else None,
        _where(told.people) if told else None,
    )


def _exact(figure: PublishedFigure | None) -> Fraction | None:
    """Return a published percentage as a share, in the digits that were printed."""
    if figure is None or figure.percent is None:
        return None
    return Fraction(str(figure.percent)) / 100


def _where(figure: PublishedFigure) -> Text:
    when = moment(figure.published_on)
    return Text(f"{figure.publication} ({when.nl})", f"{figure.publication} ({when.en})")
