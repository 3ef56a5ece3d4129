"""The main job: tables, maps, web page and report of a study, in one folder with a manifest."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from regiekaart import __version__
from regiekaart.analysis.coverage import coverage, study_json
from regiekaart.language import NL, Language, Text
from regiekaart.storage import MANIFEST, keep_from, staged_folder
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.tables import FICTIONAL, as_csv, study_line, study_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.maps.page import PageSpec
    from regiekaart.study import Study

PARTS: Final = ("tables", "maps", "web", "report")
KINDS: Final = ("flanders", "province", "reference-region", "regie-region")
REPORT_DPI: Final = 110
VERSIONS_OF: Final = ("folium", "matplotlib", "numpy", "shapely")


class Watcher(Protocol):
    """Whoever wants to know how far a build is."""

    def expect(self, steps: int) -> None:
        """Take the number of steps that follow."""

    def step(self, name: str) -> None:
        """Take the name of a step that is done."""


class Silent:
    """A watcher that says nothing."""

    def expect(self, steps: int) -> None:
        """Take the number of steps that follow."""

    def step(self, name: str) -> None:
        """Take the name of a step that is done."""


@dataclass(frozen=True, kw_only=True)
class BuildChoice:
    """What to build, and where.

    Parameters
    ----------
    output
        The folder in which the study's own folder stands.
    parts
        Among `PARTS`; what is not chosen stays as it is in the folder.
    formats
        File formats of the maps.
    jobs
        Maps at a time; by default the processors of this machine.
    dpi
        Of the PNG maps.
    kinds, name
        The maps to draw: their kinds, and the one area if it is given.
    """

    output: Path = Path("outputs")
    parts: tuple[str, ...] = PARTS
    formats: tuple[str, ...] = ("png",)
    jobs: int | None = None
    dpi: int = 150
    language: Language = NL
    kinds: tuple[str, ...] = KINDS
    name: str | None = None


@dataclass(frozen=True)
class BuildResult:
    """What a build has made.

    Parameters
    ----------
    folder
        The study's folder.
    files
        The files that this build made, in order.
    """

    study: Study
    folder: Path
    files: tuple[Path, ...]
    manifest: dict[str, Any]

    def summary(self, language: Language) -> str:
        """Return what was made and what it says, in words."""
        row = coverage(self.study).whole
        kinds = sorted({path.parent.name for path in self.files} & set(PARTS), key=PARTS.index)
        count = {kind: sum(path.parent.name == kind for path in self.files) for kind in kinds}
        words = {
            "tables": Text("tabellen", "tables"),
            "maps": Text("kaarten", "maps"),
            "web": Text("webpagina", "web page"),
            "report": Text("verslag", "report"),
        }
        made = language.listing([f"{count[k]} {language.say(words[k])}" for k in kinds])
        head = f"{language.say(FICTIONAL).upper()} · " if self.study.fictional else ""
        line = language.say(study_line(self.study))
        into = language.say(Text("Gemaakt in", "Made in"))
        return "\n".join(
            [
                f"{head}{line[:1].upper()}{line[1:]}.",
                coverage_sentence(row, language),
                f"{into} {self.folder.as_posix()}: {made}.",
            ]
        )


def build(study: Study, choice: BuildChoice, watch: Watcher | None = None) -> BuildResult:
    """Make the outputs of a study.

    Parameters
    ----------
    study
        The study.
    choice
        What to make, and where.
    watch
        Is told how far the work is.

    Raises
    ------
    OutsideError
        If the folder cannot be written; earlier outputs are then as they were.
    InputError
        If no map has the name that was asked for.
    """
    folder = choice.output / study.name
    with staged_folder(folder) as stage:
        made = _Maker(study, choice, watch or Silent(), stage).make()
        manifest = _finish(study, choice, folder, stage, made)
    return BuildResult(study, folder, tuple(folder / name for name in made), manifest)


@dataclass
class _Maker:
    """Makes each part in a staged folder, and remembers which files it made."""

    study: Study
    choice: BuildChoice
    watch: Watcher
    stage: Path

    def make(self) -> list[str]:
        """Make the chosen parts and return the files, relative to the folder."""
        specs = self._specs()
        self.watch.expect(len(self.choice.parts) - ("maps" in self.choice.parts) + len(specs))
        files: list[Path] = []
        if "tables" in self.choice.parts:
            files += self._tables()
        pictures: list[Path] = []
        if specs:
            pictures = self._maps(specs)
            files += [p for p in pictures if p.parent.name == "maps"]
        if "web" in self.choice.parts:
            files.append(self._web())
        if "report" in self.choice.parts:
            files.append(self._report(specs, pictures))
        return [path.relative_to(self.stage).as_posix() for path in files]

    def _specs(self) -> list[PageSpec]:
        """Return the map pages that are asked for, or that the report shows."""
        if not {"maps", "report"} & set(self.choice.parts):
            return []
        from regiekaart.maps.pages import PageMaker
        from regiekaart.maps.theme import PLAIN

        maker = PageMaker(self.study, self.choice.language, PLAIN)
        specs = maker.pages(self.choice.kinds, self.choice.name)
        if not specs:
            self._no_such_map(maker)
        return specs

    def _no_such_map(self, maker: Any) -> None:  # noqa: ANN401 - a PageMaker, imported late
        from regiekaart.errors import InputError

        for kind in self.choice.kinds:
            if kind in self.study.scheme.partitions:
                self.study.partition(kind)
        names = ", ".join(spec.area for spec in maker.pages(self.choice.kinds)) or "–"
        raise InputError.one(
            f"geen kaart met de naam {self.choice.name}; kies uit {names}",
            f"no map with the name {self.choice.name}; choose from {names}",
            value=self.choice.name,
        )

    def _tables(self) -> list[Path]:
        files = []
        for table in study_tables(self.study):
            text = as_csv(table, self.choice.language)
            files.append(self._write("tables", f"{table.id}.csv", "\ufeff" + text))
        self.watch.step(self.choice.language.say(Text("tabellen", "tables")))
        return files

    def _maps(self, specs: Sequence[PageSpec]) -> list[Path]:
        """Draw the pages: as maps to keep, or else in PNG for the report alone."""
        from regiekaart.maps.atlas import Series, draw_series
        from regiekaart.maps.shapes import Land

        kept = "maps" in self.choice.parts
        formats = self.choice.formats if kept else ()
        if "report" in self.choice.parts and "png" not in formats:
            formats = (*formats, "png")
        folder = self.stage / ("maps" if kept else ".report-maps")
        folder.mkdir()
        series = Series(
            names=self.study.names,
            land=Land(self.study.boundaries),
            folder=folder,
            formats=formats,
            dpi=self.choice.dpi if kept else REPORT_DPI,
        )
        return draw_series(specs, series, self.choice.jobs, self.watch.step)

    def _web(self) -> Path:
        from regiekaart.maps.web import web_page

        page = web_page(self.study, self.choice.language)
        self.watch.step(self.choice.language.say(Text("webpagina", "web page")))
        return self._write("web", "map.html", page)

    def _report(self, specs: Sequence[PageSpec], pictures: Iterable[Path]) -> Path:
        from regiekaart.report.html import ReportMap, report_page

        png = {path.stem: path for path in pictures if path.suffix == ".png"}
        maps = [ReportMap(spec.kind, spec.title, spec.alt, png[spec.id]) for spec in specs]
        page = report_page(self.study, maps, self.choice.language)
        self.watch.step(self.choice.language.say(Text("verslag", "report")))
        return self._write("report", "report.html", page)

    def _write(self, folder: str, name: str, text: str) -> Path:
        path = self.stage / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path


def _finish(
    study: Study, choice: BuildChoice, folder: Path, stage: Path, made: list[str]
) -> dict[str, Any]:
    """Drop what is not kept, carry over what this build did not touch, and write the manifest."""
    import shutil

    shutil.rmtree(stage / ".report-maps", ignore_errors=True)
    wanted = set(made)
    for path in stage.rglob("*"):
        if path.is_file() and path.relative_to(stage).as_posix() not in wanted:
            path.unlink()
    earlier = _earlier_files(folder)
    whole = choice.name is None and choice.kinds == KINDS
    dropped = {
        name
        for name in earlier
        if name.partition("/")[0] in choice.parts and (whole or not name.startswith("maps/"))
    }
    keep_from(folder, stage, dropped | {MANIFEST})
    kept = [name for name in earlier if name not in dropped and name not in wanted]
    files = sorted(wanted | {name for name in kept if (stage / name).is_file()})
    manifest = {
        "regiekaart": __version__,
        "study": study_json(study),
        "language": choice.language.code,
        "inputs": _inputs(study, choice),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in VERSIONS_OF},
        },
        "files": [
            {"path": name, "sha256": _hash(stage / name), "bytes": (stage / name).stat().st_size}
            for name in files
        ],
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (stage / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def _inputs(study: Study, choice: BuildChoice) -> dict[str, Any]:
    """Return what the outputs were made from."""
    inputs: dict[str, Any] = {
        "membership": {"file": study.membership_file, "sha256": study.membership_sha256},
        "population_year": study.population_year,
    }
    if {"maps", "web", "report"} & set(choice.parts):
        borders = study.boundaries
        inputs["boundaries"] = {
            "label": borders.label.nl,
            "sha256": borders.sha256,
            "approximate": borders.approximate,
        }
    return inputs


def _earlier_files(folder: Path) -> list[str]:
    """Return the files that the manifest of an earlier build names."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return [str(entry["path"]) for entry in manifest["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
