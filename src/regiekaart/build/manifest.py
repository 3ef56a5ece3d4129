"""The manifest: what a folder holds, and what each file was made from."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart import __version__
from regiekaart.analysis.coverage import study_json
from regiekaart.paths import fingerprint
from regiekaart.storage import MANIFEST

if TYPE_CHECKING:
    from regiekaart.build.choice import BuildChoice
    from regiekaart.build.maker import Maker
    from regiekaart.study import Study

VERSIONS_OF: Final = ("folium", "matplotlib", "numpy", "pyogrio", "pypdf", "shapely", "xlsxwriter")


def write_manifest(
    maker: Maker, made: list[str], kept: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Write what the folder holds, and what each file was made from."""
    study, choice, stage = maker.study, maker.choice, maker.stage
    inputs = _inputs(study, choice)
    entries = {name: _entry(stage, name, inputs) for name in made}
    for name, words in maker.told.items():
        entries[name]["map"] = words
    entries |= {name: entry for name, entry in kept.items() if (stage / name).is_file()}
    manifest = {
        "regiekaart": __version__,
        "study": study_json(study),
        "language": choice.language.code,
        "inputs": inputs,
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in VERSIONS_OF},
        },
        "files": [entries[name] for name in sorted(entries)],
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (stage / MANIFEST).write_text(text + "\n", encoding="utf-8", errors="replace")
    return manifest


def _entry(stage: Path, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    path = stage / name
    drawn = name.partition("/")[0] != "tables"
    made_from = {key: value for key, value in inputs.items() if drawn or key != "boundaries"}
    return {
        "path": name,
        "sha256": fingerprint(path),
        "bytes": path.stat().st_size,
        "made_from": made_from,
    }


def _inputs(study: Study, choice: BuildChoice) -> dict[str, Any]:
    """Return what the outputs were made from."""
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
    if {"maps", "web", "report", "export"} & set(choice.parts):
        borders = study.boundaries
        inputs["boundaries"] = {
            "label": borders.label.nl,
            "sha256": borders.sha256,
            "approximate": borders.approximate,
        }
    return inputs


def earlier_files(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the files that the manifest of an earlier build names, with what it says of them."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        entries = {str(entry["path"]): dict(entry) for entry in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    # A manifest is read from disk: a path that leaves the folder is none of ours.
    return {name: entry for name, entry in entries.items() if _inside(name)}


def _inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts
