"""What a scenario needs besides figures: where each membership comes from, and which names may be.

A scenario is saved as a list of members. What it leaves as it was keeps the evidence and the source
of the list that it began with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.facts.listcells import EVIDENCE_IN
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.facts.membership_list import COLUMNS, FICTIONAL
from regiekaart.facts.names import normalise
from regiekaart.facts.region_names import NO_NAMES, RESERVED
from regiekaart.facts.rows_that_count import COMPLETE_IN, STATED_IN, cycle_spellings
from regiekaart.language import NL
from regiekaart.scheme.rules import Form
from regiekaart.study import UNKNOWN
from regiekaart.web.names_reading import names_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study


def scenario_data(study: Study) -> dict[str, Any]:
    """Return what the page's scenarios of a study need, each text once.

    Parameters
    ----------
    study
        The study that the scenarios begin with.

    Returns
    -------
    dict
        ``cycle`` (an id), ``fiction`` (the words that keep made-up rows made up, or None),
        ``texts`` and, per unit, ``rows``: the positions in ``texts`` of its evidence, its source
        and its note, or None where nothing is known of it. ``refused`` holds the words that are no
        name of a region, as `regiekaart.facts.names.normalise` writes them.
    """
    texts: dict[str, int] = {}
    rows = [
        None if row is None else [texts.setdefault(words, len(texts)) for words in row]
        for row in (_row(study, unit) for unit in range(len(study.codes)))
    ]
    return {
        "cycle": study.cycle.id,
        "fiction": FICTIONAL.capitalize() if study.fictional else None,
        "texts": list(texts),
        "rows": rows,
        "refused": sorted({*NO_NAMES, *RESERVED}),
    }


def list_reading(study: Study) -> dict[str, Any]:
    """Return the words by which a list of members is read, for the reader on the page.

    Parameters
    ----------
    study
        A study of the page, for its scheme and its units.

    Returns
    -------
    dict
        ``columns`` (per column its spellings), ``complete`` (a spelling to whether the list is
        closed), ``stated`` (a word to whether it says member; null is unknown), ``evidence`` (the
        grades there are), ``head`` (the columns of the unit and the group in a list that is
        written), ``cycles`` (a spelling to a cycle's id), ``forms`` (a legal form,
        normalised, to what the rules call it), ``fiction`` (the words by which a list calls itself
        made up), and what names are read by (`regiekaart.web.names_reading`).

    Examples
    --------
    >>> from regiekaart import load_study
    >>> reading = list_reading(load_study())
    >>> reading["columns"]["region"][:2], reading["complete"]["volledig"]
    (['regiegebied', 'region'], True)
    """
    rules = (rule for rule in study.scheme.rules if isinstance(rule, Form))
    return {
        "columns": _columns(study.scheme),
        "head": _head(study),
        "complete": dict(COMPLETE_IN),
        "stated": dict(STATED_IN),
        "evidence": list(EVIDENCE_IN),
        "cycles": cycle_spellings(study.scheme),
        "forms": {
            normalise(spelling): meant.nl
            for rule in rules
            for spelling, meant in rule.forms.items()
        },
        "fiction": FICTIONAL,
        **names_reading(study),
    }


def _columns(scheme: Scheme) -> dict[str, list[str]]:
    """Return the spellings of each column, with what the scheme calls units and groups."""
    unit, group, area = scheme.unit, scheme.group.one, scheme.group.short.one
    more = {
        "name": (unit.one.nl, unit.one.en),
        "names": (unit.many.nl, unit.many.en),
        "region": (group.nl, group.en, area.en),
    }
    taken = {spelling for spellings in COLUMNS.values() for spelling in spellings}
    return {
        column: [*spellings, *(w for w in dict.fromkeys(more.get(column, ())) if w not in taken)]
        for column, spellings in COLUMNS.items()
    }


def _head(study: Study) -> list[str]:
    """Return the columns of code, name and group that every reader of lists knows."""
    scheme = study.scheme
    unit, group = scheme.unit.one.nl, scheme.group.one.nl
    return [
        study.register.code_header,
        unit if unit in COLUMNS["name"] else "naam",
        group if group in COLUMNS["region"] else "regio",
    ]


def _row(study: Study, unit: int) -> tuple[str, str, str] | None:
    """Return evidence, source and note of a unit; None where nothing is known of it."""
    if study.group_of[unit] == UNKNOWN:
        return None
    found = study.memberships[unit]
    # Who is not on a complete list is no member by that list's own statement.
    grade = found.evidence or Evidence.DOCUMENTED
    source = _joined([row.source for row in found.rows]) or NL.say(study.membership_source)
    return NL.say(EVIDENCE_WORDS[grade]), source, _joined([row.note for row in found.rows])


def _joined(words: Sequence[str]) -> str:
    return " | ".join(dict.fromkeys(filter(None, words)))
