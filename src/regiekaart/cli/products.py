"""The commands that make files: the build, and each of its parts by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regiekaart.cli.check import before_options
from regiekaart.cli.features import map_themes, require_word, scheme_of
from regiekaart.cli.making import (
    MAP_FORMATS,
    built,
    chosen_style,
    map_options,
    output_option,
    print_files,
    report_choices,
    split,
    style_option,
    template_option,
    written_in,
)
from regiekaart.cli.options import command, format_option, option, study_options
from regiekaart.language import Language, Text
from regiekaart.maps.kinds import WHOLE, kind_called, kinds_of
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    import click

MAP_KINDS = "|".join((WHOLE, *kinds_of(FLANDERS)[1:]))
MAP_THEMES = "|".join(map_themes(FLANDERS))
REPORT_FORMATS = ("html", "pdf", "docx", "xlsx")


def maps_command(spoken: Language) -> click.Command:
    """Return the command that draws maps."""
    kind = option(spoken, "--kind", metavar=MAP_KINDS, help_=Text(
        "Alleen kaarten van deze soort; whole is het geheel (flanders voor Vlaanderen).",
        "Maps of this kind only; whole is all together (flanders for Flanders)."))  # fmt: skip
    theme = option(spoken, "--theme", metavar=MAP_THEMES, help_=Text(
        "Alleen kaarten die dit tonen: lidmaatschap, dekking, overeenkomsten, passen in de "
        "referentieregio, wie ontbreekt, wat veranderde, subsidie.",
        "Only maps that show this: membership, coverage, agreements, fit in the reference "
        "region, who is missing, what changed, subsidy."))  # fmt: skip
    name = option(spoken, "--name", metavar="NAME", help_=Text(
        "Alleen de kaart van dit gebied, bijvoorbeeld Limburg.",
        "Only the map of this area, for example Limburg."))  # fmt: skip
    return command(
        spoken,
        "maps",
        _run_maps,
        Text(
            "Kaarten: Vlaanderen, per provincie, per referentieregio, per regiegebied.",
            "Maps: Flanders, per province, per reference region, per regie region.",
        ),
        [
            kind,
            theme,
            name,
            *map_options(spoken),
        ],
    )


def _run_maps(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.build import BuildChoice

    scheme = scheme_of(values)
    kind = kind_called(values["kind"], scheme) if values["kind"] else None
    require_word("--kind", kind, kinds_of(scheme))
    require_word("--theme", values["theme"], map_themes(scheme))
    style = chosen_style(values["style"])
    spoken = written_in(style, values["lang"])
    choice = BuildChoice(
        output=values["output"],
        parts=("maps",),
        formats=split(values["formats"], MAP_FORMATS, "--formats"),
        jobs=values["jobs"],
        dpi=values["dpi"],
        language=spoken,
        name=values["name"],
        theme=values["theme"],
        style=style,
    )
    if kind:
        choice = replace(choice, kinds=(kind,))
    print_files(built(values, choice).files, values["output_format"])


def web_command(spoken: Language) -> click.Command:
    """Return the command that makes the web page."""
    return command(
        spoken,
        "web",
        _run_web,
        Text(
            "De interactieve kaart: één HTML-bestand dat zonder netwerk opent.",
            "The interactive map: one HTML file that opens with no network.",
        ),
        [
            style_option(spoken),
            output_option(spoken),
            *study_options(spoken),
            format_option(spoken, "table", "json"),
        ],
    )


def _run_web(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    _run_part("web", values)


def report_command(spoken: Language) -> click.Command:
    """Return the command that makes the report."""
    listed = ",".join(REPORT_FORMATS)
    formats = option(spoken, "--formats", metavar=listed, help_=Text(
        "Soorten verslag, met komma's; standaard alle. Bij PDF hoort een nota van twee bladzijden.",
        "Kinds of report, with commas; all by default. With PDF comes a briefing of two pages.",
    ))  # fmt: skip
    return command(
        spoken,
        "report",
        _run_report,
        Text(
            "Het verslag aan de minister: HTML, PDF met een nota van twee bladzijden, Word, Excel.",
            "The report to the minister: HTML, PDF with a briefing of two pages, Word, Excel.",
        ),
        [
            formats,
            template_option(spoken),
            style_option(spoken),
            output_option(spoken),
            *study_options(spoken),
            *before_options(spoken),
            format_option(spoken, "table", "json"),
        ],
    )


def _run_report(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    _run_part("report", values, **report_choices(values, "--formats"))


def _run_part(part: str, values: dict[str, Any], **settings: Any) -> None:  # noqa: ANN401 - its choices
    """Build one part and print its files."""
    from regiekaart.build import BuildChoice

    style = chosen_style(values["style"])
    spoken = written_in(style, values["lang"])
    choice = BuildChoice(
        output=values["output"], parts=(part,), language=spoken, style=style, **settings
    )
    print_files(built(values, choice).files, values["output_format"])
