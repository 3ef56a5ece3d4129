"""Agreements, and their crossing with membership, for programs: the keys of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.analysis.coverage import study_json
from regiekaart.language import NL

if TYPE_CHECKING:
    from regiekaart.analysis.agreements import AgreementRow, AgreementTable
    from regiekaart.analysis.crossing import Crossing
    from regiekaart.analysis.figures import Share
    from regiekaart.study import Study


def as_json(table: AgreementTable) -> dict[str, Any]:
    """Return a table of agreements with the keys of the command line's contract."""
    facts = table.study.agreement_facts
    return {
        "study": study_json(table.study),
        "agreements": {"source": facts.source.nl, "file": facts.file, "sha256": facts.sha256},
        "by": table.by,
        "forecast": table.forecast.isoformat() if table.forecast else None,
        "rows": [_row_json(row) for row in table.rows],
    }


def _row_json(row: AgreementRow) -> dict[str, Any]:
    later, people = row.forecast, row.forecast_population
    return {
        "group": NL.say(row.group),
        "municipalities": row.units.total,
        "signed": row.units.count,
        "negotiating": row.negotiating,
        "to_start": row.to_start,
        "none": row.none,
        "unknown": row.units.unknown,
        "share": _number(row.units, "low"),
        "share_max": _number(row.units, "high"),
        "population": row.population.total,
        "population_signed": row.population.count,
        "population_unknown": row.population.unknown,
        "population_share": _number(row.population, "low"),
        "population_share_max": _number(row.population, "high"),
        "regions": row.regions,
        "regions_signed": row.regions_signed,
        "regions_signed_max": row.regions_signed_max,
        "regions_all_signed": row.regions_all_signed,
        "regions_all_signed_max": row.regions_all_signed_max,
        "forecast_signed": later.count if later else None,
        "forecast_unknown": later.unknown if later else None,
        "forecast_share": _number(later, "low"),
        "forecast_share_max": _number(later, "high"),
        "forecast_population_share": _number(people, "low"),
        "forecast_population_share_max": _number(people, "high"),
        "regions_forecast": row.regions_forecast,
        "regions_forecast_max": row.regions_forecast_max,
    }


def crossing_json(found: Crossing) -> dict[str, Any]:
    """Return a crossing for programs: the four questions, and the nine cells with their codes."""
    codes = found.study.codes
    return {
        "rows": [
            {
                "question": answer.question,
                "municipalities": answer.units.count,
                "municipalities_max": answer.units.count + answer.units.unknown,
                "population": answer.population.count,
                "population_max": answer.population.count + answer.population.unknown,
                "population_share": _number(answer.population, "low"),
                "population_share_max": _number(answer.population, "high"),
                "nis": [codes[i] for i in answer.cell.units],
            }
            for answer in found.answers
        ],
        "cells": [
            {
                "member": cell.member.value,
                "signed": cell.signed.value,
                "municipalities": len(cell.units),
                "population": cell.population,
                "nis": [codes[i] for i in cell.units],
            }
            for cell in found.cells
        ],
    }


def standings_json(study: Study) -> list[dict[str, Any]]:
    """Return the status of every unit for programs."""
    return [
        {
            "nis": code,
            "name": name,
            "status": standing.status.value,
            "since": standing.since.isoformat() if standing.since else None,
            "ends": standing.ends.isoformat() if standing.ends else None,
            "expected_on": standing.expected_on.isoformat() if standing.expected_on else None,
            "evidence": standing.evidence.value if standing.evidence else None,
            "source": [row.source for row in standing.rows],
            "note": [row.note for row in standing.rows if row.note],
        }
        for code, name, standing in zip(study.codes, study.names, study.agreements, strict=True)
    ]


def _number(share: Share | None, bound: str) -> float | None:
    value = getattr(share, bound) if share else None
    return None if value is None else float(value)
