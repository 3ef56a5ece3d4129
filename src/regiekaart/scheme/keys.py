"""What a scheme file can hold: every key once, for its reader and for its schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from regiekaart.language import Text

if TYPE_CHECKING:
    from regiekaart.tomlfile import Kind

# "id" is a word for file names and the command line; "says" a text in both languages, "noun" a
# word with its plural, "conditions" a table of texts.
SchemeKind = Literal["id", "says", "noun", "conditions"]
ONE_GROUP: Final = "one-group"
MINIMUM: Final = "minimum-population"
FITS: Final = "fits-part"
CONTIGUOUS: Final = "contiguous"
# The id that stands for the municipalities of Flanders, with all that ships of them.
FLEMISH: Final = "flanders"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a scheme file.

    Parameters
    ----------
    name
        As it is written.
    kind
        What its value is.
    about
        What it says.
    required
        Whether its table has to have it.
    allowed
        The words that it takes, if it does not take any.
    default
        What holds without it, where that is not nothing.
    rule
        The kind of rule that has it; empty for all.
    """

    name: str
    kind: Kind | SchemeKind
    about: Text
    required: bool = True
    allowed: tuple[str, ...] = ()
    default: Any = None
    rule: str = ""

    @property
    def field(self) -> str:
        """Its name in code."""
        return self.name.replace("-", "_")


NOUN: Final = (
    Key("nl", "texts", Text("Het enkelvoud en het meervoud in het Nederlands.",
                            "The singular and the plural in Dutch.")),
    Key("en", "texts", Text("Het enkelvoud en het meervoud in het Engels.",
                            "The singular and the plural in English.")),
    Key("article", "text", Text("Het Nederlandse lidwoord.", "The Dutch article."),
        required=False, allowed=("de", "het"), default="de"),
)  # fmt: skip
TOP: Final = (
    Key("id", "id", Text("De naam van het schema in bestandsnamen en op de opdrachtregel.",
                         "The name of the scheme in file names and on the command line.")),
    Key("title", "says", Text("Hoe een kaart ervan heet.", "What a map of it is called.")),
    Key("coverage-title", "says", Text("Hoe een tabel van de dekkingsgraad heet.",
                                       "What a table of its coverage is called.")),
    Key("whole", "text", Text("De naam van alle eenheden samen.",
                              "The name of all units together.")),
)  # fmt: skip
LIKE: Final = (
    Key("like", "text", Text("Eenheden die meegeleverd zijn: de gemeenten van Vlaanderen, in "
                             "plaats van alle andere sleutels van [units].",
                             "Units that ship: the municipalities of Flanders, instead of all "
                             "other keys of [units]."),
        required=False, allowed=(FLEMISH,)),
)  # fmt: skip
UNITS: Final = (
    Key("table", "path", Text(
        "CSV met een rij per eenheid: code, name, een kolom per indeling; waar het telt ook "
        "valid_from, valid_to en special (yes of no).",
        "CSV with a row per unit: code, name, a column per partition; where they matter also "
        "valid_from, valid_to and special (yes or no).")),
    Key("weights", "path", Text("CSV met een rij per eenheid en jaar: code, year, population.",
                                "CSV with a row per unit and year: code, year, population.")),
    Key("neighbours", "path", Text(
        "CSV met een rij per paar dat een grens deelt: code_a, code_b. Zonder worden ze gemeten "
        "op de grenzen.",
        "CSV with a row per pair that shares a border: code_a, code_b. Without it they are "
        "measured on the borders."), required=False),
    Key("mergers", "path", Text(
        "CSV met een rij per eenheid die opging in een andere: date, old_code, new_code.",
        "CSV with a row per unit that went up in another: date, old_code, new_code."),
        required=False),
    Key("borders", "path", Text("De grenzen, in een bestand dat GDAL leest.",
                                "The borders, in a file that GDAL reads."), required=False),
    Key("borders-code", "text", Text("De kolom met de codes in het bestand met grenzen.",
                                     "The column with the codes in the file with borders."),
        required=False, default="code"),
    Key("borders-label", "says", Text("De bron van de grenzen, zoals ze op een kaart staat.",
                                      "The source of the borders, as a map tells it."),
        required=False),
    Key("crs", "text", Text("De coördinaten van de kaarten, in meter, als EPSG-code.",
                            "The coordinates of the maps, in metres, as an EPSG code."),
        required=False, default="EPSG:31370"),
    Key("start", "day", Text("De eerste dag waarvan de tabellen weten.",
                             "The first day of which the tables know.")),
    Key("end", "day", Text("De laatste dag waarvan de tabellen weten.",
                           "The last day of which the tables know.")),
    Key("noun", "noun", Text("Hoe een eenheid heet.", "What a unit is called.")),
    Key("people", "noun", Text("Wie de gewichten tellen, zoals inwoners of leerlingen.",
                               "Whom the weights count, such as inhabitants or pupils.")),
    Key("source", "says", Text("Wie zegt welke eenheden er zijn.",
                               "Who says which units there are.")),
    Key("people-source", "says", Text("Wie de gewichten publiceert.",
                                      "Who publishes the weights.")),
    Key("people-licence", "text", Text("Onder welke licentie de gewichten gepubliceerd zijn.",
                                       "Under which licence the weights are published."),
        required=False, default=""),
    Key("special", "noun", Text("Hoe de eenheden heten waarvoor een regel een uitzondering maakt.",
                                "What the units are called of which a rule makes an exception."),
        required=False),
)  # fmt: skip
GROUP: Final = (
    Key("id", "id", Text("De naam van de groepen op de opdrachtregel en in bestanden.",
                         "The name of the groups on the command line and in files.")),
)  # fmt: skip
WORDS: Final = (
    Key("member", "says", Text("Een eenheid in een groep.", "A unit in a group.")),
    Key("outsider", "says", Text("Een eenheid in geen groep.", "A unit in no group.")),
    Key("unknown", "says", Text("Een eenheid waarvan het niet bekend is.",
                                "A unit of which it is not known.")),
)  # fmt: skip
LIST: Final = (
    Key("table", "path", Text("CSV met de groepen.", "CSV with the groups.")),
    Key("unit", "text", Text("De kolom met de code van de eenheid.",
                             "The column with the code of the unit.")),
    Key("group", "text", Text("De kolom met de naam van de groep; leeg is geen groep.",
                              "The column with the name of the group; empty is no group.")),
    Key("where", "conditions", Text("Welke rijen tellen: kolommen met wat erin staat.",
                                    "Which rows count: columns with what stands in them."),
        required=False),
    Key("cycle", "text", Text("De kolom met de cyclus; zonder geldt de tabel voor elke cyclus.",
                              "The column with the cycle; without it the table holds for each."),
        required=False),
    Key("complete", "flag", Text("Of wie niet in de tabel staat, in geen groep is.",
                                 "Whether who is not in the table is in no group.")),
    Key("source", "says", Text("Waar de tabel vandaan komt.", "Where the table comes from.")),
    Key("evidence", "text", Text("Hoe goed ze gegrond is.", "How well it is grounded."),
        required=False, allowed=("documented", "inferred", "assumed"), default="documented"),
)  # fmt: skip
CYCLE: Final = (
    Key("id", "id", Text("De naam van de cyclus, meestal een jaar.",
                         "The name of the cycle, usually a year.")),
    Key("start", "day", Text("De eerste dag.", "The first day.")),
    Key("end", "day", Text("De laatste dag; zonder is er geen einde.",
                           "The last day; without it there is no end."), required=False),
)  # fmt: skip
PARTITION: Final = (
    Key("id", "id", Text("De naam van de indeling, en van haar kolom in de tabel.",
                         "The name of the partition, and of its column in the table.")),
    Key("maps", "flag", Text("Of elk deel een eigen kaart krijgt.",
                             "Whether each part gets a map of its own."),
        required=False, default=True),
)  # fmt: skip
RULE: Final = (
    Key("kind", "text", Text("Wat de regel vraagt.", "What the rule asks."),
        allowed=(ONE_GROUP, MINIMUM, FITS, CONTIGUOUS)),
    Key("id", "id", Text("De naam van de regel.", "The name of the rule.")),
    Key("title", "says", Text("Wat ze vraagt, in enkele woorden.",
                              "What it asks, in a few words.")),
    Key("ground", "says", Text("De wet, het besluit of de publicatie waarop ze rust.",
                               "The law, decision or publication that it rests on.")),
    Key("since", "day", Text("De eerste dag waarop ze geldt.", "The first day on which it holds."),
        required=False),
    Key("minimum", "whole", Text("Het kleinste gewicht van een groep.",
                                 "The least weight of a group."), rule=MINIMUM),
    Key("partition", "text", Text("De indeling waarin een groep in één deel ligt.",
                                  "The partition in one part of which a group lies."), rule=FITS),
    Key("all-from", "day", Text(
        "De dag vanaf wanneer ze voor elke groep geldt; ervoor voor wie nieuw of gewijzigd is.",
        "The day from which it holds for every group; before, for those new or changed."),
        required=False, rule=FITS),
    Key("whole", "says", Text("Wat te zeggen is van een groep die verschillende delen volledig "
                              "dekt.", "What is to be said of a group that covers parts whole."),
        required=False, rule=FITS),
    Key("derogations", "says", Text(
        "Dat er afwijkingen kunnen zijn waarvan de gegevens niet weten: een waarschuwing dan.",
        "That derogations may exist of which the data do not know: a warning then."),
        required=False, rule=FITS),
)  # fmt: skip
# The tables of a file: the keys that stand in each, and whether there is a word besides (a noun).
TABLES: Final = {
    "units": (*LIKE, *UNITS), "group": (*GROUP, *NOUN), "words": WORDS, "list": LIST,
}  # fmt: skip
LISTS: Final = {"cycle": CYCLE, "partition": (*PARTITION, *NOUN), "rule": RULE}
TABLE_WORDS: Final = {
    "units": Text("De eenheden: die van Vlaanderen, of eigen tabellen.",
                  "The units: those of Flanders, or tables of one's own."),
    "group": Text("Hoe een groep heet.", "What a group is called."),
    "words": Text("Hoe de legenda van een kaart het zegt.", "How the legend of a map says it."),
    "list": Text("Wie in welke groep is; zonder brengt elke studie een eigen lijst mee.",
                 "Who is in which group; without it each study brings a list of its own."),
    "cycle": Text("De beleidscycli.", "The policy cycles."),
    "partition": Text("De indelingen van eigen eenheden; de eerste is de gewone.",
                      "The partitions of one's own units; the first is the usual one."),
    "rule": Text("De regels, in de volgorde waarin ze verteld worden.",
                 "The rules, in the order in which they are told."),
}  # fmt: skip
