"""The map pages of a build: those that are still right are taken over, the others are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regiekaart.storage import link_or_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from regiekaart.build.earlier import Earlier
    from regiekaart.build.recipes import Recipes
    from regiekaart.maps.shapes import Land
    from regiekaart.maps.spec import PageSpec
    from regiekaart.maps.theme import Theme


@dataclass(frozen=True, eq=False)
class Pages:
    """The map pages of a build, in the formats that it needs.

    Parameters
    ----------
    specs
        The pages.
    recipes, earlier
        How each is made now, and what an earlier build left.
    stage, scratch
        Where the maps that are kept go, in a folder ``maps``, and those for the report alone.
    pictures
        Whether there is a report to make that shows them.
    """

    specs: Sequence[PageSpec]
    recipes: Recipes
    earlier: Earlier
    stage: Path
    scratch: Path
    pictures: bool

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The formats of the maps that stay in the folder."""
        return self.recipes.choice.formats if "maps" in self.recipes.choice.parts else ()

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The formats that are needed: a report shows the maps in PNG."""
        more = self.pictures and "png" not in self.kept
        return (*self.kept, "png") if more else self.kept

    @cached_property
    def recipe_of(self) -> dict[str, str]:
        """The recipe of each map file that is needed."""
        return {
            f"maps/{spec.id}.{kind}": self.recipes.page(shown, kind)
            for spec in self.specs
            for shown in (self.recipes.shown(spec),)
            for kind in self.formats
        }

    @cached_property
    def outdated(self) -> dict[str, tuple[str, ...]]:
        """The formats in which a page has to be drawn, by the id of the page."""
        found = {
            spec.id: tuple(kind for kind in self.formats if not self._is_right(spec, kind))
            for spec in self.specs
        }
        return {page: kinds for page, kinds in found.items() if kinds}

    def _is_right(self, spec: PageSpec, kind: str) -> bool:
        name = f"maps/{spec.id}.{kind}"
        return self.earlier.has(name, self.recipe_of[name])

    def place(self, page: str, kind: str) -> Path:
        """Return where a page goes in a format."""
        folder = self.stage / "maps" if kind in self.kept else self.scratch
        return folder / f"{page}.{kind}"

    def put(
        self,
        land: Callable[[], Land],
        theme: Theme,
        done: Callable[[str], None],
    ) -> None:
        """Put every page in its place, in every format.

        Parameters
        ----------
        land
            Reads the borders, if there is anything to draw.
        theme
            The look.
        done
            Is told the title of each page that was drawn.
        """
        (self.stage / "maps" if self.kept else self.scratch).mkdir(exist_ok=True)
        for page, kind in self._right():
            link_or_copy(self.earlier.folder / "maps" / f"{page}.{kind}", self.place(page, kind))
        if not self.outdated:
            return
        from regiekaart.maps.atlas import Called, Series, draw_series

        choice = self.recipes.choice
        drawn = self.scratch / "drawn"
        drawn.mkdir()
        series = Series(
            names=self.recipes.study.names,
            land=land(),
            folder=drawn,
            formats=self.formats,
            dpi=self.recipes.dpi,
            language=choice.language,
            theme=theme,
            called=Called.of(self.recipes.study),
            only=self.outdated,
        )
        specs = [spec for spec in self.specs if spec.id in self.outdated]
        for path in draw_series(specs, series, choice.jobs, done):
            path.rename(self.place(path.stem, path.suffix[1:]))

    def _right(self) -> Iterator[tuple[str, str]]:
        for spec in self.specs:
            outdated = self.outdated.get(spec.id, ())
            yield from ((spec.id, kind) for kind in self.formats if kind not in outdated)
