"""The main job: tables, maps, web page and report of a study, in one folder with a manifest."""

from __future__ import annotations

import json
import platform
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from regiekaart import __version__
from regiekaart.analysis.coverage import coverage, study_json
from regiekaart.language import NL, Language, Text
from regiekaart.paths import fingerprint
from regiekaart.storage import MANIFEST, keep_from, staged_folder
from regiekaart.words.catalogue import study_tables
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.table import FICTIONAL, as_csv
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.maps.page import PageSpec
    from regiekaart.study import Study

PARTS: Final = ("tables", "maps", "web", "report")
KINDS: Final = ("flanders", "province", "reference-region", "regie-region", "misfit")
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
    kinds, name, theme
        The maps to draw: their kinds, the one area, and what they show, if it is given.
    """

    output: Path = Path("outputs")
    parts: tuple[str, ...] = PARTS
    formats: tuple[str, ...] = ("png",)
    jobs: int | None = None
    dpi: int = 150
    language: Language = NL
    kinds: tuple[str, ...] = KINDS
    name: str | None = None
    theme: str | None = None


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
    folder = choice.output / folder_name(study, choice.language)
    replaced = {MANIFEST}
    with staged_folder(folder, replaced) as stage:
        # Read now that nobody else writes here.
        earlier = _earlier_files(folder)
        replaced |= {name for name in earlier if _is_replaced(name, choice)}
        with tempfile.TemporaryDirectory(dir=stage, prefix=".scratch-") as scratch:
            made = _Maker(study, choice, watch or Silent(), stage, Path(scratch)).make()
        kept = {name: entry for name, entry in earlier.items() if name not in {*replaced, *made}}
        keep_from(folder, stage, list(kept))
        manifest = _write_manifest(study, choice, stage, made, kept)
    return BuildResult(study, folder, tuple(folder / name for name in made), manifest)


def _all_maps(choice: BuildChoice) -> bool:
    return choice.name is None and choice.theme is None and choice.kinds == KINDS


def _is_replaced(name: str, choice: BuildChoice) -> bool:
    """Return whether a file of an earlier build goes away with this one."""
    part, all_maps = name.partition("/")[0], _all_maps(choice)
    return part in choice.parts and (part != "maps" or all_maps)


def folder_name(study: Study, language: Language) -> str:
    """Return the name of a study's folder: other data, another folder.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> folder_name(load_study(StudyChoice(cycle="2020")), NL)
    '2020-2020-01-01'
    """
    from regiekaart.facts.population import default_year, population
    from regiekaart.words.names import slug

    parts = [study.cycle.id, study.date.isoformat()]
    if study.own_list:
        parts.append(slug(Path(study.membership_file).stem))
    elif study.fictional:
        parts.append(language.say(Text("voorbeeld", "example")))
    if study.population_year != default_year(population(), study.date):
        parts.append(f"bevolking-{study.population_year}")
    if language.code != NL.code:
        parts.append(language.code)
    return "-".join(parts)


@dataclass
class _Maker:
    """Makes each part in a staged folder, and remembers which files it made."""

    study: Study
    choice: BuildChoice
    watch: Watcher
    stage: Path
    scratch: Path

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
            files += self._kept(pictures)
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
        specs = maker.pages(self.choice.kinds, self.choice.name, self.choice.theme)
        if not specs:
            self._no_such_map(maker)
        return specs

    def _no_such_map(self, maker: Any) -> None:  # noqa: ANN401 - a PageMaker, imported late
        from regiekaart.errors import InputError

        for kind in self.choice.kinds:
            if kind in self.study.scheme.partitions:
                self.study.partition(kind)
        names = ", ".join(spec.area for spec in maker.pages(self.choice.kinds))
        if not names:
            raise InputError.one(
                "er is niets te tekenen: geen enkele gemeente is bekend als lid van een "
                "regiegebied",
                "there is nothing to draw: no municipality is known as a member of a regie region",
            )
        raise InputError.one(
            f"geen kaart met de naam {self.choice.name}; kies uit {names}",
            f"no map with the name {self.choice.name}; choose from {names}",
            value=self.choice.name,
        )

    def _tables(self) -> list[Path]:
        files = []
        for table in study_tables(self.study):
            text = as_csv(table, self.choice.language, for_people=True)
            files.append(self._write("tables", f"{table.id}.csv", text))
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
        folder = self.stage / "maps" if kept else self.scratch
        folder.mkdir(exist_ok=True)
        series = Series(
            names=self.study.names,
            land=Land(self.study.boundaries),
            folder=folder,
            formats=formats,
            dpi=self.choice.dpi if kept else REPORT_DPI,
        )
        return draw_series(specs, series, self.choice.jobs, self.watch.step)

    def _kept(self, pictures: Sequence[Path]) -> list[Path]:
        """Return the maps that were asked for; those for the report alone are thrown away."""
        if "maps" not in self.choice.parts:
            return []
        for path in pictures:
            if path.suffix[1:] not in self.choice.formats:
                self.scratch.mkdir(exist_ok=True)
                path.rename(self.scratch / path.name)
        return [path for path in pictures if path.suffix[1:] in self.choice.formats]

    def _web(self) -> Path:
        from regiekaart.maps.web import web_page

        page = web_page(self.study, self.choice.language)
        self.watch.step(self.choice.language.say(Text("webpagina", "web page")))
        return self._write("web", "map.html", page)

    def _report(self, specs: Sequence[PageSpec], pictures: Iterable[Path]) -> Path:
        from regiekaart.report.html import ReportMap, report_page

        png = {path.stem: path for path in pictures if path.suffix == ".png"}
        png = {name: p if p.exists() else self.scratch / p.name for name, p in png.items()}
        maps = [ReportMap(spec.kind, spec.title, spec.alt, png[spec.id]) for spec in specs]
        page = report_page(self.study, maps, self.choice.language)
        self.watch.step(self.choice.language.say(Text("verslag", "report")))
        return self._write("report", "report.html", page)

    def _write(self, folder: str, name: str, text: str) -> Path:
        path = self.stage / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path


def _write_manifest(
    study: Study,
    choice: BuildChoice,
    stage: Path,
    made: list[str],
    kept: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """Write what the folder holds, and what each file was made from."""
    inputs = _inputs(study, choice)
    entries = {name: _entry(stage, name, inputs) for name in made}
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
    (stage / MANIFEST).write_text(text + "\n", encoding="utf-8")
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
        "agreements": {
            "file": study.agreement_facts.file,
            "sha256": study.agreement_facts.sha256,
        },
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


def _earlier_files(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the files that the manifest of an earlier build names, with what it says of them."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        entries = {str(entry["path"]): dict(entry) for entry in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    # A manifest is read from disk: a path that leaves the folder is none of ours.
    return {name: entry for name, entry in entries.items() if _inside(name)}


def _inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts
