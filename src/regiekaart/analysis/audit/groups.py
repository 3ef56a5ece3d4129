"""Numbers of groups, and agreements, against the data."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regiekaart.analysis.audit.book import (
    FORECAST,
    GROUP_AGREEMENTS,
    GROUPS,
    UNIT_AGREEMENTS,
)
from regiekaart.analysis.audit.model import Bounds, Check, Verdict
from regiekaart.analysis.rules.form import is_alone_form
from regiekaart.language import EN, NL, Text
from regiekaart.study import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.analysis.agreements import AgreementRow
    from regiekaart.analysis.audit.book import Book
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.study import Study


def checks(figure: PublishedFigure, book: Book) -> Iterator[Check]:
    """Yield the checks of a number of groups, or of agreements, against the data."""
    study = book.study(figure.as_of)
    if study is None or figure.count is None:
        return
    if figure.measure == GROUPS and figure.scope == study.scheme.whole:
        yield _number(figure.count, study)
        yield from _alone(figure, figure.count, study, book)
    elif figure.measure in {UNIT_AGREEMENTS, UNIT_AGREEMENTS + FORECAST}:
        yield from _signed_units(figure, figure.count, study, book)
    elif figure.measure == GROUP_AGREEMENTS:
        yield from _signed_groups(figure, figure.count, study, book)


def _number(count: int, study: Study) -> Check:
    """Return whether so many groups fit the list: known ones, and room for the others."""
    known, room = len(study.groups), int((study.group_of == UNKNOWN).sum())
    good = known <= count <= known + room
    span = Bounds(Fraction(known), Fraction(known + room))
    message = Text(
        f"de lijst kent er {known}" + (f"; {room} gemeenten zijn onbekend" if room else ""),
        f"the list knows {known}" + (f"; {room} municipalities are unknown" if room else ""),
    )
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    return Check("regions", verdict, count, span if room else known, message)


def _alone(figure: PublishedFigure, count: int, study: Study, book: Book) -> Iterator[Check]:
    """Yield whether partnerships and centre cities alone make up the number of groups."""
    forms = book.forms(figure)
    totals = {row.total for row in forms}
    partnerships = next(iter(totals)) if len(totals) == 1 else None
    if partnerships is None:
        return
    alone = [g.name for i, g in enumerate(study.groups) if is_alone_form(study, i)]
    found = partnerships + len(alone)
    closed = UNKNOWN not in study.group_of
    if found == count:
        verdict = Verdict.CONSISTENT
    elif found > count or closed:
        verdict = Verdict.INCONSISTENT
    else:
        verdict = Verdict.UNVERIFIABLE
    message = Text(
        f"{partnerships} samenwerkingsverbanden en {len(alone)} "
        f"{'centrumstad' if len(alone) == 1 else 'centrumsteden'} apart ({NL.listing(alone)}) "
        f"= {found}",
        f"{partnerships} partnerships and {len(alone)} "
        f"{'centre city' if len(alone) == 1 else 'centre cities'} alone ({EN.listing(alone)}) "
        f"= {found}",
    )
    yield Check("regions-forms", verdict, count, found, message)


def _row(figure: PublishedFigure, study: Study, book: Book) -> AgreementRow | None:
    if figure.scope == study.scheme.whole:
        return book.agreements(figure.as_of, study, None).whole
    for kind, partition in study.partitions.items():
        if figure.scope in partition.labels:
            parts = book.agreements(figure.as_of, study, kind).parts
            return next(row for row in parts if row.group == figure.scope)
    return None


def _signed_units(figure: PublishedFigure, count: int, study: Study, book: Book) -> Iterator[Check]:
    """Yield whether as many have signed as the list of agreements allows.

    A forecast is only held against what had been signed by its day: it may have failed.
    """
    row = _row(figure, study, book)
    if row is None:
        return
    low = row.units.count
    forecast = figure.measure.endswith(FORECAST)
    high = row.units.total if forecast else low + row.units.unknown
    good = low <= count <= high
    nl = f"de lijst van overeenkomsten kent er {low} op {NL.date(study.date)}"
    en = f"the list of agreements knows {low} on {EN.date(study.date)}"
    if high != low:
        nl, en = f"{nl}, ten hoogste {high}", f"{en}, {high} at most"
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    if forecast and not good:
        verdict = Verdict.UNVERIFIABLE
    expected = low if low == high else Bounds(Fraction(low), Fraction(high))
    yield Check("agreements", verdict, count, expected, Text(nl, en))


def _signed_groups(
    figure: PublishedFigure, count: int, study: Study, book: Book
) -> Iterator[Check]:
    """Yield whether as many groups have signed as the lists allow.

    What makes a group signed is not published: from all of its members to at least one.
    """
    row = _row(figure, study, book)
    if row is None:
        return
    closed = UNKNOWN not in study.group_of
    low = row.regions_all_signed if closed else 0
    named = row.regions_signed_max
    # Groups that a partial list does not name could all have signed.
    high = named if closed else max((figure.total or count) - row.regions, 0) + named
    good = low <= count <= high
    message = Text(
        f"van de {row.regions} bekende regiegebieden is bij {row.regions_signed} ten minste één "
        f"overeenkomst bekend, bij {row.regions_all_signed} van elk bekend lid",
        f"of the {row.regions} known regie regions, {row.regions_signed} have at least one known "
        f"agreement, {row.regions_all_signed} one of every known member",
    )
    verdict = Verdict.CONSISTENT if good else Verdict.INCONSISTENT
    if not closed and (not good or high >= (figure.total or count)):
        # An open list with room for every answer says nothing.
        verdict = Verdict.UNVERIFIABLE
    yield Check("agreement-regions", verdict, count, Bounds(Fraction(low), Fraction(high)), message)
