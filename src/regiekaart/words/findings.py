"""The findings of the rules, grouped: what several of them share is said once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.rules import Verdict
from regiekaart.errors import Severity
from regiekaart.language import EN, NL, Text, both
from regiekaart.scheme.rules import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.analysis.rules import Check, Finding
    from regiekaart.scheme.rules import Rule

# One of it, and many.
SEVERITY_COUNT: Final = {
    Severity.ERROR: (Text("fout", "error"), Text("fouten", "errors")),
    Severity.WARNING: (Text("waarschuwing", "warning"), Text("waarschuwingen", "warnings")),
    Severity.INFO: (Text("kanttekening", "note"), Text("kanttekeningen", "notes")),
}


@dataclass(frozen=True, slots=True)
class FindingList:
    """The findings of one rule with one severity, ready to be shown.

    Parameters
    ----------
    severity
        ``error``, ``warning`` or ``info``, for the look.
    word
        The severity in words.
    messages
        What is said of one group, or of several.
    shared
        What holds for each of them.
    """

    severity: str
    word: Text
    rule: Text
    ground: Text
    messages: tuple[Text, ...]
    shared: tuple[Text, ...]


def finding_lists(result: Check) -> tuple[FindingList, ...]:
    """Return the findings by severity and rule, in the order of the check."""
    scheme = result.study.scheme
    rules = {rule.id: rule for rule in scheme.rules}
    return tuple(
        _finding_list(rules[rule], tuple(group), scheme.group.many)
        for (_, rule), group in groupby(result.findings, key=lambda f: (f.severity, f.rule))
    )


def _finding_list(rule: Rule, findings: Sequence[Finding], many: Text) -> FindingList:
    shared = _shared(findings)
    severity = findings[0].severity
    return FindingList(
        severity.value,
        SEVERITY_COUNT[severity][0],
        rule.title,
        findings[0].ground,
        tuple(_messages(rule, findings, shared, many)),
        shared,
    )


def _consequences(finding: Finding) -> tuple[Text, ...]:
    return (*([finding.clause] if finding.clause else []), *finding.advice)


def _shared(findings: Sequence[Finding]) -> tuple[Text, ...]:
    """Return what follows from each of several findings."""
    first, *others = (_consequences(finding) for finding in findings)
    return tuple(text for text in first if others and all(text in other for other in others))


def _messages(
    rule: Rule, findings: Sequence[Finding], shared: Sequence[Text], many: Text
) -> Iterator[Text]:
    formless = [f for f in findings if isinstance(rule, Form) and _form_not_known(f)]
    if len(formless) > 1:
        yield _without_form([f.region or "" for f in formless], many)
    for finding in findings:
        if len(formless) > 1 and finding in formless:
            continue
        told = [finding.fact, *(t for t in _consequences(finding) if t not in shared)]
        yield Text(" ".join(t.nl for t in told), " ".join(t.en for t in told))


def _form_not_known(finding: Finding) -> bool:
    """Return whether a finding only says that the list has no form for the group."""
    open_ = finding.verdict is Verdict.OPEN and finding.measured is None
    return open_ and not finding.hinges_on and not _consequences(finding)


def _without_form(names: Sequence[str], many: Text) -> Text:
    count = both(len(names))
    return Text(
        f"Van {count.nl} {many.nl} staat de rechtsvorm niet op de lijst: {NL.listing(names)}. "
        "Of die toegelaten is, is dus niet te zeggen.",
        f"The legal form of {count.en} {many.en} is not on the list: {EN.listing(names)}. "
        "Whether it is allowed can therefore not be said.",
    )
