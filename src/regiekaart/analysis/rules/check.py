"""Every rule of the scheme on every group of a study."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from regiekaart.analysis.coverage import study_json
from regiekaart.analysis.lineage import Lineage, lineages
from regiekaart.analysis.rules.contiguity import Connection, apart, connections
from regiekaart.analysis.rules.finding import Case, Finding, Verdict, before_force
from regiekaart.analysis.rules.fit import misfit
from regiekaart.analysis.rules.form import not_allowed
from regiekaart.analysis.rules.parts import names_of_parts
from regiekaart.analysis.rules.scale import too_small
from regiekaart.analysis.rules.single import several_groups
from regiekaart.errors import Severity
from regiekaart.facts.names import normalise
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import Contiguous, FitsPart, Form, MinimumPopulation, OneGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regiekaart.language import Language
    from regiekaart.scheme.rules import Rule
    from regiekaart.study import Exemption, Study

ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class RegionFacts:
    """What was measured of one group.

    Parameters
    ----------
    units
        Codes of its known members.
    population
        Their inhabitants.
    parts
        The parts of the partition in which it has to fit; empty where there is none on the day.
    contiguous
        Whether it is connected; None where that hinges on unknown memberships.
    centre_city_alone
        Whether it is a centre city by itself; None where others may be members.
    lineage
        What became of it since the cycle before.
    closed
        Whether nobody else can be a member.
    verdicts
        Per rule what was found; a rule that cannot be applied on the day is left out.
    """

    region: str
    units: tuple[str, ...]
    population: int
    parts: tuple[str, ...]
    contiguous: bool | None
    centre_city_alone: bool | None
    legal_form: str
    lineage: Lineage
    closed: bool
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of all rules.

    Parameters
    ----------
    regions
        What was measured, per group.
    findings
        What is to be told: errors first, then in the order of the rules and of the groups.
    unused
        What is to be said of exemptions that met no finding.
    """

    study: Study
    regions: tuple[RegionFacts, ...]
    findings: tuple[Finding, ...]
    unused: tuple[Text, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The breaches."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


def check(study: Study) -> Check:
    """Apply the rules of the scheme.

    A verdict holds for what is known: with a partial list, "in order" is said of the known
    members. Where unknown memberships can turn a verdict, it is "cannot be said".

    Parameters
    ----------
    study
        The study. Its ``before`` tells which groups are new or changed.

    Examples
    --------
    >>> from regiekaart import load_study
    >>> [f.region for f in check(load_study()).findings if f.rule == "reference-region"]
    ['HANDEL Samen & Sociaal', 'Interwaas', 'SEVA Vlaamse Ardennen']
    """
    origins = lineages(study, study.before)
    cases = [Case(study, group) for group in range(len(study.groups))]
    connected = list(connections(study, cases))
    found = [
        before_force(rule, study, finding)
        for rule in study.scheme.rules
        for finding in _of_rule(rule, study, cases, origins, connected)
    ]
    found, unused = _exempted(study, found)
    rules = [rule.id for rule in study.scheme.rules]
    found.sort(key=lambda f: (ORDER[f.severity], rules.index(f.rule), (f.region or "").casefold()))
    regions = tuple(_measured(study, zip(cases, origins, connected, strict=True), found))
    return Check(study, regions, tuple(found), tuple(unused))


def _of_rule(
    rule: Rule,
    study: Study,
    cases: Iterable[Case],
    origins: Iterable[Lineage],
    connected: Iterable[Connection],
) -> Iterator[Finding]:
    """Yield what one rule has to tell."""
    match rule:
        case OneGroup():
            yield from several_groups(rule, study)
        case MinimumPopulation():
            yield from filter(None, (too_small(rule, each) for each in cases))
        case Form():
            yield from filter(None, (not_allowed(rule, each) for each in cases))
        case FitsPart() if rule.partition in study.partitions:
            pairs = zip(cases, origins, strict=True)
            yield from filter(None, (misfit(rule, each, origin) for each, origin in pairs))
        case FitsPart():
            yield _no_partition(rule, study)
        case Contiguous():
            for each, one in zip(cases, connected, strict=True):
                yield from apart(rule, each, one)


def _no_partition(rule: FitsPart, study: Study) -> Finding:
    noun = study.scheme.partitions[rule.partition].noun.many
    return Finding(
        rule=rule.id,
        severity=Severity.INFO,
        verdict=Verdict.OPEN,
        region=None,
        ground=rule.ground,
        fact=Text(
            f"Op {NL.date(study.date)} waren er nog geen {noun.nl}: deze regel is niet nagegaan.",
            f"On {EN.date(study.date)} there were no {noun.en} yet: this rule was not checked.",
        ),
    )


def _exempted(study: Study, found: Iterable[Finding]) -> tuple[list[Finding], list[Text]]:
    """Return the findings with what was accepted, and the exemptions that met none."""
    waiting = {(e.rule, normalise(e.group)): e for e in study.exemptions if e.holds(study.date)}
    unused = dict(waiting)
    result = []
    for finding in found:
        key = (finding.rule, normalise(finding.region or ""))
        exemption = waiting.get(key)
        wrong = finding.verdict not in {Verdict.NOTED, Verdict.EARLY}
        if exemption is not None and wrong:
            unused.pop(key, None)
            result.append(finding.exempted(exemption))
        else:
            result.append(finding)
    return result, [_unused(study, exemption) for exemption in unused.values()]


def _unused(study: Study, exemption: Exemption) -> Text:
    """Return why an exemption met no finding: its region is unknown, or nothing is wrong."""
    names = {normalise(group.name): group.name for group in study.groups}
    key = normalise(exemption.group)
    title = next(rule.title for rule in study.scheme.rules if rule.id == exemption.rule)
    if key in names:
        return Text(
            f"De vrijstelling van {exemption.group} ({title.nl}) is niet nodig: er is geen "
            "bevinding.",
            f"The exemption of {exemption.group} ({title.en}) is not needed: there is no finding.",
        )
    near, noun = get_close_matches(key, names, n=1), study.scheme.group.one
    nl = f" (bedoeld: {names[near[0]]}?)" if near else ""
    en = f" (perhaps: {names[near[0]]}?)" if near else ""
    return Text(
        f"De vrijstelling van {exemption.group} ({title.nl}) geldt voor geen bekend {noun.nl}{nl}.",
        f"The exemption of {exemption.group} ({title.en}) is of no known {noun.en}{en}.",
    )


def _measured(
    study: Study, cases: Iterable[tuple[Case, Lineage, Connection]], found: Iterable[Finding]
) -> Iterator[RegionFacts]:
    """Yield what was measured of each group, with what was found."""
    rules = [rule for rule in study.scheme.rules if _is_of_groups(rule, study)]
    fit = next((rule.partition for rule in rules if isinstance(rule, FitsPart)), None)
    told: dict[str | None, dict[str, Verdict]] = defaultdict(dict)
    for finding in found:
        # The gravest comes first.
        told[finding.region].setdefault(finding.rule, finding.verdict)
    for case, lineage, connected in cases:
        own = told[case.name]
        yield RegionFacts(
            region=case.name,
            units=case.codes(case.units.tolist()),
            population=case.population,
            parts=names_of_parts(study, study.partitions[fit], case.group) if fit else (),
            contiguous=connected.connected,
            centre_city_alone=case.centre_city_alone,
            legal_form=study.groups[case.group].legal_form,
            lineage=lineage,
            closed=case.closed,
            verdicts={rule.id: own.get(rule.id, Verdict.MET) for rule in rules},
        )


def _is_of_groups(rule: Rule, study: Study) -> bool:
    """Return whether a rule is on groups, and can be applied on the day."""
    if isinstance(rule, FitsPart):
        return rule.partition in study.partitions
    return not isinstance(rule, OneGroup)


def as_json(result: Check, language: Language) -> dict[str, Any]:
    """Return the outcome with the keys of the command line's contract."""
    return {
        "study": study_json(result.study),
        "regions": [
            {
                "region": facts.region,
                "municipalities": list(facts.units),
                "population": facts.population,
                "reference_regions": list(facts.parts),
                "contiguous": facts.contiguous,
                "centre_city_alone": facts.centre_city_alone,
                "legal_form": facts.legal_form or None,
                "since_cycle_before": _lineage_json(facts.lineage),
                "verdicts": {rule: verdict.value for rule, verdict in facts.verdicts.items()},
            }
            for facts in result.regions
        ],
        "findings": [finding.as_json(language) for finding in result.findings],
        "unused_exemptions": [language.say(text) for text in result.unused],
    }


def _lineage_json(lineage: Lineage) -> dict[str, Any]:
    return {
        "kind": lineage.kind.value,
        "as_far_as_known": lineage.as_far_as_known,
        "predecessor": lineage.predecessor,
        "joined": list(lineage.joined),
        "left": list(lineage.left),
        "unknown": list(lineage.open),
    }
