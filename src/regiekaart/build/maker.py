"""Making each part in a staged folder that is not there yet as its recipe asks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from regiekaart.build.choice import BOOK, MAP_LIST
from regiekaart.build.series import Pages
from regiekaart.errors import OutsideError
from regiekaart.storage import keep_from
from regiekaart.words.table import as_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from regiekaart.build.choice import BuildChoice, Watcher
    from regiekaart.build.documents import Reports
    from regiekaart.build.earlier import Earlier
    from regiekaart.build.recipes import Recipes
    from regiekaart.language import Text
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

REPORT: Final = "report "
WORKBOOK: Final = f"{REPORT}xlsx"
MAPS: Final = "maps"


class Made(NamedTuple):
    """What a step made: its files, and why others could not be made on this machine."""

    files: tuple[str, ...]
    failed: tuple[Text, ...] = ()


@dataclass
class Maker:
    """Makes each part in a staged folder, and remembers which files it made.

    Parameters
    ----------
    recipes
        How each part is made now.
    earlier
        What an earlier build left: what is right is taken over.
    watch
        Is told how far the work is.
    stage, scratch
        Where the files go, and where those go that nobody keeps.
    """

    recipes: Recipes
    earlier: Earlier
    watch: Watcher
    stage: Path
    scratch: Path
    # The files of each step of the build, in order.
    steps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # What was taken over from an earlier build.
    taken: set[str] = field(default_factory=set)
    # What each map file shows, in words; goes into the manifest and the list of the maps.
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    # What could not be made on this machine, and why.
    failed: list[Text] = field(default_factory=list)

    @property
    def study(self) -> Study:
        """What is built."""
        return self.recipes.study

    @property
    def choice(self) -> BuildChoice:
        """What is made of it."""
        return self.recipes.choice

    def begin(self) -> None:
        """Tell what is wrong with the template, and how much there is to do."""
        if "report" in self.choice.parts and self.choice.template is not None:
            from regiekaart.report.docx.template import open_template

            # What is wrong with it is told before anything is drawn.
            open_template(self.choice.template)
        drawn = len(self.pages.outdated) if self.shows_pages else 0
        self.watch.expect(len([step for step in self.outdated if step != MAPS]) + drawn)

    def collect(self, made: Mapping[str, Made]) -> list[str]:
        """Take over what is right already, and return all files, relative to the folder.

        Parameters
        ----------
        made
            What was made, by step.

        Raises
        ------
        OutsideError
            If no kind of report could be made of those that were asked for.
        """
        for step in self.recipes.steps:
            found = made[step].files if step in made else self._take(step)
            if found:
                self.steps[step] = found
        self.failed = [why for each in made.values() for why in each.failed]
        if self.failed and not any(step.startswith(REPORT) for step in self.steps):
            raise OutsideError(self.failed[0])
        files = [name for names in self.steps.values() for name in names]
        if MAPS in self.steps:
            # After the maps, and their book.
            last = max(i for i, name in enumerate(files) if name.startswith("maps/"))
            files.insert(last + 1, MAP_LIST)
        return files

    @cached_property
    def outdated(self) -> dict[str, str]:
        """The recipe of each step that has to be made."""
        steps = self.recipes.steps.items()
        return {step: recipe for step, recipe in steps
                if self.earlier.files_of(step, recipe) is None}  # fmt: skip

    def recipe_of(self, step: str, name: str) -> str:
        """Return the recipe of a file: each map has one of its own."""
        if step != MAPS:
            return self.recipes.steps[step]
        if step in self.outdated:
            return self.pages.recipe_of[name]
        return str(self.earlier.entries[name]["recipe"])

    def _take(self, step: str) -> tuple[str, ...]:
        """Take over the files of a step."""
        files = self.earlier.files_of(step, self.recipes.steps[step]) or ()
        keep_from(self.earlier.folder, self.stage, list(files))
        self.taken.update(files)
        entries = self.earlier.entries
        self.told |= {name: entries[name]["map"] for name in files if "map" in entries[name]}
        return files

    def make_step(self, step: str) -> Made:
        """Make a step: one of the recipes, by its name."""
        if step.startswith(REPORT):
            return self._report(step.removeprefix(REPORT))
        makers = {
            "tables": self._tables, MAPS: self._maps, BOOK: self._book, "web": self._web,
            "export": self._export,
        }  # fmt: skip
        return Made(tuple(path.relative_to(self.stage).as_posix() for path in makers[step]()))

    @property
    def shows_pages(self) -> bool:
        """Whether there is anything to make that needs the map pages: a workbook does not."""
        return self.shows_pictures or bool({"maps", BOOK} & self.outdated.keys())

    @property
    def shows_pictures(self) -> bool:
        """Whether there is a report to make with maps in it."""
        shown = any(s.startswith(REPORT) and s != WORKBOOK for s in self.outdated)
        return shown and self.study.has_borders

    @cached_property
    def pages(self) -> Pages:
        """The map pages that are asked for, or that the report shows."""
        places = (self.stage, self.scratch)
        return Pages(self._specs(), self.recipes, self.earlier, *places, self.shows_pictures)

    def _specs(self) -> list[PageSpec]:
        from regiekaart.maps.kinds import kinds_of
        from regiekaart.maps.pages import PageMaker

        choice = self.choice
        maker = PageMaker(self.study, choice.language, self.style)
        specs = maker.pages(choice.kinds, choice.name, choice.theme)
        if not specs:
            from regiekaart.maps.map_list import no_such_map

            kinds = choice.kinds or kinds_of(self.study.scheme)
            raise no_such_map(maker, kinds, choice.name, choice.theme)
        return specs

    @cached_property
    def specs(self) -> Sequence[PageSpec]:
        """The map pages, put in their places."""
        if self.pages.outdated:
            self.watch.draws()
        self.pages.put(lambda: self.land, self.style, self.watch.step)
        return self.pages.specs

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
        return files

    def _maps(self) -> list[Path]:
        """Draw the maps that are asked for; those for the report alone are thrown away."""
        from regiekaart.maps.map_list import told

        pages = self.pages
        files = [pages.place(spec.id, kind) for spec in self.specs for kind in pages.kept]
        self.told = told(self.specs, files)
        outdated = {
            f"maps/{page}.{kind}" for page, kinds in pages.outdated.items() for kind in kinds
        }
        self.taken.update(self.told.keys() - outdated)
        return files

    def _book(self) -> list[Path]:
        """Bind all maps in one PDF."""
        from regiekaart.maps.book import write_book
        from regiekaart.maps.book_pages import Matter

        path = self.stage / "maps" / BOOK
        matter = Matter(self.study, self.choice.language, self.land, self.specs, self.style)
        write_book(matter, [self.pages.place(spec.id, "pdf") for spec in self.specs], path)
        return [path]

    def list_maps(self, kept: Mapping[str, Mapping[str, object]]) -> str:
        """Write the list of the maps of this build, and of those that stay from an earlier one.

        Parameters
        ----------
        kept
            What an earlier manifest tells of the files that stay.

        Returns
        -------
        str
            Its recipe.
        """
        from regiekaart.maps.map_list import map_table, told_before

        told = told_before(kept) | self.told
        recipe = self.recipes.listed(told)
        if self.earlier.has(MAP_LIST, recipe):
            keep_from(self.earlier.folder, self.stage, [MAP_LIST])
            self.taken.add(MAP_LIST)
            return recipe
        folder, _, name = MAP_LIST.partition("/")
        table = map_table(self.study, told)
        self._write(folder, name, as_csv(table, self.choice.language, for_people=True))
        return recipe

    def _web(self) -> list[Path]:
        from regiekaart.web.document import web_page

        page = web_page(self.study, self.choice.language, self.style)
        return [self._write("web", "map.html", page)]

    @cached_property
    def reports(self) -> Reports:
        """The kinds of report, from results that are worked out once."""
        from regiekaart.build.documents import Reports
        from regiekaart.report.pictures import ReportMap

        choice = self.choice
        maps = [
            ReportMap(s.kind, s.title, s.alt, self.pages.place(s.id, "png"), s.theme)
            for s in (self.specs if self.shows_pictures else ())
        ]
        return Reports(self.study, choice.language, self.style, maps, choice.template)

    def _report(self, kind: str) -> Made:
        """Make a kind of report; one that this machine cannot make has no files."""
        files, told = [], len(self.reports.failed)
        for name, content in self.reports.make(kind):
            self._place("report", name).write_bytes(content)
            files.append(f"report/{name}")
        return Made(tuple(files), tuple(self.reports.failed[told:]))

    def _export(self) -> list[Path]:
        from regiekaart.export.run import export

        folder = self.stage / "export"
        folder.mkdir()
        formats, language = self.choice.export_formats, self.choice.language
        return export(self.study, folder, formats, language, self.style)

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
