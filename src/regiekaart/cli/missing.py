"""The command ``regiekaart missing``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regiekaart.cli.options import chosen_study, command, format_option, study_options
from regiekaart.cli.output import FORMATS, print_result
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    import click


def missing_command(spoken: Language) -> click.Command:
    """Return the command."""
    return command(
        spoken,
        "missing",
        _run,
        Text(
            "Wie ontbreekt voor een volledige dekking, en welk regiegebied zij samen kunnen "
            "vormen.",
            "Who is missing for full coverage, and which region they could form together.",
        ),
        [*study_options(spoken), format_option(spoken, *FORMATS)],
    )


def _run(**values: Any) -> None:  # noqa: ANN401 - the options of the command
    from regiekaart.analysis.missing import as_json, missing
    from regiekaart.words.layout import prose
    from regiekaart.words.missing import missing_sentence, missing_table, piece_table
    from regiekaart.words.table import as_text

    spoken = language(values["lang"])
    found = missing(chosen_study(values))
    print_result(
        values,
        lambda: [missing_table(found), piece_table(found)],
        lambda _: as_json(found),
        # The blocks first: the list of municipalities may be long.
        lambda: "\n\n".join(
            [
                prose([spoken.say(missing_sentence(found))]),
                *(as_text(table, spoken) for table in (piece_table(found), missing_table(found))),
            ]
        ),
    )
