"""How the figures of a report were made, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.figures import Provenance
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from regiekaart.study import Study

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
