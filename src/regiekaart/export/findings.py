"""The layer of the findings: what the rules have to tell, each on the land that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.rules.finding import VERDICT_WORDS
from regiekaart.errors import Severity
from regiekaart.export.facts import in_order, together
from regiekaart.export.looks import Category, Look, quoted
from regiekaart.export.model import Column
from regiekaart.language import Text
from regiekaart.maps.style import Style
from regiekaart.scheme.rules import Contiguous, FitsPart
from regiekaart.words.findings import SEVERITY_COUNT

if TYPE_CHECKING:
    from regiekaart.analysis.rules import Finding
    from regiekaart.export.facts import Facts
    from regiekaart.export.model import Layer
    from regiekaart.study import Study

SEVERITY: Final = "severity"
# Of these rules it is parts that are measured: those of a partition, or the pieces of a group.
_PARTED: Final = (FitsPart, Contiguous)


def finding_layer(facts: Facts) -> Layer:
    """Return the findings, gravest first; the shape is that of the region, else of the offenders.

    Parameters
    ----------
    facts
        The study.
    """
    study = facts.study
    found = facts.checked.findings if facts.checked else ()
    return facts.layer(
        ("findings", facts.say(Text("bevindingen", "findings"))),
        Text("Bevindingen bij de regels", "Findings of the rules"),
        "finding",
        [*_what(facts, found), *_whom(facts, found), *_why(facts, found)],
        [_units(study, finding) for finding in found],
        (_look(facts, found),),
    )


def _units(study: Study, finding: Finding) -> tuple[int, ...]:
    """Return whose land a finding is about; nobody's where it is about the whole."""
    for group, each in enumerate(study.groups):
        if each.name == finding.region:
            return tuple(study.members(group).tolist())
    return tuple(study.position[code] for code in finding.units)


def _what(facts: Facts, found: tuple[Finding, ...]) -> list[Column]:
    """Return what is found: which rule says what, and how grave it is."""
    scheme = facts.study.scheme
    titles, group = {rule.id: rule.title for rule in scheme.rules}, scheme.group
    return [
        Column(
            "finding", "integer", Text("volgnummer", "number"),
            Text("Ernstigste eerst.", "Gravest first."), list(range(1, len(found) + 1))),
        Column(
            "rule", "string", Text("code van de regel", "code of the rule"),
            Text("Dezelfde in beide talen.", "The same in both languages."),
            [f.rule for f in found]),
        Column(
            "rule_title", "string", Text("regel", "rule"),
            Text("De regel in woorden.", "The rule in words."),
            [titles[f.rule] for f in found]),
        Column(
            SEVERITY, "string", Text("ernst", "severity"),
            Text("Fout, waarschuwing of kanttekening.", "Error, warning or note."),
            [SEVERITY_COUNT[f.severity][0] for f in found]),
        Column(
            "verdict", "string", Text("oordeel", "verdict"),
            Text(f"Wat de regel van {group.the.nl} zegt.",
                 f"What the rule says of the {group.tail.en}."),
            [VERDICT_WORDS[f.verdict] for f in found]),
        Column(
            "message", "string", Text("bevinding", "finding"),
            Text("De hele bevinding in woorden.", "The whole finding in words."),
            [f.message for f in found]),
    ]  # fmt: skip


def _whom(facts: Facts, found: tuple[Finding, ...]) -> list[Column]:
    """Return whom each finding concerns."""
    study, column = facts.study, facts.names
    number = {each.name: g + 1 for g, each in enumerate(study.groups)}
    units, group, code = study.scheme.unit.many, study.scheme.group, study.scheme.code

    def names(codes: tuple[str, ...]) -> str:
        return in_order(study.names[study.position[code]] for code in codes)

    return [
        Column(
            column.group, "string", study.scheme.group.one,
            Text(f"Leeg als de bevinding niet over één {group.one.nl} gaat.",
                 f"Empty if the finding is not about a single {group.tail.en}."),
            [f.region for f in found], source="membership"),
        Column(
            f"{column.group}_number", "integer", Text("nummer", "number"),
            Text(f"Van {group.the.nl}, zoals op de kaarten.",
                 f"Of {group.the.en}, as on the maps."),
            [number.get(f.region or "") for f in found]),
        Column(
            column.units, "string", study.scheme.unit.many,
            Text(f"De {units.nl} die de bevinding geven, met | ertussen.",
                 f"The {units.en} that give rise to it, with | between."),
            [names(f.units) for f in found]),
        Column(
            f"{column.unit}_{facts.code}", "string", Text(f"{code.nl}s", f"{code.en}s"),
            Text("In dezelfde volgorde, met | ertussen.", "In the same order, with | between."),
            [in_order(f.units) for f in found]),
        Column(
            "hinges_on", "string", Text("hangt af van", "hinges on"),
            Text(f"De {units.nl} met een onbekend lidmaatschap die beslissen, met | ertussen.",
                 f"The {units.en} of unknown membership that decide, with | between."),
            [names(f.hinges_on) for f in found]),
        Column(
            f"hinges_on_{facts.code}", "string",
            Text(f"{code.nl}s waarvan het afhangt", f"{code.en}s on which it hinges"),
            Text("In dezelfde volgorde, met | ertussen.", "In the same order, with | between."),
            [in_order(f.hinges_on) for f in found]),
    ]  # fmt: skip


def _why(facts: Facts, found: tuple[Finding, ...]) -> list[Column]:
    """Return on what ground, with what was measured and required."""
    return [
        Column(
            "measured", "string", Text("gemeten", "measured"),
            _found(facts),
            [_plain(facts, f.measured) for f in found]),
        Column(
            "required", "string", Text("gevraagd", "required"),
            Text("Wat de regel vraagt.", "What the rule asks."),
            [_plain(facts, f.required) for f in found]),
        Column(
            "ground", "string", Text("grond", "ground"),
            Text("De tekst waarop de regel steunt.", "The text on which the rule rests."),
            [f.ground for f in found]),
        Column(
            "exemption", "string", Text("vrijstelling", "exemption"),
            Text("Waarom iemand de bevinding aanvaard heeft.",
                 "Why somebody has accepted the finding."),
            [f.exemption for f in found]),
    ]  # fmt: skip


def _found(facts: Facts) -> Text:
    """Return what the rules measure, for the column that holds it."""
    scheme = facts.study.scheme
    kinds = [
        *([facts.people] if scheme.minimum else []),
        *([Text("delen", "parts")] if any(isinstance(r, _PARTED) for r in scheme.rules) else []),
        *([Text("een vorm", "a form")] if scheme.form else []),
    ]
    which = Text(", ".join(k.nl for k in kinds), ", ".join(k.en for k in kinds))
    behind = ": " if kinds else ""
    return Text(f"Wat werd gevonden{behind}{which.nl}.", f"What was found{behind}{which.en}.")


def _plain(facts: Facts, value: object) -> str | None:
    """Return what was measured or required as text: a number, a name, or several."""
    if value is None:
        return None
    if isinstance(value, Text):
        return facts.say(value)
    if isinstance(value, tuple | list):
        return together(_plain(facts, each) or "" for each in value)
    return str(value)


def _look(facts: Facts, found: tuple[Finding, ...]) -> Look:
    """Return the look: by severity, what is graver over what is less so."""
    theme = facts.theme
    styles = {
        Severity.ERROR: facts.look.offending,
        Severity.WARNING: Style(theme.doubtful),
        Severity.INFO: Style(theme.context),
    }
    present = {f.severity for f in found}
    words = {severity: facts.say(SEVERITY_COUNT[severity][0]) for severity in styles}
    return Look(
        name=facts.say(Text("ernst", "severity")),
        column=SEVERITY,
        categories=tuple(
            Category(words[severity], words[severity], style)
            for severity, style in styles.items()
            if severity in present
        ),
        line=theme.group_line,
        width=1.1,
        label=f"coalesce({quoted(facts.names.group)}, {quoted(facts.names.units)})",
        first_on_top=True,
    )
