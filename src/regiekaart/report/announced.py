"""What was announced of a cycle, in sentences to stand beside what is known of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.audit.model import moment, percent
from regiekaart.analysis.audit.possible import possible_population_share
from regiekaart.analysis.audit.printed import Convention, possible_shares
from regiekaart.facts.published import MEASURES, day_of, published_figures
from regiekaart.language import EN, NL, Language, Text, both
from regiekaart.study import UNKNOWN
from regiekaart.words.announcements import announced, share_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.facts.published import PublishedFigure
    from regiekaart.scheme.model import Cycle
    from regiekaart.study import Study
    from regiekaart.words.announcements import Announced

SIGNED: Final = "agreement_municipalities"
EXPECTED: Final = "agreement_municipalities_forecast"
NEW: Final = "new_municipalities"
FORMS: Final = "regions_"


def said(words: Callable[[Language], str]) -> Text:
    """Return what a function says in both languages."""
    return Text(words(NL), words(EN))


def announced_sentence(study: Study) -> Text | None:
    """Return what was announced of the cycle's coverage, and where; None where nothing was."""
    found = announced(study.scheme, study.cycle)
    if found is None:
        return None
    counted = found.units.count is not None and found.units.total is not None
    units, people = _units(found.units), share_words(found.people)
    where, when = found.people.publication, moment(found.people.published_on)
    # What was published of an earlier year, or before the day of the study, is past.
    own_year = found.people.published_on.startswith(found.cycle)
    then = not own_year or study.date.year > int(found.cycle)
    nl_be = ("waren" if counted else "was") if then else ("zijn" if counted else "is")
    of, when_so = _of_regions(found), f" in {found.cycle}" if then else ""
    en_be = f"{'were' if then else 'are'} members{of.en}{when_so}"
    return Text(
        f"Volgens ‘{where}’ ({when.nl}) {nl_be} {units.nl}{when_so} lid{of.nl}, goed voor "
        f"{people.nl} van de bevolking.",
        f"According to ‘{where}’ ({when.en}), {units.en} {en_be}, with {people.en} of the "
        "population.",
    )


def _of_regions(found: Announced) -> Text:
    """Return of how many groups they are members; empty where their number was not announced."""
    if found.groups is None or found.groups.count is None:
        return Text("", "")
    count = both(found.groups.count)
    return Text(
        f" van een van de {count.nl} regiegebieden", f" of one of the {count.en} regie regions"
    )


def _units(figure: PublishedFigure) -> Text:
    """Return a coverage of municipalities as it was printed: the count, else the share."""
    if figure.count is not None and figure.total is not None:
        count, total = both(figure.count), both(figure.total)
        return Text(
            f"{count.nl} van de {total.nl} gemeenten",
            f"{count.en} of the {total.en} municipalities",
        )
    share = share_words(figure)
    return Text(f"{share.nl} van de gemeenten", f"{share.en} of the municipalities")


def announced_change(study: Study) -> Text | None:
    """Return what was announced of the change since the cycle that a study is compared with.

    None where nothing was announced, or there is no such cycle.
    """
    earlier = _compared_with(study)
    before = None if earlier is None else announced(study.scheme, earlier)
    now = announced(study.scheme, study.cycle)
    if before is None or now is None:
        return None
    units, people = _grown(before.units, now.units), _from_to(before.people, now.people)
    return Text(
        f"Aangekondigd, {before.cycle} tegenover {now.cycle}: {units.nl} en {people.nl} van de "
        "bevolking.",
        f"Announced, {before.cycle} against {now.cycle}: {units.en} and {people.en} of the "
        "population.",
    )


def _compared_with(study: Study) -> Cycle | None:
    if study.before_choice is not None and study.before_choice.cycle is not None:
        return study.scheme.cycle(study.before_choice.cycle)
    return study.scheme.cycle_before(study.cycle)


def announced_new(study: Study) -> Text | None:
    """Return how many municipalities were announced as new, where that is not the growth."""
    earlier, now = _compared_with(study), announced(study.scheme, study.cycle)
    # What is new was announced against the cycle before, and no other.
    if earlier is None or earlier != study.scheme.cycle_before(study.cycle):
        return None
    before = announced(study.scheme, earlier)
    if before is None or now is None:
        return None
    found = _figure(study, NEW, now)
    if found is None or found.count is None or before.units.count is None:
        return None
    growth, count = (now.units.count or 0) - before.units.count, both(found.count)
    if growth >= found.count:
        return None
    grown, gone = both(growth), both(found.count - growth)
    return Text(
        f"‘{found.publication}’ noemt {count.nl} nieuwe gemeenten; bij een groei met "
        f"{grown.nl} kan dat alleen als er ook {gone.nl} wegvielen.",
        f"‘{found.publication}’ mentions {count.en} new municipalities; with a growth of "
        f"{grown.en} that can only be if {gone.en} left as well.",
    )


def announced_forms(study: Study) -> Text | None:
    """Return how many groups of which legal form were announced; None where they were not."""
    now = announced(study.scheme, study.cycle)
    if now is None:
        return None
    forms = [f for m in MEASURES if m.startswith(FORMS) and (f := _figure(study, m, now))]
    counted = [(f.count, MEASURES[f.measure]) for f in forms if f.count]
    if not counted:
        return None
    nl = NL.listing([f"{NL.integer(count)} {noun.nl}" for count, noun in counted])
    en = EN.listing([f"{EN.integer(count)} {noun.en}" for count, noun in counted])
    return Text(f"Aangekondigd in {now.cycle}: {nl}.", f"Announced in {now.cycle}: {en}.")


def _figure(study: Study, measure: str, now: Announced) -> PublishedFigure | None:
    """Return another figure of the publication in which a cycle was announced."""
    return next(
        (
            f
            for f in published_figures()
            if (f.measure, f.scope, f.as_of) == (measure, study.scheme.whole, now.cycle)
            and f.publication == now.people.publication
        ),
        None,
    )


def _grown(before: PublishedFigure, now: PublishedFigure) -> Text:
    """Return the growth in municipalities: by their number where both are out of the same total."""
    if before.count is None or now.count is None or before.total != now.total:
        shares = _from_to(before, now)
        return Text(f"{shares.nl} van de gemeenten", f"{shares.en} of the municipalities")
    was, becomes, more = both(before.count), both(now.count), now.count - before.count
    return Text(
        f"van {was.nl} naar {becomes.nl} gemeenten ({more:+d})",
        f"from {was.en} to {becomes.en} municipalities ({more:+d})",
    )


def _from_to(before: PublishedFigure, now: PublishedFigure) -> Text:
    was, becomes = share_words(before), share_words(now)
    return Text(f"van {was.nl} naar {becomes.nl}", f"from {was.en} to {becomes.en}")


def possible_sentence(study: Study) -> Text | None:
    """Return whether the announced coverage can be true, given the members that are known.

    Returns
    -------
    Text or None
        None where no number of members was announced, where that number is of another number of
        municipalities than the study has, or where no membership is unknown.
    """
    found = announced(study.scheme, study.cycle)
    unknown = int((study.group_of == UNKNOWN).sum())
    if found is None or found.units.count is None or not unknown:
        return None
    if found.units.total != len(study.codes):
        return None
    members, share = found.units.count, share_words(found.people)
    count = both(members)
    groups = Text("", "")
    if found.groups is not None and found.groups.count is not None:
        number = both(found.groups.count)
        groups = Text(f"{number.nl} regiegebieden, ", f"{number.en} regie regions, ")
    head = Text(
        f"Aangekondigd: {groups.nl}{count.nl} gemeenten en {share.nl} van de bevolking.",
        f"Announced: {groups.en}{count.en} municipalities and {share.en} of the population.",
    )
    tail = _held_against(study, found.people, members, unknown)
    return Text(f"{head.nl} {tail.nl}", f"{head.en} {tail.en}")


def _held_against(study: Study, people: PublishedFigure, members: int, unknown: int) -> Text:
    known, count = int(np.count_nonzero(study.group_of >= 0)), both(members)
    bounds, span = possible_population_share(study, members), possible_shares(people, _ANY)
    if bounds is None or span is None:
        low, high = both(known), both(known + unknown)
        return Text(
            f"Dat kan niet volgens onze lijst: daarop staan minstens {low.nl} en hoogstens "
            f"{high.nl} leden.",
            f"By our list that cannot be: it has at least {low.en} and at most {high.en} members.",
        )
    low, high = percent(bounds.low), percent(bounds.high)
    possible = span.meets(bounds)
    verdict = Text("mogelijk", "possible")
    if not possible:
        verdict = Text("volgens onze lijst niet mogelijk", "not possible by our list")
    first = Text(
        f"Met {count.nl} leden ligt de dekking tussen {low.nl} en {high.nl}; het aangekondigde "
        f"cijfer is dus {verdict.nl}.",
        f"With {count.en} members, coverage lies between {low.en} and {high.en}; the announced "
        f"figure is therefore {verdict.en}.",
    )
    then = _then(members - known, unknown) if possible else Text("", "")
    return Text(f"{first.nl} {then.nl}".strip(), f"{first.en} {then.en}".strip())


_ANY: Final = Convention.EITHER


def _then(more: int, unknown: int) -> Text:
    """Return how many of the unknown are members if the announced number is right."""
    total, members, rest = both(unknown), both(more), both(unknown - more)
    if unknown == 1:
        nl, en = ("wél lid", "a member") if more else ("geen lid", "not a member")
        return Text(
            f"Dan is de ene gemeente met onbekend lidmaatschap {nl}.",
            f"Then the one municipality of unknown membership is {en}.",
        )
    if more in {0, unknown}:
        nl, en = ("geen", "none") if more == 0 else ("elk", "each")
        return Text(
            f"Dan is {nl} van de {total.nl} gemeenten met onbekend lidmaatschap lid.",
            f"Then {en} of the {total.en} municipalities of unknown membership is a member.",
        )
    be, en_be = ("is", "is") if more == 1 else ("zijn", "are")
    noun = "a member" if more == 1 else "members"
    return Text(
        f"Dan {be} {members.nl} van de {total.nl} gemeenten met onbekend lidmaatschap wél lid en "
        f"{rest.nl} niet; welke, weten we niet.",
        f"Then {members.en} of the {total.en} municipalities of unknown membership {en_be} {noun} "
        f"and {rest.en} {'is' if unknown - more == 1 else 'are'} not; which ones, we do not know.",
    )


def announced_agreements(study: Study) -> Text | None:
    """Return the agreements that were last published before the end of the cycle, and expected.

    None where nothing was published of them.
    """
    if not study.scheme.has_claims:
        return None
    whole = [f for f in published_figures() if f.scope == study.scheme.whole and f.count]
    end = study.cycle.end or date.max
    days = {f.id: day_of(f.as_of) for f in whole if f.measure == SIGNED}
    signed = [f for f in whole if (on := days.get(f.id)) is not None and on <= end]
    if not signed:
        return None
    last = max(signed, key=lambda f: days[f.id] or end)
    expected = next(
        (f for f in whole if f.measure == EXPECTED and f.publication == last.publication), None
    )
    count, total = both(last.count or 0), both(last.total or 0)
    day, share = moment(last.as_of), share_words(last)
    then = Text("", "")
    if expected is not None and expected.count is not None:
        number, later = both(expected.count), moment(expected.as_of)
        then = Text(
            f", en werden er {number.nl} verwacht tegen {later.nl}",
            f", and {number.en} were expected by {later.en}",
        )
    return Text(
        f"Volgens ‘{last.publication}’ ({day.nl}) hadden {count.nl} van de {total.nl} gemeenten "
        f"({share.nl}) een overeenkomst{then.nl}.",
        f"According to ‘{last.publication}’ ({day.en}), {count.en} of the {total.en} "
        f"municipalities ({share.en}) had an agreement{then.en}.",
    )
