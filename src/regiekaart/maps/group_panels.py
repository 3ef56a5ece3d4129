"""The tables beside the map of one group: its key figures, and its units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.analysis.lineage import lineages
from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.language import Text
from regiekaart.maps.panels import Panel
from regiekaart.scheme.flanders import PROVINCE, REFERENCE_REGION
from regiekaart.words.lineage import lineage_words
from regiekaart.words.sentences import AT_LEAST, is_closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regiekaart.maps.pages import PageMaker

INHABITANTS = Text("inwoners", "inhabitants")


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
    title = Text(f"{noun.nl.capitalize()} en inwoners", f"{noun.en.capitalize()} and inhabitants")
    if set(statuses) - {Status.UNKNOWN}:
        title = Text(
            f"{noun.nl.capitalize()}, inwoners, VDAB", f"{noun.en.capitalize()}, inhabitants, VDAB"
        )
    yield Panel(say(title), tuple(_units(maker, group)))


def _statuses(maker: PageMaker, group: int) -> list[Status]:
    study = maker.study
    return [study.agreements[i].status for i in study.members(group).tolist()]


def _figures(maker: PageMaker, group: int) -> Iterator[tuple[str, str]]:
    study, spoken, say = maker.study, maker.language, maker.language.say
    units = study.members(group)
    people = int(study.population[units].sum())
    whole = int(study.population.sum())
    least = "" if is_closed(study, group) else say(AT_LEAST)
    yield say(INHABITANTS), f"{least}{spoken.integer(people)}"
    share = spoken.percent(people / whole) if whole else "–"
    of = Text(f"aandeel van {study.scheme.whole}", f"share of {study.scheme.whole}")
    yield say(of), f"{least}{share}"
    for kind in (PROVINCE, REFERENCE_REGION):
        if kind in study.partitions:
            partition = study.partitions[kind]
            found = sorted({partition.labels[i] for i in partition.index[units].tolist()})
            yield say(partition.kind.noun.count(len(found))), ", ".join(found)
    form = study.groups[group].legal_form or say(Text("niet bekend", "not known"))
    yield say(Text("rechtsvorm", "legal form")), form
    if study.before is not None:
        became = lineage_words(lineages(study, study.before)[group])
        cycle = study.before.cycle.id
        yield say(Text(f"sinds cyclus {cycle}", f"since cycle {cycle}")), say(became)
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
    told = bool(set(_statuses(maker, group)) - {Status.UNKNOWN})
    units = sorted(study.members(group).tolist(), key=lambda i: study.names[i].casefold())
    for i in units:
        status = (spoken.say(STATUS_WORDS[study.agreements[i].status]),) if told else ()
        yield study.names[i], spoken.integer(int(study.population[i])), *status
