"""The words of the planner: its tools, what it tells after a change, what is wrong with a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import EN, NL, Text
from regiekaart.scheme.rules import Form
from regiekaart.web.words import has_rule, worded

if TYPE_CHECKING:
    from regiekaart.study import Study

# Braces are filled in by the page, and nouns when it is made; see `regiekaart.web.wording`.
PLANNER_WORDS: Final = {
    "plan": Text("Plannen", "Plan"),
    "plan-kind": Text("Scenario", "Scenario"),
    "plan-title": Text("Planner", "Planner"),
    "plan-note": Text(
        "Probeer een andere indeling uit. De lijst zelf verandert niet; alle cijfers hieronder "
        "zijn die van het scenario, met het verschil met de lijst.",
        "Try another division. The list itself does not change; all figures below are those of the "
        "scenario, with the difference from the list.",
    ),
    "plan-hypothetical": Text(
        "Een denkoefening en geen beslissing. Vertrekt van:",
        "A thought experiment and no decision. It starts from:",
    ),
    "plan-began": Text(
        "Het scenario vertrekt van een lijst; wat volgt, geldt voor die lijst. Wat het scenario "
        "verandert, is aangenomen.",
        "The scenario starts from a list; what follows holds for that list. What the scenario "
        "changes is assumed.",
    ),
    "plan-doubted": Text(
        "Lidmaatschap afgeleid, of aangenomen in het scenario",
        "Membership inferred, or assumed in the scenario",
    ),
    "plan-evidence": Text("aangenomen in het scenario", "assumed in the scenario"),
    "undo": Text("Ongedaan maken", "Undo"),
    "redo": Text("Opnieuw", "Redo"),
    "plan-undone": Text("Ongedaan gemaakt: {step}", "Undone: {step}"),
    "plan-redone": Text("Opnieuw gedaan.", "Done again."),
    "plan-reset": Text("Terug naar de lijst", "Back to the list"),
    "plan-reset-done": Text(
        "Het scenario is weer gelijk aan de lijst.", "The scenario equals the list again."
    ),
    "plan-target": Text("Zet aangeklikte <unit.many> bij", "Put clicked <unit.many> in"),
    "plan-how": Text(
        "Klik op de kaart, of loop met Tab en de pijltjes en druk op Enter. Een lid van "
        "<area.article> gekozen <area.one> gaat er met een klik weer uit. Ctrl+Z maakt ongedaan.",
        "Click on the map, or go there with Tab and the arrows and press Enter. A click takes a "
        "member of the chosen <area.one> out of it again. Ctrl+Z undoes.",
    ),
    "plan-none": Text("Kies <group.a> …", "Choose <group.a> …"),
    "plan-outside": Text("(geen lid)", "(not a member)"),
    "plan-unknown": Text("(onbekend)", "(unknown)"),
    "plan-choose-first": Text(
        "Kies eerst <group.the> waarin een klik <unit.a> zet.",
        "First choose <area.the> into which a click puts <unit.a>.",
    ),
    "plan-assigned": Text("{name}: {region}", "{name}: {region}"),
    "plan-same": Text("Er verandert niets.", "Nothing changes."),
    "plan-added": Text("<Group.new>: {region}", "<Area.new>: {region}"),
    "plan-renamed": Text("{region} heet nu {name}", "{region} is now called {name}"),
    "plan-formed": Text("{region}: {form}", "{region}: {form}"),
    "plan-removed": Text(
        "{region} verwijderd; zijn <unit.many> zijn geen lid, of onbekend waar de lijst niets van "
        "hen zegt",
        "{region} removed; its <unit.many> are not members, or unknown where the list says "
        "nothing of them",
    ),
    "plan-new": Text("<Group.new>", "<Group.new>"),
    "plan-make": Text("Maak", "Make"),
    "plan-name": Text("Naam", "Name"),
    "plan-rename": Text("Hernoem", "Rename"),
    "plan-remove": Text("Verwijder <group.this>", "Remove <area.this>"),
    "plan-change-region": Text("Naam, rechtsvorm, verwijderen", "Name, legal form, removal"),
    "plan-take-out": Text("Haal {name} eruit", "Take {name} out"),
    "plan-add": Text("Voeg toe", "Add"),
    "plan-add-name": Text("<Unit.one>", "<Unit.one>"),
    "lasso": Text("Lasso: teken rond <unit.many>", "Lasso: draw around <unit.many>"),
    "lasso-on": Text(
        "Teken met de muis of de vinger een lijn rond de <unit.many>.",
        "Draw a line around the <unit.many> with the mouse or a finger.",
    ),
    "lasso-none": Text("Er ligt geen <unit.one> in de lijn.", "No <unit.one> lies in the line."),
    "plan-whole-caption": Text("Dekking van het scenario", "Coverage of the scenario"),
    "plan-measure": Text("Maat", "Measure"),
    "plan-now": Text("Scenario, met verschil", "Scenario, with difference"),
    "plan-coverage-people": Text("Dekking van de bevolking", "Population coverage"),
    "plan-coverage-units": Text("Dekking van de <unit.many>", "<Unit.one> coverage"),
    "plan-members": Text("<Unit.many> die lid zijn", "Member <unit.many>"),
    "plan-unknown-units": Text("<Unit.many> onbekend", "<Unit.many> unknown"),
    "plan-regions": Text("<Group.many>", "<Group.many>"),
    "plan-broken": Text("Inbreuken op de regels", "Breaches of the rules"),
    "plan-broken-rules": Text("Inbreuk op", "Breach of"),
    "plan-about": Text("≈ {amount} euro", "≈ {amount} euro"),
    "plan-about-means": Text("≈: deels benadering", "≈: partly approximate"),
    "plan-smallest": Text("Kleinste <group.one>", "Smallest <area.one>"),
    "plan-all-regions": Text("Alle <group.many>", "All <group.many>"),
    "plan-by-part": Text("Dekking per {kinds}", "Coverage by {kinds}"),
    "plan-summary": Text("{regions} met {units}; dekking van de bevolking: {people}.",
                         "{regions} with {units}; population coverage: {people}."),
    "plan-part": Text("{units} van {all} lid; dekking van de bevolking: {people}.",
                      "{units} of {all} members; population coverage: {people}."),
    "between": Text("{low} tot {high}", "{low} to {high}"),
    "lower-end": Text("ondergrens {n}", "lower end {n}"),
    "upper-end": Text("bovengrens {n}", "upper end {n}"),
    "points": Text("{n} procentpunt", "{n} percentage points"),
    "scenario": Text("Scenario", "Scenario"),
    "scenario-first": Text("Scenario 1", "Scenario 1"),
    "scenario-copy": Text("Scenario {n}", "Scenario {n}"),
    "scenario-new": Text("Kopieer tot nieuw scenario", "Copy to a new scenario"),
    "scenario-added": Text("Nieuw scenario, als kopie.", "New scenario, as a copy."),
    "scenario-full": Text(
        "Er zijn al twaalf scenario's: verwijder er eerst een.",
        "There are twelve scenarios already: remove one first.",
    ),
    "scenario-remove": Text("Verwijder scenario", "Remove scenario"),
    "scenario-name": Text("Naam van het scenario", "Name of the scenario"),
    "scenario-start": Text("De lijst", "The list"),
    "scenario-table": Text("Scenario's naast elkaar", "Scenarios side by side"),
    "scenario-taken-over": Text(
        "Overgenomen uit een ander venster: {names}.", "Taken over from another window: {names}."
    ),
    "scenario-restored": Text(
        "Uw scenario's van de vorige keer zijn terug.", "Your scenarios of last time are back."
    ),
    "scenario-forget": Text("Vergeet ze", "Forget them"),
    "scenario-forget-sure": Text(
        "Alle scenario's van deze lijst op deze dag wissen? Dat kan niet ongedaan gemaakt worden.",
        "Erase all scenarios of this list on this day? That cannot be undone.",
    ),
    "scenario-forget-yes": Text("Ja, vergeet ze", "Yes, forget them"),
    "scenario-forgotten": Text(
        "De scenario's zijn gewist. De planner begint weer bij de lijst.",
        "The scenarios are erased. The planner starts at the list again.",
    ),
    "scenario-remove-sure": Text(
        "Het scenario {name} verwijderen? Dat kan niet ongedaan gemaakt worden.",
        "Remove the scenario {name}? That cannot be undone.",
    ),
    "scenario-remove-yes": Text("Ja, verwijder het", "Yes, remove it"),
    "scenario-removed": Text("Scenario {name} is verwijderd.", "Scenario {name} is removed."),
    "scenario-taken": Text(
        "er is al een scenario met deze naam", "there is a scenario with this name"
    ),
    "scenario-other": Text("{name} (ander venster)", "{name} (other window)"),
    "scenario-gone": Text(
        "In een ander venster verwijderd: {names}.", "Removed in another window: {names}."
    ),
    "scenario-apart": Text(
        "In twee vensters tegelijk veranderd, en allebei bewaard: {names}.",
        "Changed in two windows at once, and both kept: {names}.",
    ),
    "scenario-forgotten-there": Text(
        "In een ander venster zijn de scenario's gewist; hier staan ze nog. Wie hier verder werkt, "
        "bewaart ze opnieuw.",
        "The scenarios were erased in another window; here they are still there. Who goes on here "
        "keeps them again.",
    ),
    "scenario-odd": Text(
        "Wat deze browser van een vorige keer bewaarde, past niet bij deze pagina. Het blijft "
        "liggen, en wat u nu doet wordt niet bewaard: bewaar het scenario als lijst.",
        "What this browser kept of last time does not fit this page. It is left as it is, and what "
        "you do now is not kept: save the scenario as a list.",
    ),
    "cancel": Text("Annuleer", "Cancel"),
    "scenario-not-kept": Text(
        "Deze browser bewaart niets: bewaar het scenario als lijst.",
        "This browser keeps nothing: save the scenario as a list.",
    ),
    "csv-save": Text("Bewaar als lijst (CSV)", "Save as a list (CSV)"),
    "csv-load": Text("Laad een lijst (CSV)", "Load a list (CSV)"),
    "svg-save": Text("Kaart als SVG", "Map as SVG"),
    "png-save": Text("Kaart als PNG", "Map as PNG"),
    "csv-saved": Text(
        "Bewaard als {file}. regiekaart leest het met --membership.",
        "Saved as {file}. regiekaart reads it with --membership.",
    ),
    "csv-left-out": Text(
        "Bewaard. Een lijst kent geen lege <area.many>: niet bewaard zijn {names}.",
        "Saved. A list has no empty <area.many>: not saved are {names}.",
    ),
    "csv-empty": Text(
        "Er is niets te bewaren: van geen <unit.single> is iets bekend.",
        "There is nothing to save: nothing is known of any <unit.one>.",
    ),
    "csv-loaded": Text("{file} is geladen als nieuw scenario: {name}.",
                       "{file} is loaded as a new scenario: {name}."),
    "csv-reading": Text("Bezig met lezen van {file} …", "Reading {file} …"),
    "csv-busy": Text(
        "{file} is niet gelezen: een ander bestand wordt nog gelezen.",
        "{file} was not read: another file is still being read.",
    ),
    "csv-moved": Text(
        "intussen werd een andere dag gekozen: laad de lijst opnieuw",
        "another day was chosen meanwhile: load the list again",
    ),
    "csv-wrong": Text("{file} is niet geladen:", "{file} is not loaded:"),
    "csv-unread": Text("{file} kan niet gelezen worden.", "{file} cannot be read."),
    "csv-problem": Text("regel {line}: {why}", "line {line}: {why}"),
    "csv-problem-value": Text("regel {line}: {why}: {value}", "line {line}: {why}: {value}"),
    "csv-more": Text("en nog {n} andere", "and {n} others"),
    "file-saved": Text("Bewaard als {file}.", "Saved as {file}."),
    "png-failed": Text(
        "Deze browser kan er geen PNG van maken: neem SVG.",
        "This browser cannot make a PNG of it: take SVG.",
    ),
    "name-empty": Text("geef een naam", "give a name"),
    "name-long": Text("de naam is langer dan 200 tekens", "the name is longer than 200 characters"),
    "name-letters": Text("een naam heeft minstens één letter", "a name has at least one letter"),
    "name-formula": Text(
        "een naam begint niet met =, +, - of @", "a name does not begin with =, +, - or @"
    ),
    "name-word": Text("dit is geen naam van <group.a>", "this is not the name of <area.a>"),
    "name-taken": Text("er is al <area.a> met deze naam", "there is <area.a> with this name"),
    "group-full": Text(
        "er zijn al evenveel <group.many> als <unit.many>",
        "there are as many <area.many> as <unit.many> already",
    ),
    "unit-unknown": Text(
        "geen <unit.one> op deze dag", "no <unit.one> on this day"
    ),
    "unit-none": Text("geen <unit.one> op deze rij", "no <unit.one> on this row"),
    "unit-other": Text(
        "de code en de naam zijn van verschillende <unit.many>",
        "code and name are of different <unit.many>",
    ),
    "units-both": Text(
        "<unit.a> en een lijst van <unit.many> op één rij: laat een van beide leeg",
        "one <unit.one> and a list of them on one row: leave one of them empty",
    ),
    "code-form": Text(
        "geen NIS-code; verwacht vijf cijfers", "not a NIS code; expected five digits"
    ),
    "unit-twice": Text(
        "<unit.the> staat al op een andere rij", "<unit.the> is on another row already"
    ),
    "date-form": Text(
        "geen datum; verwacht bijvoorbeeld 2023-01-31 of 31/01/2023",
        "not a date; expected for example 2023-01-31 or 31/01/2023",
    ),
    "date-order": Text(
        "het lidmaatschap eindigt voor het begint", "the membership ends before it begins"
    ),
    "evidence-form": Text(
        "onbekend bewijs; verwacht gedocumenteerd, afgeleid of aangenomen",
        "unknown evidence; expected documented, inferred or assumed",
    ),
    "cycle-unknown": Text("onbekende cyclus", "unknown cycle"),
    "cycle-none": Text("geen enkele rij van cyclus", "no row of cycle"),
    "row-short": Text(
        "de rij is te kort: de cel van <group.the> ontbreekt",
        "the row is too short: the cell of <area.the> is missing",
    ),
    "row-long": Text(
        "meer velden dan de kop; ontbreken er aanhalingstekens rond een tekst?",
        "more fields than the header; are there quotes missing around a text?",
    ),
    "cell-long": Text(
        "een cel heeft meer dan 10.000 tekens; wordt een aanhalingsteken niet gesloten?",
        "a cell has more than 10,000 characters; is a quote never closed?",
    ),
    "line-long": Text(
        "de regel heeft meer dan 1.000.000 tekens", "the line has more than 1,000,000 characters"
    ),
    "columns-many": Text("meer dan 1.000 kolommen", "more than 1,000 columns"),
    "columns-none": Text(
        "geen enkele bekende kolom gevonden, zoals {code}, <unit.one> of <group.one>",
        "no known column found, such as {code}, <unit.one> or <area.one>",
    ),
    "column-twice": Text("dezelfde kolom staat er twee keer", "the same column is there twice"),
    "column-region": Text("kolom <group.one> ontbreekt", "column <area.one> is missing"),
    "column-nis": Text(
        "kolom {code}, <unit.one> of <unit.many> ontbreekt",
        "column {code}, <unit.one> or <unit.many> is missing",
    ),
    "membership-form": Text(
        "verwacht lid, geen lid of onbekend", "expected member, not a member or unknown"
    ),
    "membership-region": Text(
        "het lidmaatschap en <group.the> spreken elkaar tegen",
        "the membership and <group.the> contradict each other",
    ),
    "membership-complete": Text(
        "onbekend lidmaatschap op een volledige lijst",
        "an unknown membership on a complete list",
    ),
    "list-kind": Text("verwacht volledig of gedeeltelijk", "expected complete or partial"),
    "list-twice": Text(
        "de lijst noemt zich volledig en gedeeltelijk",
        "the list calls itself complete and partial",
    ),
    "list-fiction": Text(
        "deze lijst noemt zich verzonnen: open ze met regiekaart web --membership",
        "this list calls itself made up: open it with regiekaart web --membership",
    ),
    "note-columns": Text("Niet gebruikte kolommen: {value}.", "Columns not used: {value}."),
    "note-unknown": Text(
        "Rijen met onbekend lidmaatschap, weggelaten: {n}.",
        "Rows of unknown membership, left out: {n}.",
    ),
    "note-cycles": Text(
        "Rijen van andere cycli, weggelaten: {n} ({value}).",
        "Rows of other cycles, left out: {n} ({value}).",
    ),
    "note-headers": Text(
        "Herhaalde kop overgeslagen, op regel {value}.", "Repeated header skipped, on line {value}."
    ),
    "note-totals": Text(
        "Rijen met een totaal of een aantal weggelaten, op regel {value}.",
        "Rows with a total or a count left out, on line {value}.",
    ),
    "note-names": Text(
        "Namen die anders luiden dan de officiële, gelezen als: {value}.",
        "Names that are not the official ones, read as: {value}.",
    ),
    "note-numbers": Text(
        "Dagnummers van Excel gelezen als datum: {value}.",
        "Day numbers of Excel read as dates: {value}.",
    ),
    "note-slip": Text(
        "Lijkt een schrijffout: {value}. Een <group.new> mag zo heten.",
        "Looks like a slip of the pen: {value}. A <area.new> may have this name.",
    ),
    "note-spelling": Text(
        "Eén <group.one>, verschillend geschreven: {value}.",
        "One <area.one>, written in several ways: {value}.",
    ),
    "note-forms": Text(
        "Een <group.one> met meer dan één rechtsvorm: {value}.",
        "<Area.a> with more than one legal form: {value}.",
    ),
    "note-days": Text(
        "Hun rij geldt niet op deze dag, volgens haar datums: {n} ({value}).",
        "Their row does not hold on this day, by its dates: {n} ({value}).",
    ),
    "note-letters": Text(
        "De letters met een accent kloppen misschien niet: {value}.",
        "The letters with an accent may be wrong: {value}.",
    ),
    "file-empty": Text("er staan geen rijen in", "there are no rows in it"),
    "file-large": Text("het bestand is groter dan 2 MB: te groot voor een lijst",
                      "the file is larger than 2 MB: too large for a list"),
    "file-encoding": Text(
        "dit is geen leesbare CSV; bewaar een werkblad als CSV UTF-8",
        "this is no readable CSV; save a worksheet as CSV UTF-8",
    ),
    "file-quote": Text(
        "een aanhalingsteken staat verkeerd of wordt niet gesloten in wat hier begint",
        "a quote is misplaced or never closed in what starts here",
    ),
}  # fmt: skip


def planner_words(study: Study) -> dict[str, Text]:
    """Return the words of the planner, with the nouns of a scheme.

    Parameters
    ----------
    study
        The study, for its scheme; what the scheme does not have has no words either.
    """
    alone = {} if has_rule(study, Form) else {"plan-change-region": _WITHOUT_FORMS}
    made = worded(study, {**PLANNER_WORDS, **alone})
    # Not before: what a scheme calls its parts may look like a mark.
    code = Text.same(study.register.code_header)
    for key in ("columns-none", "column-nis"):
        made[key] = _put(made[key], "{code}", code)
    made["plan-by-part"] = _put(made["plan-by-part"], "{kinds}", _kinds(study))
    return made


_WITHOUT_FORMS: Final = Text("Naam, verwijderen", "Name, removal")


def _kinds(study: Study) -> Text:
    """Return by what the coverage is told, in a sentence."""
    kinds = [kind.noun.one for kind in study.scheme.partitions.values() if kind.mapped]
    return Text(NL.listing([kind.nl for kind in kinds]), EN.listing([kind.en for kind in kinds]))


def _put(text: Text, place: str, word: Text) -> Text:
    return Text(text.nl.replace(place, word.nl), text.en.replace(place, word.en))
