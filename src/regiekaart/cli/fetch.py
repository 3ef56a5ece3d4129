"""The command ``regiekaart boundaries fetch``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.options import command, format_option, option
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from regiekaart.facts.boundaries import BoundarySet


def fetch_command(spoken: Language) -> click.Command:
    """Return the command that fetches official borders."""
    return command(
        spoken,
        "fetch",
        _run_fetch,
        Text(
            "Haal de officiële grenzen op bij de Vlaamse overheid; ze gelden daarna als standaard.",
            "Fetch the official borders from the Flemish government; they are the default from "
            "then on.",
        ),
        [
            option(spoken, "--year", type=int, metavar="Y", help_=Text(
                "De grenzen van dit jaar, bijvoorbeeld 2025; standaard de huidige.",
                "The borders of this year, for example 2025; the current ones by default.")),
            option(spoken, "--service", type=click.Choice(["wfs", "ogc"]), help_=Text(
                "WFS of OGC API Features; standaard de WFS, en de andere als die het laat afweten.",
                "WFS or OGC API Features; by default the WFS, and the other where that fails.")),
            option(spoken, "--url", metavar="URL", help_=Text(
                "Een ander adres van de dienst.", "Another address of the service.")),
            format_option(spoken, "table", "json"),
        ],
    )  # fmt: skip


def _run_fetch(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.cli.boundaries import tell
    from regiekaart.cli.progress import Progress
    from regiekaart.sources.boundaries import fetch_boundaries

    with Progress(language(values["lang"])) as progress:
        found: BoundarySet = fetch_boundaries(
            year=values["year"],
            service=values["service"],
            url=values["url"],
            watcher=progress,
        )
    tell(found, values, Text("opgehaald", "fetched"))
