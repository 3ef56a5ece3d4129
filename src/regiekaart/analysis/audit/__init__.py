"""Published figures, each checked three ways: by itself, against the others, against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.audit import (
    arithmetic,
    budgets,
    data,
    groups,
    siblings,
    sizes,
    sums,
    wording,
)
from regiekaart.analysis.audit.book import Book
from regiekaart.analysis.audit.model import Audit, Bounds, Check, Claim, Verdict, as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.audit.book import StudyAt
    from regiekaart.facts.published import PublishedFigure

__all__ = ["Audit", "Bounds", "Check", "Claim", "Verdict", "as_json", "audit"]

# By itself, then against the others, then against the data.
WAYS: Final = (arithmetic, wording, sums, siblings, budgets, data, groups, sizes)


def audit(figures: Sequence[PublishedFigure], study_at: StudyAt) -> Audit:
    """Check published figures: their arithmetic, against each other, and against the data.

    A figure is inconsistent if a check says so, consistent if none does and at least one check
    could be made, and else not verifiable.

    Parameters
    ----------
    figures
        The figures; each is held against all the others.
    study_at
        Gives the study of a year or a day (as text); None where there is none, and then only what
        needs no data is checked.

    Examples
    --------
    >>> from regiekaart.facts.published import published_figures
    >>> found = audit(published_figures(), lambda _: None)
    >>> [claim.figure.id for claim in found.of(Verdict.INCONSISTENT)]
    ['2022-so-ovl', '2022-sof-ovl', '2023-new-mun', '2023-budget-increase', '2022-budget-prev']
    """
    book = Book(tuple(figures), study_at)
    return Audit(
        tuple(
            Claim(figure, tuple(check for way in WAYS for check in way.checks(figure, book)))
            for figure in figures
        )
    )
