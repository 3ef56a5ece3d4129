"""How the figures of a report were made, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.figures import Provenance
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL, Text, capital

if TYPE_CHECKING:
    from regiekaart.study import Study

ASSUMED: Final = Text(
    "aangenomen: er is geen bron bij opgegeven die het aantoont",
    "assumed: no source is given that shows it",
)


def grade_words(study: Study) -> dict[Evidence, Text]:
    """Return what each grade of evidence means, in the words of a study's scheme."""
    group = study.scheme.group.short.the
    # What has no end is no cycle that a reader would call so.
    when = Text("deze cyclus", "this cycle")
    if study.cycle.end is None:
        when = Text("deze periode", "this period")
    return {
        Evidence.DOCUMENTED: Text(
            f"gedocumenteerd: een bron zegt het voor {when.nl}",
            f"documented: a source says so for {when.en}",
        ),
        Evidence.INFERRED: Text(
            f"afgeleid: het volgt uit een bron over een ander moment of over {group.nl} als geheel",
            f"inferred: it follows from a source on another moment or on {group.en} as a whole",
        ),
        Evidence.ASSUMED: ASSUMED,
    }


def method_sentences(study: Study) -> list[Text]:
    """Return how the figures were made, a paragraph each."""
    nl_day, en_day = NL.date(study.date), EN.date(study.date)
    listed = (
        Text("De gebruikte lijst is volledig.", "The list that was used is complete.")
        if study.complete
        else Text("De gebruikte lijst is onvolledig.", "The list that was used is partial.")
    )
    scheme = study.scheme
    units, people, group = scheme.unit.many, scheme.people.many, scheme.group.a
    dated, counted = units, scheme.counted(study.population_year)
    if study.partitions:
        dated = Text(f"{units.nl}, indelingen", f"{units.en}, divisions")
    paragraphs = [
        Text(
            f"De dekkingsgraad is het aandeel dat lid is van {group.nl}. Voor de {units.nl}: "
            f"het aantal leden gedeeld door het aantal {units.nl}. Voor de bevolking: de "
            f"{people.nl} van de leden gedeeld door alle {people.nl}. {capital(dated.nl)} en "
            f"lidmaatschappen zijn die van {nl_day}; {people.nl} zijn geteld "
            f"{counted.nl}.",
            f"Coverage is the share that is a member of {group.en}. For the {units.en}: "
            f"the members divided by all {units.en}. For the population: the {people.en} of "
            f"the members divided by all {people.en}. {capital(dated.en)} and memberships "
            f"are those of {en_day}; {people.en} are counted "
            f"{counted.en}.",
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
    words = grade_words(study)
    if study.fictional:
        words[Evidence.ASSUMED] = Text(
            "verzonnen: voor het voorbeeld bedacht", "made up: invented for the example"
        )
    grades = [words[grade] for grade, _ in Provenance.of(study).evidence]
    if grades:
        nl, en = ("; ".join(spoken.say(g) for g in grades) for spoken in (NL, EN))
        paragraphs.append(Text(f"Bewijs van een lidmaatschap – {nl}.", f"Evidence – {en}."))
    return paragraphs
