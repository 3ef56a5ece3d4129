"""The commands below ``regiekaart boundaries``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.boundary_check import check_command
from regiekaart.cli.fetch import fetch_command
from regiekaart.cli.options import command, format_option, group, option
from regiekaart.cli.output import show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from regiekaart.facts.boundaries import BoundarySet


def boundaries_group(spoken: Language) -> click.Group:
    """Return the commands on boundary sets."""
    below = group(
        spoken,
        "boundaries",
        Text(
            "Grenzen: welke er zijn, officiële inlezen of ophalen, een bestand controleren.",
            "Borders: which there are, import or fetch official ones, check a file.",
        ),
    )
    below.add_command(
        command(
            spoken,
            "list",
            _run_list,
            Text("Toon de grenzen die er zijn.", "Show the boundary sets that there are."),
            [format_option(spoken, "table", "json")],
        )
    )
    below.add_command(
        command(
            spoken,
            "import",
            _run_import,
            Text(
                "Lees officiële grenzen in; ze gelden daarna als standaard.",
                "Import official borders; they are the default from then on.",
            ),
            _file_options(spoken),
        )
    )
    below.add_command(fetch_command(spoken))
    below.add_command(check_command(spoken))
    return below


def _file_options(spoken: Language) -> list[click.Parameter]:
    return [
        click.Argument(["file"], type=click.Path(path_type=Path)),
        option(spoken, "--layer", metavar="NAME", help_=Text(
            "Laag in het bestand, als er meer dan één is.",
            "Layer in the file, if there is more than one.")),
        option(spoken, "--crs", metavar="EPSG:31370", help_=Text(
            "Coördinatenstelsel, als het bestand het niet zegt.",
            "CRS, if the file does not say.")),
        format_option(spoken, "table", "json"),
    ]  # fmt: skip


def _run_list(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.cli.output import print_json
    from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL, embedded, installed_sets

    spoken = language(values["lang"])
    rows = [(EMBEDDED, embedded(), "", "")]
    rows += [(OFFICIAL, s.read(), s.source, s.imported_on) for s in installed_sets()]
    if values["output_format"] == "json":
        print_json(
            [
                {**describe(found), "set": name, "source": source, "imported_on": when}
                for name, found, source, when in rows
            ]
        )
        return
    for name, found, _, _ in rows:
        show(f"{name}: {spoken.say(in_words(found))}")


def _run_import(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.facts.boundary_import import install

    found = install(values["file"], layer=values["layer"], crs=values["crs"])
    tell(found, values, Text("ingelezen", "imported"))


def tell(found: BoundarySet, values: dict[str, Any], verdict: Text) -> None:
    """Print what a set is, and what was noticed about it."""
    from regiekaart.cli.output import print_json

    spoken = language(values["lang"])
    if values["output_format"] == "json":
        print_json({**describe(found), "problems": [p.as_json(spoken) for p in found.notices]})
        return
    for problem in found.notices:
        click.echo(problem.line(spoken), err=True)
    show(f"{spoken.say(verdict)}: {spoken.say(in_words(found))}")


def describe(found: BoundarySet) -> dict[str, Any]:
    """Return what a set is, for programs."""
    return {
        "vintage": found.vintage,
        "municipalities": len(found.codes),
        "approximate": found.approximate,
        "sha256": found.sha256,
    }


def in_words(found: BoundarySet) -> Text:
    """Return what a set is, for people."""
    from regiekaart.facts.vintages import vintage_words

    whose = vintage_words(found.vintage)
    return Text(f"{found.label.nl}: {whose.nl}", f"{found.label.en}: {whose.en}")
