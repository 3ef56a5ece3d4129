"""Contiguity: whether the units of a group form one connected area, by the borders they share."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.rules.finding import Case, Finding, Verdict
from regiekaart.errors import Severity
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from regiekaart.scheme.noun import Noun
    from regiekaart.scheme.rules import Contiguous
    from regiekaart.study import Study
    from regiekaart.study.links import Links

Piece = tuple[int, ...]
ADVICE: Final = Text(
    "Aaneengeslotenheid is een advies, geen rechtsregel.", "Contiguity is advice, not law."
)


@dataclass(frozen=True, slots=True)
class Connection:
    """How a group hangs together.

    Parameters
    ----------
    pieces
        Its connected pieces, most inhabitants first, without the units of ``alone``.
    alone
        Units that border on no other unit at all, whatever group they are in.
    bridge
        Units of unknown membership that would join all pieces; None if none can.
    stuck
        The pieces that no unit of unknown membership can join to the largest one.
    """

    pieces: tuple[Piece, ...]
    alone: Piece
    bridge: Piece | None
    stuck: tuple[Piece, ...] = ()

    @property
    def connected(self) -> bool | None:
        """Whether it is one piece; None where that hinges on the unknown."""
        if len(self.pieces) <= 1:
            return True
        return None if self.bridge is not None else False


def connections(study: Study, cases: Sequence[Case]) -> Iterator[Connection]:
    """Yield how each group hangs together.

    Parameters
    ----------
    study, cases
        The study, and all of its groups.
    """
    links, inside = study.links, study.group_of >= 0
    first = links.pieces(study.group_of)
    begins = inside & (first == np.arange(len(first)))
    whole = np.bincount(study.group_of[begins], minlength=len(cases)) == 1
    whole[study.group_of[inside & ~links.linked]] = False
    for case, is_whole in zip(cases, whole.tolist(), strict=True):
        units = case.units.tolist()
        # Nearly all hang together.
        if is_whole:
            yield Connection((tuple(units),), (), ())
            continue
        pieces: dict[int, list[int]] = {}
        for i in units:
            if links.linked[i]:
                pieces.setdefault(int(first[i]), []).append(i)
        alone = tuple(i for i in units if not links.linked[i])
        yield _connection(case, [tuple(each) for each in pieces.values()], alone)


def _connection(case: Case, pieces: list[Piece], alone: Piece) -> Connection:
    if len(pieces) < 2:  # noqa: PLR2004 - one piece hangs together
        return Connection(tuple(pieces), alone, ())
    people = case.study.population
    pieces.sort(key=lambda piece: (-int(people[list(piece)].sum()), piece))
    free = () if case.closed else set(case.unknown.tolist())
    way, stuck = _bridge(pieces, free, case.study.links)
    return Connection(tuple(pieces), alone, None if stuck else way, stuck)


def _bridge(
    pieces: Sequence[Piece], free: Collection[int], near: Links
) -> tuple[Piece, tuple[Piece, ...]]:
    """Return units that would join the pieces, a shortest way to each, and those with no way."""
    joined, way = set(pieces[0]), set[int]()
    left = [set(piece) for piece in pieces[1:]]
    while left:
        goals = set().union(*left)
        path = _path(joined, goals, free, near)
        if path is None:
            break
        *between, end = path
        reached = next(piece for piece in left if end in piece)
        left.remove(reached)
        way |= set(between)
        joined |= {*between, *reached}
    return tuple(sorted(way)), tuple(tuple(sorted(piece)) for piece in left)


def _path(start: set[int], goals: set[int], free: Collection[int], near: Links) -> list[int] | None:
    """Return a shortest way over free units from a start to a goal, the start left out."""
    came: dict[int, int | None] = dict.fromkeys(sorted(start))
    queue = deque(came)
    while queue:
        here = queue.popleft()
        for other in near.of(here):
            if other in came or (other not in free and other not in goals):
                continue
            came[other] = here
            if other not in goals:
                queue.append(other)
                continue
            path, step = [], other
            while step not in start:
                path.append(step)
                step = came[step]  # type: ignore[assignment]
            return path[::-1]
    return None


def apart(rule: Contiguous, case: Case, found: Connection) -> Iterable[Finding]:
    """Yield what is to be told of how a group hangs together."""
    if len(found.pieces) > 1:
        yield _pieces(rule, case, found)
    study = case.study
    lonely = set(found.alone) if len(case.units) > 1 else set()
    if not lonely and not rule.peculiar:
        return
    for i in case.units.tolist():
        code = study.codes[i]
        if i in lonely or (code in rule.peculiar and i not in found.alone):
            explained = rule.peculiar.get(code, _no_neighbour(study.names[i], study.scheme.unit))
            yield Finding(
                rule=rule.id,
                severity=Severity.INFO,
                verdict=Verdict.NOTED,
                region=case.name,
                units=(code,),
                ground=rule.ground,
                fact=_explained(case.name, explained, study.scheme.group, lonely=i in lonely),
            )


def _no_neighbour(name: str, unit: Noun) -> Text:
    return Text(
        f"{name} grenst aan {unit.no_other.nl}",
        f"{name} borders on {unit.no_other.en}",
    )


def _explained(region: str, why: Text, group: Noun, *, lonely: bool) -> Text:
    if not lonely:
        return Text(f"{region}: {why.nl}.", f"{region}: {why.en}.")
    return Text(
        f"{region}: {why.nl} en ligt dus altijd los van de rest van zijn {group.one.nl}; dat telt "
        "niet als onderbreking.",
        f"{region}: {why.en}, and is therefore always apart from the rest of its region; that does "
        "not count as a break.",
    )


def _pieces(rule: Contiguous, case: Case, found: Connection) -> Finding:
    detached = [i for piece in found.pieces[1:] for i in piece]
    hinges = found.bridge or ()
    is_open = found.connected is None
    return Finding(
        rule=rule.id,
        severity=Severity.INFO if is_open else Severity.WARNING,
        verdict=Verdict.OPEN if is_open else Verdict.ADVISED,
        region=case.name,
        units=case.codes(detached),
        measured=len(found.pieces),
        required=1,
        ground=rule.ground,
        fact=_told(case, found, hinges, is_open=is_open),
        clause=None if is_open else ADVICE,
        advice=_however(case, found),
        hinges_on=case.codes(hinges),
        pieces=tuple(case.codes(piece) for piece in found.pieces),
    )


def _however(case: Case, found: Connection) -> tuple[Text, ...]:
    """Return why a gap is certain although memberships are unknown."""
    if not found.stuck or case.closed:
        return ()
    loose = [i for piece in found.stuck for i in piece]
    who, one, unit = case.names(loose), len(loose) == 1, case.scheme.unit
    return (
        Text(
            f"Ook als {unit.each.nl} met onbekend lidmaatschap lid was, "
            f"{'lag' if one else 'lagen'} {who.nl} los.",
            f"Even if every {unit.one.en} of unknown membership were a member, {who.en} would lie "
            "apart.",
        ),
    )


def _told(case: Case, found: Connection, hinges: Piece, *, is_open: bool) -> Text:
    listed = [case.names(list(piece)) for piece in found.pieces]
    nl, en = "; ".join(t.nl for t in listed), "; ".join(t.en for t in listed)
    count = len(found.pieces)
    if not is_open:
        return Text(
            f"{case.name} bestaat uit {count} stukken die niet aan elkaar grenzen: {nl}.",
            f"{case.name} consists of {count} pieces that do not border on each other: {en}.",
        )
    who = case.names(list(hinges))
    one, unit = len(hinges) == 1, case.scheme.unit
    return Text(
        f"De bekende leden van {case.name} vormen {count} stukken die niet aan elkaar grenzen: "
        f"{nl}. Of het gebied één geheel is, hangt af van "
        f"{unit.a.nl if one else unit.many.nl} waarvan het lidmaatschap onbekend is; "
        f"{who.nl} {'zou' if one else 'zouden'} de stukken verbinden.",
        f"The known members of {case.name} form {count} pieces that do not border on each other: "
        f"{en}. Whether the region is one whole hinges on "
        f"{unit.a.en if one else unit.many.en} of which the membership is unknown; "
        f"{who.en} would join the pieces.",
    )
