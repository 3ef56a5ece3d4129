"""What the planner on the page has of a study: its sums, its scenarios, its words."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from regiekaart.analysis.rules.finding import VERDICT_WORDS
from regiekaart.language import NL
from regiekaart.maps.look import StudyLook
from regiekaart.maps.style import Style
from regiekaart.scheme.rules import Form
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.web.fiches import subsidy_head
from regiekaart.web.planner_data import planner_data
from regiekaart.web.scenario_data import list_reading, scenario_data
from regiekaart.web.texts import capital, said
from regiekaart.web.wording import by_default
from regiekaart.words.rules import PROVISIONAL

if TYPE_CHECKING:
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study
    from regiekaart.web.layers import StyleTable
    from regiekaart.web.texts import Said

FINGERPRINT: Final = 16


def plan_json(study: Study) -> dict[str, Any]:
    """Return what scenarios of a study need, and what they begin with.

    Parameters
    ----------
    study
        The study that scenarios begin with.
    """
    return {
        "core": planner_data(study),
        **scenario_data(study),
        "forms": _forms(study),
        # A scenario may know what the list does not, and the other way round.
        "money": [subsidy_head(study, partial=False), subsidy_head(study, partial=True)],
        "fingerprint": _fingerprint(study),
    }


def planner_looks(study: Study, theme: Theme, styles: StyleTable) -> dict[str, Any]:
    """Return the colours and words that all scenarios of a page share.

    Parameters
    ----------
    study
        Any study of the page.
    theme
        The colours of the maps.
    styles
        Where the styles go.
    """
    look, scheme = StudyLook(study, NL, theme), study.scheme
    absent = {
        key: [key, said(capital(word)), styles.number(look.style(key)), ""]
        for key, word in ((OUTSIDE, scheme.outsider), (UNKNOWN, scheme.unknown))
    }
    covered = (
        [0, said(capital(scheme.member)), styles.number(look.coverage_style(0)), ""],
        [*absent[OUTSIDE][:2], styles.number(look.coverage_style(OUTSIDE)), ""],
        absent[UNKNOWN],
    )
    return {
        "palette": [styles.number(Style(fill)) for fill in theme.groups],
        "absent": list(absent.values()),
        "covered": list(covered),
        "verdicts": {verdict.value: said(text) for verdict, text in VERDICT_WORDS.items()},
        "rules": {rule.id: said(rule.title) for rule in study.scheme.rules},
        "provisional": {"rules": _provisional(study), "told": said(PROVISIONAL)},
        "reading": list_reading(study),
    }


def _provisional(study: Study) -> list[str]:
    """Return the rules of which "in order" holds for the known members only."""
    return sorted(rule.id for rule in study.scheme.rules if rule.spatial)


def _forms(study: Study) -> list[Said]:
    """Return the legal forms that the rules know, each once."""
    rules = (rule for rule in study.scheme.rules if isinstance(rule, Form))
    known = {form.nl: form for rule in rules for form in rule.forms.values()}
    return [said(form) for form in known.values()]


def _fingerprint(study: Study) -> str:
    """Return what tells one list on one day from another, for what a browser keeps."""
    words = f"{study.membership_sha256} {study.cycle.id} {study.date} {' '.join(study.codes)}"
    if not by_default(study):
        # Two schemes may take their groups from one table.
        words = f"{study.scheme.id} {words}"
    return sha256(words.encode()).hexdigest()[:FINGERPRINT]
