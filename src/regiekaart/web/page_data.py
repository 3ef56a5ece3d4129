"""Everything that the page shows, as one object for its script; no HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.analysis.agreements import AgreementProvenance, agreements
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.figures import Provenance
from regiekaart.analysis.rules import check
from regiekaart.facts.agreements import Status
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import Form
from regiekaart.web.cards import Tables, cards_json, formed_text
from regiekaart.web.fiches import fiches_json, finding_json, minimum_population, subsidy_head
from regiekaart.web.layers import (
    StyleTable,
    doubted_json,
    layer_names,
    layer_order,
    layers_json,
    lines_json,
    part_kinds,
)
from regiekaart.web.places import places_json
from regiekaart.web.planner_words import planner_words
from regiekaart.web.planning import plan_json, planner_looks
from regiekaart.web.texts import both_ways, capital, said
from regiekaart.web.topology import topology
from regiekaart.web.words import has_rule, page_words
from regiekaart.words.agreement_sentences import agreement_sentence
from regiekaart.words.agreements import evidence_line
from regiekaart.words.sentences import coverage_sentence, merged_apart
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study
    from regiekaart.web.moments import Moment, Moments
    from regiekaart.web.texts import Said


def page_data(shown: Moments, language: Language, theme: Theme) -> dict[str, Any]:
    """Return what the page's script needs.

    Parameters
    ----------
    shown
        The moments of the page.
    language
        The language that it opens in; it holds both.
    theme
        The colours of the maps.
    """
    first = shown.shown[0].study
    scheme, tables, styles = first.scheme, Tables(), StyleTable()
    shapes = first.boundaries
    vintages: dict[str, Study] = {}
    for moment in shown.shown:
        vintages.setdefault(first.history.vintage(moment.study.date), moment.study)
    words = page_words(first) | planner_words(first)
    made = [_moment_json(m, list(vintages), theme, tables, styles) for m in shown.shown]
    return {
        "language": language.code,
        "opened": shown.opened,
        "title": said(scheme.title),
        "whole": scheme.whole,
        "unit": [said(scheme.unit.one), said(scheme.unit.many)],
        "group": [said(scheme.group.one), said(scheme.group.many)],
        "minimum": minimum_population(first),
        "status": {status.value: key for key, status in enumerate(Status)},
        **_features(first),
        "words": {key: said(text) for key, text in words.items()},
        "formats": {each.code: _format_json(each) for each in (NL, EN)},
        "look": _look(theme),
        "layers": layer_names(scheme),
        "layer_order": list(layer_order(scheme)),
        "lines": lines_json(scheme, theme),
        "approximate": shapes.approximate,
        "left_out": said(shown.notice),
        "topology": topology(shapes).as_json(),
        "vintages": [_vintage_json(study, shapes, tables) for study in vintages.values()],
        "moments": made,
        **planner_looks(first, theme, styles),
        "places": places_json(first),
        "styles": styles.as_json(),
        "texts": tables.texts.as_json(),
        "sources": list(tables.sources.sources),
        "source_sets": [list(numbers) for numbers in tables.sources.sets],
    }


def _features(study: Study) -> dict[str, Any]:
    """Return what the scheme has: what it lacks, the page has no control for, and no word."""
    scheme = study.scheme
    fit = scheme.fit_kind
    return {
        "group_id": scheme.group_id,
        "kinds": [_kind_json(scheme, kind) for kind in part_kinds(scheme)],
        # What stands above the parts in which a group lies.
        "fit": "" if fit is None else said(capital(fit.noun.many)),
        "has": {
            "agreements": scheme.has_statuses,
            "subsidy": scheme.has_funding,
            "forms": has_rule(study, Form),
            "rules": bool(scheme.rules),
        },
    }


def _kind_json(scheme: Scheme, kind: str) -> dict[str, Any]:
    """Return a partition, and whether it is the one in which a group has to fit."""
    fits = scheme.fit is not None and scheme.fit.partition == kind
    return {"id": kind, "name": said(capital(scheme.partitions[kind].noun.one)), "fit": fits}


def _format_json(language: Language) -> dict[str, Any]:
    """Return how a language writes numbers, dates and lists."""
    return {
        "thousands": language.thousands,
        "decimal": language.decimal_mark,
        "percent": language.percent_sign,
        "months": list(language.months),
        "and": language.and_,
    }


def _look(theme: Theme) -> dict[str, Any]:
    return {
        "unit": {"color": theme.unit_line, "weight": 0.6},
        "context": theme.context,
        "paper": theme.paper,
        "ink": theme.ink,
        "warning": theme.warning,
        "accent": theme.accent,
    }


def _vintage_json(study: Study, shapes: BoundarySet, tables: Tables) -> dict[str, Any]:
    """Return the units of a vintage, and which shapes each is made of."""
    past = study.history
    start, day = past.vintages[shapes.vintage], past.vintages[past.vintage(study.date)]
    parts = [past.parts(nis, day, start) for nis in study.codes]
    return {
        "codes": list(study.codes),
        "names": list(study.names),
        "shapes": [[shapes.position[part] for part in own] for own in parts],
        "formed": [tables.texts.number(formed_text(nis, study)) for nis in study.codes],
        "centre": [i for i, city in enumerate(study.centre_city.tolist()) if city],
    }


def _moment_json(
    moment: Moment, vintages: list[str], theme: Theme, tables: Tables, styles: StyleTable
) -> dict[str, Any]:
    study = moment.study
    result, kinds = check(study), part_kinds(study.scheme)
    return {
        "id": moment.id,
        "cycle": said(capital(study.cycle.phrase)),
        "day": study.date.isoformat(),
        "year": study.population_year,
        "reason": said(moment.reason),
        "list": said(study.membership_source),
        "own": study.own_list,
        "complete": study.complete,
        "before": _before(study.cycle_before),
        "rules_before": _before(study.before),
        "warning": said(both_ways(lambda language: _warning(study, language))),
        "line": said(capital(study_line(study))),
        "sentence": said(_sentence(study)),
        **_agreements_json(study),
        "parts": {kind: _parts_json(study, kind) for kind in kinds if kind in study.partitions},
        "notes": [said(text) for text in _notes(study)],
        "vintage": vintages.index(study.history.vintage(study.date)),
        "population": study.population.tolist(),
        "layers": layers_json(study, theme, styles),
        "doubted": doubted_json(study, theme, styles),
        "cards": cards_json(study, tables),
        "regions": fiches_json(result, tables.texts),
        "findings": [finding_json(f, tables.texts) for f in result.findings if f.region is None],
        "subsidy": subsidy_head(study),
        "plan": plan_json(study),
    }


def _before(earlier: Study | None) -> Said:
    """Return with what a moment is compared; empty where there is nothing."""
    if earlier is None:
        return ""
    cycle = earlier.cycle.phrase
    return said(
        Text(
            f"{cycle.nl}, toestand op {NL.date(earlier.date)}",
            f"{cycle.en}, situation on {EN.date(earlier.date)}",
        )
    )


def _warning(study: Study, language: Language) -> str:
    return language.say(FICTIONAL).upper() if study.fictional else ""


def _sentence(study: Study) -> Text:
    row = coverage(study).whole
    return both_ways(lambda language: coverage_sentence(row, language))


def _agreements_json(study: Study) -> dict[str, Any]:
    """Return what is said of the agreements; nothing where a scheme has none."""
    if not study.scheme.has_statuses:
        return {}
    found = agreements(study)
    told = both_ways(lambda language: agreement_sentence(found, found.whole, language))
    return {
        "agreements": said(told),
        "agreement_notes": [said(text) for text in _agreement_notes(study)],
    }


def _parts_json(study: Study, kind: str) -> dict[str, Any]:
    """Return the parts of a partition, and what is said of each."""
    partition = study.partitions[kind]
    covered = coverage(study, kind).parts
    return {
        "noun": said(partition.kind.noun.one),
        "labels": list(partition.labels),
        "of": partition.index.tolist(),
        "sentences": [
            said(both_ways(lambda language, row=row: coverage_sentence(row, language)))  # type: ignore[misc]
            for row in covered
        ],
        **_agreed_parts(study, kind),
    }


def _agreed_parts(study: Study, kind: str) -> dict[str, Any]:
    if not study.scheme.has_statuses:
        return {}
    agreed = agreements(study, kind)
    return {
        "agreements": [
            said(both_ways(lambda language, row=row: agreement_sentence(agreed, row, language)))  # type: ignore[misc]
            for row in agreed.parts
        ]
    }


def _notes(study: Study) -> list[Text]:
    """Return the sources and the evidence, as they stand below a map on paper."""
    origin, units = Provenance.of(study), range(len(study.codes))
    apart = both_ways(lambda language: merged_apart(study, units, language))
    return [
        _borders(study),
        both_ways(origin.source_line),
        both_ways(origin.evidence_line),
        *([apart] if apart.nl else []),
    ]


def _agreement_notes(study: Study) -> list[Text]:
    origin = AgreementProvenance.of(study)
    return [
        _borders(study),
        both_ways(origin.source_line),
        both_ways(lambda language: evidence_line(origin, language)),
    ]


def _borders(study: Study) -> Text:
    label = study.boundaries.label
    return Text(f"Grenzen: {label.nl}.", f"Borders: {label.en}.")
