"""The words of the planner: its tools, what it tells after a change, what is wrong with a list."""

from __future__ import annotations

from typing import Final

from regiekaart.language import Text

# Braces are filled in by the page.
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
    "plan-target": Text("Zet aangeklikte gemeenten bij", "Put clicked municipalities in"),
    "plan-how": Text(
        "Klik op de kaart, of loop met Tab en de pijltjes en druk op Enter. Een lid van het "
        "gekozen gebied gaat er met een klik weer uit. Ctrl+Z maakt ongedaan.",
        "Click on the map, or go there with Tab and the arrows and press Enter. A click takes a "
        "member of the chosen region out of it again. Ctrl+Z undoes.",
    ),
    "plan-none": Text("Kies een regiegebied …", "Choose a regie region …"),
    "plan-outside": Text("(geen lid)", "(not a member)"),
    "plan-unknown": Text("(onbekend)", "(unknown)"),
    "plan-choose-first": Text(
        "Kies eerst het regiegebied waarin een klik een gemeente zet.",
        "First choose the region into which a click puts a municipality.",
    ),
    "plan-assigned": Text("{name}: {region}", "{name}: {region}"),
    "plan-same": Text("Er verandert niets.", "Nothing changes."),
    "plan-added": Text("Nieuw regiegebied: {region}", "New region: {region}"),
    "plan-renamed": Text("{region} heet nu {name}", "{region} is now called {name}"),
    "plan-formed": Text("{region}: {form}", "{region}: {form}"),
    "plan-removed": Text(
        "{region} verwijderd; zijn gemeenten zijn geen lid, of onbekend waar de lijst niets van "
        "hen zegt",
        "{region} removed; its municipalities are not members, or unknown where the list says "
        "nothing of them",
    ),
    "plan-new": Text("Nieuw regiegebied", "New regie region"),
    "plan-make": Text("Maak", "Make"),
    "plan-name": Text("Naam", "Name"),
    "plan-rename": Text("Hernoem", "Rename"),
    "plan-remove": Text("Verwijder dit regiegebied", "Remove this region"),
    "plan-change-region": Text("Naam, rechtsvorm, verwijderen", "Name, legal form, removal"),
    "plan-take-out": Text("Haal {name} eruit", "Take {name} out"),
    "plan-add": Text("Voeg toe", "Add"),
    "plan-add-name": Text("Gemeente", "Municipality"),
    "lasso": Text("Lasso: teken rond gemeenten", "Lasso: draw around municipalities"),
    "lasso-on": Text(
        "Teken met de muis of de vinger een lijn rond de gemeenten.",
        "Draw a line around the municipalities with the mouse or a finger.",
    ),
    "lasso-none": Text("Er ligt geen gemeente in de lijn.", "No municipality lies in the line."),
    "plan-whole-caption": Text("Dekking van het scenario", "Coverage of the scenario"),
    "plan-measure": Text("Maat", "Measure"),
    "plan-now": Text("Scenario, met verschil", "Scenario, with difference"),
    "plan-coverage-people": Text("Dekking van de bevolking", "Population coverage"),
    "plan-coverage-units": Text("Dekking van de gemeenten", "Municipality coverage"),
    "plan-members": Text("Gemeenten die lid zijn", "Member municipalities"),
    "plan-unknown-units": Text("Gemeenten onbekend", "Municipalities unknown"),
    "plan-regions": Text("Regiegebieden", "Regie regions"),
    "plan-broken": Text("Inbreuken op de regels", "Breaches of the rules"),
    "plan-broken-rules": Text("Inbreuk op", "Breach of"),
    "plan-about": Text("≈ {amount} euro", "≈ {amount} euro"),
    "plan-about-means": Text("≈: deels benadering", "≈: partly approximate"),
    "plan-smallest": Text("Kleinste regiegebied", "Smallest region"),
    "plan-all-regions": Text("Alle regiegebieden", "All regie regions"),
    "plan-by-part": Text("Dekking per provincie en referentieregio",
                         "Coverage by province and reference region"),
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
        "Bewaard. Een lijst kent geen lege gebieden: niet bewaard zijn {names}.",
        "Saved. A list has no empty regions: not saved are {names}.",
    ),
    "csv-empty": Text(
        "Er is niets te bewaren: van geen enkele gemeente is iets bekend.",
        "There is nothing to save: nothing is known of any municipality.",
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
    "name-word": Text("dit is geen naam van een regiegebied", "this is not the name of a region"),
    "name-taken": Text("er is al een gebied met deze naam", "there is a region with this name"),
    "group-full": Text(
        "er zijn al evenveel regiegebieden als gemeenten",
        "there are as many regions as municipalities already",
    ),
    "unit-unknown": Text(
        "geen gemeente op deze dag", "no municipality on this day"
    ),
    "unit-none": Text("geen gemeente op deze rij", "no municipality on this row"),
    "unit-other": Text(
        "de code en de naam zijn van verschillende gemeenten",
        "code and name are of different municipalities",
    ),
    "units-both": Text(
        "een gemeente en een lijst van gemeenten op één rij: laat een van beide leeg",
        "one municipality and a list of them on one row: leave one of them empty",
    ),
    "code-form": Text(
        "geen NIS-code; verwacht vijf cijfers", "not a NIS code; expected five digits"
    ),
    "unit-twice": Text(
        "de gemeente staat al op een andere rij", "the municipality is on another row already"
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
        "de rij is te kort: de cel van het regiegebied ontbreekt",
        "the row is too short: the cell of the region is missing",
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
        "geen enkele bekende kolom gevonden, zoals nis, gemeente of regiegebied",
        "no known column found, such as nis, municipality or region",
    ),
    "column-twice": Text("dezelfde kolom staat er twee keer", "the same column is there twice"),
    "column-region": Text("kolom regiegebied ontbreekt", "column region is missing"),
    "column-nis": Text(
        "kolom nis, gemeente of gemeenten ontbreekt",
        "column nis, municipality or municipalities is missing",
    ),
    "membership-form": Text(
        "verwacht lid, geen lid of onbekend", "expected member, not a member or unknown"
    ),
    "membership-region": Text(
        "het lidmaatschap en het regiegebied spreken elkaar tegen",
        "the membership and the regie region contradict each other",
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
        "Lijkt een schrijffout: {value}. Een nieuw regiegebied mag zo heten.",
        "Looks like a slip of the pen: {value}. A new region may have this name.",
    ),
    "note-spelling": Text(
        "Eén regiegebied, verschillend geschreven: {value}.",
        "One region, written in several ways: {value}.",
    ),
    "note-forms": Text(
        "Een regiegebied met meer dan één rechtsvorm: {value}.",
        "A region with more than one legal form: {value}.",
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
