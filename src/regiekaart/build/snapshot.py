"""The results of a study for programs, and for whoever asks later what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.analysis.agreement_json import standings_json
from regiekaart.analysis.awards import awards_if_any
from regiekaart.analysis.coverage import as_json as coverage_json
from regiekaart.analysis.coverage import coverage, study_json
from regiekaart.analysis.rules import check
from regiekaart.analysis.subsidy_json import as_json as subsidy_json
from regiekaart.build.shape import fits_manifest, fits_results, parse_run_file
from regiekaart.errors import InputError, reason
from regiekaart.language import EN, NL, Text
from regiekaart.paths import is_odd
from regiekaart.storage import MANIFEST

if TYPE_CHECKING:
    from regiekaart.study import Study

SNAPSHOT: Final = "tables/results.json"
FORMAT: Final = 1
# The results of Flanders take 300 kB.
MAX_BYTES: Final = 20_000_000
_UNKNOWN: Final = Text("onbekende vorm", "unknown form")


def snapshot(study: Study) -> dict[str, Any]:
    """Return the results of a study: full precision, the keys of the command line's contract.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    dict
        ``coverage`` by partition (the whole is the first row of each), ``municipalities``,
        ``regions``, ``findings`` and ``subsidy`` (null where it cannot be worked out).
    """
    kinds = [None, *study.partitions]
    return {
        "format": FORMAT,
        "study": study_json(study),
        "coverage": {
            kind or "whole": coverage_json(coverage(study, kind))["rows"] for kind in kinds
        },
        "municipalities": _municipalities(study),
        "regions": [
            {
                "region": group.name,
                "legal_form": group.legal_form,
                "population": int(study.population[study.members(i)].sum()),
                "municipalities": [study.codes[u] for u in study.members(i)],
            }
            for i, group in enumerate(study.groups)
        ],
        "findings": _findings(study),
        "subsidy": _subsidy(study),
    }


def _municipalities(study: Study) -> list[dict[str, Any]]:
    table, codes = study.table, range(len(study.codes))
    agreed: list[dict[str, Any]] = [{} for _ in codes]
    if study.scheme.has_statuses:
        agreed = [{"agreement": standing["status"]} for standing in standings_json(study)]
    return [
        {
            "nis": study.codes[i],
            "name": study.names[i],
            "population": int(study.population[i]),
            "membership": table["membership"].iloc[i],
            "region": study.groups[study.group_of[i]].name if study.group_of[i] >= 0 else None,
            **agreed[i],
        }
        for i in codes
    ]


def _findings(study: Study) -> list[dict[str, Any]]:
    if not study.groups:
        return []
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "region": finding.region,
            "municipalities": list(finding.units),
            "message": {"nl": NL.say(finding.message), "en": EN.say(finding.message)},
        }
        for finding in check(study).findings
    ]


def _subsidy(study: Study) -> dict[str, Any] | None:
    """Return the amounts by the scheme that is in force; None on days of which counts lack."""
    found = awards_if_any(study)
    return None if found is None else subsidy_json(found)


def earlier_run(path: Path) -> dict[str, dict[str, Any]]:
    """Return the manifest and the results of an earlier run.

    Parameters
    ----------
    path
        The folder of the run, or a file in it.

    Raises
    ------
    InputError
        If there is no manifest or no file of results, or one cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    if folder.name == Path(SNAPSHOT).parent.name:
        folder = folder.parent
    found = {name: _read(folder / file) for name, file in RUN_FILES.items()}
    results = found["results"]
    if results.get("format") != FORMAT or not fits_results(results):
        raise _no_run(folder / SNAPSHOT, _UNKNOWN)
    if not fits_manifest(found["manifest"]):
        raise _no_run(folder / MANIFEST, _UNKNOWN)
    return found


RUN_FILES: Final = {"manifest": MANIFEST, "results": SNAPSHOT}


def _read(path: Path) -> dict[str, Any]:
    try:
        if is_odd(path):
            raise _no_run(path, Text("geen gewoon bestand", "not a plain file"))
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _no_run(path, reason(error)) from error
    if len(content) > MAX_BYTES:
        raise _no_run(path, Text("te groot", "too large"))
    try:
        found = parse_run_file(content)
    except ValueError as error:
        raise _no_run(path, Text("geen JSON", "not JSON")) from error
    if not isinstance(found, dict):
        raise _no_run(path, _UNKNOWN)
    return found


def _no_run(path: Path, why: Text) -> InputError:
    return InputError.one(
        f"geen eerdere uitvoer om mee te vergelijken: {path}: {why.nl}; geef de map van een studie "
        f"die `regiekaart build` maakte, met {MANIFEST} en {SNAPSHOT}",
        f"no earlier outputs to compare with: {path}: {why.en}; give the folder of a study that "
        f"`regiekaart build` made, with {MANIFEST} and {SNAPSHOT}",
        value=str(path),
    )
