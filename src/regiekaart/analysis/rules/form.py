"""Form: a group has a legal form that is allowed; only a centre city may be one by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiekaart.analysis.rules.finding import Case, Finding, Verdict
from regiekaart.errors import Severity
from regiekaart.facts.names import normalise
from regiekaart.facts.settling import FORM_SEPARATOR
from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regiekaart.scheme.noun import Noun
    from regiekaart.study import Study


def is_alone_form(study: Study, group: int) -> bool:
    """Return whether a group has a form that only a centre city by itself has."""
    form = normalise(study.groups[group].legal_form)
    alone = (rule.alone for rule in study.scheme.rules if isinstance(rule, Form))
    return any(form == normalise(word) for words in alone for word in words)


def not_allowed(rule: Form, case: Case) -> Finding | None:
    """Return a finding if the form is not allowed, does not fit the members, or is not known."""
    problem = _problem(rule, case)
    if problem is None:
        return None
    verdict, message, hinges_on = problem
    return Finding(
        rule=rule.id,
        severity=Severity.ERROR if verdict is Verdict.BROKEN else Severity.INFO,
        verdict=verdict,
        region=case.name,
        units=case.codes(case.units),
        measured=case.study.groups[case.group].legal_form or None,
        required=_allowed(rule),
        ground=rule.ground,
        fact=message,
        hinges_on=case.codes(hinges_on),
    )


def _allowed(rule: Form) -> list[str]:
    return list(dict.fromkeys(form.nl for form in rule.forms.values()))


def _problem(rule: Form, case: Case) -> tuple[Verdict, Text, Iterable[int]] | None:
    stated = case.study.groups[case.group].legal_form
    forms = [form for form in stated.split(FORM_SEPARATOR) if form.strip()]
    name = case.name
    # A made-up study can have a group without members: nobody in it is a centre city.
    city = bool(case.study.centre_city[case.units].any())
    if len(forms) > 1:
        return Verdict.BROKEN, _several(name, forms), ()
    if forms and normalise(forms[0]) not in {normalise(form) for form in rule.forms}:
        return Verdict.BROKEN, _other_form(rule, name, forms[0]), ()
    if is_alone_form(case.study, case.group):
        return None if case.single and city else (Verdict.BROKEN, _not_alone(case), ())
    if case.single and not city:
        if len(case.unknown):
            return Verdict.OPEN, _perhaps_alone(case), case.unknown.tolist()
        return Verdict.BROKEN, _alone(case), ()
    if forms or case.centre_city_alone:
        return None
    return Verdict.OPEN, _not_known(name), ()


def _several(name: str, forms: list[str]) -> Text:
    return Text(
        f"De lijst geeft {name} meer dan één rechtsvorm: {NL.listing(forms)}.",
        f"The list gives {name} more than one legal form: {EN.listing(forms)}.",
    )


def _other_form(rule: Form, name: str, form: str) -> Text:
    allowed = list(dict.fromkeys(rule.forms.values()))
    return Text(
        f"{name} heeft als rechtsvorm {form}; toegelaten zijn "
        f"{NL.listing([f.nl for f in allowed])}.",
        f"{name} has the legal form {form}; allowed are {EN.listing([f.en for f in allowed])}.",
    )


def _special(case: Case) -> Noun:
    """Return what the units are called that may be a group by themselves."""
    return case.scheme.special or case.scheme.unit


def _not_alone(case: Case) -> Text:
    city = _special(case)
    who = case.names(case.units.tolist())
    return Text(
        f"{case.name} staat op de lijst als {city.one.nl} die alleen aanvraagt, maar dat is het "
        f"niet: de leden zijn {who.nl}."
        if not case.single
        else f"{case.name} staat op de lijst als {city.one.nl}, maar {who.nl} is er geen.",
        f"{case.name} is on the list as {city.a.en} that applies alone, which it is not: its "
        f"members are {who.en}."
        if not case.single
        else f"{case.name} is on the list as {city.a.en}, which {who.en} is not.",
    )


def _alone(case: Case) -> Text:
    city = _special(case)
    who = case.names(case.units.tolist())
    return Text(
        f"{who.nl} vormt {case.name} alleen en is geen {city.one.nl}: alleen {city.a.nl} kan "
        "zonder partners aanvragen.",
        f"{who.en} is {case.name} by itself and no {city.one.en}: only {city.a.en} can apply "
        "without partners.",
    )


def _perhaps_alone(case: Case) -> Text:
    city = _special(case)
    who, count = case.names(case.units.tolist()), len(case.unknown)
    noun = case.study.scheme.unit.count(count)
    return Text(
        f"Van {case.name} is één lid bekend, {who.nl}, dat geen {city.one.nl} is en niet alleen "
        f"kan aanvragen. Of er partners zijn, is niet te zeggen: van {NL.integer(count)} "
        f"{noun.nl} is het lidmaatschap onbekend.",
        f"Of {case.name} one member is known, {who.en}, which is no {city.one.en} and cannot apply "
        f"alone. Whether it has partners cannot be said: the membership of {EN.integer(count)} "
        f"{noun.en} is unknown.",
    )


def _not_known(name: str) -> Text:
    return Text(
        f"De rechtsvorm van {name} staat niet op de lijst.",
        f"The legal form of {name} is not on the list.",
    )
