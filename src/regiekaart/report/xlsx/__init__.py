"""The workbook: every table of a study, with formulas that an analyst can trace."""

from regiekaart.report.xlsx.workbook import workbook

__all__ = ["workbook"]
