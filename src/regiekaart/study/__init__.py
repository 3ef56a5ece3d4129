"""A study: everything that is known on one day, joined in one table of units.

A study fixes a cycle and a reference date, and every figure that is made from it carries them. It
is frozen: two commands on the same study cannot see different numbers.
"""

from typing import TYPE_CHECKING

from regiekaart.study.loading import StudyChoice, load_study
from regiekaart.study.model import OUTSIDE, UNKNOWN, Exemption, Group, Partition, Study

if TYPE_CHECKING:
    from regiekaart.study.model import IntArray as IntArray

__all__ = [
    "OUTSIDE",
    "UNKNOWN",
    "Exemption",
    "Group",
    "Partition",
    "Study",
    "StudyChoice",
    "load_study",
]
