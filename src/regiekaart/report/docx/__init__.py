"""The report as a document that a cabinet can edit, in its own template."""

from regiekaart.report.docx.report import report_docx

__all__ = ["report_docx"]
