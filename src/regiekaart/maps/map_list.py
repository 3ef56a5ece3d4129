"""Which maps there are: in a folder, with their texts for who cannot see them; and to choose."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError
from regiekaart.language import Text
from regiekaart.maps.atlas import full_title
from regiekaart.maps.kinds import MISFIT
from regiekaart.words.names import slug
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from regiekaart.maps.pages import PageMaker
    from regiekaart.maps.spec import PageSpec
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study


# So many names fill a screen; of more, those that may be meant are told.
MOST_LISTED: Final = 60
NEAREST: Final = 10
# What a manifest says of a map, in the order of the columns.
KEYS: Final = ("page", "kind", "title", "alt")


def told(specs: Sequence[PageSpec], files: Sequence[Path]) -> dict[str, dict[str, str]]:
    """Return what a manifest says of each map file: its number, kind, title and text."""
    by_id = {spec.id: spec for spec in specs}
    result = {}
    for path in files:
        spec = by_id[path.stem]
        words = (spec.page_number, spec.kind, full_title(spec), spec.alt)
        result[f"{path.parent.name}/{path.name}"] = dict(zip(KEYS, words, strict=True))
    return result


def told_before(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what the entries of an earlier manifest say of maps; a manifest is read from disk."""
    found = {name: entry.get("map") for name, entry in entries.items()}
    return {
        name: {key: str(words.get(key, "")) for key in KEYS}
        for name, words in found.items()
        if isinstance(words, dict)
    }


def map_table(study: Study, maps: Mapping[str, Mapping[str, str]]) -> Table:
    """Return the maps as a table, in the order of the series; one row for all formats of a map.

    Parameters
    ----------
    maps
        For each file what `told` says of it.
    """
    rows: list[tuple[int, str, tuple[Cell, ...]]] = []
    # The formats of one map may come from two builds that tell other things: then in two rows.
    for (stem, words), files in groupby(sorted(maps), lambda name: _described(name, maps[name])):
        listed = ", ".join(PurePosixPath(name).name for name in files)
        place = _place(words[0])
        rows.append((place, stem, (listed, place, *words[1:])))
    columns = (
        Column("files", Text("bestanden", "files")),
        Column("page", Text("nummer", "number"), "count"),
        Column("kind", Text("soort", "kind"), "code"),
        Column("title", Text("titel", "title")),
        Column("alt", Text("tekstalternatief", "text alternative")),
    )
    title = Text("Kaarten", "Maps")
    ordered = tuple(cells for _, _, cells in sorted(rows, key=lambda row: row[:2]))
    return Table("index", title, study_line(study), columns, ordered, (), study.fictional)


def _described(name: str, words: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    return PurePosixPath(name).stem, tuple(words[key] for key in KEYS)


def _place(page: str) -> int:
    """Return where a map stands in its series: 3 for "3 / 58"."""
    digits = page.partition(" ")[0]
    return int(digits) if digits.isdigit() else 0


def no_such_map(
    maker: PageMaker, kinds: Sequence[str], name: str | None, theme: str | None
) -> InputError:
    """Return what to tell whoever asks for a map that a study does not have.

    Raises
    ------
    InputError
        If the study has no such kind of map on its date.
    """
    if len(kinds) == 1 and kinds[0] in maker.study.scheme.partitions:
        maker.study.partition(kinds[0])
    of_kind = maker.pages(kinds)
    if not of_kind:
        scheme = maker.study.scheme
        why = _no_misfit(scheme) if tuple(kinds) == (MISFIT,) else _nobody(scheme)
        return InputError.one(why.nl, why.en)
    named = [spec for spec in of_kind if name is None or slug(spec.area) == slug(name)]
    if not named:
        names = areas(of_kind, name or "")
        return InputError.one(
            f"geen kaart met de naam {name}; kies uit {names.nl}",
            f"no map with the name {name}; choose from {names.en}",
            value=name,
        )
    themes = ", ".join(dict.fromkeys(spec.theme for spec in named))
    return InputError.one(
        f"er is hier geen kaart met het thema {theme}; wel met {themes}",
        f"there is no map here with the theme {theme}; there is with {themes}",
        value=theme,
    )


def areas(specs: Sequence[PageSpec], name: str = "") -> Text:
    """Return the areas that pages show, as a list to choose from.

    Parameters
    ----------
    specs
        The pages.
    name
        Of very many areas, those are listed whose names are most like this one.
    """
    names = list(dict.fromkeys(spec.area for spec in specs))
    if len(names) <= MOST_LISTED:
        return Text.same(", ".join(names))
    near = get_close_matches(name, names, n=NEAREST, cutoff=0.0)
    rest, listed = len(names) - len(near), ", ".join(near)
    return Text(f"{listed} en {rest} andere", f"{listed} and {rest} others")


def _nobody(scheme: Scheme) -> Text:
    unit, group = scheme.unit.one, scheme.group.a
    none = "geen enkel" if scheme.unit.neuter else "geen enkele"
    return Text(
        f"er is niets te tekenen: {none} {unit.nl} is bekend als lid van {group.nl}",
        f"there is nothing to draw: no {unit.en} is known as a member of {group.en}",
    )


def _no_misfit(scheme: Scheme) -> Text:
    group, fit = scheme.group.one, scheme.fit_kind
    none = "geen enkel" if scheme.group.neuter else "geen enkele"
    if fit is None:
        return Text(
            f"er is geen kaart van een misfit: {none} {group.nl} is zeker niet aaneengesloten",
            f"there is no map of a misfit: no {group.en} is certainly not connected",
        )
    part = fit.noun.one
    return Text(
        f"er is geen kaart van een misfit: {none} {group.nl} ligt in meer dan één {part.nl} "
        "of is zeker niet aaneengesloten",
        f"there is no map of a misfit: no {group.en} lies in more than one {part.en} or is "
        "certainly not connected",
    )
