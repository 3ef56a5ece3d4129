"""Everything to begin with in one folder: a study file, and lists to fill in."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from regiekaart.errors import InputError, printable
from regiekaart.language import Text
from regiekaart.storage import new_files
from regiekaart.templates.lists import agreement_template, membership_template
from regiekaart.templates.workbook import write_workbook
from regiekaart.words.table import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from regiekaart.language import Language
    from regiekaart.study import Study
    from regiekaart.templates.model import Template, Value


def start(
    folder: Path, study: Study, language: Language, texts: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write lists to fill in, as XLSX and as CSV, and files of text beside them.

    Parameters
    ----------
    folder
        Where they go; it is made if need be. What else stands in it stays.
    study
        The study, whose units have a row each, with what is known of them.
    language
        Of all that is written.
    texts
        Per file name what is in it: the study file and its schema.

    Returns
    -------
    tuple of Path
        The files.

    Raises
    ------
    InputError
        If one of the files is there already: somebody may have filled it in.
    OutsideError
        If the folder cannot be written.
    """
    templates = [membership_template(study)]
    if study.scheme.has_statuses:
        templates.append(agreement_template(study))
    names = [*texts]
    for template in templates:
        names += [f"{language.say(template.name)}.{kind}" for kind in ("xlsx", "csv")]
    _refuse_to_overwrite(folder, names)
    with new_files(folder) as stage:
        for name, text in texts.items():
            (stage / name).write_text(text, encoding="utf-8", newline="\n")
        for template in templates:
            name = language.say(template.name)
            write_workbook(stage / f"{name}.xlsx", template, language)
            write_csv(stage / f"{name}.csv", template, language)
    return tuple(folder / name for name in names)


def _refuse_to_overwrite(folder: Path, names: list[str]) -> None:
    there = [name for name in names if (folder / name).exists()]
    if there:
        listed = ", ".join(there)
        raise InputError.one(
            f"in {folder} staat al: {listed}; kies een andere map, of verplaats wat er staat",
            f"already in {folder}: {listed}; choose another folder, or move what is there",
            file=there[0],
        )


def write_csv(path: Path, template: Template, language: Language) -> None:
    """Write a list to fill in as CSV: semicolons and a byte order mark, as Excel opens it.

    Parameters
    ----------
    path
        The file; its folder exists.
    template
        The list.
    language
        Of the headers and the values.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow([language.say(field.header) for field in template.fields])
        writer.writerows([_cell(cell, language) for cell in row] for row in template.rows)


def _cell(cell: Value | Text, language: Language) -> str:
    text = language.say(cell) if isinstance(cell, Text) else "" if cell is None else str(cell)
    return guarded(printable(text))
