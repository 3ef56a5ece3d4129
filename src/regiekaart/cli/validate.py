"""The command ``regiekaart validate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.options import command, format_option, option, study_options
from regiekaart.cli.output import print_json, show
from regiekaart.language import Language, Text, language

if TYPE_CHECKING:
    from regiekaart.checking.check import Check
    from regiekaart.checking.fix import Fixed

_STUDY = {"study_scheme", "cycle", "day", "sheet", "complete"}


def validate_command(spoken: Language) -> click.Command:
    """Return the command."""
    kind = option(spoken, "--kind", type=click.Choice(["membership", "agreements"]), help_=Text(
        "Wat de lijst is: van leden, of van overeenkomsten met VDAB; standaard wat haar kop zegt.",
        "What the list is: of members, or of agreements with VDAB; by default what its header "
        "says."))  # fmt: skip
    fix = option(spoken, "--fix", type=click.Path(path_type=Path), metavar="OUT.xlsx", help_=Text(
        "Schrijf een verbeterde kopie: wat zeker is, is gedaan, wat twijfelachtig is, gemarkeerd. "
        "De lijst zelf blijft zoals ze is.",
        "Write a corrected copy: what is certain is done, what is doubtful is marked. The list "
        "itself stays as it is."))  # fmt: skip
    page = option(spoken, "--html", type=click.Path(path_type=Path), metavar="OUT.html", help_=Text(
        "Schrijf wat er gevonden is ook als pagina voor een browser.",
        "Write what was found as a page for a browser as well."))  # fmt: skip
    force = option(spoken, "--force", is_flag=True, help_=Text(
        "Vervang bestanden van --fix en --html die er al staan; nooit de lijst zelf.",
        "Replace files of --fix and --html that are there already; never the list "
        "itself."))  # fmt: skip
    return command(
        spoken,
        "validate",
        _run,
        Text(
            "Kijk een lijst van leden of van overeenkomsten na: alle problemen ineens.",
            "Check a list of members or of agreements: all problems at once.",
        ),
        [
            click.Argument(["file"], type=click.Path(path_type=Path)),
            kind,
            *[p for p in study_options(spoken) if p.name in _STUDY],
            fix, page, force,
            format_option(spoken, "table", "json"),
        ],
    )  # fmt: skip


def _run(**values: Any) -> int:  # noqa: ANN401 - the options of the command
    from regiekaart.checking.check import Asked
    from regiekaart.checking.fix import ENDINGS, fix_list
    from regiekaart.checking.kinds import KINDS
    from regiekaart.checking.page import PAGES, write_page
    from regiekaart.checking.placing import refuse_target
    from regiekaart.checking.whole import check_list

    spoken = language(values["lang"])
    asked = Asked(
        file=values["file"],
        sheet=values["sheet"],
        kind=KINDS.get(values["kind"]),
        cycle=values["cycle"],
        date=values["day"],
        complete=values["complete"],
        scheme=values["study_scheme"],
    )
    check = check_list(asked)
    # A call that is wrong is told before anything is written.
    for name, endings in (("fix", ENDINGS), ("html", PAGES)):
        if values[name] is not None:
            refuse_target(values[name], check.path, endings, force=values["force"])
    fixed = None
    if values["fix"] is not None:
        fixed = fix_list(check, values["fix"], spoken, force=values["force"])
    if values["html"] is not None:
        write_page(check, values["html"], spoken, fixed)
    _tell(check, fixed, values["html"], spoken, as_json=values["output_format"] == "json")
    return 1 if check.wrong else 0


def _tell(
    check: Check, fixed: Fixed | None, page: Path | None, spoken: Language, *, as_json: bool
) -> None:
    """Print what was found, and what was made."""
    from regiekaart.checking import words

    if as_json:
        document = words.as_json(check, spoken)
        document["fixed"] = None if fixed is None else {
            "file": str(fixed.path), "certain": fixed.certain, "to_check": fixed.to_check,
            "rows_left_out": fixed.dropped,
        }  # fmt: skip
        document["page"] = None if page is None else str(page)
        print_json(document)
        return
    for line in words.problem_lines(check.problems, spoken):
        show(line)
    for text in words.summary(check):
        show(spoken.say(text))
    if fixed is not None:
        show(spoken.say(words.fixed_words(fixed)))
    if page is not None:
        show(spoken.say(Text(f"Pagina: {page}", f"Page: {page}")))
