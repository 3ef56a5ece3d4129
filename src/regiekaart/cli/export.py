"""The command ``regiekaart export``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.cli.check import before_options
from regiekaart.cli.making import (
    built,
    chosen_style,
    formats_option,
    output_option,
    print_files,
    split,
    style_option,
    written_in,
)
from regiekaart.cli.options import command, format_option, study_options
from regiekaart.export import FORMATS
from regiekaart.language import Language, Text

if TYPE_CHECKING:
    import click


def export_command(spoken: Language) -> click.Command:
    """Return the command."""
    return command(
        spoken,
        "export",
        _run,
        Text(
            "De samengevoegde gegevens voor GIS en rekenbladen: GeoPackage met stijlen voor QGIS, "
            "GeoJSON, CSV en XLSX, met een beschrijving van elke kolom.",
            "The joined data for GIS and spreadsheets: GeoPackage with styles for QGIS, GeoJSON, "
            "CSV and XLSX, with a description of each column.",
        ),
        [
            style_option(spoken),
            output_option(spoken),
            formats_option(spoken, ",".join(FORMATS), FORMATS),
            *study_options(spoken),
            *before_options(spoken),
            format_option(spoken, "table", "json"),
        ],
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.build import BuildChoice

    style = chosen_style(values["style"])
    choice = BuildChoice(
        output=values["output"],
        parts=("export",),
        export_formats=split(values["formats"], FORMATS, "--formats"),
        language=written_in(style, values["lang"]),
        style=style,
    )
    print_files(built(values, choice).files, values["output_format"])
