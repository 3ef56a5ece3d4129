"""The tables beside the map of one group: its key figures, and its units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.language import Text
from regiekaart.maps.panels import Panel
from regiekaart.words.lineage import lineage_words
from regiekaart.words.sentences import AT_LEAST, is_closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.maps.pages import PageMaker


def group_panels(maker: PageMaker, group: int) -> Iterator[Panel]:
    """Yield the key figures of a group, and its units with inhabitants and agreement.

    Parameters
    ----------
    maker
        The pages of the study.
    group
        The group's position.
    """
    say = maker.language.say
    yield Panel(say(Text("Kerncijfers", "Key figures")), tuple(_figures(maker, group)))
    noun = maker.study.scheme.unit.many
    statuses = _statuses(maker, group)
    people = maker.study.scheme.people.many
    title = Text(
        f"{noun.nl.capitalize()} en {people.nl}", f"{noun.en.capitalize()} and {people.en}"
    )
    if set(statuses) - {Status.UNKNOWN}:
        title = Text(
            f"{noun.nl.capitalize()}, {people.nl}, VDAB",
            f"{noun.en.capitalize()}, {people.en}, VDAB",
        )
    yield Panel(say(title), tuple(_units(maker, group)))


def _statuses(maker: PageMaker, group: int) -> list[Status]:
    study = maker.study
    if not study.scheme.has_statuses:
        return []
    return [study.agreements[i].status for i in study.members(group).tolist()]


def _figures(maker: PageMaker, group: int) -> Iterator[tuple[str, str]]:
    study, spoken, say = maker.study, maker.language, maker.language.say
    units = study.members(group)
    people = int(study.population[units].sum())
    whole = int(study.population.sum())
    least = "" if is_closed(study, group) else say(AT_LEAST)
    yield say(study.scheme.people.many), f"{least}{spoken.integer(people)}"
    share = spoken.percent(people / whole) if whole else "–"
    of = Text(f"aandeel van {study.scheme.whole}", f"share of {study.scheme.whole}")
    yield say(of), f"{least}{share}"
    for partition in study.partitions.values():
        if partition.kind.mapped:
            found = sorted({partition.labels[i] for i in partition.index[units].tolist()})
            yield say(partition.kind.noun.count(len(found))), ", ".join(found)
    if study.scheme.form is not None:
        form = study.groups[group].legal_form or say(Text("niet bekend", "not known"))
        yield say(Text("rechtsvorm", "legal form")), form
    if study.before is not None:
        became = lineage_words(maker.lineages[group])
        cycle = study.before.cycle.id
        yield say(Text(f"sinds cyclus {cycle}", f"since cycle {cycle}")), say(became)
    if study.scheme.has_statuses:
        yield say(Text("overeenkomst met VDAB", "agreement with VDAB")), _signed(maker, group)


def _signed(maker: PageMaker, group: int) -> str:
    """Return how many units of a group have signed, and of how many it is unknown."""
    statuses = _statuses(maker, group)
    signed, unknown = statuses.count(Status.SIGNED), statuses.count(Status.UNKNOWN)
    if unknown == len(statuses):
        return maker.language.say(Text("onbekend", "unknown"))
    of = Text(f"{signed} van {len(statuses)}", f"{signed} of {len(statuses)}")
    rest = Text(f", {unknown} onbekend", f", {unknown} unknown") if unknown else Text("", "")
    return maker.language.say(Text(of.nl + rest.nl, of.en + rest.en))


def _units(maker: PageMaker, group: int) -> Iterator[tuple[str, ...]]:
    study, spoken = maker.study, maker.language
    statuses = _statuses(maker, group)
    told = bool(set(statuses) - {Status.UNKNOWN})
    units = sorted(study.members(group).tolist(), key=lambda i: study.names[i].casefold())
    for i in units:
        status = (spoken.say(STATUS_WORDS[study.agreements[i].status]),) if told else ()
        yield study.names[i], spoken.integer(int(study.population[i])), *status
