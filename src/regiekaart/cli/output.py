"""How a command prints what it found: tables for people, CSV, or JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from regiekaart.errors import is_hidden, printable_lines
from regiekaart.language import Language, language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regiekaart.words.table import Table

FORMATS = ("table", "csv", "json")


def print_json(document: object) -> None:
    """Write one JSON document on stdout."""
    made = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    if not made.replace("\n", "").isprintable():
        # What could steer a terminal stands as its code, and is the same to a program.
        made = "".join(_coded(c) if c != "\n" and is_hidden(c) else c for c in made)
    click.echo(made)


def _coded(character: str) -> str:
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def show(text: str) -> None:
    """Write lines for a person on stdout; nothing in them can steer a terminal."""
    click.echo(printable_lines(text))


def print_result(
    values: dict[str, Any],
    tables: Callable[[], Sequence[Table]],
    document: Callable[[Language], object],
    text: Callable[[], str] | None = None,
) -> None:
    """Write a result as the command's ``--format`` asks.

    Parameters
    ----------
    values
        The command's values, with ``lang`` and ``output_format``.
    tables
        Makes the tables for people; CSV holds the first of them.
    document
        Makes the document for programs, its messages in a language.
    text
        Makes what a person reads in a terminal; by default the tables.
    """
    from regiekaart.words.table import as_csv, as_text

    spoken = language(values["lang"])
    if values["output_format"] == "json":
        print_json(document(spoken))
    elif values["output_format"] == "csv":
        click.echo(as_csv(tables()[0], spoken), nl=False)
    elif text is not None:
        show(text())
    else:
        show("\n\n".join(as_text(table, spoken) for table in tables()))
