"""Which pages a study has, in the order of a series; each is made only where it is asked for.

The number and the file name of a page are those of the whole series, whichever part is drawn. So
the series is planned as a whole, which is little work; the words and tables of a page are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from regiekaart.analysis.awards import awards_if_any
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.missing import missing
from regiekaart.analysis.rules import check
from regiekaart.maps.amounts import subsidy_page
from regiekaart.maps.changes import change_page
from regiekaart.maps.kinds import MISFIT, kinds_of, whole_of
from regiekaart.maps.misfits import misfit_page
from regiekaart.maps.spec import MEMBERSHIP
from regiekaart.maps.thematic import agreements_page, coverage_page, fit_page, missing_page
from regiekaart.words.names import slug
from regiekaart.words.rules import misfits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regiekaart.maps.pages import PageMaker
    from regiekaart.maps.spec import PageSpec


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that can be made.

    Parameters
    ----------
    id
        Its file name, without an ending; two areas whose names differ in signs only have the same.
    kind, area, theme
        As on its `PageSpec`.
    make
        Makes it.
    """

    id: str
    kind: str
    area: str
    theme: str
    make: Callable[[], PageSpec]


def planned(maker: PageMaker) -> Iterator[Planned]:
    """Yield every page of a study, in order.

    Parameters
    ----------
    maker
        Makes the pages.
    """
    for kind in kinds_of(maker.study.scheme):
        yield from _of_kind(maker, kind)


def _of_kind(maker: PageMaker, kind: str) -> Iterator[Planned]:
    study = maker.study
    if kind == whole_of(study.scheme):
        yield Planned(kind, kind, study.scheme.whole, MEMBERSHIP, maker.whole_page)
        for theme, make in _thematic(maker):
            yield Planned(f"{kind}-{theme}", kind, study.scheme.whole, theme, make)
    elif kind == MISFIT:
        for finding in misfits(check(study)):
            name = finding.region or ""
            own = f"{MISFIT}-{slug(finding.rule)}-{slug(name)}"
            yield Planned(own, kind, name, MEMBERSHIP, partial(misfit_page, maker, finding))
    elif kind == study.scheme.group_id:
        for number, group in enumerate(study.groups):
            make = partial(maker.group_page, number)
            yield Planned(f"{kind}-{slug(group.name)}", kind, group.name, MEMBERSHIP, make)
    elif kind in study.partitions:
        rows = cache(lambda: coverage(study, kind).parts)
        for part, name in enumerate(study.partitions[kind].labels):
            make = partial(lambda i: maker.part_page(kind, i, rows()[i]), part)
            yield Planned(f"{kind}-{slug(name)}", kind, name, MEMBERSHIP, make)


def _thematic(maker: PageMaker) -> Iterator[tuple[str, Callable[[], PageSpec]]]:
    """Yield the pages of everything that show a result, by what they show."""
    study, scheme = maker.study, maker.study.scheme
    yield "coverage", partial(coverage_page, maker)
    if scheme.has_statuses:
        yield "agreements", partial(agreements_page, maker)
    fit = scheme.fit_kind
    if fit is not None and fit.id in study.partitions and study.groups:
        yield "reference-fit", partial(fit_page, maker)
    absent = missing(study)
    if absent.pieces:
        yield "missing", partial(missing_page, maker, absent)
    earlier = study.cycle_before
    if earlier is not None:
        yield "change", partial(change_page, maker, earlier)
    money = awards_if_any(study)
    if money is not None:
        yield "subsidy", partial(subsidy_page, maker, money)
