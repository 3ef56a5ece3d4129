"""What a reader has to know of a subsidy: what is approximate, what is missing, the sources."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.figures import Provenance
from regiekaart.analysis.splitting import where
from regiekaart.analysis.staircase import Staircase
from regiekaart.errors import Problem, Severity
from regiekaart.facts.published import published_figures
from regiekaart.language import EN, NL, Text, both, capital
from regiekaart.scheme.noun import Noun
from regiekaart.study import UNKNOWN
from regiekaart.words.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regiekaart.analysis.awards import Awards
    from regiekaart.analysis.distribution import Distribution
    from regiekaart.analysis.splitting import Split
    from regiekaart.study import Study

MOST_NAMES: Final = 10
MARK: Final = "\N{ALMOST EQUAL TO}"
APPROXIMATION: Final = Text("benadering", "approximation")
# What amounts rest on while of some municipality nobody knows where it belongs.
SUPPOSED: Final = Text(
    "gesteld dat dit alle regiegebieden en al hun leden zijn",
    "supposing that these are all the regions and all their members",
)
JOBSEEKERS: Final = Noun(Text("werkzoekende", "jobseeker"), Text("werkzoekenden", "jobseekers"))


def notes_of(found: Awards, *, bounds: bool = False) -> list[Text]:
    """Return what a reader has to know of a distribution.

    Parameters
    ----------
    found
        The amounts.
    bounds
        Whether the bounds of approximate amounts are shown too.
    """
    if isinstance(found, Staircase):
        rest = [*_staircase_notes(found)]
    else:
        bounds_too = [_bounds_note(found)] if bounds and found.splits else []
        rest = [*_split_notes(found), *bounds_too, *_key_notes(found)]
    return [*_announced_notes(found), *_partial_notes(found.study), *rest]


def is_partial(study: Study) -> bool:
    """Return whether there may be other members, or other groups, than the amounts count with."""
    return bool((study.group_of == UNKNOWN).any())


def announced_regions(study: Study) -> int | None:
    """Return how many groups were announced for the cycle; None if none were, or nobody knows."""
    if study.fictional:
        return None
    return next(
        (
            figure.count
            for figure in published_figures()
            if (figure.measure, figure.scope) == ("regions", study.scheme.whole)
            and figure.as_of == study.cycle.id
        ),
        None,
    )


def _announced_notes(found: Awards) -> Iterable[Text]:
    """Yield what the equal part would be with as many groups as were announced."""
    here, announced = len(found.rows), announced_regions(found.study)
    if announced is None or announced == here or not is_partial(found.study):
        return
    if isinstance(found, Staircase):
        yield Text(
            f"Aangekondigd zijn {NL.integer(announced)} regiegebieden; hier zijn er "
            f"{NL.integer(here)} geteld, dus het totaal is niet dat van de cyclus.",
            f"{EN.integer(announced)} regie regions were announced; {EN.integer(here)} are counted "
            "here, so the total is not that of the cycle.",
        )
        return
    pot = Fraction(sum(row.amount_equal for row in found.rows))
    equal, more = pot / announced, pot / here - pot / announced
    nl, en = ("hoger", "higher") if more > 0 else ("lager", "lower")
    yield Text(
        f"Met de {NL.integer(announced)} aangekondigde regiegebieden is het gelijke deel "
        f"{NL.decimal(equal, 2)} euro; hier, met {NL.integer(here)}, is elk gelijk deel "
        f"{NL.decimal(abs(more), 2)} euro {nl}.",
        f"With the {EN.integer(announced)} announced regie regions the equal part is "
        f"{EN.decimal(equal, 2)} euro; here, with {EN.integer(here)}, each equal part is "
        f"{EN.decimal(abs(more), 2)} euro {en}.",
    )


def _partial_notes(study: Study) -> Iterable[Text]:
    unknown = [study.names[i] for i in (study.group_of == UNKNOWN).nonzero()[0]]
    if not unknown:
        return
    noun, count = study.scheme.unit.count(len(unknown)), both(len(unknown))
    few = len(unknown) <= MOST_NAMES
    names = Text(*(f" ({lang.listing(unknown)})" if few else "" for lang in (NL, EN)))
    yield Text(
        f"Een rekenvoorbeeld: van {count.nl} {noun.nl}{names.nl} is het lidmaatschap onbekend. De "
        "bedragen gelden alleen als dit alle regiegebieden en al hun leden zijn; met meer leden of "
        "regiegebieden verandert elk bedrag.",
        f"A worked example: the membership of {count.en} {noun.en}{names.en} is unknown. The "
        "amounts hold only if these are all the regions and all their members; with more members "
        "or regions every amount changes.",
    )


def _staircase_notes(found: Staircase) -> Iterable[Text]:
    yield Text(
        "Een regiegebied zonder centrumstad krijgt hoogstens 50.000 euro, een met een "
        "centrumstad hoogstens 50.000 euro meer dan die stad alleen; een centrumstad alleen krijgt "
        "ook onder 60.000 inwoners de eerste trap.",
        "A partnership without a centre city gets at most 50,000 euro, one with a centre city at "
        "most 50,000 euro more than that city alone; a centre city alone gets the first step even "
        "below 60,000 inhabitants.",
    )
    year, ground = found.population_year, found.scheme.ground
    yield Text(
        f"Inwoners: Statbel, 1 januari {year}. Regeling: {ground.nl}.",
        f"Inhabitants: Statbel, 1 January {year}. Scheme: {ground.en}.",
    )


def split_warnings(*sides: Awards) -> list[Problem]:
    """Return one warning of all municipalities of which the jobseekers were divided, or none.

    Parameters
    ----------
    sides
        The distributions that are shown; their notes tell how each was divided.
    """
    names = dict.fromkeys(
        split.name for side in sides if not isinstance(side, Staircase) for split in side.splits
    )
    if not names:
        return []
    count, one = both(len(names)), len(names) == 1
    nl, en = NL.listing(list(names)), EN.listing(list(names))
    nouns = ("municipality", "fusiegemeente") if one else ("municipalities", "fusiegemeenten")
    message = Text(
        f"benadering: de werkzoekenden van {count.nl} {nouns[1]} ({nl}) zijn over de vroegere "
        "gemeenten verdeeld; hoe, staat onder de tabel en in de uitvoer als JSON",
        f"approximation: the jobseekers of {count.en} merged {nouns[0]} ({en}) are divided over "
        "the earlier municipalities; how is told below the table and in the output as JSON",
    )
    return [Problem(message=message, severity=Severity.WARNING)]


def _split_text(found: Distribution, split: Split) -> Text:
    parts = [(p.name, where(found.study, p.nis, p.region), p.count) for p in split.parts]
    nl = ", ".join(f"{name} ({place.nl}) {NL.integer(n)}" for name, place, n in parts)
    en = ", ".join(f"{name} ({place.en}) {EN.integer(n)}" for name, place, n in parts)
    count, noun = both(split.count), JOBSEEKERS.count(split.count)
    one = split.count == 1
    return Text(
        f"benadering: de {count.nl} {noun.nl} van {split.name} in {found.jobseekers_year} "
        f"{'is' if one else 'zijn'} naar bevolking {found.ages} verdeeld over de gemeenten van "
        f"voor de fusie: {nl}",
        f"approximation: the {count.en} {noun.en} of {split.name} in {found.jobseekers_year} "
        f"{'is' if one else 'are'} divided by population {found.ages} over the parts of before "
        f"the merger: {en}",
    )


def _split_notes(found: Distribution) -> Iterable[Text]:
    for split in found.splits:
        text = _split_text(found, split)
        yield Text(f"{MARK} {capital(text.nl)}.", f"{MARK} {capital(text.en)}.")
    if found.splits:
        yield Text(
            f"{MARK} in de tabel: daar telt zo'n vroegere gemeente mee, zodat de werkzoekenden en "
            "het bedrag een benadering zijn.",
            f"{MARK} in the table: such an earlier municipality counts there, so that the "
            "jobseekers and the amount are approximate.",
        )


def _bounds_note(found: Distribution) -> Text:
    """Return what the column with the bounds says."""
    nl = (
        "Tussen: het laagste en het hoogste totaal zonder enige aanname over waar de met "
        f"{MARK} genoemde werkzoekenden woonden, dus ook als ze allen in één vroegere gemeente "
        "woonden."
    )
    en = (
        "Between: the lowest and the highest total without any assumption on where the jobseekers "
        f"named with {MARK} lived, so even if all of them lived in one earlier municipality."
    )
    if any(split.leaks for split in found.splits):
        nl += (
            " Wie in een gemeente buiten deze regiegebieden woonde, telt niet mee: daardoor kunnen "
            "ook de andere totalen wat verschuiven (hun grenzen staan in de uitvoer als CSV en "
            "JSON)."
        )
        en += (
            " Who lived in a municipality outside these regions does not count: that may shift the "
            "other totals a little too (their bounds are in the output as CSV and JSON)."
        )
    return Text(nl, en)


def _key_notes(found: Distribution) -> Iterable[Text]:
    for lack in found.missing:
        yield Text(
            f"Geen cijfer over de werkzoekenden van {lack.name} in {found.jobseekers_year}: het "
            f"aantal van {lack.region} is een ondergrens, want voor {lack.name} is niets geteld.",
            f"No figure on the jobseekers of {lack.name} in {found.jobseekers_year}: the number of "
            f"{lack.region} is a lower bound, since nothing is counted for {lack.name}.",
        )
    parts_of = [row.amount_equal for row in found.rows]
    more = sum(amount > min(parts_of) for amount in parts_of)
    if more:
        yield Text(
            f"Het gelijke deel gaat niet op in centen: {NL.integer(more)} "
            f"{'regiegebied krijgt' if more == 1 else 'regiegebieden krijgen'}, in alfabetische "
            "volgorde, 1 cent meer.",
            f"The equal part is no whole number of cents: {EN.integer(more)} "
            f"{'region gets' if more == 1 else 'regions get'} 1 cent more, in the order of the "
            "alphabet.",
        )
    keys = [(pot.share, pot.noun) for pot in found.scheme.pots]
    keys_nl = NL.listing([f"{NL.percent(share, 0)} {noun.nl}" for share, noun in keys])
    keys_en = EN.listing([f"{EN.percent(share, 0)} {noun.en}" for share, noun in keys])
    yield Text(
        f"Sleutels: {keys_nl}. Welke leeftijden de beroepsactieve leeftijd uitmaken, is niet "
        f"gepubliceerd: hier {found.ages} jaar.",
        f"Keys: {keys_en}. Which ages are the working age is not published: here {found.ages}.",
    )
    yield Text(
        f"Bevolking naar leeftijd: Statbel, 1 januari {found.working_age_year}. Werkzoekenden: "
        f"VDAB, via provincies in cijfers, werkzoekenden zonder werk, gemiddelde van "
        f"{found.jobseekers_year}, op de gemeenten van 2025 (niet de oudere reeks NWWZ).",
        f"Population by age: Statbel, 1 January {found.working_age_year}. Jobseekers: VDAB, "
        "through provincies in cijfers, jobseekers without work, average of "
        f"{found.jobseekers_year}, on the municipalities of 2025 (not the older series NWWZ).",
    )


def settings_of(found: Awards) -> dict[str, Text]:
    """Return what a distribution was made of, by the name of the setting."""
    scheme = Text(f"regeling {found.scheme.id}", f"scheme {found.scheme.id}")
    if isinstance(found, Staircase):
        year = found.population_year
        return {"scheme": scheme, "year": Text(f"inwoners {year}", f"inhabitants {year}")}
    age_year, seeker_year = found.working_age_year, found.jobseekers_year
    return {
        "scheme": scheme,
        "budget": Text(
            f"budget {NL.decimal(found.budget, 2)}", f"budget {EN.decimal(found.budget, 2)}"
        ),
        "ages": Text(f"{found.ages} jaar", f"aged {found.ages}"),
        "working-age": Text(f"bevolking {age_year}", f"population {age_year}"),
        "jobseekers": Text(f"werkzoekenden {seeker_year}", f"jobseekers {seeker_year}"),
    }


def approximation(*, sheet: bool) -> Column:
    """Return the column that marks what is approximate: narrow, or in words on a sheet."""
    return Column("approximation", APPROXIMATION if sheet else Text.same(MARK))


def mark(approximate: bool, *, sheet: bool) -> Text:
    """Return the cell of that column."""
    if not approximate:
        return Text.same("")
    return APPROXIMATION if sheet else Text.same(MARK)


def notes_once(tables: Iterable[Table]) -> list[Table]:
    """Return tables that are printed one below the other, each note at its first table only."""
    told: set[Text] = set()
    result = []
    for table in tables:
        result.append(replace(table, notes=tuple(n for n in table.notes if n not in told)))
        told.update(table.notes)
    return result


def framed(  # noqa: PLR0913 - a table has many sides
    found: Awards,
    name: str,
    title: Text,
    columns: Sequence[Column],
    rows: Iterable[tuple[Cell, ...]],
    *,
    first: Iterable[Text] = (),
    last: Iterable[Text] = (),
    approximate: bool = False,
    bounds: bool = False,
) -> Table:
    """Return a table with its notes; its subtitle names the years that count here.

    Parameters
    ----------
    found
        The distribution whose notes and settings it has.
    first, last
        Notes of the table itself: before those of the distribution, and after them.
    approximate
        Whether an amount in it is; then the title says so.
    bounds
        Whether the bounds of approximate amounts are in it.
    """
    if approximate:
        title = Text(f"{title.nl} (deels bij benadering)", f"{title.en} (partly approximate)")
    study = found.study
    origin = Provenance.of(study)
    listed = study.membership_source
    notes = [
        *dict.fromkeys([*first, *notes_of(found, bounds=bounds), *last]),
        Text(f"Lidmaatschap: {listed.nl}.", f"Membership: {listed.en}."),
        Text(origin.evidence_line(NL), origin.evidence_line(EN)),
    ]
    cycle = study.cycle.phrase
    years = [text for key, text in settings_of(found).items() if key != "budget"]
    subtitle = Text(
        " · ".join([cycle.nl, f"toestand op {NL.date(study.date)}", *(t.nl for t in years)]),
        " · ".join([cycle.en, f"situation on {EN.date(study.date)}", *(t.en for t in years)]),
    )
    return Table(name, title, subtitle, tuple(columns), tuple(rows), tuple(notes), study.fictional)
