"""The rules of a scheme, applied to a study: what is in order, what is not, what cannot be said."""

from regiekaart.analysis.rules.check import Check, check
from regiekaart.analysis.rules.finding import Finding, Verdict

__all__ = ["Check", "Finding", "Verdict", "check"]
