"""The kinds of report, from one set of results."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regiekaart.errors import OutsideError
from regiekaart.report.outline import report_document
from regiekaart.report.results import Results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from regiekaart.language import Language, Text
    from regiekaart.maps.theme import Theme
    from regiekaart.report.document import Document
    from regiekaart.report.pictures import ReportMap
    from regiekaart.study import Study

    Made = tuple[str, bytes]


@dataclass
class Reports:
    """Makes the kinds of report of a study.

    Parameters
    ----------
    study, language, theme
        What it is about, its words, its look.
    maps
        The maps that it shows, drawn already.
    template
        A DOCX with the styles of the house; by default the one that ships.
    """

    study: Study
    language: Language
    theme: Theme
    maps: Sequence[ReportMap]
    template: Path | None = None

    def __post_init__(self) -> None:
        self.failed: list[Text] = []

    @cached_property
    def results(self) -> Results:
        """The results, worked out once for all kinds."""
        return Results(self.study)

    @cached_property
    def document(self) -> Document:
        """What HTML, PDF and DOCX say alike."""
        return report_document(self.results, self.maps, self.language, self.theme)

    def make(self, kind: str) -> tuple[Made, ...]:
        """Return the files of one kind, each with its name.

        A kind that this machine cannot make is told, and the others are made all the same.
        """
        makers = {
            "html": self._html, "pdf": self._pdf, "docx": self._docx, "xlsx": self._xlsx,
        }  # fmt: skip
        try:
            return tuple(makers[kind]())
        except OutsideError as error:
            self.failed.append(error.message)
            return ()

    def _html(self) -> Iterator[Made]:
        from regiekaart.report.html import report_html

        yield "report.html", report_html(self.document).encode(errors="replace")

    def _pdf(self) -> Iterator[Made]:
        from regiekaart.report.briefing import briefing
        from regiekaart.report.pdf import briefing_pdf, report_pdf

        yield "report.pdf", report_pdf(self.document)
        yield "briefing.pdf", briefing_pdf(briefing(self.results, self.document))

    def _docx(self) -> Iterator[Made]:
        from regiekaart.report.docx import report_docx

        yield "report.docx", report_docx(self.document, self.template)

    def _xlsx(self) -> Iterator[Made]:
        from regiekaart.report.xlsx import workbook

        yield "report.xlsx", workbook(self.results, self.language, self.theme)
