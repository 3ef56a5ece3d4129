"""What a study file settles beside the study itself: the subsidy, the output, the house style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError
from regiekaart.facts.names import normalise
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.funding import STAIRCASE_2014
from regiekaart.scheme.known import scheme_called

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path

    from regiekaart.errors import Problem
    from regiekaart.language import LanguageCode
    from regiekaart.study.loading import StudyChoice

# Settings of the study that go with another: whoever sets that one anew, leaves these behind.
_WITH_CYCLE: Final = ("date", "population_year", "before", "before_complete")
_WITH_SCHEME: Final = ("cycle", "membership", "agreements")
_WITH_LIST: Final = ("complete", "sheet", "example")
_KEYS_ONLY: Final = (
    "budget", "ages", "working_age_year", "jobseekers_year", "split_jobseekers",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class SubsidySettings:
    """How the subsidy of a study is divided; None is the default of the scheme.

    Parameters
    ----------
    scheme
        ``2023`` (keys) or ``2014`` (staircase); by default that of the date.
    budget
        In euro a year. Keys only, as all that follow.
    ages
        One of the age bands.
    working_age_year, jobseekers_year
        The years of the counts.
    split_jobseekers
        What is done with the jobseekers of a merger whose parts are in different groups.
    """

    scheme: str | None = None
    budget: Decimal | None = None
    ages: str | None = None
    working_age_year: int | None = None
    jobseekers_year: int | None = None
    split_jobseekers: str | None = None

    def of(self, scheme: str) -> dict[str, Any]:
        """Return what is set for a scheme, by the names of the fields: the staircase has no keys.

        Examples
        --------
        >>> SubsidySettings(ages="18-64").of("2023"), SubsidySettings(ages="18-64").of("2014")
        ({'ages': '18-64'}, {})
        """
        if scheme == STAIRCASE_2014.id:
            return {}
        found = {name: getattr(self, name) for name in _KEYS_ONLY}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputSettings:
    """Where the outputs of a study go, and in which form; None is the default of the command.

    Parameters
    ----------
    folder
        The folder in which each study gets its own.
    language
        Of what is made and shown.
    parts
        Of a build.
    formats, dpi
        Of the maps; dots per inch of PNG.
    report_formats, template
        Of the report; a DOCX with the styles of the house.
    export_formats
        Of the joined data.
    """

    folder: Path | None = None
    language: LanguageCode | None = None
    parts: tuple[str, ...] | None = None
    formats: tuple[str, ...] | None = None
    dpi: int | None = None
    report_formats: tuple[str, ...] | None = None
    template: Path | None = None
    export_formats: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyPlan:
    """One study of a study file, with all that the file says of it.

    Parameters
    ----------
    path, sha256
        The file.
    name
        The name of the study; None in a file that holds one, without a name.
    choice
        What the study is made of.
    output
        Where it goes.
    theme
        The theme file.
    notices
        What is worth knowing of it.
    """

    path: Path
    sha256: str
    name: str | None
    choice: StudyChoice
    output: OutputSettings
    theme: Path | None
    notices: tuple[Problem, ...] = ()

    @property
    def label(self) -> str:
        """The file and the name, as ``--study`` takes them."""
        return self.path.name if self.name is None else f"{self.path.name}#{self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyFile:
    """A study file: the studies that it holds, at least one.

    Parameters
    ----------
    path
        The file.
    plans
        The studies, in the order of the file.
    """

    path: Path
    plans: tuple[StudyPlan, ...]

    def named(self, name: str) -> StudyPlan:
        """Return the study of a name, whatever its spelling.

        Raises
        ------
        InputError
            If there is none; names those that there are.
        """
        plain = normalise(name) or name
        for plan in self.plans:
            if plan.name is not None and (normalise(plan.name) or plan.name) == plain:
                return plan
        names = ", ".join(plan.name for plan in self.plans if plan.name is not None)
        if not names:
            raise InputError.one(
                f"het bestand bevat één studie zonder naam: laat #{name} weg",
                f"the file holds one study without a name: leave out #{name}",
                file=self.path.name,
                value=name,
            )
        raise InputError.one(
            f"geen studie met de naam {name}; kies uit {names}",
            f"no study of the name {name}; choose from {names}",
            file=self.path.name,
            value=name,
        )

    def only(self) -> StudyPlan:
        """Return the one study of the file.

        Raises
        ------
        InputError
            If there are more; names them.
        """
        if len(self.plans) == 1:
            return self.plans[0]
        names = ", ".join(plan.name or "" for plan in self.plans)
        first = self.plans[0].label
        raise InputError.one(
            f"het bestand bevat meer dan één studie: kies er een, bijvoorbeeld {first}; "
            f"er zijn: {names}",
            f"the file holds more than one study: choose one, for example {first}; "
            f"there are: {names}",
            file=self.path.name,
        )


def beneath(given: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a study that stay when others are set above them.

    A scheme brings its own cycles and lists, a cycle its own date and its own cycle before; a list
    is read as is said of that list.

    Parameters
    ----------
    given
        The fields of a choice that are set, without those that are not.
    base
        The fields that they are set above.

    Examples
    --------
    >>> base = {"cycle": "2023", "population_year": 2022, "membership": "a.csv", "complete": True}
    >>> beneath({"cycle": "2020"}, base)
    {'cycle': '2023', 'membership': 'a.csv', 'complete': True}
    >>> beneath({"membership": "b.csv"}, base)
    {'cycle': '2023', 'population_year': 2022, 'membership': 'a.csv'}
    """
    dropped: set[str] = set()
    above = base.get("scheme")
    if "scheme" in given and str(given["scheme"]) != str(above or FLANDERS.id):
        dropped.update(_WITH_SCHEME, _WITH_CYCLE, _WITH_LIST)
    elif "cycle" in given and given["cycle"] != (
        base.get("cycle") or scheme_called(above).newest_cycle.id
    ):
        dropped.update(_WITH_CYCLE)
    if "membership" in given:
        # Where there is no list below, what is said of lists is said of those above.
        dropped.update(_WITH_LIST if base.get("membership") is not None else ("example",))
    if given.get("example"):
        dropped.update(("membership", *_WITH_LIST))
    if "before" in given and base.get("before") is not None:
        dropped.add("before_complete")
    return {name: value for name, value in base.items() if name not in dropped}
