"""What is exported, apart from the files that it goes to: layers of described columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from regiekaart.export.xml import clean
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.export.looks import Look
    from regiekaart.language import Language

# As Table Schema names them, the standard in which the columns are described.
Kind = Literal["string", "integer", "number", "boolean", "date"]
Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layer: what it is, and its values.

    Parameters
    ----------
    name
        In every file and in both languages: plain ASCII, so that programs can rely on it.
    title, description
        What people read, a `Text` until the layer is put into words.
    values
        One per row; None where nothing is known or nothing applies.
    unit
        What is counted, empty where nothing is.
    source
        The key of its source, see `regiekaart.export.sources`.
    """

    name: str
    kind: Kind
    title: str | Text
    description: str | Text
    values: Sequence[Value | Text]
    unit: str | Text = ""
    source: str = "computed"

    @property
    def cells(self) -> Sequence[Value]:
        """The values, once they are put into words."""
        return cast("Sequence[Value]", self.values)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: rows of facts, each with the units whose land is its shape.

    Parameters
    ----------
    id
        The same in both languages.
    name
        The name of the layer and of its files, in plain ASCII.
    key
        The column that tells the rows apart.
    units
        Per row the positions of the units that make up its shape; none have no shape.
    looks
        How QGIS draws it; the first by default.
    """

    id: str
    name: str
    title: str
    description: str
    key: str
    columns: tuple[Column, ...]
    units: tuple[tuple[int, ...], ...]
    looks: tuple[Look, ...]

    def column(self, name: str) -> Column:
        """Return the column with a name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def rows(self) -> list[tuple[Value, ...]]:
        """Return the values row by row."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def spoken(column: Column, language: Language) -> Column:
    """Return a column in one language, with nothing where a text is empty."""
    values = [
        clean(language.say(value)) or None if isinstance(value, Text | str) else value
        for value in column.values
    ]
    return replace(
        column,
        title=language.say(column.title),
        description=language.say(column.description),
        unit=language.say(column.unit),
        values=tuple(values),
    )
