"""regiekaart: coverage, maps and reports of the lokale regiegebieden of Flanders.

The functions behind the command line are here for notebooks as well::

    from regiekaart import StudyChoice, as_table, coverage, load_study

    study = load_study(StudyChoice(cycle="2023"))
    as_table(coverage(study, by="province"))

docs/api.md tells what there is. Names are resolved when they are first used, so that
``import regiekaart`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regiekaart.analysis.agreements import agreements as agreements
    from regiekaart.analysis.audit import Audit as Audit
    from regiekaart.analysis.audit import audit as audit
    from regiekaart.analysis.awards import Comparison as Comparison
    from regiekaart.analysis.awards import awards as awards
    from regiekaart.analysis.awards import compare_distributions as compare_distributions
    from regiekaart.analysis.change import Change as Change
    from regiekaart.analysis.change import compare as compare
    from regiekaart.analysis.coverage import Coverage as Coverage
    from regiekaart.analysis.coverage import coverage as coverage
    from regiekaart.analysis.crossing import crossing as crossing
    from regiekaart.analysis.distribution import Distribution as Distribution
    from regiekaart.analysis.figures import Share as Share
    from regiekaart.analysis.mergers import split_mergers as split_mergers
    from regiekaart.analysis.missing import missing as missing
    from regiekaart.analysis.rules import Check as Check
    from regiekaart.analysis.rules import Finding as Finding
    from regiekaart.analysis.rules import Verdict as Verdict
    from regiekaart.analysis.rules import check as check
    from regiekaart.analysis.staircase import staircase as staircase
    from regiekaart.analysis.subsidy import SubsidyChoice as SubsidyChoice
    from regiekaart.analysis.subsidy import subsidy as subsidy
    from regiekaart.build import BuildChoice as BuildChoice
    from regiekaart.build import BuildResult as BuildResult
    from regiekaart.build import build as _build
    from regiekaart.errors import InputError as InputError
    from regiekaart.errors import OutsideError as OutsideError
    from regiekaart.errors import RegiekaartError as RegiekaartError
    from regiekaart.export.run import export as _export
    from regiekaart.facts.published import published_figures as published_figures
    from regiekaart.facts.vintages import difference as difference
    from regiekaart.facts.vintages import recognise as recognise
    from regiekaart.facts.vintages import recognise_names as recognise_names
    from regiekaart.language import EN as EN
    from regiekaart.language import NL as NL
    from regiekaart.language import Language as Language
    from regiekaart.language import Text as Text
    from regiekaart.maps.single import MapPicture as MapPicture
    from regiekaart.maps.single import draw_map as draw_map
    from regiekaart.maps.theme import Theme as Theme
    from regiekaart.maps.theme_file import read_theme as read_theme
    from regiekaart.study import Exemption as Exemption
    from regiekaart.study import Study as Study
    from regiekaart.study import StudyChoice as StudyChoice
    from regiekaart.study import load_study as load_study
    from regiekaart.study.days import studies_around as studies_around
    from regiekaart.study.file import read_study_file as read_study_file
    from regiekaart.study.geo import geo_table as geo_table
    from regiekaart.study.moving import move as move
    from regiekaart.study.moving import read_moves as read_moves
    from regiekaart.words.shown import ShownTable as ShownTable
    from regiekaart.words.shown import as_table as as_table

    build_study, export_study = _build, _export

__version__ = "0.1.0"

# Where each name lives, and after a colon what it is called there: `regiekaart.build` is a package,
# which would hide a function of that name once it is imported.
_HOME = {
    "Audit": "regiekaart.analysis.audit",
    "BuildChoice": "regiekaart.build",
    "BuildResult": "regiekaart.build",
    "Change": "regiekaart.analysis.change",
    "Check": "regiekaart.analysis.rules",
    "Comparison": "regiekaart.analysis.awards",
    "Coverage": "regiekaart.analysis.coverage",
    "Distribution": "regiekaart.analysis.distribution",
    "EN": "regiekaart.language",
    "Exemption": "regiekaart.study",
    "Finding": "regiekaart.analysis.rules",
    "InputError": "regiekaart.errors",
    "Language": "regiekaart.language",
    "MapPicture": "regiekaart.maps.single",
    "NL": "regiekaart.language",
    "OutsideError": "regiekaart.errors",
    "RegiekaartError": "regiekaart.errors",
    "Share": "regiekaart.analysis.figures",
    "ShownTable": "regiekaart.words.shown",
    "Study": "regiekaart.study",
    "StudyChoice": "regiekaart.study",
    "SubsidyChoice": "regiekaart.analysis.subsidy",
    "Text": "regiekaart.language",
    "Theme": "regiekaart.maps.theme",
    "Verdict": "regiekaart.analysis.rules",
    "agreements": "regiekaart.analysis.agreements",
    "as_table": "regiekaart.words.shown",
    "audit": "regiekaart.analysis.audit",
    "awards": "regiekaart.analysis.awards",
    "build_study": "regiekaart.build:build",
    "check": "regiekaart.analysis.rules",
    "compare": "regiekaart.analysis.change",
    "compare_distributions": "regiekaart.analysis.awards",
    "coverage": "regiekaart.analysis.coverage",
    "crossing": "regiekaart.analysis.crossing",
    "difference": "regiekaart.facts.vintages",
    "draw_map": "regiekaart.maps.single",
    "export_study": "regiekaart.export.run:export",
    "geo_table": "regiekaart.study.geo",
    "load_study": "regiekaart.study",
    "missing": "regiekaart.analysis.missing",
    "move": "regiekaart.study.moving",
    "published_figures": "regiekaart.facts.published",
    "read_moves": "regiekaart.study.moving",
    "read_study_file": "regiekaart.study.file",
    "read_theme": "regiekaart.maps.theme_file",
    "recognise": "regiekaart.facts.vintages",
    "recognise_names": "regiekaart.facts.vintages",
    "split_mergers": "regiekaart.analysis.mergers",
    "staircase": "regiekaart.analysis.staircase",
    "studies_around": "regiekaart.study.days",
    "subsidy": "regiekaart.analysis.subsidy",
}
__all__ = sorted(_HOME)  # noqa: PLE0605 - the keys above, once


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name in _HOME:
        module, _, own = _HOME[name].partition(":")
        return getattr(import_module(module), own or name)
    raise AttributeError(f"module 'regiekaart' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, for the completion of a notebook."""
    return [*__all__, "__version__"]
