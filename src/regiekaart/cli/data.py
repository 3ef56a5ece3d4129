"""The commands below ``regiekaart data``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.cli.options import command, format_option, group, option
from regiekaart.cli.output import show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    import click

    from regiekaart.sources.population import FetchedPopulation


def data_group(spoken: Language) -> click.Group:
    """Return the commands on figures."""
    below = group(
        spoken, "data", Text("Cijfers: een nieuw jaar ophalen.", "Figures: fetch a new year.")
    )
    below.add_command(
        command(
            spoken,
            "fetch",
            _run_fetch,
            Text(
                "Haal de bevolking van een jaar op bij Statbel; een jaar dat meegeleverd is, "
                "wordt niet vervangen.",
                "Fetch the population of a year from Statbel; a year that ships is not replaced.",
            ),
            [
                option(spoken, "--year", type=int, metavar="Y", help_=Text(
                    "Het jaar (1 januari); standaard dit jaar.",
                    "The year (1 January); by default this year.")),
                option(spoken, "--url", metavar="URL", help_=Text(
                    "Een ander adres; {year} erin wordt het jaar.",
                    "Another address; {year} in it becomes the year.")),
                format_option(spoken, "table", "json"),
            ],
        )
    )  # fmt: skip
    return below


def _run_fetch(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.cli.app import notice
    from regiekaart.cli.output import print_json
    from regiekaart.cli.progress import Progress
    from regiekaart.sources.population import fetch_population

    spoken = language(values["lang"])
    with Progress(spoken) as progress:
        found = fetch_population(values["year"], url=values["url"], watcher=progress)
    if values["output_format"] == "json":
        print_json(_document(found, spoken))
        return
    for problem in found.notices:
        notice(problem.line(spoken))
    people, places = spoken.integer(found.total), len(found.by_code)
    show(
        spoken.say(
            Text(
                f"opgehaald: bevolking op 1 januari {found.year}, {people} inwoners in {places} "
                f"gemeenten ({found.source})",
                f"fetched: population on 1 January {found.year}, {people} inhabitants in {places} "
                f"municipalities ({found.source})",
            )
        )
    )


def _document(found: FetchedPopulation, spoken: Language) -> dict[str, Any]:
    return {
        "year": found.year,
        "municipalities": len(found.by_code),
        "population": found.total,
        "source": found.source,
        "sha256": found.sha256,
        "problems": [problem.as_json(spoken) for problem in found.notices],
    }
