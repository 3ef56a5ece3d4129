"""regiekaart: coverage, maps and reports of the lokale regiegebieden of Flanders.

The functions behind the command line are here for notebooks as well::

    from regiekaart import StudyChoice, coverage, load_study

    study = load_study(StudyChoice(cycle="2023"))
    print(coverage(study, by="province"))

Names are resolved when they are first used, so that ``import regiekaart`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regiekaart.analysis.agreements import agreements as agreements
    from regiekaart.analysis.audit import audit as audit
    from regiekaart.analysis.change import compare as compare
    from regiekaart.analysis.coverage import Coverage as Coverage
    from regiekaart.analysis.coverage import coverage as coverage
    from regiekaart.analysis.crossing import crossing as crossing
    from regiekaart.analysis.mergers import split_mergers as split_mergers
    from regiekaart.analysis.missing import missing as missing
    from regiekaart.analysis.rules import check as check
    from regiekaart.analysis.staircase import staircase as staircase
    from regiekaart.analysis.subsidy import SubsidyChoice as SubsidyChoice
    from regiekaart.analysis.subsidy import subsidy as subsidy
    from regiekaart.errors import InputError as InputError
    from regiekaart.facts.vintages import difference as difference
    from regiekaart.facts.vintages import recognise as recognise
    from regiekaart.facts.vintages import recognise_names as recognise_names
    from regiekaart.study import Study as Study
    from regiekaart.study import StudyChoice as StudyChoice
    from regiekaart.study import load_study as load_study
    from regiekaart.study.file import read_study_file as read_study_file
    from regiekaart.study.moving import move as move

__version__ = "0.1.0"

_HOME = {
    "agreements": "regiekaart.analysis.agreements",
    "audit": "regiekaart.analysis.audit",
    "check": "regiekaart.analysis.rules",
    "compare": "regiekaart.analysis.change",
    "coverage": "regiekaart.analysis.coverage",
    "crossing": "regiekaart.analysis.crossing",
    "difference": "regiekaart.facts.vintages",
    "load_study": "regiekaart.study",
    "missing": "regiekaart.analysis.missing",
    "move": "regiekaart.study.moving",
    "read_study_file": "regiekaart.study.file",
    "recognise": "regiekaart.facts.vintages",
    "recognise_names": "regiekaart.facts.vintages",
    "split_mergers": "regiekaart.analysis.mergers",
    "staircase": "regiekaart.analysis.staircase",
    "subsidy": "regiekaart.analysis.subsidy",
    "Coverage": "regiekaart.analysis.coverage",
    "InputError": "regiekaart.errors",
    "Study": "regiekaart.study",
    "StudyChoice": "regiekaart.study",
    "SubsidyChoice": "regiekaart.analysis.subsidy",
}
__all__ = sorted(_HOME)  # noqa: PLE0605 - the keys above, once


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'regiekaart' has no attribute {name!r}")
