"""What was found in a list, in words for a terminal and for a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import Problem, Severity, printable
from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.language import Text, both, capital
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.checking.check import Check
    from regiekaart.checking.fix import Fixed
    from regiekaart.language import Language
    from regiekaart.scheme.model import Scheme

# So many of a kind are told in full; the rest by their rows, if that leaves out lines.
SHOWN: Final = 3
ENOUGH: Final = 6
_MAX_ROWS: Final = 12
_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
# What differs from row to row in one kind of message: names, codes, numbers.
_NAMED: Final = re.compile(r"[‘(]?[^\W\d_a-zà-ÿ]\S*|\S*\d\S*")


def groups_of(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return problems by kind: errors first, and each kind where its first one stands.

    Parameters
    ----------
    problems
        The problems, in any order.
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    ranked = sorted(problems, key=rank)
    for problem in ranked:
        key = (problem.severity, problem.sheet, problem.column, _kind(problem))
        found.setdefault(key, []).append(problem)
    return list(found.values())


def rank(problem: Problem) -> tuple[int, int]:
    """Return where a problem is told: errors first, and from top to bottom."""
    return _ORDER.index(problem.severity), problem.row or 0


def _kind(problem: Problem) -> str:
    """Return what the messages of one kind have in common."""
    message = problem.message.nl
    for text in (problem.value, problem.suggestion):
        if text:
            message = message.replace(text, "")
    head, *rest = message.split("; lijkt op ")
    return _NAMED.sub("", head if rest else message)


def problem_lines(problems: Sequence[Problem], language: Language) -> list[str]:
    """Return problems as lines for a person: many of one kind are the first few and the rows.

    Parameters
    ----------
    problems
        The problems, in any order.
    language
        Of the lines.
    """
    lines = []
    for group in groups_of(problems):
        shown = group if len(group) < ENOUGH else group[:SHOWN]
        lines += [problem.line(language) for problem in shown]
        rest = group[len(shown) :]
        if rest:
            lines.append("  " + language.say(_more(rest)))
    return lines


def _more(rest: Sequence[Problem]) -> Text:
    number = both(len(rest))
    rows = list(dict.fromkeys(str(problem.row) for problem in rest if problem.row))
    if not rows:
        return Text(f"en nog {number.nl} keer", f"and {number.en} more")
    listed = ", ".join(rows[:_MAX_ROWS]) + (", …" if len(rows) > _MAX_ROWS else "")
    nl, en = ("rij", "row") if len(rows) == 1 else ("rijen", "rows")
    return Text(f"en nog {number.nl} keer: {nl} {listed}", f"and {number.en} more: {en} {listed}")


def summary(check: Check) -> list[Text]:
    """Return what a list comes to, as sentences.

    Parameters
    ----------
    check
        What was found.
    """
    told = [_rows(check)]
    if check.counts.rows:
        told.append(_members(check) if _of_members(check) else _statuses(check))
    if check.counts.complete is not None:
        told.append(_completeness(complete=check.counts.complete))
    told.append(_found(check))
    return [text for text in told if text.nl]


def _rows(check: Check) -> Text:
    counts = check.counts
    if check.kind is None or check.grid is None:
        return Text("", "")
    rows, readable = both(counts.rows), both(counts.readable)
    nl, en = f"{check.kind.noun.nl} met {rows.nl} ", f"{check.kind.noun.en} with {rows.en} "
    nl += "rij" if counts.rows == 1 else "rijen"
    en += "row" if counts.rows == 1 else "rows"
    if counts.readable < counts.rows:
        nl += f", waarvan {readable.nl} leesbaar"
        en += f", of which {readable.en} can be read"
    if check.sheet:
        nl, en = (
            f"{nl}, op blad {printable(check.sheet)}",
            f"{en}, on sheet {printable(check.sheet)}",
        )
    return Text(f"{nl[:1].upper()}{nl[1:]}.", f"{en[:1].upper()}{en[1:]}.")


def _of_members(check: Check) -> bool:
    """Return whether a list is one of members; what nobody can tell is counted as one."""
    return check.kind is None or check.kind.of_members


def _scheme(check: Check) -> Scheme:
    return check.kind.scheme if check.kind else FLANDERS


def _members(check: Check) -> Text:
    counts, scheme = check.counts, _scheme(check)
    units, groups = scheme.unit.count(counts.members), scheme.group.count(counts.regions)
    are = Text("is lid", "is a member") if counts.members == 1 else Text("zijn lid", "are members")
    members, regions = both(counts.members), both(counts.regions)
    nl, en = f"{members.nl} {units.nl} {are.nl}", f"{members.en} {units.en} {are.en}"
    if counts.members:
        nl, en = f"{nl}, in {regions.nl} {groups.nl}", f"{en}, in {regions.en} {groups.en}"
    if counts.not_members:
        others = both(counts.not_members)
        nl += f"; {others.nl} {'is' if counts.not_members == 1 else 'zijn'} geen lid"
        en += f"; {others.en} {'is' if counts.not_members == 1 else 'are'} not"
    if counts.unknown is None:
        return Text(f"Op de leesbare rijen: {nl}.", f"On the rows that can be read: {en}.")
    unknown = both(counts.unknown)
    return Text(f"{nl}; van {unknown.nl} is het onbekend.", f"{en}; of {unknown.en} it is unknown.")


def _statuses(check: Check) -> Text:
    found, units = check.counts.statuses, _scheme(check).unit.many
    parts = [(STATUS_WORDS[status], both(found.get(status, 0))) for status in Status]
    nl = ", ".join(f"{number.nl} {word.nl}" for word, number in parts)
    en = ", ".join(f"{number.en} {word.en}" for word, number in parts)
    return Text(f"{capital(units.nl)} per status: {nl}.", f"{capital(units.en)} per status: {en}.")


def _completeness(*, complete: bool) -> Text:
    if complete:
        return Text(
            "De lijst is volledig: wie er niet op staat, is geen lid.",
            "The list is complete: who is not on it is not a member.",
        )
    return Text(
        "De lijst is gedeeltelijk: van wie er niet op staat, is niets bekend.",
        "The list is partial: of who is not on it, nothing is known.",
    )


def _found(check: Check) -> Text:
    errors, warnings = (check.count(s) for s in (Severity.ERROR, Severity.WARNING))
    nl = f"{_number(errors, 'fout', 'fouten', 'geen')} en "
    nl += _number(warnings, "waarschuwing", "waarschuwingen", "geen")
    en = f"{_number(errors, 'error', 'errors', 'no')} and "
    en += _number(warnings, "warning", "warnings", "no")
    nl, en = f"{nl[:1].upper()}{nl[1:]}", f"{en[:1].upper()}{en[1:]}"
    if errors:
        return Text(
            f"{nl}: zolang er een fout in staat, rekent geen enkele opdracht met de lijst.",
            f"{en}: as long as it has an error, no command computes with the list.",
        )
    return Text(f"{nl}: de lijst kan gebruikt worden.", f"{en}: the list can be used.")


def _number(count: int, one: str, many: str, none: str) -> str:
    if not count:
        return f"{none} {many}"
    shown = both(count).nl if one in {"fout", "waarschuwing"} else both(count).en
    return f"{shown} {one if count == 1 else many}"


def fixed_words(fixed: Fixed) -> Text:
    """Return what a corrected copy holds, as a sentence."""
    certain = both(fixed.certain) if fixed.certain else Text("geen", "no")
    doubtful = both(fixed.to_check) if fixed.to_check else Text("geen", "no")
    name = printable(str(fixed.path))
    nl = f"Verbeterde kopie: {name}, met {certain.nl} "
    en = f"Corrected copy: {name}, with {certain.en} "
    nl += "zekere verbetering" if fixed.certain == 1 else "zekere verbeteringen"
    en += "certain correction" if fixed.certain == 1 else "certain corrections"
    nl += f" en {doubtful.nl} {'cel' if fixed.to_check == 1 else 'cellen'} om na te kijken."
    en += f" and {doubtful.en} {'cell' if fixed.to_check == 1 else 'cells'} to look at."
    return Text(nl, en)


def as_json(check: Check, language: Language) -> dict[str, Any]:
    """Return a check with the keys of the command line's contract.

    Parameters
    ----------
    check
        What was found.
    language
        Of the messages.
    """
    counts = check.counts
    found: dict[str, Any] = {
        "kind": check.kind.id if check.kind else None,
        "cycle": check.cycle,
        "date": check.date.isoformat(),
        "sheet": None if check.sheet is None else printable(check.sheet),
        "rows": counts.rows,
        "readable_rows": counts.readable,
        "errors": check.count(Severity.ERROR),
        "warnings": check.count(Severity.WARNING),
        "notes": check.count(Severity.INFO),
    }
    if not _of_members(check):
        found["statuses"] = {s.value: counts.statuses.get(s, 0) for s in Status}
    else:
        found |= {
            "members": counts.members,
            "regions": counts.regions,
            "not_members": counts.not_members,
            "unknown": counts.unknown,
            "complete": counts.complete,
        }
    found["text"] = " ".join(language.say(text) for text in summary(check))
    return {
        "problems": [problem.as_json(language) for problem in check.problems],
        "summary": found,
    }
