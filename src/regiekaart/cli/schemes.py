"""The commands below ``regiekaart schemes``: which schemes ship, and what one declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.options import command, format_option, group
from regiekaart.cli.output import print_json, show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.rules import Rule


def schemes_group(spoken: Language) -> click.Group:
    """Return the commands on schemes; without one below it, the list."""
    below = group(
        spoken,
        "schemes",
        Text(
            "Schema's: wat de eenheden en groepen zijn en aan welke regels ze voldoen.",
            "Schemes: what the units and groups are, and which rules they meet.",
        ),
        [format_option(spoken, "table", "json")],
    )
    below.invoke_without_command, below.no_args_is_help = True, False
    below.callback = _run_list
    below.add_command(
        command(
            spoken,
            "show",
            _run_show,
            Text(
                "Kijk een schema na en zeg wat het is: eenheden, groepen, cycli, indelingen, lijst "
                "en regels.",
                "Check a scheme and say what it is: units, groups, cycles, partitions, list and "
                "rules.",
            ),
            [click.Argument(["scheme"], metavar="NAME|FILE.toml"),
             format_option(spoken, "table", "json")],
        )
    )  # fmt: skip
    return below


def _run_list(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.scheme.known import scheme_called, shipped_schemes

    if click.get_current_context().invoked_subcommand is not None:
        return
    spoken = language(values["lang"])
    schemes = [scheme_called(name) for name in shipped_schemes()]
    if values["output_format"] == "json":
        print_json({"schemes": [_document(scheme, spoken) for scheme in schemes]})
        return
    for scheme in schemes:
        show(f"{scheme.id}: {spoken.say(scheme.title)}")
        groups, units = spoken.say(scheme.group.many), spoken.say(scheme.unit.many)
        what = spoken.say(Text(f"{groups} van {units}", f"{groups} of {units}"))
        rules = ", ".join(rule.id for rule in scheme.rules) or "–"
        show(spoken.say(Text(f"  {what}; regels: {rules}", f"  {what}; rules: {rules}")))


def _run_show(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.facts.register import register_of
    from regiekaart.scheme.known import scheme_called

    spoken = language(values["lang"])
    scheme = scheme_called(values["scheme"])
    counts = _checked(scheme)
    if values["output_format"] == "json":
        past = register_of(scheme).history
        print_json({
            **_document(scheme, spoken),
            "from": past.start.isoformat(),
            "to": past.end.isoformat(),
            "counts": counts,
        })  # fmt: skip
        return
    for line in _lines(scheme, counts, spoken):
        show(line)


def _checked(scheme: Scheme) -> list[dict[str, Any]]:
    """Read every table that a scheme declares, and return what each cycle comes to.

    Raises
    ------
    InputError
        With the problems of each table, of all of them.
    """
    from regiekaart.errors import InputError, Problem
    from regiekaart.facts.membership import list_of
    from regiekaart.facts.register import register_of

    register = register_of(scheme)
    problems: list[Problem] = []
    counts: list[dict[str, Any]] = []
    readers = [register.population, *(_neighbours(scheme, cycle.start) for cycle in scheme.cycles)]
    for read in readers:
        try:
            read()
        except InputError as error:
            problems += error.problems
    for cycle in scheme.cycles:
        found: dict[str, Any] = {"cycle": cycle.id, "date": cycle.start.isoformat()}
        try:
            found["units"] = len(register.history.at(cycle.start).codes)
            if scheme.groups_from is not None or scheme.has_statuses:
                listed = list_of(scheme, cycle)
                named = [row.region for row in listed.rows if row.region]
                found |= {"complete": listed.complete, "members": len(named),
                          "groups": len(set(named))}  # fmt: skip
        except InputError as error:
            problems += error.problems
        counts.append(found)
    if problems:
        raise InputError(dict.fromkeys(problems))
    return counts


def _neighbours(scheme: Scheme, day: Any) -> Any:  # noqa: ANN401 - a day, and what reads it
    from regiekaart.facts.register import register_of

    return lambda: register_of(scheme).neighbours(day)


def _document(scheme: Scheme, spoken: Language) -> dict[str, Any]:
    say, listed = spoken.say, scheme.groups_from
    return {
        "id": scheme.id,
        "title": say(scheme.title),
        "whole": scheme.whole,
        "units": say(scheme.unit.many),
        "groups": say(scheme.group.many),
        "group_id": scheme.group_id,
        "weights": {"of": say(scheme.people.many), "source": say(scheme.people_source)},
        "cycles": [
            {"id": c.id, "start": c.start.isoformat(), "end": c.end and c.end.isoformat()}
            for c in scheme.cycles
        ],
        "partitions": [
            {"id": kind.id, "name": say(kind.noun.many), "maps": kind.mapped}
            for kind in scheme.partitions.values()
        ],
        "list": None if listed is None else {
            "file": listed.path.name, "complete": listed.complete, "source": say(listed.source),
        },
        "rules": [_rule(rule, spoken) for rule in scheme.rules],
        "agreements": scheme.has_statuses,
        "subsidy": scheme.has_funding,
        "published_figures": scheme.has_claims,
    }  # fmt: skip


def _rule(rule: Rule, spoken: Language) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": spoken.say(rule.title),
        "ground": spoken.say(rule.ground),
        "since": rule.since and rule.since.isoformat(),
    }


def _lines(scheme: Scheme, counts: list[dict[str, Any]], spoken: Language) -> Iterator[str]:
    """Yield what a scheme is, in lines for a person."""
    from regiekaart.facts.register import register_of

    say, past = spoken.say, register_of(scheme).history

    def line(nl: str, en: str, what: str) -> str:
        return f"{say(Text(nl, en))}: {what}"

    yield f"{scheme.id}: {say(scheme.title)}"
    yield line("geheel", "whole", scheme.whole)
    first, last = spoken.date(past.start), spoken.date(past.end)
    days = Text(f"bekend van {first} tot {last}", f"known from {first} to {last}")
    yield line("eenheden", "units", f"{say(scheme.unit.many)}, {say(days)}")
    weights = f"{say(scheme.people.many)} ({say(scheme.people_source)})"
    yield line("gewichten", "weights", weights)
    parts = ", ".join(f"{say(k.noun.many)} ({k.id})" for k in scheme.partitions.values())
    yield line("indelingen", "partitions", parts or "–")
    yield line("groepen", "groups", f"{say(scheme.group.many)} ({scheme.group_id})")
    for cycle, count in zip(scheme.cycles, counts, strict=True):
        units = f"{count['units']} {say(scheme.unit.count(count['units']))}"
        if "groups" in count:
            several = say(scheme.group.count(count["groups"]))
            kind = Text("volledige lijst", "complete list")
            if not count["complete"]:
                kind = Text("gedeeltelijke lijst", "partial list")
            units += (
                f"; {count['groups']} {several}, "
                + say(Text(f"{count['members']} ingedeeld", f"{count['members']} in one"))
                + f" ({say(kind)})"
            )
        yield line(f"cyclus {cycle.id}", f"cycle {cycle.id}", f"{say(cycle.days)}: {units}")
    listed = scheme.groups_from
    if listed is not None:
        yield line("lijst", "list", f"{say(listed.source)} ({listed.path.name})")
    elif not scheme.has_statuses:
        none = Text("geen: geef er een met --membership", "none: give one with --membership")
        yield line("lijst", "list", say(none))
    for rule in scheme.rules:
        since = ""
        if rule.since is not None:
            day = spoken.date(rule.since)
            since = say(Text(f", vanaf {day}", f", from {day}"))
        yield line(
            f"regel {rule.id}", f"rule {rule.id}", f"{say(rule.title)}{since} [{say(rule.ground)}]"
        )
