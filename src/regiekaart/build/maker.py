"""Making each part of a build in a staged folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from regiekaart.build.choice import BOOK, MAP_LIST, has_book, shows_maps
from regiekaart.errors import OutsideError
from regiekaart.language import Text
from regiekaart.words.table import as_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from regiekaart.build.choice import BuildChoice, Watcher
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

REPORT_DPI: Final = 150


@dataclass
class Maker:
    """Makes each part in a staged folder, and remembers which files it made."""

    study: Study
    choice: BuildChoice
    watch: Watcher
    stage: Path
    scratch: Path
    # What each map file shows, in words; goes into the manifest and the list of the maps.
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    # What could not be made on this machine, and why.
    failed: list[Text] = field(default_factory=list)

    def make(self) -> list[str]:
        """Make the chosen parts and return the files, relative to the folder."""
        if "report" in self.choice.parts and self.choice.template is not None:
            from regiekaart.report.docx.template import open_template

            # What is wrong with it is told before anything is drawn.
            open_template(self.choice.template)
        specs = self._specs()
        parts = len({*self.choice.parts} - {"maps", "report"})
        kinds = len(self.choice.report_formats) if "report" in self.choice.parts else 0
        self.watch.expect(parts + kinds + len(specs) + has_book(self.choice))
        files: list[Path] = []
        if "tables" in self.choice.parts:
            files += self._tables()
        pictures: list[Path] = []
        if specs:
            pictures = self._maps(specs)
            files += self._kept(specs, pictures)
        if "web" in self.choice.parts:
            files.append(self._web())
        if "report" in self.choice.parts:
            files += self._report(specs, pictures)
        if "export" in self.choice.parts:
            files += self._export()
        return [path.relative_to(self.stage).as_posix() for path in files]

    def _specs(self) -> list[PageSpec]:
        """Return the map pages that are asked for, or that the report shows."""
        if "maps" not in self.choice.parts and not shows_maps(self.choice):
            return []
        from regiekaart.maps.kinds import kinds_of
        from regiekaart.maps.pages import PageMaker

        maker = PageMaker(self.study, self.choice.language, self.style)
        specs = maker.pages(self.choice.kinds, self.choice.name, self.choice.theme)
        if not specs:
            from regiekaart.maps.map_list import no_such_map

            raise no_such_map(
                maker,
                self.choice.kinds or kinds_of(self.study.scheme),
                self.choice.name,
                self.choice.theme,
            )
        return specs

    def _tables(self) -> list[Path]:
        from regiekaart.build.snapshot import SNAPSHOT, snapshot
        from regiekaart.words.catalogue import study_tables

        files = []
        for table in study_tables(self.study):
            text = as_csv(table, self.choice.language, for_people=True)
            files.append(self._write("tables", f"{table.id}.csv", text))
        folder, _, name = SNAPSHOT.partition("/")
        text = json.dumps(snapshot(self.study), ensure_ascii=False, indent=1)
        files.append(self._write(folder, name, f"{text}\n"))
        self.watch.step(self.choice.language.say(Text("tabellen", "tables")))
        return files

    def _maps(self, specs: Sequence[PageSpec]) -> list[Path]:
        """Draw the pages: as maps to keep, or else in PNG for the report alone."""
        from regiekaart.maps.atlas import Series, draw_series

        kept = "maps" in self.choice.parts
        formats = self.choice.formats if kept else ()
        if shows_maps(self.choice) and "png" not in formats:
            formats = (*formats, "png")
        folder = self.stage / "maps" if kept else self.scratch
        folder.mkdir(exist_ok=True)
        series = Series(
            names=self.study.names,
            land=self.land,
            folder=folder,
            formats=formats,
            dpi=self.choice.dpi if kept else REPORT_DPI,
            language=self.choice.language,
            theme=self.style,
            scheme=self.study.scheme,
        )
        return draw_series(specs, series, self.choice.jobs, self.watch.step)

    @cached_property
    def style(self) -> Theme:
        """The look of the maps."""
        from regiekaart.maps.theme import PLAIN

        return self.choice.style or PLAIN

    @cached_property
    def land(self) -> Land:
        """The borders, simplified once for all maps."""
        from regiekaart.maps.shapes import Land

        return Land(self.study.boundaries)

    def _kept(self, specs: Sequence[PageSpec], pictures: Sequence[Path]) -> list[Path]:
        """Return the maps that were asked for; those for the report alone are thrown away."""
        if "maps" not in self.choice.parts:
            return []
        from regiekaart.maps.map_list import told

        kept = [path for path in pictures if path.suffix[1:] in self.choice.formats]
        self.told = told(specs, kept)
        for path in pictures:
            if path not in kept:
                self.scratch.mkdir(exist_ok=True)
                path.rename(self.scratch / path.name)
        book = [self._book(specs)] if has_book(self.choice) else []
        return [*kept, *book, self.stage / MAP_LIST]

    def _book(self, specs: Sequence[PageSpec]) -> Path:
        """Bind all maps in one PDF."""
        from regiekaart.maps.book import write_book
        from regiekaart.maps.book_pages import Matter

        folder = self.stage / "maps"
        matter = Matter(self.study, self.choice.language, self.land, specs, self.style)
        write_book(matter, [folder / f"{spec.id}.pdf" for spec in specs], folder / BOOK)
        self.watch.step(BOOK)
        return folder / BOOK

    def list_maps(self, kept: dict[str, dict[str, Any]]) -> None:
        """Write the list of the maps of this build, and of those that stay from an earlier one."""
        from regiekaart.maps.map_list import map_table, told_before

        table = map_table(self.study, told_before(kept) | self.told)
        folder, _, name = MAP_LIST.partition("/")
        self._write(folder, name, as_csv(table, self.choice.language, for_people=True))

    def _web(self) -> Path:
        from regiekaart.web.document import web_page

        page = web_page(self.study, self.choice.language, self.style)
        self.watch.step(self.choice.language.say(Text("webpagina", "web page")))
        return self._write("web", "map.html", page)

    def _report(self, specs: Sequence[PageSpec], pictures: Iterable[Path]) -> list[Path]:
        """Make the kinds of report that are asked for."""
        from regiekaart.build.documents import Reports
        from regiekaart.report.pictures import ReportMap

        png = {path.stem: path for path in pictures if path.suffix == ".png"}
        png = {name: p if p.exists() else self.scratch / p.name for name, p in png.items()}
        maps = [
            ReportMap(spec.kind, spec.title, spec.alt, png[spec.id], spec.theme)
            for spec in specs
            if spec.id in png
        ]
        choice = self.choice
        reports = Reports(self.study, choice.language, self.style, maps, choice.template)
        files = []
        for kind in choice.report_formats:
            for name, content in reports.make(kind):
                files.append(self._place("report", name))
                files[-1].write_bytes(content)
            word = choice.language.say(Text("verslag", "report"))
            self.watch.step(f"{word} ({kind})")
        if reports.failed and not files:
            raise OutsideError(reports.failed[0])
        self.failed += reports.failed
        return files

    def _export(self) -> list[Path]:
        from regiekaart.export.run import export

        folder = self.stage / "export"
        folder.mkdir()
        formats, language = self.choice.export_formats, self.choice.language
        files = export(self.study, folder, formats, language, self.style)
        self.watch.step(language.say(Text("gegevens voor GIS", "data for GIS")))
        return files

    def _write(self, folder: str, name: str, text: str) -> Path:
        path = self._place(folder, name)
        # Half a character, as a file name can hold, has no place in a file.
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        return path

    def _place(self, folder: str, name: str) -> Path:
        """Return where a file goes, in a folder that is there."""
        path = self.stage / folder / name
        path.parent.mkdir(exist_ok=True)
        return path
