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
        "{region} verwijderd; zijn gemeenten zijn geen lid",
        "{region} removed; its municipalities are not members",
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
    "plan-smallest": Text("Kleinste regiegebied", "Smallest region"),
    "plan-all-regions": Text("Alle regiegebieden", "All regie regions"),
    "plan-by-part": Text("Dekking per provincie en referentieregio",
                         "Coverage by province and reference region"),
    "plan-summary": Text("{regions} met {units}; dekking van de bevolking: {people}.",
                         "{regions} with {units}; population coverage: {people}."),
    "plan-part": Text("{units} van {all} lid; dekking van de bevolking: {people}.",
                      "{units} of {all} members; population coverage: {people}."),
    "between": Text("{low} tot {high}", "{low} to {high}"),
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
    "scenario-restored": Text(
        "Uw scenario's van de vorige keer zijn terug.", "Your scenarios of last time are back."
    ),
    "scenario-forget": Text("Vergeet ze", "Forget them"),
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
    "csv-loaded": Text("{file} is geladen als nieuw scenario.",
                       "{file} is loaded as a new scenario."),
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
    "unit-unknown": Text(
        "geen gemeente op deze dag", "no municipality on this day"
    ),
    "unit-twice": Text("de gemeente staat in twee gebieden", "the municipality is in two regions"),
    "form-twice": Text("het gebied heeft twee rechtsvormen", "the region has two legal forms"),
    "row-short": Text("de rij is te kort", "the row is too short"),
    "column-region": Text("kolom regiegebied ontbreekt", "column region is missing"),
    "column-nis": Text("kolom nis of gemeente ontbreekt", "column nis or municipality is missing"),
    "list-kind": Text("verwacht volledig of gedeeltelijk", "expected complete or partial"),
    "list-twice": Text(
        "de lijst noemt zich volledig en gedeeltelijk",
        "the list calls itself complete and partial",
    ),
    "file-empty": Text("er staan geen rijen in", "there are no rows in it"),
    "file-large": Text("het bestand is te groot voor een lijst",
                      "the file is too large for a list"),
    "file-encoding": Text(
        "dit is geen CSV; bewaar een werkblad als CSV",
        "this is no CSV; save a worksheet as CSV",
    ),
    "file-quote": Text("een aanhalingsteken wordt niet gesloten", "a quote is not closed"),
}  # fmt: skip
