"""A list to fill in: its columns, what may stand in them, and a row for every unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from regiekaart.language import Text

Value = str | int | date | None
Kind = Literal["text", "code", "count", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a list to fill in.

    Parameters
    ----------
    header
        Its header, which the reader of lists knows in either language.
    meaning
        What stands in it, for the sheet that explains.
    kind
        What it holds.
    own
        Whether it is for the person who fills in; else it is there to look at.
    choices
        What one can choose from; empty where anything goes.
    strict
        Whether only a choice is right; else a new one is asked about and may stay.
    """

    header: Text
    meaning: Text
    kind: Kind = "text"
    own: bool = False
    choices: tuple[Text, ...] = ()
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """A list to fill in.

    Parameters
    ----------
    name
        The name of its files, without an ending.
    option
        The option of the command line that takes the list.
    sheet
        The name of the sheet with the rows.
    title
        What the list is.
    day
        The day whose units it has.
    about
        Paragraphs for who fills it in.
    fields
        The columns.
    rows
        Per unit, a value for each column; text in the language of the person.
    scheme
        The scheme as the command line takes it; empty for the default.
    """

    name: Text
    option: str
    sheet: Text
    title: Text
    day: date
    about: tuple[Text, ...]
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value | Text, ...], ...]
    scheme: str = ""
