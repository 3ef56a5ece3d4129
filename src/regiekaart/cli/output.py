"""How a command prints what it found: tables for people, CSV, or JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from regiekaart.language import Language, language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regiekaart.words.table import Table

FORMATS = ("table", "csv", "json")


def print_json(document: object) -> None:
    """Write one JSON document on stdout."""
    click.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))


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
        click.echo(text())
    else:
        click.echo("\n\n".join(as_text(table, spoken) for table in tables()))
