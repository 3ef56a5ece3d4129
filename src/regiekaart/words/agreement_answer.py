"""The agreements as they were last published per part, in the shape of that publication."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.audit.model import moment
from regiekaart.facts.published import day_of, published_figures
from regiekaart.language import Text
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.facts.published import PublishedFigure
    from regiekaart.study import Study

# What is counted, with the measure of what was so on the day, and of what was expected.
SUBJECTS: Final = (
    (
        Text("gemeenten", "municipalities"),
        "agreement_municipalities",
        "agreement_municipalities_forecast",
    ),
    (Text("regiegebieden", "regie regions"), "agreement_regions", "agreement_regions_forecast"),
)
MEASURES: Final = frozenset(measure for _, *measures in SUBJECTS for measure in measures)
# The keys of the counts; beside each stand its total and its shares.
COUNTS: Final = ("signed", "forecast")
_AS_OF: Final = "agreement_municipalities"
_BY_COUNT: Final = tuple(zip(*(measures for _, *measures in SUBJECTS), strict=True))


def answer_table(study: Study) -> Table | None:
    """Return the published agreements per part: count, total, printed and worked-out share.

    None where nothing was published before the end of the cycle.

    Parameters
    ----------
    study
        The study; what was published is the same for every study of its cycle.
    """
    figures = _published(study)
    if not figures:
        return None
    days = {key: _day(figures, measures) for key, measures in zip(COUNTS, _BY_COUNT, strict=True)}
    columns = (
        Column("subject", Text("wat", "what")),
        Column("group", Text("gebied", "area")),
        *(column for key, day in days.items() for column in _columns(key, day)),
    )
    scopes = dict.fromkeys(f.scope for f in figures)
    # The whole last, as it was printed.
    names = [*(s for s in scopes if s != study.scheme.whole), study.scheme.whole]
    by = {(f.scope, f.measure): f for f in figures}
    rows = tuple(
        (noun, name, *(cell for m in measures for cell in _cells(by.get((name, m)))))
        for noun, *measures in SUBJECTS
        for name in names
    )
    source = figures[0]
    when = moment(source.published_on)
    title = Text(
        f"Overeenkomsten met VDAB volgens ‘{source.publication}’ ({when.nl})",
        f"Agreements with VDAB according to ‘{source.publication}’ ({when.en})",
    )
    note = Text(
        "De getallen zijn overgenomen zoals ze gedrukt zijn; “nagerekend” is het gedrukte aantal "
        "gedeeld door het gedrukte totaal. De gedrukte totalen van de delen hoeven niet op te "
        "tellen tot dat van het geheel.",
        "The numbers stand as they were printed; “worked out” is the printed number divided by the "
        "printed total. The printed totals of the parts need not add up to that of the whole.",
    )
    return Table(
        "agreements-published", title, study_line(study), columns, rows, (note,),
        study.fictional,
    )  # fmt: skip


def _published(study: Study) -> Sequence[PublishedFigure]:
    """Return the figures of the last publication on agreements before the end of the cycle."""
    found = [
        f
        for f in published_figures()
        if f.measure in MEASURES and f.count is not None and f.total is not None
    ]
    days = {f.id: day_of(f.as_of) for f in found}
    end = study.cycle.end or date.max
    last = [
        f for f in found if f.measure == _AS_OF and (on := days[f.id]) is not None and on <= end
    ]
    if not last:
        return ()
    latest = max(last, key=lambda f: days[f.id] or end)
    return [f for f in found if f.publication == latest.publication]


def _day(figures: Sequence[PublishedFigure], measures: Sequence[str]) -> Text:
    """Return the day of some figures; an empty text where there are none."""
    found = next((f for f in figures if f.measure in measures), None)
    return moment(found.as_of) if found else Text("", "")


def _columns(key: str, day: Text) -> tuple[Column, ...]:
    head = Text(f"overeenkomst op {day.nl}", f"agreement on {day.en}")
    word = Text("", "")
    if key == "forecast":
        head = Text(f"verwacht op {day.nl}", f"expected on {day.en}")
        word = Text("verwacht, ", "expected, ")
    return (
        Column(key, head, "count"),
        Column(f"{key}_of", Text(f"{word.nl}van de", f"{word.en}out of"), "count"),
        Column(
            f"{key}_printed",
            Text(f"{word.nl}gedrukt aandeel", f"{word.en}printed share"),
            "percent",
        ),
        Column(
            f"{key}_share",
            Text(f"{word.nl}nagerekend aandeel", f"{word.en}share worked out"),
            "percent",
        ),
    )


def _cells(figure: PublishedFigure | None) -> tuple[Cell, ...]:
    if figure is None or figure.count is None or figure.total is None:
        return None, None, None, None
    printed = None if figure.percent is None else Fraction(str(figure.percent)) / 100
    share = Fraction(figure.count, figure.total) if figure.total else None
    return figure.count, figure.total, printed, share
