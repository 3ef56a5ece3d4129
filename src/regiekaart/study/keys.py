"""What a study file can hold: every key once, for its reader, its schema and its explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.boundaries import EMBEDDED
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.funding import AGES, KEYS_2023, SCHEMES, SPLITS

if TYPE_CHECKING:
    from regiekaart.tomlfile import Kind

# The parts and the formats of a build, which is higher in the house and takes them by these names.
PARTS: Final = ("tables", "maps", "web", "report", "export")
MAP_FORMATS: Final = ("png", "svg", "pdf")
REPORT_FORMATS: Final = ("html", "pdf", "docx", "xlsx")
EXPORT_FORMATS: Final = ("gpkg", "geojson", "csv", "xlsx")
LEAST_DPI, MOST_DPI = 50, 600
CYCLES: Final = tuple(cycle.id for cycle in FLANDERS.cycles)
NEWEST: Final = FLANDERS.newest_cycle


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One key of a study file.

    Parameters
    ----------
    name
        As it is written in the file.
    field
        The field of a choice that it sets.
    kind
        What its value is.
    about
        What it decides, in a sentence.
    without
        What holds where the file does not have it.
    example
        A value of it, as Python has it, or a word per language; the default where there is one.
    default
        Whether the example is what holds without the key.
    allowed
        The words that it takes, if it does not take any.
    least, most
        The bounds of a number.
    required
        Whether its table has to have it.
    """

    name: str
    field: str
    kind: Kind
    about: Text
    without: Text
    example: Any
    default: bool = False
    allowed: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    required: bool = False


STUDY: Final = (
    Key(name="scheme", field="scheme", kind="text", example=FLANDERS.id, default=True,
        about=Text(
            "Het schema: wat de groepen zijn en aan welke regels ze voldoen; een naam of een "
            "bestand (.toml).",
            "The scheme: what the groups are and which rules they meet; a name or a file (.toml)."),
        without=Text("de lokale regiegebieden", "the regie regions")),
    Key(name="cycle", field="cycle", kind="text", allowed=CYCLES, example=NEWEST.id, default=True,
        about=Text("De beleidscyclus.", "The policy cycle."),
        without=Text("de nieuwste", "the newest")),
    Key(name="date", field="date", kind="day", example=NEWEST.start,
        about=Text(
            "De peildatum: bepaalt de gemeenten, de indelingen, wie lid is en welke "
            "overeenkomsten gelden.",
            "The reference date: decides the municipalities, the partitions, who is a member and "
            "which agreements count."),
        without=Text("het begin van de cyclus", "the start of the cycle")),
    Key(name="population-year", field="population_year", kind="year", example=NEWEST.start.year,
        about=Text("Het jaar van de bevolkingscijfers (1 januari).",
                   "The year of the population figures (1 January)."),
        without=Text("het jaar van de peildatum, of het laatste ervoor",
                     "the year of the date, or the newest before it")),
    Key(name="membership", field="membership", kind="path",
        example=Text("leden.xlsx", "members.xlsx"),
        about=Text("Een eigen ledenlijst (CSV of XLSX).", "An own list of members (CSV or XLSX)."),
        without=Text("de lijst die meegeleverd is", "the list that ships")),
    Key(name="complete", field="complete", kind="flag", example=False, default=True,
        about=Text(
            "Hoe de eigen ledenlijst te lezen is: true als ze volledig is (wie er niet op staat, "
            "is geen lid), false als ze gedeeltelijk is (wie er niet op staat, is onbekend).",
            "How to read the own list of members: true if it is complete (who is not on it is not "
            "a member), false if it is partial (who is not on it is unknown)."),
        without=Text("wat de lijst zelf zegt, en anders gedeeltelijk",
                     "what the list says itself, and else partial")),
    Key(name="sheet", field="sheet", kind="text",
        example=Text("Blad1", "Sheet1"),
        about=Text("Het werkblad van de eigen ledenlijst.",
                   "The sheet of the own list of members."),
        without=Text("het eerste", "the first")),
    Key(name="agreements", field="agreements", kind="path", example="vdab.xlsx",
        about=Text(
            "Een eigen lijst van overeenkomsten met VDAB (CSV of XLSX); vdab.xlsx#BLAD kiest een "
            "blad.",
            "An own list of agreements with VDAB (CSV or XLSX); vdab.xlsx#SHEET chooses a sheet."),
        without=Text("de lijst die meegeleverd is", "the list that ships")),
    Key(name="boundaries", field="boundaries", kind="text", example=EMBEDDED,
        about=Text(
            "De grenzen: embedded (benaderend, meegeleverd), official (ingelezen) of een bestand.",
            "The borders: embedded (approximate, they ship), official (imported) or a file."),
        without=Text("de officiële als ze ingelezen zijn, en anders de benaderende",
                     "the official ones where imported, and else the approximate ones")),
    Key(name="example", field="example", kind="flag", example=False, default=True,
        about=Text("Of het fictieve, volledige voorbeeld gebruikt wordt, in plaats van een lijst.",
                   "Whether the fictional complete example is used instead of a list."),
        without=Text("het voorbeeld wordt niet gebruikt", "the example is not used")),
    Key(name="before", field="before", kind="text", example=FLANDERS.cycles[-2].id,
        about=Text(
            "Waarmee vergeleken wordt wat nieuw of gewijzigd is: een eerdere cyclus, of een eigen "
            "ledenlijst van de vorige cyclus.",
            "With what is compared what is new or has changed: an earlier cycle, or an own list "
            "of members of the cycle before."),
        without=Text("de vorige cyclus", "the cycle before")),
    Key(name="before-complete", field="before_complete", kind="flag", example=False, default=True,
        about=Text("Of de eigen lijst van de vorige cyclus volledig is.",
                   "Whether the own list of the cycle before is complete."),
        without=Text("wat de lijst zelf zegt, en anders gedeeltelijk",
                     "what the list says itself, and else partial")),
    Key(name="theme", field="theme", kind="path",
        example=Text("huisstijl.toml", "house-style.toml"),
        about=Text("Een themabestand: de huisstijl van kaarten, webpagina en verslag.",
                   "A theme file: the house style of maps, web page and report."),
        without=Text("de stijl die meegeleverd is", "the style that ships")),
)  # fmt: skip

OUTPUT: Final = (
    Key(name="folder", field="folder", kind="path", example="outputs",
        about=Text("De map waarin elke studie haar eigen map krijgt.",
                   "The folder in which each study gets its own folder."),
        without=Text("outputs, in de map waarin u de opdracht geeft",
                     "outputs, in the folder in which the command is given")),
    Key(name="language", field="language", kind="text", allowed=("nl", "en"), example="nl",
        default=True,
        about=Text("De taal van wat gemaakt en getoond wordt.",
                   "The language of what is made and shown."),
        without=Text("die van het themabestand, en anders Nederlands",
                     "that of the theme file, and else Dutch")),
    Key(name="parts", field="parts", kind="texts", allowed=PARTS, example=PARTS, default=True,
        about=Text("Wat `regiekaart build` maakt: tabellen, kaarten, webpagina, verslag, gegevens.",
                   "What `regiekaart build` makes: tables, maps, web page, report, data."),
        without=Text("alles", "everything")),
    Key(name="formats", field="formats", kind="texts", allowed=MAP_FORMATS, example=("png",),
        default=True,
        about=Text("De bestandsformaten van de kaarten.", "The file formats of the maps."),
        without=Text("PNG", "PNG")),
    Key(name="dpi", field="dpi", kind="whole", example=150, default=True, least=LEAST_DPI,
        most=MOST_DPI,
        about=Text("De beeldpunten per inch van kaarten in PNG.",
                   "The dots per inch of maps in PNG."),
        without=Text("150", "150")),
    Key(name="report-formats", field="report_formats", kind="texts", allowed=REPORT_FORMATS,
        example=REPORT_FORMATS, default=True,
        about=Text("De soorten verslag; bij PDF hoort een nota van twee bladzijden.",
                   "The kinds of report; with PDF comes a briefing of two pages."),
        without=Text("alle", "all")),
    Key(name="template", field="template", kind="path",
        example=Text("sjabloon.docx", "template.docx"),
        about=Text("Een Word-sjabloon voor het verslag in DOCX.",
                   "A Word template for the report in DOCX."),
        without=Text("het sjabloon dat meegeleverd is", "the template that ships")),
    Key(name="export-formats", field="export_formats", kind="texts", allowed=EXPORT_FORMATS,
        example=EXPORT_FORMATS, default=True,
        about=Text("De bestandsformaten van de samengevoegde gegevens.",
                   "The file formats of the joined data."),
        without=Text("alle", "all")),
)  # fmt: skip

SUBSIDY: Final = (
    Key(name="scheme", field="scheme", kind="text", allowed=tuple(SCHEMES), example=KEYS_2023.id,
        about=Text("De regeling: sleutels (2023) of trappen volgens inwoners (2014).",
                   "The scheme: keys (2023) or steps by inhabitants (2014)."),
        without=Text(
            "die van de peildatum; de opdracht `regiekaart subsidy` neemt dan 2023",
            "that of the date; the command `regiekaart subsidy` then takes 2023")),
    Key(name="budget", field="budget", kind="number", example=int(KEYS_2023.budget), default=True,
        about=Text("Het bedrag dat per jaar verdeeld wordt, in euro. Alleen regeling 2023, zoals "
                   "de volgende sleutels.",
                   "The amount that is divided a year, in euro. Scheme 2023 only, as the keys "
                   "that follow."),
        without=Text("dat van de regeling", "that of the scheme")),
    Key(name="ages", field="ages", kind="text", allowed=AGES, example=AGES[0], default=True,
        about=Text("Welke leeftijden als beroepsactief tellen.",
                   "Which ages count as working age."),
        without=Text(AGES[0], AGES[0])),
    Key(name="working-age-year", field="working_age_year", kind="year",
        example=NEWEST.start.year,
        about=Text("Het jaar van de bevolking naar leeftijd (1 januari).",
                   "The year of the population by age (1 January)."),
        without=Text("het jaar van de peildatum, of het laatste ervoor",
                     "the year of the date, or the newest before it")),
    Key(name="jobseekers-year", field="jobseekers_year", kind="year",
        example=NEWEST.start.year - 1,
        about=Text("Het jaar van de werkzoekenden (jaargemiddelde).",
                   "The year of the jobseekers (yearly average)."),
        without=Text("het laatste volle jaar voor de peildatum",
                     "the last full year before the date")),
    Key(name="split-jobseekers", field="split_jobseekers", kind="text", allowed=SPLITS,
        example=SPLITS[0], default=True,
        about=Text(
            "Werkzoekenden van een fusie waarvan de delen in verschillende regiegebieden liggen: "
            "bij benadering verdelen naar bevolking (working-age), of weigeren (refuse).",
            "Jobseekers of a merged municipality whose parts are in different regions: divide "
            "them approximately by population (working-age), or refuse (refuse)."),
        without=Text("verdelen", "divide")),
)  # fmt: skip

EXEMPTION: Final = (
    Key(name="rule", field="rule", kind="text", allowed=tuple(r.id for r in FLANDERS.rules),
        example="minimum-population", required=True,
        about=Text("De regel waarvan een bevinding aanvaard wordt.",
                   "The rule of which a finding is accepted."),
        without=Text("verplicht", "required")),
    Key(name="region", field="group", kind="text", required=True,
        example=Text("Naam van het regiegebied", "Name of the region"),
        about=Text("Het regiegebied dat vrijgesteld is.", "The region that is exempt."),
        without=Text("verplicht", "required")),
    Key(name="reason", field="reason", kind="text", required=True,
        example=Text("wie dit beslist heeft, en wanneer", "who decided this, and when"),
        about=Text("De reden; ze staat in elke uitvoer.", "The reason; it stands in every output."),
        without=Text("verplicht", "required")),
    Key(name="until", field="until", kind="day", example=NEWEST.end,
        about=Text("De laatste dag van de vrijstelling.", "The last day of the exemption."),
        without=Text("ze loopt niet af", "it does not end")),
)  # fmt: skip

# What a key is about where the scheme is another one.
ELSEWHERE: Final = {
    "date": Text(
        "De peildatum: bepaalt de eenheden, de indelingen en wie lid is.",
        "The reference date: decides the units, the partitions and who is a member."),
    "group": Text("De groep die vrijgesteld is.", "The group that is exempt."),
}  # fmt: skip

NAME: Final = Key(
    name="name", field="name", kind="text", example="2020", required=True,
    about=Text("De naam van de studie, om ze te kiezen: --study BESTAND.toml#NAAM.",
               "The name of the study, to choose it: --study FILE.toml#NAME."),
    without=Text("verplicht", "required"),
)  # fmt: skip

# The tables below a study, and what each is for.
TABLES: Final = {"output": OUTPUT, "subsidy": SUBSIDY}
TABLE_WORDS: Final = {
    "output": Text("Waar het resultaat komt, en in welke vorm.",
                   "Where the result goes, and in which form."),
    "subsidy": Text("Hoe de subsidie verdeeld wordt.", "How the subsidy is divided."),
    "exemption": Text(
        "Vrijstellingen: bevindingen van `regiekaart check` die iemand aanvaard heeft.",
        "Exemptions: findings of `regiekaart check` that somebody has accepted."),
    "study": Text(
        "Meer studies in één bestand: elke neemt over wat hierboven staat en zegt wat anders is. "
        "`regiekaart build` maakt ze alle; voor een andere opdracht kiest u er één met "
        "--study BESTAND.toml#NAAM.",
        "Several studies in one file: each takes over what stands above and says what differs. "
        "`regiekaart build` makes them all; for another command one is chosen with "
        "--study FILE.toml#NAME."),
}  # fmt: skip
