"""What a report tells, worked out once for its chapters and its summary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.audit import audit
from regiekaart.analysis.awards import awards, choice_on
from regiekaart.analysis.change import compare
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.missing import missing
from regiekaart.analysis.rules import check
from regiekaart.errors import InputError
from regiekaart.facts.published import published_figures
from regiekaart.study.days import studies_around

if TYPE_CHECKING:
    from regiekaart.analysis.agreements import AgreementTable
    from regiekaart.analysis.audit import Audit
    from regiekaart.analysis.awards import Awards
    from regiekaart.analysis.change import Change
    from regiekaart.analysis.coverage import CoverageRow
    from regiekaart.analysis.missing import Missing
    from regiekaart.analysis.rules import Check
    from regiekaart.language import Text
    from regiekaart.study import Study


@dataclass(frozen=True)
class Results:
    """The results of one study; each is worked out when it is first asked for."""

    study: Study

    @cached_property
    def whole(self) -> CoverageRow:
        """The coverage of everything."""
        return coverage(self.study).whole

    @cached_property
    def checked(self) -> Check | None:
        """What the rules found; None where there is no rule, or no group to check."""
        return check(self.study) if self.study.groups and self.study.scheme.rules else None

    @cached_property
    def missing(self) -> Missing:
        """Who is missing."""
        return missing(self.study)

    @cached_property
    def change(self) -> Change | None:
        """What changed since the start of the cycle before; None where there is none."""
        earlier = self.study.cycle_before
        return None if earlier is None else compare(earlier, self.study)

    @cached_property
    def agreements(self) -> AgreementTable | None:
        """Where the agreements stand, for everything; None where a scheme has none."""
        return agreements(self.study) if self.study.scheme.has_statuses else None

    @cached_property
    def awards(self) -> Awards | tuple[Text, ...] | None:
        """The amounts per group; why there are none, or None without groups or a subsidy."""
        if not self.study.groups or not self.study.scheme.has_funding:
            return None
        try:
            return awards(self.study, choice_on(self.study))
        except InputError as error:
            return tuple(problem.message for problem in error.problems)

    @cached_property
    def audit(self) -> Audit | None:
        """What was found in the figures that were published, where some were.

        A made-up list tests nothing.
        """
        if self.study.fictional or not self.study.scheme.has_claims:
            return None
        return audit(published_figures(), studies_around(self.study))
