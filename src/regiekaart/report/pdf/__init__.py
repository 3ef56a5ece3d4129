"""The report, and the briefing for the minister, as tagged PDF for paper and for screens."""

from regiekaart.report.pdf.make import briefing_pdf, report_pdf

__all__ = ["briefing_pdf", "report_pdf"]
