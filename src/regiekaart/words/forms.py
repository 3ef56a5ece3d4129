"""The legal forms of the groups in a sentence: how many of each, and how many are not known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regiekaart.analysis.rules.form import is_alone_form
from regiekaart.facts.names import normalise
from regiekaart.language import EN, NL, Text, both
from regiekaart.scheme.rules import Form

if TYPE_CHECKING:
    from regiekaart.study import Study


def form_words(study: Study, stated: str) -> Text:
    """Return a legal form in both languages; one that the scheme does not know stays as it is.

    Parameters
    ----------
    study
        The study, whose scheme names the forms.
    stated
        The form as a list has it.
    """
    for rule in study.scheme.rules:
        known = rule.forms.items() if isinstance(rule, Form) else ()
        for spelling, form in known:
            if normalise(spelling) == normalise(stated):
                return form
    return Text.same(stated)


def forms_sentence(study: Study) -> Text | None:
    """Return how many groups have which legal form; None where no form is known.

    Parameters
    ----------
    study
        The study. A form that its list does not have is not guessed.
    """
    counted: Counter[Text] = Counter()
    for number, group in enumerate(study.groups):
        if group.legal_form:
            form = form_words(study, group.legal_form)
            counted[_alone(form) if is_alone_form(study, number) else form] += 1
    if not counted:
        return None
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].nl))
    nl = NL.listing([f"{NL.integer(number)} keer {form.nl}" for form, number in ordered])
    en = EN.listing([f"{EN.integer(number)} × {form.en}" for form, number in ordered])
    rest = len(study.groups) - counted.total()
    if not rest:
        return Text(f"Rechtsvorm: {nl}.", f"Legal form: {en}.")
    left, noun = both(rest), study.scheme.group.count(rest)
    return Text(
        f"Rechtsvorm: {nl}; van {left.nl} {noun.nl} staat die niet op de lijst.",
        f"Legal form: {en}; of {left.en} {noun.en} it is not on the list.",
    )


def _alone(form: Text) -> Text:
    return Text(f"{form.nl} alleen", f"{form.en} alone")
