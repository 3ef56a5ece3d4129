"""The kinds of rule that a scheme can have: what each asks, from when, and on what ground.

A rule here only says what is asked. What it finds in a study is worked out in `analysis.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from regiekaart.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has.

    Parameters
    ----------
    id
        Its name on the command line and in JSON.
    title
        What it asks, in a few words.
    ground
        The decree, decision or publication that it rests on.
    since
        The first day on which it holds; ``None`` if it always does. What breaks it before that
        day is told, but is no breach.

    Attributes
    ----------
    spatial
        Whether it asks where the members lie. What breaks such a rule deserves a map; and what is
        in order for the members that are known may not be for those that are not known yet.
    """

    spatial: ClassVar[bool] = False

    id: str
    title: Text
    ground: Text
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneGroup(Rule):
    """A unit is in at most one group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumPopulation(Rule):
    """A group has at least so many inhabitants; a centre city that applies alone is exempt."""

    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Rule):
    """A group has one of some legal forms; only a centre city may be a group by itself.

    Parameters
    ----------
    forms
        Each spelling, in lower case, with the form that it means.
    alone
        The forms that only a centre city by itself has.
    """

    forms: Mapping[str, Text]
    alone: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FitsPart(Rule):
    """A group lies in one part of a partition.

    Parameters
    ----------
    partition
        The partition's id.
    all_from
        The day from which it holds for every group; before it, for those that are new or have
        changed since the day before ``since``.
    whole
        What is to be said of a group that covers several parts whole, which is allowed.
    derogations
        That derogations may have been decided, of which the data do not tell: a misfit is then no
        proven breach; None where there are none.
    """

    spatial: ClassVar[bool] = True

    partition: str
    all_from: date
    whole: Text | None = None
    derogations: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contiguous(Rule):
    """The units of a group form one connected area. Advice, not law.

    Parameters
    ----------
    peculiar
        Units whose own area lies apart, by code, with the explanation.
    """

    spatial: ClassVar[bool] = True

    peculiar: Mapping[str, Text]
