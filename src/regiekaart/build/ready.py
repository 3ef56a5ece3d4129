"""Whether a study can be built, and how far, asked before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from regiekaart.build.choice import PARTS
from regiekaart.errors import InputError
from regiekaart.export import FORMATS, SHAPED
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.build.choice import BuildChoice
    from regiekaart.errors import Problem
    from regiekaart.study import Study

DRAWN: Final = frozenset({"maps", "web", "report", "export"})
# What cannot be made at all without borders, as it is told.
_NEEDS_BORDERS: Final = {
    "maps": Text("kaarten", "maps"),
    "web": Text("webpagina", "web page"),
    "gpkg": Text.same("GeoPackage"),
    "geojson": Text.same("GeoJSON"),
}


def check_ready(study: Study, choice: BuildChoice) -> None:
    """Read all that a build of a study needs beside its list.

    A build of one study needs this not: it changes nothing until all its files are made. Of
    several in a row, the first would be there before the last is found to be wrong.

    Parameters
    ----------
    study
        The study.
    choice
        What will be made.

    Raises
    ------
    InputError
        With the problems of the agreements, the list of the cycle before, the borders and the
        template.
    """
    problems: list[Problem] = []
    choice, _ = as_far_as_possible(study, choice)
    for read in _readers(study, choice):
        try:
            read()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def as_far_as_possible(study: Study, choice: BuildChoice) -> tuple[BuildChoice, tuple[Text, ...]]:
    """Return what can be made of a study that may have no borders, and what is left out.

    Parameters
    ----------
    study
        The study.
    choice
        What is asked for.

    Raises
    ------
    InputError
        If it was not simply everything that was asked for, and part of it needs borders.
    """
    if study.has_borders:
        return choice, ()
    parts = tuple(part for part in choice.parts if part not in _NEEDS_BORDERS)
    formats = tuple(each for each in choice.export_formats if each not in SHAPED)
    named = "export" in parts and choice.export_formats not in {FORMATS, formats}
    if named or choice.parts not in {PARTS, parts}:
        # Tells that there are none.
        _ = study.boundaries
    asked = (*choice.parts, *(choice.export_formats if "export" in parts else ()))
    left = [word for each, word in _NEEDS_BORDERS.items() if each in asked]
    # A workbook never has maps.
    bare = "report" in parts and set(choice.report_formats) != {"xlsx"}
    told = (_left_out(left, bare=bare),) if left or bare else ()
    return replace(choice, parts=parts, export_formats=formats), told


def _left_out(left: list[Text], *, bare: bool) -> Text:
    """Tell what there is not, that a report is bare of maps, and what can be done about it."""
    told = []
    if left:
        nl, en = (
            language.listing([f"{none} {language.say(word)}" for word in left])
            for language, none in ((NL, "geen"), (EN, "no"))
        )
        told.append(Text(nl, en))
    if bare:
        told.append(Text("het verslag heeft geen kaarten", "the report has no maps"))
    nl, en = "; ".join(t.nl for t in told), "; ".join(t.en for t in told)
    return Text(
        f"zonder grenzen: {nl}. Geef ze met `borders` in het schema, of met --boundaries.",
        f"without borders: {en}. Give them with `borders` in the scheme, or with --boundaries.",
    )


def _readers(study: Study, choice: BuildChoice) -> list[Callable[[], object]]:
    readers: list[Callable[[], object]] = [lambda: study.before]
    if study.scheme.has_statuses:
        readers.append(lambda: study.agreement_facts)
    if DRAWN & set(choice.parts) and study.has_borders:
        readers.append(lambda: study.boundaries)
    template = choice.template
    if template is not None and "report" in choice.parts:
        from regiekaart.report.docx.template import open_template

        readers.append(lambda: open_template(template))
    return readers
