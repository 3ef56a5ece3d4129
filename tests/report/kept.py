"""What several tests of one report need, worked out once."""

from __future__ import annotations

from functools import cache

from regiekaart import load_study
from regiekaart.report.results import Results

_KEPT: dict[int, Results] = {}


def results_of(study):
    """Return the results of a study; the second time, those of the first."""
    # They keep their study, so no other one takes its identity.
    return _KEPT.setdefault(id(study), Results(study))


@cache
def results_for(choice):
    """Return the results of the study of a choice."""
    return Results(load_study(choice))
