"""What a report says in words about a study as a whole: size, who is missing, how it was counted.

Each sentence comes from the figures of the study, with singular and plural as they should be, and
says "known" wherever an unknown membership could change what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.figures import Provenance, Share
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL, Language, Text
from regiekaart.scheme.flanders import PROVINCE, REFERENCE_REGION
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.table import Cell, Column, Table
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD, study_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.study import IntArray, Study

NAMED: Final = 3
SLUGS: Final = {OUTSIDE: "no", UNKNOWN: "unknown"}
TOTAL: Final = Text("totaal", "total")
INHABITANTS: Final = Text("inwoners", "inhabitants")


def has_unknown(study: Study) -> bool:
    """Return whether the membership of any unit is unknown."""
    return bool((study.group_of == UNKNOWN).any())


def largest_first(study: Study, units: IntArray) -> list[int]:
    """Return units by inhabitants, the most first; ties by name."""
    found: list[int] = units.tolist()
    return sorted(found, key=lambda i: (-int(study.population[i]), study.names[i]))


def population_share(study: Study, units: Sequence[int]) -> Share:
    """Return the part of all inhabitants that lives in some units."""
    return Share(
        measure="population",
        group=study.scheme.whole,
        count=int(study.population[list(units)].sum()),
        unknown=0,
        total=int(study.population.sum()),
        provenance=Provenance.of(study),
    )


def key_figures(study: Study, language: Language) -> list[tuple[Text, str]]:
    """Return the figures that a reader should see first: what they count, and how many."""
    whole = coverage(study).whole
    regions = study.scheme.group.many
    of = language.say(Text("van de", "of the"))
    members = f"{language.integer(whole.units.count)} {of} {language.integer(whole.units.total)}"
    known = Text("gemeenten bekend als lid", "municipalities known to be members")
    figures = [
        (Text("dekking van de bevolking", "population coverage"), whole.population.text(language)),
        (known if whole.units.unknown else Text("gemeenten lid", "member municipalities"), members),
        (
            Text(
                f"{'bekende ' if whole.units.unknown else ''}{regions.nl}",
                f"{'known ' if whole.units.unknown else ''}{regions.en}",
            ),
            language.integer(whole.regions),
        ),
    ]
    if whole.units.unknown:
        noun = language.say(study.scheme.unit.count(whole.units.unknown))
        unknown = Text("lidmaatschap onbekend", "membership unknown")
        figures.append((unknown, f"{language.integer(whole.units.unknown)} {noun}"))
    return figures


def summary_paragraphs(study: Study, language: Language) -> list[str]:
    """Return the study in a few sentences: coverage, sizes, and who is missing."""
    sizes = size_sentence(study)
    first = coverage_sentence(coverage(study).whole, language)
    return [
        f"{first} {language.say(sizes)}" if sizes else first,
        *(
            language.say(missing_sentence(study, status))
            for status in (OUTSIDE, UNKNOWN)
            if (study.group_of == status).any()
        ),
    ]


def absent_partitions(study: Study, language: Language) -> list[str]:
    """Return a sentence per partition that did not exist yet on the date of the study."""
    return [
        language.say(
            Text(
                f"Er is geen tabel per {kind.noun.one.nl}: de eerste {kind.noun.many.nl} dateren "
                f"van {NL.date(kind.since)}.",
                f"There is no table by {kind.noun.one.en}: the first {kind.noun.many.en} date "
                f"from {EN.date(kind.since)}.",
            )
        )
        for name, kind in study.scheme.partitions.items()
        if kind.since is not None and name not in study.partitions
    ]


def size_sentence(study: Study) -> Text | None:
    """Return which group is the largest and which the smallest; None where there is no group."""
    sizes = [int(study.population[study.members(g)].sum()) for g in range(len(study.groups))]
    if not sizes:
        return None
    # `max` and `min` take the first by name where two are as large.
    high = max(range(len(sizes)), key=sizes.__getitem__)
    low = min(range(len(sizes)), key=sizes.__getitem__)
    first, last = _sized(study, high, sizes[high]), _sized(study, low, sizes[low])
    open_ = has_unknown(study)
    if len(sizes) == 1:
        known_nl, known_en = ("bekende ", "known ") if open_ else ("", "")
        return Text(
            f"Het enige {known_nl}regiegebied is {first.nl}.",
            f"The only {known_en}regie region is {first.en}.",
        )
    if open_:
        return Text(
            f"Gerekend naar de bekende leden is {first.nl} het grootste regiegebied en "
            f"{last.nl} het kleinste; onbekende lidmaatschappen kunnen dat nog veranderen.",
            f"By the known members, {first.en} is the largest regie region and {last.en} the "
            "smallest; unknown memberships may still change this.",
        )
    return Text(
        f"Het grootste regiegebied is {first.nl}; het kleinste is {last.nl}.",
        f"The largest regie region is {first.en}; the smallest is {last.en}.",
    )


def _sized(study: Study, group: int, people: int) -> Text:
    name, number = study.groups[group].name, len(study.members(group))
    noun = study.scheme.unit.count(number)
    return Text(
        f"{name} ({NL.integer(people)} inwoners in {NL.integer(number)} {noun.nl})",
        f"{name} ({EN.integer(people)} inhabitants in {EN.integer(number)} {noun.en})",
    )


def members_caveat(study: Study) -> Text | None:
    """Return the warning that goes with lists of members while some are unknown."""
    if not has_unknown(study):
        return None
    return Text(
        "Hieronder staan de bekende leden. Van andere gemeenten is het lidmaatschap onbekend: een "
        "regiegebied kan meer leden hebben, en er kunnen meer regiegebieden zijn.",
        "The members below are those that are known. The membership of other municipalities is "
        "unknown: a regie region may have more members, and there may be more regie regions.",
    )


def missing_sentence(study: Study, status: int) -> Text:
    """Return who is not a member, or of whom it is not known.

    Parameters
    ----------
    study
        The study.
    status
        `OUTSIDE` or `UNKNOWN`.
    """
    units = largest_first(study, np.flatnonzero(study.group_of == status))
    if not units:
        return _nobody(study, status)
    share = population_share(study, units)
    named = Text(*(_named(study, units, spoken) for spoken in (NL, EN)))
    single = len(units) == 1
    nl, en = (f"{spoken.integer(share.count)}" for spoken in (NL, EN))
    part_nl, part_en = share.text(NL), share.text(EN)
    size_nl = f"{nl} inwoners ({part_nl} van de bevolking)"
    size_en = f"{en} inhabitants ({part_en} of the population)"
    if status == OUTSIDE and single:
        return Text(
            f"Eén gemeente is geen lid: {study.names[units[0]]}, met {size_nl}.",
            f"One municipality is not a member: {study.names[units[0]]}, with {size_en}.",
        )
    if status == OUTSIDE:
        return Text(
            f"{NL.integer(len(units))} gemeenten zijn geen lid. Ze tellen samen {size_nl}; "
            f"{named.nl}.",
            f"{EN.integer(len(units))} municipalities are not members. Together they have "
            f"{size_en}; {named.en}.",
        )
    if single:
        return Text(
            f"Van één gemeente is het lidmaatschap onbekend: {study.names[units[0]]}, "
            f"met {size_nl}.",
            f"The membership of one municipality is unknown: {study.names[units[0]]}, "
            f"with {size_en}.",
        )
    return Text(
        f"De {NL.integer(len(units))} gemeenten waarvan het lidmaatschap onbekend is, tellen samen "
        f"{size_nl}; {named.nl}.",
        f"The {EN.integer(len(units))} municipalities whose membership is unknown have {size_en} "
        f"together; {named.en}.",
    )


def _named(study: Study, units: Sequence[int], spoken: Language) -> str:
    """Return the largest of some units, in the half sentence that ends a `missing_sentence`."""
    names = [
        f"{study.names[i]} ({spoken.integer(int(study.population[i]))})" for i in units[:NAMED]
    ]
    listed = spoken.listing(names)
    if len(units) <= NAMED:
        return spoken.say(Text(f"het gaat om {listed}", f"they are {listed}"))
    return spoken.say(Text(f"de grootste zijn {listed}", f"the largest are {listed}"))


def _nobody(study: Study, status: int) -> Text:
    if status == UNKNOWN:
        return Text(
            "Van elke gemeente is bekend of ze lid is van een regiegebied.",
            "Of every municipality it is known whether it is a member of a regie region.",
        )
    if has_unknown(study):
        return Text(
            "Van geen enkele gemeente is bekend dat ze geen lid is.",
            "Of no municipality is it known that it is not a member.",
        )
    return Text(
        "Elke gemeente is lid van een regiegebied.",
        "Every municipality is a member of a regie region.",
    )


def missing_tables(study: Study, status: int) -> list[Table]:
    """Return the overview of a status, then a list per province; nothing if no unit has it."""
    if not (study.group_of == status).any():
        return []
    return [_missing_overview(study, status), *_missing_lists(study, status)]


def _missing_overview(study: Study, status: int) -> Table:
    """Return, per province and in all, how many units and inhabitants have a status."""
    word = NOT_MEMBER if status == OUTSIDE else UNKNOWN_WORD
    provinces = study.partition(PROVINCE)
    chosen = study.group_of == status
    columns = (
        Column("group", provinces.kind.noun.one),
        Column("municipalities", study.scheme.unit.many, "count"),
        Column("population", INHABITANTS, "count"),
        Column(
            "share",
            Text(
                f"aandeel bevolking {study.scheme.whole}",
                f"share of the population of {study.scheme.whole}",
            ),
            "share",
        ),
    )
    parts: list[tuple[Cell, IntArray]] = [
        (label, np.flatnonzero(chosen & (provinces.index == part)))
        for part, label in enumerate(provinces.labels)
    ]
    parts.append((TOTAL, np.flatnonzero(chosen)))
    rows = []
    for label, units in parts:
        share = population_share(study, units.tolist())
        rows.append((label, len(units), share.count, share))
    title = Text(f"{word.nl} per provincie", f"{word.en} by province")
    name = f"missing-{SLUGS[status]}"
    return Table(name, title, study_line(study), columns, tuple(rows), fictional=study.fictional)


def _missing_lists(study: Study, status: int) -> list[Table]:
    """Return the units with a status, one table per province, the largest unit first."""
    provinces = study.partition(PROVINCE)
    regions = study.partitions.get(REFERENCE_REGION)
    columns = (
        Column("municipality", study.scheme.unit.one),
        Column("nis", Text("NIS-code", "NIS code"), "code"),
        *([Column("reference_region", regions.kind.noun.one)] if regions else []),
        Column("population", INHABITANTS, "count"),
    )
    tables = []
    for part, label in enumerate(provinces.labels):
        inside = (study.group_of == status) & (provinces.index == part)
        units = largest_first(study, np.flatnonzero(inside))
        if not units:
            continue
        rows: list[tuple[Cell, ...]] = [
            (
                study.names[i],
                study.codes[i],
                *([regions.labels[regions.index[i]]] if regions else []),
                int(study.population[i]),
            )
            for i in units
        ]
        blanks = [None] * (len(columns) - 2)
        rows.append((TOTAL, *blanks, int(study.population[units].sum())))
        tables.append(
            Table(
                f"missing-{SLUGS[status]}-{part + 1}",
                Text.same(label),
                study_line(study),
                columns,
                tuple(rows),
                fictional=study.fictional,
            )
        )
    return tables


GRADES: Final = {
    Evidence.DOCUMENTED: Text(
        "gedocumenteerd: een bron zegt het voor deze cyclus",
        "documented: a source says so for this cycle",
    ),
    Evidence.INFERRED: Text(
        "afgeleid: het volgt uit een bron over een ander moment of over het gebied als geheel",
        "inferred: it follows from a source on another moment or on the region as a whole",
    ),
    Evidence.ASSUMED: Text(
        "aangenomen: er is geen bron bij opgegeven die het aantoont",
        "assumed: no source is given that shows it",
    ),
}


def method_sentences(study: Study) -> list[Text]:
    """Return how the figures were made, a paragraph each."""
    nl_day, en_day = NL.date(study.date), EN.date(study.date)
    listed = (
        Text("De gebruikte lijst is volledig.", "The list that was used is complete.")
        if study.complete
        else Text("De gebruikte lijst is onvolledig.", "The list that was used is partial.")
    )
    paragraphs = [
        Text(
            "De dekkingsgraad is het aandeel dat lid is van een regiegebied. Voor de gemeenten: "
            "het aantal leden gedeeld door het aantal gemeenten. Voor de bevolking: de inwoners "
            "van de leden gedeeld door alle inwoners. Gemeenten, indelingen en lidmaatschappen "
            f"zijn die van {nl_day}; inwoners zijn geteld op 1 januari {study.population_year}.",
            "Coverage is the share that is a member of a regie region. For the municipalities: "
            "the members divided by all municipalities. For the population: the inhabitants of "
            "the members divided by all inhabitants. Municipalities, divisions and memberships "
            f"are those of {en_day}; inhabitants are counted on 1 January "
            f"{study.population_year}.",
        ),
        Text(
            "Lidmaatschap heeft drie waarden: lid, geen lid en onbekend. Op een volledige lijst is "
            "wie er niet op staat, geen lid; op een onvolledige lijst is dat onbekend. "
            f"{listed.nl} Onbekend telt nooit als lid en nooit als geen lid.",
            "Membership has three values: member, not a member, and unknown. On a complete list, "
            "who is not on it is not a member; on a partial list, that is unknown. "
            f"{listed.en} Unknown is never counted as a member, nor as not a member.",
        ),
        Text(
            "Waar lidmaatschappen onbekend zijn, is de dekkingsgraad daarom een interval: de "
            "ondergrens telt alleen de bekende leden, de bovengrens telt ook alle onbekende mee.",
            "Where memberships are unknown, coverage is therefore an interval: the lower bound "
            "counts the known members only, the upper bound counts all unknown ones as well.",
        ),
        Text(
            "Aantallen zijn exact. Percentages zijn afgerond op twee decimalen, zodat afgeronde "
            "percentages bij het optellen een honderdste kunnen verschillen.",
            "Counts are exact. Percentages are rounded to two decimals, so that rounded "
            "percentages may differ by a hundredth when added up.",
        ),
    ]
    words = dict(GRADES)
    if study.fictional:
        words[Evidence.ASSUMED] = Text(
            "verzonnen: voor het voorbeeld bedacht", "made up: invented for the example"
        )
    grades = [words[grade] for grade, _ in Provenance.of(study).evidence]
    if grades:
        nl, en = ("; ".join(spoken.say(g) for g in grades) for spoken in (NL, EN))
        paragraphs.append(Text(f"Bewijs van een lidmaatschap – {nl}.", f"Evidence – {en}."))
    return paragraphs
