"""The manifest: what a folder holds, what each file was made from, and by which recipe."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from regiekaart import __version__
from regiekaart.analysis.coverage import study_json
from regiekaart.build.earlier import RECIPE, SEAL, STEPS, seal
from regiekaart.build.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regiekaart.build.choice import BuildChoice
    from regiekaart.study import Study

VERSIONS_OF: Final = ("folium", "matplotlib", "numpy", "pyogrio", "pypdf", "shapely", "xlsxwriter")
DRAWN: Final = frozenset({"maps", "web", "report", "export"})


def manifest_of(
    study: Study,
    choice: BuildChoice,
    inputs: Mapping[str, Any],
    entries: Mapping[str, dict[str, Any]],
    steps: Mapping[str, dict[str, Any]],
) -> dict[str, Any]:
    """Return what the folder holds, and what each file was made from, under a seal.

    Parameters
    ----------
    study, choice
        What was built.
    inputs
        What it was made from; see `inputs_of`.
    entries
        For each file what is told of it; see `entry`.
    steps
        For each step of the making its recipe and its files.
    """
    manifest = {
        "regiekaart": __version__,
        "study": study_json(study),
        "language": choice.language.code,
        "inputs": dict(inputs),
        "versions": {
            "python": platform.python_version(),
            **{name: version_of(name) for name in VERSIONS_OF},
        },
        STEPS: {name: steps[name] for name in sorted(steps)},
        "files": [entries[name] for name in sorted(entries)],
    }
    # As it will be read: half a character, as a file name can hold, has no place in a file.
    written: dict[str, Any] = json.loads(as_text(manifest).encode(errors="replace"))
    return written | {SEAL: seal(written)}


def as_text(manifest: Mapping[str, Any]) -> str:
    """Return a manifest as it is written."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def entry(
    name: str,
    found: Mapping[str, Any],
    recipe: str,
    inputs: Mapping[str, Any],
    words: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Return what a manifest tells of a file.

    Parameters
    ----------
    name
        Its place in the folder.
    found
        Its ``sha256`` and ``bytes``.
    recipe
        By which it was made; empty where that is not certain.
    inputs
        What the whole was made from.
    words
        What a map shows.
    """
    drawn = name.partition("/")[0] in DRAWN
    made_from = {key: value for key, value in inputs.items() if drawn or key != "boundaries"}
    told: dict[str, Any] = {"path": name, "sha256": found["sha256"], "bytes": found["bytes"]}
    told |= {RECIPE: recipe} if recipe else {}
    return told | {"made_from": made_from} | ({"map": dict(words)} if words else {})


def inputs_of(
    study: Study, choice: BuildChoice, borders: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return what the outputs were made from.

    Parameters
    ----------
    study, choice
        What is built.
    borders
        What is told of the borders, where nothing needs them to be read; see `told_borders`.
    """
    inputs: dict[str, Any] = {
        "membership": {"file": study.membership_file, "sha256": study.membership_sha256},
        "population_year": study.population_year,
    }
    if study.scheme.has_statuses:
        inputs["agreements"] = {
            "file": study.agreement_facts.file,
            "sha256": study.agreement_facts.sha256,
        }
    if study.choice is not None and study.choice.before is not None and study.before is not None:
        before = study.before
        inputs["before"] = {
            "cycle": before.cycle.id,
            "file": before.membership_file,
            "sha256": before.membership_sha256,
        }
    if choice.plan is not None:
        inputs["study_file"] = {
            "file": choice.plan.path.name,
            "study": choice.plan.name,
            "sha256": choice.plan.sha256,
        }
    if study.choice is not None and study.choice.subsidy is not None:
        settled = asdict(study.choice.subsidy)
        inputs["subsidy"] = {name: str(v) for name, v in settled.items() if v is not None}
    if DRAWN & set(choice.parts) and study.has_borders:
        inputs["boundaries"] = borders or _borders(study)
    return inputs


def _borders(study: Study) -> dict[str, Any]:
    borders = study.boundaries
    return {
        "label": borders.label.nl,
        "sha256": borders.sha256,
        "approximate": borders.approximate,
    }


def told_borders(
    files: Iterable[str], entries: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return what a manifest tells of the borders that files were drawn with.

    Parameters
    ----------
    files
        Files that are as the recipes of now ask, so that the borders are those of now.
    entries
        What the manifest tells of them.
    """
    found = (entries[name]["made_from"].get("boundaries") for name in files)
    return next(filter(None, found), None)
